//! Who can read an entry, and who did.

use leptos::prelude::*;
use offline::look::entry::Entry;

use crate::entries::state::readers;
use crate::shell::phone::Phone;
use crate::shell::ports::Trouble;
use crate::shell::run::run;
use crate::words;

#[component]
pub fn Sharing(entry: Entry, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let (object, revision) = (entry.object, entry.revision);
    let share = move |_| run(phone, trouble, |_, late| late.share(object, revision), |()| {});
    let unshare = move |_| run(phone, trouble, |_, late| late.unshare(object), |()| {});
    let pinned = entry.share.pinned;
    let older = pinned.is_some_and(|p| p != revision);
    view! {
        <section class="card" aria-labelledby="sharing">
            <h2 id="sharing">{words::SHARING_TITLE.say(lang)}</h2>
            <p>{readers(&entry).say(lang)}</p>
            {(older && !entry.share.waiting).then(|| view! { <p class="quiet">{words::SHARED_OLDER.say(lang)}</p> })}
            <p class="note">{words::NOBODY_WATCHES.say(lang)} " " <a href="tel:911">"911"</a> " · " <a href="tel:988">"988"</a></p>
            <div class="pair">
                {(pinned.is_none() || older).then(|| view! { <button type="button" class="button secondary" on:click=share>{words::SHARE.say(lang)}</button> })}
                {pinned.is_some().then(|| view! { <button type="button" class="button secondary" on:click=unshare>{words::UNSHARE.say(lang)}</button> })}
            </div>
            {(!entry.seen.is_empty()).then(|| view! {
                <h3>{words::WHO_SAW_IT.say(lang)}</h3>
                <ul>{entry.seen.iter().map(|seen| {
                    let when = phone.when(seen.at);
                    let words = if seen.reviewed { words::REVIEWED_BY } else { words::OPENED_BY };
                    view! { <li>{words.fill(lang, &[("name", &seen.by), ("when", &when)])}</li> }
                }).collect_view()}</ul>
            })}
        </section>
    }
    .into_any()
}
