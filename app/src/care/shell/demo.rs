//! The one-time link of the demo: a button, because a GET changes nothing.

use leptos::prelude::*;

use super::frame::{self, Frame};
use crate::care::words as w;

pub fn page(frame: &Frame, token: &str, name: &str) -> String {
    let lang = frame.lang;
    let content = view! {
        <h1>{w::DEMO.say(lang)}</h1>
        <p>{w::DEMO_LEAD.fill(lang, &[("name", name)])}</p>
        <form method="post" action=format!("/care/demo/{token}")>
            <button class="care-primary">{w::DEMO_BUTTON.fill(lang, &[("name", name)])}</button>
        </form>
    };
    frame::column(frame, content.into_any())
}

pub fn gone(frame: &Frame) -> String {
    let lang = frame.lang;
    let content = view! {
        <h1>{w::DEMO.say(lang)}</h1>
        <p>{w::DEMO_GONE.say(lang)}</p>
    };
    frame::column(frame, content.into_any())
}
