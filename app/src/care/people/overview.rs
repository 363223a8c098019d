//! My people: the reader's assigned people, and new entries.

use leptos::prelude::*;

use super::pane::People;
use crate::care::shell::frame::{self, Frame};
use crate::care::words as w;
use crate::words::i18n::Words;

/// The list; on a wide screen with an invitation to choose beside it. `said`: message about the last action.
pub fn page(frame: &Frame, people: &People, said: Option<Words>) -> String {
    let lang = frame.lang;
    let hint = match (people.reads, people.lines.is_empty()) {
        (false, _) => w::PEOPLE_ADMIN,
        (true, true) => w::PEOPLE_EMPTY,
        (true, false) => w::PEOPLE_PICK,
    };
    let content = view! {
        <h1>{w::MY_PEOPLE.say(lang)}</h1>
        {frame::status(said.map(|said| said.say(lang).to_owned()))}
        <p class="care-quiet">{w::PEOPLE_LEAD.say(lang)}</p>
        <p>{hint.say(lang)}</p>
    };
    frame::list(frame, people, content.into_any())
}
