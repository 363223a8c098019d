//! Opens the screen that a notification is about, as soon as the phone knows it.

use domain::base::id::OccurrenceId;
use domain::reminders::{OccurrenceChange, Settled};
use leptos::prelude::*;

use super::about::{is_ahead, is_done_by_opening, is_open, leads_to};
use crate::schedule::when;
use crate::shell::address::id_in_address;
use crate::shell::form::writing::read;
use crate::shell::frame::Frame;
use crate::shell::missing::{loading, nothing_here};
use crate::shell::paths;
use crate::shell::phone::{Net, Phone, Stage};
use crate::shell::router::{A, Address};
use crate::words::{self, reminders as say};

#[component]
pub fn RedirectPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let address = StoredValue::new(Address::here());
    let id = id_in_address::<OccurrenceId>();
    let found = Memo::new(move |_| {
        let id = id.get()?;
        phone.look.with(|look| look.times.occurrences.iter().find(|o| o.occurrence == id).cloned())
    });
    // The server was asked, and has answered, since this page was opened.
    let (asked, answered) = (RwSignal::new(false), RwSignal::new(false));
    phone.once_ready(move |late| {
        late.ask_server();
        asked.set(true);
    });
    Effect::new(move |was: Option<Net>| {
        let net = phone.net.get();
        if asked.get_untracked() && was == Some(Net::Syncing) && net == Net::Idle {
            answered.set(true);
        }
        net
    });
    let out = move || phone.stage.get() == Stage::New || matches!(phone.net.get(), Net::SignedOut | Net::Revoked);
    // Signed out, and the reminder is unknown: continue after the sign-in.
    Effect::new(move |_| {
        if let (true, None, Some(id)) = (out(), found.get(), id.get()) {
            phone.late(|late| late.go_on_to(Some(paths::occurrence_path(id))));
        }
    });
    Effect::new(move |_| {
        if let Some(occurrence) = found.get() {
            open(phone, &occurrence);
            let path = phone.look.with_untracked(|look| leads_to(look, &occurrence));
            address.with_value(|address| address.replace(&path));
        }
    });
    let body = move || match (out(), phone.stage.get(), phone.net.get()) {
        (true, ..) => view! {
            <p>{say::INBOX_SIGNED_OUT.say(lang)}</p>
            <p>
                <A href=paths::START>{words::ENTER_CODE.say(lang)}</A>
            </p>
        }
        .into_any(),
        // The notice above says what is wrong.
        (_, Stage::Broken(_), _) => ().into_any(),
        (_, Stage::Ready, Net::Offline | Net::Busy | Net::SomebodyElse) => {
            nothing_here(lang, say::INBOX_OFFLINE, paths::INBOX, say::INBOX)
        }
        (_, Stage::Ready, _) if answered.get() || id.get().is_none() => {
            nothing_here(lang, say::INBOX_GONE, paths::INBOX, say::INBOX)
        }
        _ => loading(lang),
    };
    view! {
        <Frame title=say::INBOX_ONE>
            <div class="fields" role="status">
                {body}
            </div>
        </Frame>
    }
    .into_any()
}

/// Marks a reminder done if opening it is all it asks for.
fn open(phone: Phone, occurrence: &OccurrenceChange) {
    let now = untrack(|| when::now(phone));
    let unsettled = is_open(occurrence, now) || is_ahead(occurrence, now);
    if unsettled && is_done_by_opening(occurrence.about) {
        phone.late(|late| {
            let settling = late.settle(occurrence.occurrence, Settled::Done);
            // If it cannot be kept, it stays open in the inbox.
            read(settling, drop);
        });
    }
}
