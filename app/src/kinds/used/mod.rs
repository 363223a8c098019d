//! A use: its facts and its form.

mod facts;
pub mod form;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::{Body, Names};
use domain::entries::used::Use;
use leptos::prelude::*;

use self::form::{UseFields, UseForm};
use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::{Facts, of_target};
use crate::shell::phone::Phone;
use crate::words::i18n::Lang;
use crate::words::{history, sharing};

impl EntryKind for Use {
    const TRAITS: Traits =
        Traits { filter: Some(history::USES), sharing: Some((sharing::USES, sharing::USES_TEXT)), charted: false };

    fn title(&self, names: &Names, lang: Lang) -> String {
        of_target(facts::title(lang), names)
    }

    fn facts(&self, names: &Names, lang: Lang) -> Facts {
        facts::facts(self, names, lang)
    }

    fn edit(self, at: DateTime<FixedOffset>) -> Option<EditForm> {
        let phone = Phone::here();
        let form = UseForm::new(&self, at, phone.lang);
        let finish = move || form.at.record(phone.local_now(), form.finish().map(Body::Use));
        Some(EditForm::new(
            form.at,
            view! { <UseFields form /> },
            finish,
            move || form.typed(),
            move |left| form.fill(left),
        ))
    }
}
