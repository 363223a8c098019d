//! Weekly rules over civil dates, without instants: days cannot be lost or doubled when clocks change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, TimeDelta};

use super::{SessionState, Weekdays};
use crate::Invalid;
use crate::base::numbered::numbered;

/// On which days a series takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    weekdays: Weekdays,
    first: NaiveDate,
    last: NaiveDate,
}

/// The standing of one planned day of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlannedDay {
    /// As the rule has it.
    Planned,
    /// Staff moved it to another time or day.
    Moved,
    /// Staff cancelled this one.
    Cancelled,
    /// It fell on a holiday after phones had been told.
    Holiday,
    /// The rule no longer contains this day.
    Dropped,
}

impl PlannedDay {
    pub const ALL: &'static [Self] = &[Self::Planned, Self::Moved, Self::Cancelled, Self::Holiday, Self::Dropped];

    /// True if the session takes place.
    pub const fn takes_place(self) -> bool {
        matches!(self, Self::Planned | Self::Moved)
    }

    /// The state told to phones.
    pub const fn state(self) -> SessionState {
        match self {
            Self::Planned => SessionState::Planned,
            Self::Moved => SessionState::Moved,
            Self::Cancelled | Self::Holiday | Self::Dropped => SessionState::Cancelled,
        }
    }
}

numbered! {
    PlannedDay { Planned = 1, Moved = 2, Cancelled = 3, Holiday = 4, Dropped = 5 }
}

/// The effect of a change of a series on one planned day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayChange {
    Make,
    /// It stays, in this state from now on.
    Keep(PlannedDay),
}

impl Rule {
    /// Two years.
    pub const MOST_WEEKS: i64 = 104;

    /// # Errors
    /// Names `last` when it lies before `first` or more than 104 weeks after it, `weekdays` when none of them is
    /// between.
    pub fn new(weekdays: Weekdays, first: NaiveDate, last: NaiveDate) -> Result<Self, Invalid> {
        if last < first || last - first >= TimeDelta::weeks(Self::MOST_WEEKS) {
            return Err(Invalid::new("last", "a day from the first day on, within 104 weeks"));
        }
        let rule = Self { weekdays, first, last };
        if rule.days().next().is_none() {
            return Err(Invalid::new("weekdays", "at least one day of the week between the first and the last day"));
        }
        Ok(rule)
    }

    /// The last day of `weeks` whole weeks from `first` on.
    ///
    /// # Errors
    /// Fails unless `weeks` is 1 to 104.
    pub fn last_of(first: NaiveDate, weeks: i64) -> Result<NaiveDate, Invalid> {
        let last =
            (1..=Self::MOST_WEEKS).contains(&weeks).then(|| first.checked_add_signed(TimeDelta::days(weeks * 7 - 1)));
        last.flatten().ok_or_else(|| Invalid::new("weeks", "1 to 104"))
    }

    pub const fn weekdays(&self) -> Weekdays {
        self.weekdays
    }

    pub const fn first(&self) -> NaiveDate {
        self.first
    }

    pub const fn last(&self) -> NaiveDate {
        self.last
    }

    pub fn has(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day) && self.weekdays.has(day.weekday())
    }

    /// Every day of the rule, in order.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.first.iter_days().take_while(|day| *day <= self.last).filter(|day| self.weekdays.has(day.weekday()))
    }

    /// The effect on every day of the rule, and on days that are `there` already. Changes by staff to single days
    /// survive a change of the whole series, as long as the rule contains the day.
    pub fn replan(
        &self,
        holidays: &BTreeSet<NaiveDate>,
        there: &BTreeMap<NaiveDate, PlannedDay>,
    ) -> BTreeMap<NaiveDate, DayChange> {
        let mut steps = BTreeMap::new();
        for day in self.days().filter(|day| !holidays.contains(day) && !there.contains_key(day)) {
            steps.insert(day, DayChange::Make);
        }
        for (day, standing) in there {
            let next = match (*standing, self.has(*day), holidays.contains(day)) {
                (PlannedDay::Cancelled, _, _) => PlannedDay::Cancelled,
                (_, false, _) => PlannedDay::Dropped,
                (PlannedDay::Moved, true, _) => PlannedDay::Moved,
                (_, true, true) => PlannedDay::Holiday,
                (_, true, false) => PlannedDay::Planned,
            };
            steps.insert(*day, DayChange::Keep(next));
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::base::day::parse("day", text).unwrap()
    }

    fn tuesdays_and_fridays(last: &str) -> Rule {
        Rule::new(Weekdays::of([Weekday::Tue, Weekday::Fri]).unwrap(), day("2026-11-03"), day(last)).unwrap()
    }

    #[test]
    fn a_rule_has_its_weekdays_from_the_first_to_the_last_day() {
        let days: Vec<_> = tuesdays_and_fridays("2026-11-13").days().collect();
        assert_eq!(days, ["2026-11-03", "2026-11-06", "2026-11-10", "2026-11-13"].map(day));
    }

    #[test]
    fn what_is_no_rule_is_refused_by_the_name_of_its_field() {
        let rule =
            |first, last| Rule::new(Weekdays::of([Weekday::Tue]).unwrap(), day(first), day(last)).map_err(|e| e.field);
        assert_eq!(rule("2026-11-03", "2026-11-02"), Err("last".to_owned()));
        assert_eq!(rule("2026-11-04", "2026-11-09"), Err("weekdays".to_owned()));
        assert!(rule("2026-11-03", "2028-10-30").is_ok());
        assert_eq!(rule("2026-11-03", "2028-10-31"), Err("last".to_owned()), "two years and a day");
        assert_eq!(Rule::last_of(day("2026-11-03"), 2), Ok(day("2026-11-16")));
        assert!(Rule::last_of(day("2026-11-03"), 0).is_err() && Rule::last_of(day("2026-11-03"), 105).is_err());
    }

    #[test]
    fn a_changed_rule_keeps_what_staff_did_to_one_day_and_comes_back_after_a_holiday() {
        let rule = tuesdays_and_fridays("2026-11-20");
        let holidays = BTreeSet::from([day("2026-11-06"), day("2026-11-20")]);
        let there = BTreeMap::from([
            (day("2026-11-03"), PlannedDay::Cancelled),
            (day("2026-11-04"), PlannedDay::Moved),
            (day("2026-11-05"), PlannedDay::Planned),
            (day("2026-11-06"), PlannedDay::Planned),
            (day("2026-11-10"), PlannedDay::Moved),
            (day("2026-11-13"), PlannedDay::Holiday),
            (day("2026-11-17"), PlannedDay::Dropped),
        ]);
        let expected = BTreeMap::from([
            (day("2026-11-03"), DayChange::Keep(PlannedDay::Cancelled)),
            (day("2026-11-04"), DayChange::Keep(PlannedDay::Dropped)),
            (day("2026-11-05"), DayChange::Keep(PlannedDay::Dropped)),
            (day("2026-11-06"), DayChange::Keep(PlannedDay::Holiday)),
            (day("2026-11-10"), DayChange::Keep(PlannedDay::Moved)),
            (day("2026-11-13"), DayChange::Keep(PlannedDay::Planned)),
            (day("2026-11-17"), DayChange::Keep(PlannedDay::Planned)),
        ]);
        assert_eq!(rule.replan(&holidays, &there), expected);
        assert_eq!(rule.replan(&BTreeSet::new(), &BTreeMap::new()).len(), 6, "all new");
    }
}
