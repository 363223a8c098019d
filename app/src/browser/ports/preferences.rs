//! Choices kept in local storage, and actions of the window.

use std::sync::Arc;

use domain::base::id::ObjectId;
use leptos::prelude::*;

use crate::browser::rest::Rest;
use crate::browser::web::{clipboard, prefs, tabs};
use crate::shell::ports::preferences::{Preferences, Theme, Window};
use crate::shell::ports::{Trouble, Working};
use crate::words::help::LINE_ATTRIBUTE;
use crate::words::i18n::Lang;

impl Preferences for Rest {
    fn theme(&self) -> Theme {
        prefs::theme()
    }

    fn set_theme(&self, theme: Theme) {
        prefs::set_theme(theme);
    }

    fn set_lang(&self, lang: Lang) {
        prefs::set_lang(lang);
    }

    fn not_again(&self) -> Option<ObjectId> {
        prefs::not_again()
    }

    fn set_not_again(&self, craving: ObjectId) {
        prefs::set_not_again(craving);
    }
}

impl Window for Rest {
    fn quick_exit(&self) {
        self.journal().vault.lock();
        self.device.phone.look.set(Arc::default());
        tabs::quick_exit();
    }

    fn print(&self) {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    }

    fn copy(&self, text: &str) -> Working<()> {
        let copying = clipboard::copy(text);
        Box::pin(async move { if copying.await { Ok(()) } else { Err(Trouble::Other("clipboard".to_owned())) } })
    }

    fn local_line(&self) -> Option<String> {
        web_sys::window()?.document()?.document_element()?.get_attribute(LINE_ATTRIBUTE)
    }

    fn map_address(&self, place: &str) -> String {
        clipboard::map_address(place)
    }
}
