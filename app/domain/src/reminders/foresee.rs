//! Reminders of a habit that the participant's own settings hold back, told while they are being set.

use super::{HabitRule, ReminderSettings};
use crate::schedule::Minute;

/// Something that keeps reminders of a habit from coming when they are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hitch {
    /// Reminders of one's own are turned off.
    TurnedOff,
    /// Each of its days is a day off.
    DaysOff,
    /// At this time it never comes: it is over before the quiet hours are.
    Never(Minute),
    /// At the first of these times quiet hours hold; it comes at the second.
    Later(Minute, Minute),
}

impl HabitRule {
    /// Everything that holds its reminders back, as far as its rule and the settings tell.
    pub fn hitches(&self, settings: &ReminderSettings) -> Vec<Hitch> {
        if !settings.own {
            return vec![Hitch::TurnedOff];
        }
        if settings.days_off.is_some_and(|off| self.days.days().all(|day| off.has(day))) {
            return vec![Hitch::DaysOff];
        }
        let Some(quiet) = settings.quiet.filter(|_| !self.through_quiet) else { return Vec::new() };
        let held = self.times.iter().copied().filter(|time| quiet.holds(time.get()));
        held.map(|time| {
            let waits = (quiet.until.get() + 1440 - time.get()) % 1440;
            if waits < self.window.get() { Hitch::Later(time, quiet.until) } else { Hitch::Never(time) }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc, Weekday};

    use super::*;
    use crate::reminders::rules::Source;
    use crate::reminders::rules::tables::Fixed;
    use crate::reminders::rules::{Asked, Ruling, SubjectState, may_send};
    use crate::reminders::{Quiet, WhyNot};
    use crate::schedule::{Minutes, Weekdays};

    fn rule(time: u16, window: u16) -> HabitRule {
        HabitRule {
            times: vec![Minute::new(time).unwrap()],
            days: Weekdays::EVERY_DAY,
            window: Minutes::new(window).unwrap(),
            through_quiet: false,
        }
    }

    /// F11: every time of the day, every choice of validity, quiet hours over midnight and not: what is foreseen is
    /// what the rules do.
    #[test]
    fn what_is_foreseen_is_what_happens() {
        let midnight: DateTime<Utc> = DateTime::from_timestamp(1_767_571_200, 0).unwrap();
        let mut walked = 0;
        for (from, until) in [(1320, 420), (60, 300), (0, 1439), (600, 600)] {
            let quiet = Quiet { from: Minute::new(from).unwrap(), until: Minute::new(until).unwrap() };
            let settings = ReminderSettings { quiet: Some(quiet), ..ReminderSettings::default() };
            for (time, window) in (0..1440).flat_map(|time| [30, 60, 180, 720].map(|window| (time, window))) {
                walked += 1;
                let due_at = midnight + TimeDelta::minutes(time.into());
                let asked = Asked {
                    source: Source::Habit,
                    due_at,
                    expires_at: due_at + TimeDelta::minutes(window.into()),
                    standing: SubjectState::Open,
                    snoozed: false,
                    through_quiet: false,
                    latest: None,
                };
                let habit = rule(time, window);
                let expected = match may_send(&asked, &settings, due_at, &Fixed(0)) {
                    Ruling::Send => vec![],
                    Ruling::Drop(WhyNot::Quiet) => vec![Hitch::Never(habit.times[0])],
                    Ruling::Wait(_) => vec![Hitch::Later(habit.times[0], quiet.until)],
                    other => panic!("{other:?}"),
                };
                assert_eq!(habit.hitches(&settings), expected, "{time} for {window} in {from} to {until}");
                assert_eq!(HabitRule { through_quiet: true, ..habit }.hitches(&settings), [], "wanted then");
            }
        }
        assert_eq!(walked, 4 * 4 * 1440);
    }

    #[test]
    fn what_is_turned_off_and_days_off_are_named_first() {
        let own = ReminderSettings { own: false, ..ReminderSettings::default() };
        assert_eq!(rule(1380, 30).hitches(&own), [Hitch::TurnedOff]);
        let off = ReminderSettings { days_off: Weekdays::of([Weekday::Sat]), ..ReminderSettings::default() };
        let only = HabitRule { days: Weekdays::of([Weekday::Sat]).unwrap(), ..rule(600, 30) };
        assert_eq!(only.hitches(&off), [Hitch::DaysOff]);
        assert_eq!(rule(600, 30).hitches(&off), []);
    }
}
