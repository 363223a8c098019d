//! A habit: a reminder that the participant set up.

use domain::entries::body::Names;
use domain::entries::habit::{Habit, HabitKind};

use super::entry_kind::{EntryKind, Traits};
use crate::words::i18n::{Lang, Words};
use crate::words::reminders as words;
use crate::words::typed::inside;

/// Name of a habit of this sort that has no name of its own.
pub const fn sort(what: HabitKind) -> Words {
    match what {
        HabitKind::CheckIn => words::CHECK_IN,
        HabitKind::Practice => words::A_PRACTICE,
        HabitKind::Medication => words::MEDICATION,
        HabitKind::Meeting => words::A_MEETING,
        HabitKind::Own => words::SOMETHING_OWN,
    }
}

impl EntryKind for Habit {
    const TRAITS: Traits = Traits::DOCUMENT;

    fn title(&self, _names: &Names, lang: Lang) -> String {
        title(self, lang)
    }
}

/// The participant's own words for it, or else the name of its sort.
pub fn title(habit: &Habit, lang: Lang) -> String {
    habit.words.as_ref().map_or_else(|| sort(habit.what).say(lang).to_owned(), |own| inside(own.as_str()))
}
