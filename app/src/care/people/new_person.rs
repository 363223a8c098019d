//! Adding a participant.

use domain::base::text::Refused;
use leptos::prelude::*;

use super::pane::People;
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::care::words as w;

/// `typed`: the reader's input. `refused`: why it was not taken.
pub fn page(frame: &Frame, people: &People, typed: &str, refused: Option<Refused>) -> String {
    let lang = frame.lang;
    let wrong = refused.is_some();
    let error = refused.map(|refused| {
        view! {
            <p class="care-error" id="name-error" role="alert">
                {w::refusal(refused, 80, lang)} " " {w::NAME_WRONG.say(lang)}
            </p>
        }
    });
    let described = if wrong { "name-error name-hint" } else { "name-hint" };
    let kept = frame.kept("/care/people").map_or("", |kept| kept.get("name"));
    let typed = if wrong { typed } else { kept };
    let fields = view! {
        <label for="name">{w::NAME.say(lang)}</label>
        <p class="care-quiet" id="name-hint">
            {w::NAME_HINT.say(lang)}
        </p>
        {error}
        <input
            id="name"
            name="name"
            type="text"
            dir="auto"
            autocomplete="off"
            required=true
            value=typed.to_owned()
            aria-describedby=described
            aria-invalid=wrong.then_some("true")
        />
        <div class="care-row care-start">
            <button class="care-primary">{w::ADD.say(lang)}</button>
            <a class="care-button" href="/care">
                {w::CANCEL.say(lang)}
            </a>
        </div>
    };
    let content = view! {
        <h1>{w::NEW_PERSON.say(lang)}</h1>
        <p>{w::NEW_LEAD.say(lang)}</p>
        {Post::to("/care/people").class("care-form").view(frame, fields.into_any())}
    };
    frame::panes(frame, people, content.into_any())
}
