//! Notes that a participant brings to a session.

use domain::entries::body::Names;
use domain::entries::preparation::Preparation;

use super::entry_kind::{EntryKind, Traits};
use super::fact::{Fact, Facts};
use crate::words::i18n::Lang;
use crate::words::schedule as words;
use crate::words::typed::whole;

impl EntryKind for Preparation {
    const TRAITS: Traits = Traits::DOCUMENT;

    fn title(&self, _names: &Names, lang: Lang) -> String {
        words::PREPARATION.say(lang).to_owned()
    }

    fn facts(&self, _names: &Names, _lang: Lang) -> Facts {
        vec![(Fact::Note, whole(self.text.as_str()))]
    }
}
