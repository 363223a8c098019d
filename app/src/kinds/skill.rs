//! A skill of the participant's own.

use domain::entries::body::Names;
use domain::skills::skill::Skill;

use super::entry_kind::{EntryKind, Traits};
use crate::words::i18n::Lang;
use crate::words::typed::inside;

impl EntryKind for Skill {
    const TRAITS: Traits = Traits::DOCUMENT;

    fn title(&self, _names: &Names, _lang: Lang) -> String {
        inside(self.name.as_str())
    }
}
