use domain::habit::{Habit, HabitKind};

use crate::words::i18n::{Lang, Words};
use crate::words::reminders as words;

/// What a habit of this sort is called where it has no word of its own.
pub const fn sort(what: HabitKind) -> Words {
    match what {
        HabitKind::CheckIn => words::CHECK_IN,
        HabitKind::Practice => words::A_PRACTICE,
        HabitKind::Medication => words::MEDICATION,
        HabitKind::Own => words::SOMETHING_OWN,
    }
}

pub fn title(habit: &Habit, lang: Lang) -> String {
    habit.words.as_ref().map_or_else(|| sort(habit.what).say(lang).to_owned(), |own| own.as_str().to_owned())
}
