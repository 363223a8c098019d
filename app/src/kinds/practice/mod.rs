//! A practice: its facts and its form.

mod facts;
pub mod form;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::{Body, Names};
use domain::entries::practice::Practice;
use leptos::prelude::*;

use self::form::{PracticeFields, PracticeForm};
use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::Facts;
use crate::shell::phone::Phone;
use crate::words::i18n::Lang;
use crate::words::{history, sharing};

impl EntryKind for Practice {
    const TRAITS: Traits = Traits {
        filter: Some(history::PRACTICES),
        sharing: Some((sharing::PRACTICES, sharing::PRACTICES_TEXT)),
        charted: true,
    };

    fn title(&self, names: &Names, lang: Lang) -> String {
        facts::title(self, names, lang)
    }

    fn facts(&self, _names: &Names, lang: Lang) -> Facts {
        facts::facts(self, lang)
    }

    fn edit(self, at: DateTime<FixedOffset>) -> Option<EditForm> {
        let phone = Phone::here();
        let form = PracticeForm::new(self, at);
        let finish = move || form.at.record(phone.local_now(), form.finish().map(Body::Practice));
        let fields = view! { <PracticeFields form /> };
        Some(EditForm::new(form.at, fields, finish, move || form.typed(), move |left| form.fill(left)))
    }
}
