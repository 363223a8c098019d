//! Kinds of reminders, each on or off.

use domain::reminders::ReminderSettings;
use leptos::prelude::*;

use super::settings::Settings;
use crate::parts::switch::Switch;
use crate::shell::phone::Phone;
use crate::words::i18n::Words;
use crate::words::reminders as say;

/// Field of one of them in the settings.
type Place = fn(&mut ReminderSettings) -> &mut bool;

#[component]
pub fn Kinds(settings: Settings) -> impl IntoView {
    let lang = Phone::here().lang;
    let kinds: [(&'static str, Words, Place); 4] = [
        ("kind-sessions", say::SESSIONS, |s| &mut s.sessions),
        ("kind-changes", say::CHANGES, |s| &mut s.changes),
        ("kind-messages", say::MESSAGES, |s| &mut s.messages),
        ("kind-own", say::OWN, |s| &mut s.own),
    ];
    let row = move |(id, name, place): (&'static str, Words, Place)| {
        let on = Signal::derive(move || settings.get(|s| *place(&mut s.clone())));
        let change = move |on| settings.change(move |s| *place(s) = on);
        view! { <Switch id label=name.say(lang).to_owned() on on_change=change /> }
    };
    view! {
        <section class="card pick" aria-labelledby="kinds">
            <h2 id="kinds">{say::KINDS.say(lang)}</h2>
            {kinds.into_iter().map(row).collect_view()}
        </section>
    }
    .into_any()
}
