//! The inbox: new entries of all the reader's people.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::summary::{self, EntryLine};
use crate::care::people::pane::People;
use crate::care::shell::frame::{self, Frame};
use crate::care::shell::pages::{self, Pages};
use crate::care::words as w;

#[derive(Clone, Debug)]
pub struct InboxPage {
    /// The person's name and the entry, newest first.
    pub entries: Vec<(String, EntryLine)>,
    pub pages: Pages,
    pub now: DateTime<Utc>,
}

pub fn page(frame: &Frame, people: &People, inbox: &InboxPage) -> String {
    let lang = frame.lang;
    let lines: Vec<AnyView> = inbox
        .entries
        .iter()
        .map(|(name, entry)| summary::line(entry, Some(name.as_str()), inbox.now.fixed_offset(), lang))
        .collect();
    let list = if lines.is_empty() {
        view! { <p>{w::INBOX_EMPTY.say(lang)}</p> }.into_any()
    } else {
        view! { <ul class="care-entries">{lines}</ul> }.into_any()
    };
    let content = view! {
        <h1>{w::INBOX.say(lang)}</h1>
        <p class="care-quiet">{w::INBOX_LEAD.say(lang)}</p>
        {list}
        {pages::links(&inbox.pages, "", lang)}
    };
    frame::inbox(frame, people, content.into_any())
}
