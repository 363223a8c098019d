//! The one-time link of the demo: a button, because a GET changes nothing.

use leptos::prelude::*;

use super::form::Post;
use super::frame::{self, Frame};
use crate::care::words as w;

pub fn page(frame: &Frame, token: &str, name: &str) -> String {
    let lang = frame.lang;
    let button = view! { <button class="care-primary">{w::DEMO_BUTTON.fill(lang, &[("name", name)])}</button> };
    let content = view! {
        <h1>{w::DEMO.say(lang)}</h1>
        <p>{w::DEMO_LEAD.fill(lang, &[("name", name)])}</p>
        {Post::to(format!("/care/demo/{token}")).view(frame, button.into_any())}
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
