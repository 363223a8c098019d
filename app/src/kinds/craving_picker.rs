//! The craving that something came with, out of those that were logged around then.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use domain::base::id::ObjectId;
use domain::entries::body::{Body, Names};
use domain::entries::craving::Craving;
use leptos::prelude::*;
use offline::look::entry::Entry;

use super::entry_kind::EntryKind as _;
use crate::shell::phone::Phone;
use crate::words;

/// Hours around the time in question.
const AROUND: i64 = 6;
const MOST: usize = 3;

#[component]
pub fn CravingPicker(
    value: RwSignal<Option<ObjectId>>,
    #[prop(into)] at: Signal<DateTime<FixedOffset>>,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let near = Memo::new(move |_| {
        let at = at.get();
        let chosen = value.get_untracked();
        phone.look.with(|look| {
            let near = look
                .entries
                .iter()
                .filter(|e| chosen == Some(e.object) || (e.record.at - at).num_hours().abs() < AROUND);
            let craving = |e: &Arc<Entry>| match &e.record.body {
                Body::Craving(craving) => Some((e.object, e.record.at, craving.clone())),
                _ => None,
            };
            near.filter_map(craving).take(MOST).collect::<Vec<_>>()
        })
    });
    let chips = move || {
        let one = |(object, at, craving): (ObjectId, DateTime<FixedOffset>, Craving)| {
            let mut when = String::new();
            phone.ask(|port| when = format!("{} {}", port.day(at), port.time(at)));
            let title = craving.title(&Names::default(), lang);
            view! {
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || (value.get() == Some(object)).to_string()
                    on:click=move |_| value.update(|v| *v = (*v != Some(object)).then_some(object))
                >
                    {format!("{title} · {when}")}
                </button>
            }
        };
        near.get().into_iter().map(one).collect_view()
    };
    view! {
        <Show when=move || near.with(|n| !n.is_empty())>
            <fieldset class="card">
                <legend>
                    {words::daily::CAME_WITH.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span>
                </legend>
                <div class="chips">{chips}</div>
            </fieldset>
        </Show>
    }
    .into_any()
}
