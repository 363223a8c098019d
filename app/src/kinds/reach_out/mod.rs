//! Reaching out to somebody: its facts and its form.

pub mod form;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::Names;
use domain::entries::reach_out::ReachOut;

use self::form::ReachOutForm;
use super::entry_form;
use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::{Fact, Facts, said};
use crate::words::i18n::Lang;
use crate::words::kinds::reach_out as words;
use crate::words::typed::inside;
use crate::words::{choices, contacts};

impl EntryKind for ReachOut {
    const TRAITS: Traits = Traits {
        filter: Some(words::REACH_OUT),
        sharing: Some((words::REACH_OUT, words::SHARING_TEXT)),
        charted: false,
    };

    fn title(&self, names: &Names, lang: Lang) -> String {
        let name = names.contact.as_ref().map(|name| inside(name.as_str()));
        let who = name.or_else(|| self.role.as_ref().map(|role| choices::chosen(role, contacts::role, lang)));
        match who {
            Some(who) => words::REACHED_OUT_TO.fill(lang, &[("name", &who)]),
            None => words::REACHED_OUT.say(lang).to_owned(),
        }
    }

    fn facts(&self, _names: &Names, lang: Lang) -> Facts {
        let reached = if self.reached { words::ANSWERED } else { words::NO_ANSWER };
        vec![
            (Fact::Asked(words::HOW), words::way(self.way).say(lang).to_owned()),
            (Fact::Asked(words::REACHED), reached.say(lang).to_owned()),
            (Fact::Note, said(self.note.as_ref())),
        ]
    }

    fn edit(self, at: DateTime<FixedOffset>) -> Option<EditForm> {
        Some(entry_form::edit(ReachOutForm::of(self, at)))
    }
}
