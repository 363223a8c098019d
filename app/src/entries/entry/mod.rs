//! One entry: read, edit, share, delete; *Who saw it*, and replies.

pub mod conflict;
mod edit;
mod facts;
mod sharing;

use domain::base::id::ObjectId;
use leptos::prelude::*;
use offline::look::entry::Entry;

use self::conflict::Conflict;
use self::edit::Edit;
use self::facts::Facts;
use self::sharing::Sharing;
use super::state::State;
use crate::parts::dialog::Confirm;
use crate::sharing::older::OlderApp;
use crate::shell::address::id_in_address;
use crate::shell::form::draft::{self, when_left};
use crate::shell::form::writing::Writing;
use crate::shell::frame::Frame;
use crate::shell::missing::nothing_here;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::Address;
use crate::shell::trouble::Alert;
use crate::shell::unready::Unready;
use crate::words;
use crate::words::typed::whole;

#[component]
pub fn EntryPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let object = id_in_address::<ObjectId>();
    let entry = Memo::new(move |_| {
        let object = object.get()?;
        phone.look.with(|l| l.entry(object).map(|e| e.as_ref().clone()))
    });
    let (editing, saved) = (RwSignal::new(false), RwSignal::new(false));
    let writing = Writing::new(phone);
    let sure = RwSignal::new(false);
    // An edit that was left before it was saved is open again.
    Effect::new(move |_| {
        if let Some(object) = object.get() {
            when_left(phone, edit::form(object), move || editing.try_set(true));
        }
    });
    // The entry on the screen when the question was asked.
    let asked = StoredValue::new(None::<Entry>);
    let address = StoredValue::new(Address::here());
    let delete = move || {
        let Some(entry) = asked.get_value() else { return };
        writing.run(
            |port, _| port.delete(entry.object, entry.heads.clone()),
            move |()| {
                draft::forget(phone, &edit::form(entry.object));
                address.with_value(|address| {
                    address.replace(paths::HISTORY);
                });
            },
        );
    };
    let explain = Signal::derive(move || {
        let shared = entry
            .with(|e| e.as_ref().is_some_and(|e| e.share.pinned.is_some() || e.share.waiting || !e.seen.is_empty()));
        if shared { words::DELETE_SHARED_TEXT } else { words::DELETE_TEXT }.say(lang).to_owned()
    });
    let ask = move || {
        asked.set_value(entry.get_untracked());
        sure.set(true);
    };
    let body = move || {
        object.track();
        // An edit keeps the values it began with, whatever comes meanwhile: no typed text may be lost.
        if editing.get()
            && let Some(entry) = entry.get_untracked()
        {
            return view! { <Edit entry editing saved /> }.into_any();
        }
        match entry.get() {
            Some(entry) => view! { <Read entry editing writing on_delete=ask /> }.into_any(),
            None if phone.stage.get() == Stage::Ready => {
                nothing_here(lang, words::ENTRY_GONE, paths::HISTORY, words::LIST)
            }
            None => ().into_any(),
        }
    };
    view! {
        <Frame title=words::ENTRY>
            <div role="status">
                {move || {
                    (saved.get() && !editing.get())
                        .then(|| view! { <p class="state">{words::EDIT_SAVED.say(lang)}</p> })
                }}
            </div>
            <Unready />
            {body}
            <Confirm open=sure question=words::DELETE_QUESTION explain=explain yes=words::DELETE on_yes=delete />
        </Frame>
    }
}

#[component]
fn Read(
    entry: Entry,
    editing: RwSignal<bool>,
    writing: Writing,
    on_delete: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <div class="group">
            <Facts record=entry.record.clone() />
            <State entry=entry.clone() />
        </div>
        <OlderApp />
        <Alert trouble=writing.trouble />
        <Conflict entry=entry.clone() writing />
        <Sharing entry=entry.clone() writing />
        <Replies entry />
        <div class="push ends">
            <button type="button" class="text" on:click=move |_| editing.set(true)>
                {words::EDIT.say(lang)}
            </button>
            <button type="button" class="text grave" on:click=move |_| on_delete()>
                {words::DELETE_ASK.say(lang)}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn Replies(entry: Entry) -> impl IntoView {
    let lang = Phone::here().lang;
    entry
        .replies
        .into_iter()
        .map(|reply| {
            view! {
                <section class="card">
                    <p class="quiet">{words::REPLY_FROM.fill(lang, &[("name", &reply.by)])}</p>
                    <p class="lines" dir="auto">{whole(&reply.text)}</p>
                </section>
            }
        })
        .collect_view()
}
