//! Small preferences in local storage, through gloo-storage: colours, and sealed drafts of forms.
//! The language is a cookie as well, because the server and the service worker choose the document by it.

use domain::base::id::{DeviceId, ObjectId};
use gloo_storage::{LocalStorage, Storage as _};
use leptos::ev;
use leptos::prelude::window_event_listener;
use serde::de::DeserializeOwned;

use crate::reminders::answered::Asked;
use crate::shell::ports::practice::Rhythm;
use crate::shell::ports::preferences::Theme;
use crate::words::i18n::Lang;

const THEME: &str = "theme";
const DEVICE: &str = "device";
const PENDING: &str = "pending";
const LEAVING: &str = "leaving";
const LIFE: &str = "life";
const RHYTHM: &str = "rhythm";
const NOT_AGAIN: &str = "not-again";
const PUSH: &str = "push";
const TOLD: &str = "push-told";
const REFUSED: &str = "push-refused";
const ASKED: &str = "asked";
const GOING_ON: &str = "going-on";

/// The value kept under a name. Read as bytes, like all JSON here: the reader of text would be a second one.
fn kept<T: DeserializeOwned>(name: &str) -> Option<T> {
    let text = LocalStorage::raw().get_item(name).ok().flatten()?;
    serde_json::from_slice(text.as_bytes()).ok()
}

pub fn theme() -> Theme {
    kept(THEME).unwrap_or_default()
}

/// `start.js` reads the same value before the first paint.
pub fn set_theme(theme: Theme) {
    // A preference that cannot be kept is not worth a word.
    let _ = LocalStorage::set(THEME, theme);
    show_theme(theme);
}

pub fn show_theme(theme: Theme) {
    let Some(html) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) else { return };
    let _ = match theme {
        Theme::Device => html.remove_attribute("data-theme"),
        Theme::Light => html.set_attribute("data-theme", "light"),
        Theme::Dark => html.set_attribute("data-theme", "dark"),
    };
}

/// A sealed text by its name: text typed into a form that is in no entry yet.
pub fn sealed(name: &str) -> Option<String> {
    kept(name)
}

pub fn set_sealed(name: &str, sealed: Option<&str>) {
    match sealed {
        Some(text) => drop(LocalStorage::set(name, text)),
        None => LocalStorage::delete(name),
    }
}

/// Calls `then` whenever another tab changed the sealed text `name`, as long as the page is open.
pub fn watch_sealed(name: &'static str, then: impl Fn() + 'static) {
    let heard = window_event_listener(ev::storage, move |event| {
        if event.key().is_none_or(|key| key == name) {
            then();
        }
    });
    // Nothing ends it but the page.
    drop(heard);
}

/// The device id of this browser until it is enrolled, so that a lost response can be requested again.
pub fn device(make: impl FnOnce() -> DeviceId) -> DeviceId {
    kept(DEVICE).unwrap_or_else(|| {
        let made = make();
        drop(LocalStorage::set(DEVICE, made));
        made
    })
}

/// Number and ticket of an enrolment that waits for staff.
pub fn pending() -> Option<(String, String)> {
    kept(PENDING)
}

/// Once nothing is pending, the next enrollment is a new device.
pub fn set_pending(pending: Option<(String, String)>) {
    match pending {
        Some(pending) => drop(LocalStorage::set(PENDING, pending)),
        None => {
            LocalStorage::delete(PENDING);
            LocalStorage::delete(DEVICE);
        }
    }
}

/// Someone signed out of this phone: its data must be removed before anything is opened, and then the sign-in must end.
/// The mark names nobody, and stays until both are done.
pub fn leaving() -> bool {
    kept(LEAVING).unwrap_or_default()
}

/// Sets the mark and forgets everything else that is kept here.
pub fn leave() {
    // First, in case that the browser is killed in between; then again, for a storage that was full.
    drop(LocalStorage::set(LEAVING, true));
    LocalStorage::clear();
    drop(LocalStorage::set(LEAVING, true));
}

/// Removes the mark: the data is gone and the sign-in has ended.
pub fn has_left() {
    LocalStorage::delete(LEAVING);
}

/// Random bytes that name the journal a tab has opened.
pub type Life = [u8; 16];

/// The name of this life of the phone: made when a journal is opened without one, forgotten by leaving. None where it
/// cannot be kept.
pub fn life(make: impl FnOnce() -> Life) -> Option<Life> {
    if kept::<Life>(LIFE).is_none() {
        drop(LocalStorage::set(LIFE, make()));
    }
    kept(LIFE)
}

/// A journal was opened in this browser, and nobody signed out. The name of its life names nobody, and outlives a
/// journal that the browser evicts.
pub fn was_here() -> bool {
    !leaving() && kept::<Life>(LIFE).is_some()
}

/// Somebody left since the life `mine` was read.
pub fn left_since(mine: Option<Life>) -> bool {
    leaving() || mine.is_some_and(|mine| kept(LIFE) != Some(mine))
}

pub fn rhythm() -> Rhythm {
    kept::<Rhythm>(RHYTHM).unwrap_or_default().bounded()
}

pub fn set_rhythm(rhythm: Rhythm) {
    drop(LocalStorage::set(RHYTHM, rhythm));
}

/// The craving of which not to ask again.
pub fn not_again() -> Option<ObjectId> {
    kept(NOT_AGAIN)
}

pub fn set_not_again(craving: ObjectId) {
    drop(LocalStorage::set(NOT_AGAIN, craving));
}

/// The participant turned notifications on in this browser.
pub fn push() -> bool {
    kept(PUSH).unwrap_or_default()
}

pub fn set_push(on: bool) {
    drop(LocalStorage::set(PUSH, on));
}

/// The address of the push service that the server was told last.
pub fn told() -> Option<String> {
    kept(TOLD)
}

pub fn set_told(endpoint: Option<&str>) {
    set_sealed(TOLD, endpoint);
}

/// How often in a row the push service refused this browser's subscription, and its last time in ms.
pub fn refused() -> Option<(u8, i64)> {
    kept(REFUSED)
}

pub fn set_refused(refused: Option<(u8, i64)>) {
    match refused {
        Some(refused) => drop(LocalStorage::set(REFUSED, refused)),
        None => LocalStorage::delete(REFUSED),
    }
}

/// The craving whose second rating was asked for last, and when that is due, in ms.
pub fn asked() -> Option<Asked> {
    kept(ASKED)
}

pub fn set_asked(asked: Asked) {
    drop(LocalStorage::set(ASKED, asked));
}

/// Path of a notification that was tapped while signed out.
pub fn going_on() -> Option<String> {
    kept(GOING_ON)
}

pub fn set_going_on(path: Option<String>) {
    match path {
        Some(path) => drop(LocalStorage::set(GOING_ON, path)),
        None => LocalStorage::delete(GOING_ON),
    }
}

pub fn set_lang(lang: Lang) {
    super::tabs::tell_worker("lang", lang.tag());
}
