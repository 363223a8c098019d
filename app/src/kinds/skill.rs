//! A skill of the participant's own.

use domain::entries::body::Names;
use domain::skills::skill::Skill;

use super::entry_kind::{EntryKind, Traits};
use crate::words::i18n::Lang;

impl EntryKind for Skill {
    const TRAITS: Traits = Traits::DOCUMENT;

    fn title(&self, _names: &Names, _lang: Lang) -> String {
        self.name.as_str().to_owned()
    }
}
