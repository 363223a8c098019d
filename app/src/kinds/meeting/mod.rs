//! A meeting of a self-help group: its facts and its form.

pub mod form;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::Names;
use domain::entries::meeting::Meeting;

use self::form::MeetingForm;
use super::entry_form;
use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::{Fact, Facts, said};
use crate::words::choices;
use crate::words::i18n::Lang;
use crate::words::kinds::meeting as words;

impl EntryKind for Meeting {
    const TRAITS: Traits =
        Traits { filter: Some(words::MEETINGS), sharing: Some((words::MEETINGS, words::SHARING_TEXT)), charted: false };

    fn title(&self, _names: &Names, lang: Lang) -> String {
        words::MEETING_OF.fill(lang, &[("name", &choices::chosen(&self.which, words::name, lang))])
    }

    fn facts(&self, _names: &Names, lang: Lang) -> Facts {
        let attended = if self.attended { words::WENT } else { words::DID_NOT_GO };
        vec![
            (Fact::Asked(words::ATTENDED), attended.say(lang).to_owned()),
            (Fact::Told(words::TAKEAWAY), said(self.takeaway.as_ref())),
        ]
    }

    fn edit(self, at: DateTime<FixedOffset>) -> Option<EditForm> {
        Some(entry_form::edit(MeetingForm::of(self, at)))
    }
}
