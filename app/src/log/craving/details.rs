//! Everything that may follow the number of a craving; it comes with the second WASM file. Until then nobody can have
//! described anything, and a draft that was left waits.

use leptos::prelude::*;

use super::super::hard_craving::is_hard;
use super::drafts::{keep_draft, restore};
use super::saving::{After, Saved, State, finish};
use crate::kinds::craving::details::Details;
use crate::kinds::craving::form::Form;
use crate::shell::drawing::after_paint::after_paint;
use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;
use crate::words;

/// The details of the page's craving, its draft, and the button that ends them.
#[component]
pub fn CravingDetails(form: Form) -> impl IntoView {
    let phone = Phone::here();
    let state = expect_context::<State>();
    let State { saved, picked, .. } = state;
    restore(phone, form, state);
    keep_draft(phone, form, state);
    let done = finish(phone, form, state);
    state.ends_with(done);
    // After a hard one the skill that is offered comes first.
    let done_class = move || if picked.get().is_some_and(is_hard) { "button secondary" } else { "button primary" };
    // *Saved* is on the screen before what may follow it is drawn.
    let more = after_paint(Signal::derive(move || saved.get().is_some()));
    view! {
        <Show when=move || more.get()>
            <Details form />
            <div class="push">
                <button type="button" class=done_class on:click=move |_| done(After::Show)>
                    {words::DONE.say(phone.lang)}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

/// Undoes the sharing default for this craving.
#[component]
pub fn KeepPrivate() -> impl IntoView {
    let phone = Phone::here();
    let State { saved, writing, .. } = expect_context();
    let writing: Writing = writing.beside();
    let pinned = move |s: &Saved| {
        phone.look.with(|l| l.entries.iter().any(|e| e.object == s.object && e.share.pinned.is_some()))
    };
    let keep = move |object| writing.run(|_, late| late.unshare(object), |()| {});
    move || {
        saved.get().filter(pinned).map(|s| {
            view! {
                <button type="button" class="small" on:click=move |_| keep(s.object)>
                    {words::sharing::KEEP_PRIVATE.say(phone.lang)}
                </button>
            }
        })
    }
}
