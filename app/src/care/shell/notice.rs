//! Error pages. They never distinguish "not assigned" from "not found".

use leptos::prelude::*;

use super::frame::{self, Frame};
use crate::care::words as w;
use crate::words::i18n::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Missing,
    Forbidden,
    /// The sign-in ended before a form arrived.
    SignedOut,
    /// The body was not one of our forms, or too large.
    Unreadable,
    /// The server makes sure that its database is the newest before anybody reads.
    Checking,
    Broken,
}

pub fn page(frame: &Frame, notice: Notice) -> String {
    let (title, lead): (Words, Words) = match notice {
        Notice::Missing => (w::MISSING, w::MISSING_LEAD),
        Notice::Forbidden => (w::FORBIDDEN, w::FORBIDDEN_LEAD),
        Notice::SignedOut => (w::ENDED, w::ENDED_LEAD),
        Notice::Unreadable => (w::BROKEN, w::UNREADABLE_LEAD),
        Notice::Checking => (w::CHECKING, w::CHECKING_LEAD),
        Notice::Broken => (w::BROKEN, w::BROKEN_LEAD),
    };
    let content = view! {
        <h1>{title.say(frame.lang)}</h1>
        <p>{lead.say(frame.lang)}</p>
        <p>
            <a href="/care">{w::BACK_TO_PEOPLE.say(frame.lang)}</a>
        </p>
    };
    frame::column(frame, content.into_any())
}
