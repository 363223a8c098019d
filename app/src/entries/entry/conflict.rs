//! Edited on two phones: both versions are kept, and the participant resolves it. For entries and documents.

use leptos::prelude::*;
use offline::look::entry::Entry;

use super::facts::Facts;
use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;
use crate::words;

#[component]
pub fn Conflict(entry: Entry, writing: Writing) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    if entry.others.is_empty() {
        return ().into_any();
    }
    let (object, heads) = (entry.object, StoredValue::new(entry.heads.clone()));
    let mut versions = vec![entry.record.clone()];
    versions.extend(entry.others.into_iter().map(|(_, record)| record));
    let one = |record: domain::entries::body::Record| {
        let kept = record.clone();
        let keep = move |_| writing.run(|port, _| port.revise(object, heads.get_value(), kept.clone().into()), |_| {});
        view! {
            <Facts record />
            <button type="button" class="small" on:click=keep>
                {words::KEEP_THIS.say(lang)}
            </button>
        }
    };
    view! {
        <section class="note">
            <h2>{words::CONFLICT.say(lang)}</h2>
            <p>{words::CONFLICT_TEXT.say(lang)}</p>
            {versions.into_iter().map(one).collect_view()}
        </section>
    }
    .into_any()
}
