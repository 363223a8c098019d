//! Small preferences in local storage, through gloo-storage: colours, and the sealed draft of an unsent form.
//! The language is a cookie as well, because the server and the service worker choose the document by it.

use gloo_storage::{LocalStorage, Storage as _};

use crate::i18n::Lang;
use crate::ports::Theme;

const THEME: &str = "theme";
const DRAFT: &str = "draft";
const LEAVING: &str = "leaving";

pub fn theme() -> Theme {
    LocalStorage::get(THEME).unwrap_or_default()
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

pub fn draft() -> Option<String> {
    LocalStorage::get(DRAFT).ok()
}

pub fn set_draft(sealed: Option<&str>) {
    match sealed {
        Some(text) => drop(LocalStorage::set(DRAFT, text)),
        None => LocalStorage::delete(DRAFT),
    }
}

/// Everything was removed here while there was no network; the sign-in still has to end.
pub fn leaving() -> bool {
    LocalStorage::get(LEAVING).unwrap_or_default()
}

pub fn set_leaving(leaving: bool) {
    if leaving {
        drop(LocalStorage::set(LEAVING, true));
    } else {
        LocalStorage::delete(LEAVING);
    }
}

pub fn clear() {
    LocalStorage::clear();
}

pub fn set_lang(lang: Lang) {
    super::tabs::tell_worker("lang", lang.tag());
}
