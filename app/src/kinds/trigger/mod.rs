//! A trigger that was met: its facts and its form.

mod choices;
mod facts;
pub mod form;
mod own;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::Names;
use domain::entries::trigger::MetTrigger;

use self::form::TriggerForm;
use super::entry_form;
use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::Facts;
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
        Some(entry_form::edit(TriggerForm::new(self, at)))
    }
}
