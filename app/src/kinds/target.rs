//! Targets as people read them.

use domain::entries::body::Names;
use domain::targets::target::Target;

use super::entry_kind::{EntryKind, Traits};
use super::used::form::typed_amount;
use crate::targets::figures::{aim_words, date};
use crate::words;
use crate::words::daily;
use crate::words::i18n::Lang;
use crate::words::typed::inside;

impl EntryKind for Target {
    const TRAITS: Traits = Traits::DOCUMENT;

    fn title(&self, _names: &Names, _lang: Lang) -> String {
        inside(self.name.as_str())
    }

    /// Everything in which two versions of a target may differ.
    fn lines(&self, _names: &Names, lang: Lang) -> Vec<(&'static str, String)> {
        let mut rows = vec![(daily::UNIT_IS.say(lang), inside(self.unit.as_str()))];
        for aim in self.aims() {
            let from = daily::FROM_ON.fill(lang, &[("from", &date(aim.from, lang))]);
            let mut text = format!("{from}: {}", aim_words(aim.aim).say(lang));
            if aim.goal.is_some() {
                let goal = format!("{} {}", typed_amount(aim.goal, lang), inside(self.unit.as_str()));
                text = format!("{text}, {}", daily::AT_MOST.fill(lang, &[("amount", &goal)]));
            }
            rows.push((words::TARGET_AIM.say(lang), text));
        }
        if let Some(day) = self.retired() {
            rows.push((daily::LAID_ASIDE.say(lang), date(day, lang)));
        }
        rows
    }
}
