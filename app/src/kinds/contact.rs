//! A person whom the participant can call.

use domain::contacts::contact::Contact;
use domain::entries::body::Names;

use super::entry_kind::{EntryKind, Traits};
use crate::words::i18n::Lang;
use crate::words::typed::inside;

impl EntryKind for Contact {
    const TRAITS: Traits = Traits::DOCUMENT;

    fn title(&self, _names: &Names, _lang: Lang) -> String {
        inside(self.name.as_str())
    }
}
