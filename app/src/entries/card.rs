//! An entry as a row of a list: title, time and state.

use std::sync::Arc;

use domain::base::id::ObjectId;
use leptos::prelude::*;
use offline::look::entry::Entry;

use super::history::names;
use crate::kinds;
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::shell::router::A;

#[component]
pub fn EntryCard(entry: Arc<Entry>, children: Children) -> impl IntoView {
    let phone = Phone::here();
    let body = &entry.record.body;
    let title = kinds::title(body, &names(phone, body), phone.lang);
    let when = phone.moment(entry.record.at);
    view! {
        <article>
            <A href=paths::entry_path(entry.object)>
                <div class="t">
                    <b>{title}</b>
                    {children()}
                </div>
                <span class="fact">{when}</span>
            </A>
        </article>
    }
    .into_any()
}

/// The card of the entry just saved; the line above it says where it is kept.
#[component]
pub fn SavedCard(object: ObjectId) -> impl IntoView {
    let phone = Phone::here();
    let entry = Memo::new(move |_| phone.look.with(|look| look.entry(object).cloned()));
    let card = move || {
        entry.get().map(|entry| {
            let body = &entry.record.body;
            let about = kinds::about(body, &names(phone, body), phone.lang);
            view! {
                <div class="list">
                    <EntryCard entry>{(!about.is_empty()).then(|| view! { <p class="quiet">{about}</p> })}</EntryCard>
                </div>
            }
        })
    };
    view! { {card} }.into_any()
}
