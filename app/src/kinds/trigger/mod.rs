//! A trigger that was met: its facts and its form.

mod choices;
mod facts;
pub mod form;
pub mod own;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::{Body, Names};
use domain::entries::trigger::MetTrigger;
use leptos::prelude::*;

use self::form::{TriggerFields, TriggerForm};
use self::own::own_triggers;
use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::Facts;
use crate::shell::phone::Phone;
use crate::words::i18n::Lang;
use crate::words::{history, sharing};

impl EntryKind for MetTrigger {
    const TRAITS: Traits = Traits {
        filter: Some(history::TRIGGERS),
        sharing: Some((sharing::TRIGGERS, sharing::TRIGGERS_TEXT)),
        charted: true,
    };

    fn title(&self, _names: &Names, lang: Lang) -> String {
        facts::title(lang)
    }

    fn facts(&self, _names: &Names, lang: Lang) -> Facts {
        facts::facts(self, lang)
    }

    fn edit(self, at: DateTime<FixedOffset>) -> Option<EditForm> {
        let form = TriggerForm::new(self, at);
        let phone = Phone::here();
        let own = phone.look.with_untracked(|look| own_triggers(look));
        let fields = view! {
            <TriggerFields form own all=true />
            {form.complaint()}
        };
        let finish = move || form.at.record(phone.local_now(), form.finish().map(Body::Trigger));
        Some(EditForm::new(form.at, fields, finish, move || form.typed(), move |left| form.fill(left)))
    }
}
