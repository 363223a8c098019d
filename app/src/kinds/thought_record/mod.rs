//! A thought looked at from both sides: its facts and its form.

pub mod form;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::Names;
use domain::entries::thought_record::{Percent, ThoughtRecord};

use self::form::ThoughtForm;
use super::entry_form;
use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::{Fact, Facts, joined, said};
use crate::words::i18n::Lang;
use crate::words::kinds::thought_record as words;

/// "80", "80 → 30" or, without the first, "→ 30".
fn strength(before: Option<Percent>, after: Option<Percent>) -> String {
    let before = before.map(|percent| percent.get().to_string());
    let after = after.map(|percent| format!("→ {}", percent.get()));
    [before, after].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

impl EntryKind for ThoughtRecord {
    const TRAITS: Traits =
        Traits { filter: Some(words::THOUGHTS), sharing: Some((words::THOUGHTS, words::SHARING_TEXT)), charted: false };

    fn title(&self, _names: &Names, lang: Lang) -> String {
        words::THOUGHT.say(lang).to_owned()
    }

    fn facts(&self, _names: &Names, lang: Lang) -> Facts {
        vec![
            (Fact::Told(words::SITUATION), said(self.situation.as_ref())),
            (Fact::Told(words::THOUGHT), said(Some(&self.thought))),
            (Fact::Asked(words::FEELINGS), joined(&self.feelings, words::feeling, lang)),
            (Fact::Asked(words::STRENGTH), strength(self.before, self.after)),
            (Fact::Told(words::FOR), said(self.evidence_for.as_ref())),
            (Fact::Told(words::AGAINST), said(self.evidence_against.as_ref())),
            (Fact::Told(words::OTHER_VIEW), said(self.other_view.as_ref())),
        ]
    }

    fn edit(self, at: DateTime<FixedOffset>) -> Option<EditForm> {
        Some(entry_form::edit(ThoughtForm::of(self, at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strength_says_whether_it_is_from_before_or_after() {
        let percent = |n| Percent::new(n).ok();
        for (before, after, said) in [
            (None, None, ""),
            (percent(80), None, "80"),
            (None, percent(30), "→ 30"),
            (percent(80), percent(0), "80 → 0"),
        ] {
            assert_eq!(strength(before, after), said);
        }
    }
}
