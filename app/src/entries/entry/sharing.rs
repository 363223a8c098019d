//! Readers of an entry: those who may read it, and those who did.

use leptos::prelude::*;
use offline::look::entry::Entry;

use crate::entries::state::readers;
use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;
use crate::words;

#[component]
pub fn Sharing(entry: Entry, writing: Writing) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let (object, revision) = (entry.object, entry.revision);
    let share = move |_| writing.run(|_, late| late.share(object, revision), |()| {});
    let unshare = move |_| writing.run(|_, late| late.unshare(object), |()| {});
    let pinned = entry.share.pinned;
    let older = pinned.is_some_and(|p| p != revision);
    view! {
        <section aria-labelledby="sharing">
            <h2 id="sharing">{words::SHARING_TITLE.say(lang)}</h2>
            <ul class="list">
                <li>
                    <p>{readers(&entry).say(lang)}</p>
                </li>
                {(older && !entry.share.waiting)
                    .then(|| {
                        view! {
                            <li>
                                <p>{words::SHARED_OLDER.say(lang)}</p>
                            </li>
                        }
                    })}
                {entry
                    .seen
                    .iter()
                    .map(|seen| {
                        let when = phone.when(seen.at);
                        let words = if seen.reviewed { words::REVIEWED_BY } else { words::OPENED_BY };
                        view! {
                            <li>
                                <p>{words.fill(lang, &[("name", &seen.by), ("when", &when)])}</p>
                            </li>
                        }
                    })
                    .collect_view()}
                {(pinned.is_none() || older)
                    .then(|| {
                        view! {
                            <li>
                                <button type="button" on:click=share>
                                    {words::SHARE.say(lang)}
                                </button>
                            </li>
                        }
                    })}
                {pinned
                    .is_some()
                    .then(|| {
                        view! {
                            <li>
                                <button type="button" on:click=unshare>
                                    {words::UNSHARE.say(lang)}
                                </button>
                            </li>
                        }
                    })}
            </ul>
            <p class="note">
                {words::NOBODY_WATCHES.say(lang)} " " <a href="tel:911">"911"</a> " · " <a href="tel:988">"988"</a>
            </p>
        </section>
    }
    .into_any()
}
