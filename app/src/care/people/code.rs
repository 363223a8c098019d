//! The code for a phone, big enough to read across a desk.

use leptos::prelude::*;

use super::pane::People;
use super::phones::{self, WaitingPhone};
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::care::words as w;

#[derive(Clone, Debug)]
pub struct CodePage {
    /// Hexadecimal id of the participant.
    pub id: String,
    pub name: String,
    /// The code, while it may be shown.
    pub code: Option<String>,
    /// The address that the phone opens.
    pub address: String,
    pub waiting: Vec<WaitingPhone>,
}

pub fn page(frame: &Frame, people: &People, code: &CodePage) -> String {
    let lang = frame.lang;
    let looking = code.code.is_some() && code.waiting.is_empty();
    let shown = match &code.code {
        Some(text) => view! {
            <p id="code-is" class="care-quiet">
                {w::CODE_IS.say(lang)}
            </p>
            <p class="care-code" aria-labelledby="code-is">
                {text.clone()}
            </p>
            <ol>
                <li>{w::CODE_HOW.say(lang)}" "<strong class="care-address">{code.address.clone()}</strong></li>
                <li>{w::CODE_THEN.say(lang)}</li>
            </ol>
            <p class="care-quiet">{w::CODE_LIFE.say(lang)}</p>
        }
        .into_any(),
        None => view! { <p>{w::CODE_GONE.say(lang)}</p> }.into_any(),
    };
    let look = looking.then(|| {
        view! {
            <a class="care-button" href=format!("/care/people/{}/code", code.id)>
                {w::CODE_LOOK.say(lang)}
            </a>
        }
    });
    let again = view! { <button class="care-button">{w::CODE_AGAIN.say(lang)}</button> };
    let again = Post::to(format!("/care/people/{}/code", code.id)).view(frame, again.into_any());
    let content = view! {
        <h1>{w::CODE.fill(lang, &[("name", &code.name)])}</h1>
        {phones::list(frame, &code.id, &code.waiting)}
        <section class="care-card">{shown}</section>
        <div class="care-row care-start">
            {look}
            {again}
            <a class="care-button" href=format!("/care/people/{}", code.id)>
                {w::CODE_DONE.say(lang)}
            </a>
        </div>
    };
    let render = if looking { frame::waiting_panes } else { frame::panes };
    render(frame, people, content.into_any())
}
