//! A craving: its facts, its details, its edit form.

pub mod details;
mod edit;
mod facts;
pub mod form;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::Names;
use domain::entries::craving::Craving;

use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::{Facts, of_target};
use crate::words::i18n::Lang;
use crate::words::{history, sharing};

impl EntryKind for Craving {
    const TRAITS: Traits = Traits {
        filter: Some(history::CRAVINGS),
        sharing: Some((sharing::CRAVINGS, sharing::CRAVINGS_TEXT)),
        charted: true,
    };

    fn title(&self, names: &Names, lang: Lang) -> String {
        of_target(facts::title(self, lang), names)
    }

    fn facts(&self, names: &Names, lang: Lang) -> Facts {
        facts::facts(self, names, lang)
    }

    fn edit(self, at: DateTime<FixedOffset>) -> Option<EditForm> {
        Some(edit::form(self, at))
    }
}
