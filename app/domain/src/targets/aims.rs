//! Totals of a target's history: days without use, and use this week next to the weeks before.
//!
//! Laws. Everything is computed again from all uses, so that it does not matter when or in which order they were
//! written down, and taking one out again leaves no trace. A day counts once it is over: a use today takes nothing off
//! the count, it only ends the run. Nothing resets: total and longest stay, whatever comes later.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::base::amount::Amount;
use crate::base::id::ObjectId;
use crate::entries::body::{Body, Record};
use crate::targets::target::{Aim, Target};

/// A use as far as it counts: the participant's civil date, and how much if that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UseOn {
    pub day: NaiveDate,
    pub amount: Option<Amount>,
}

impl UseOn {
    /// `None` unless the record is a use of `target`.
    pub fn of(target: ObjectId, record: &Record) -> Option<Self> {
        match &record.body {
            Body::Use(used) if used.target == target => Some(Self { day: record.day(), amount: used.amount }),
            _ => None,
        }
    }
}

/// Civil days without use, of those that are over: from the day it began up to yesterday, or up to the day before it
/// was archived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysWithout {
    /// Up to now without a break; 0 on a day with a use.
    pub current: u32,
    /// All of them. At most the days since it began.
    pub total: u32,
    /// The longest run, which may be the current one.
    pub longest: u32,
    /// One per aim that has begun to hold, oldest first. Their days without use sum up to `total`.
    pub stretches: Vec<Stretch>,
}

/// A period under one aim. Stays as it is when the next aim begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub aim: Aim,
    pub from: NaiveDate,
    /// Its last day; for the latest one today, or the day the target was archived.
    pub to: NaiveDate,
    /// Days without use in it.
    pub without: u32,
}

/// Counts the days of `target` up to `today`. Uses before it began and after today do not count. A use on
/// the day it began belongs to the time before: that day counts as the first one, whatever happened on it.
pub fn days_without(target: &Target, uses: &[UseOn], today: NaiveDate) -> DaysWithout {
    let (began, end) = (target.began(), end(target, today));
    if end < began {
        return DaysWithout::default();
    }
    let mut used: Vec<_> = uses.iter().map(|u| u.day).filter(|d| *d > began && *d <= end).collect();
    used.sort_unstable();
    used.dedup();

    let mut days = DaysWithout::default();
    let mut run_from = began;
    for day in &used {
        days.add_run(between(run_from, *day));
        run_from = after(*day, 1);
    }
    days.current = between(run_from, end);
    days.add_run(days.current);

    for (place, aim) in target.aims().iter().enumerate().filter(|(_, a)| a.from <= end) {
        let next = target.aims().get(place + 1).map(|a| a.from).filter(|next| *next <= end);
        let stop = next.unwrap_or(end);
        let with = used.iter().filter(|d| **d >= aim.from && **d < stop).count();
        days.stretches.push(Stretch {
            aim: aim.aim,
            from: aim.from,
            to: next.map_or(end, |next| before(next, 1)),
            without: between(aim.from, stop).saturating_sub(count(with)),
        });
    }
    days
}

impl DaysWithout {
    fn add_run(&mut self, days: u32) {
        self.total += days;
        self.longest = self.longest.max(days);
    }
}

/// Uses of some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Hundredths of the target's unit, of the uses that say how much.
    pub amount: u64,
    /// Civil days with a use, with or without an amount.
    pub days: u32,
    /// Uses without an amount. If there are any, `amount` is less than the total used.
    pub unmeasured: u32,
}

/// The last seven days, and how they differ from the four weeks before. All means are rounded, halves away from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reduction {
    /// Today and the six days before it, as far as the target had begun.
    pub last: Tally,
    /// Number of those seven days that count: fewer than 7 in the first week.
    pub covered: u32,
    /// At most this much a week, in hundredths, if the participant set a goal for today.
    pub goal: Option<Amount>,
    /// `None` until the target is five weeks old: too little to compare with.
    pub before: Option<Before>,
}

/// A usual week before the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// All four weeks together.
    pub tally: Tally,
    /// Per week, in hundredths of the target's unit.
    pub amount: u64,
    /// Days with use per week, in tenths.
    pub days_tenths: u32,
    /// Last week minus a usual one, in hundredths; below zero is less. `None` when a use on either side says no
    /// amount.
    pub amount_change: Option<i64>,
    /// Days with use, last week minus a usual one, in tenths; below zero is fewer.
    pub days_change_tenths: i32,
}

/// Compares the week up to `today` with the four before it. Uses before it began and after today do not count; unlike a
/// day without use, an amount counts on the first day too. `None` before it began.
pub fn reduction(target: &Target, uses: &[UseOn], today: NaiveDate) -> Option<Reduction> {
    let (began, end) = (target.began(), end(target, today));
    if end < began {
        return None;
    }
    let last_from = before(end, 6).max(began);
    let last = tally(uses, last_from, end);
    let month_from = before(end, 34);
    let usual = (began <= month_from).then(|| {
        let four = tally(uses, month_from, before(end, 7));
        let (amount, days_tenths) = ((four.amount + 2) / 4, (four.days * 10 + 2) / 4);
        let measured = last.unmeasured == 0 && four.unmeasured == 0;
        Before {
            tally: four,
            amount,
            days_tenths,
            amount_change: measured.then(|| last.amount.cast_signed() - amount.cast_signed()),
            days_change_tenths: (last.days * 10).cast_signed() - days_tenths.cast_signed(),
        }
    });
    Some(Reduction {
        last,
        covered: between(last_from, end) + 1,
        goal: target.aim_on(end).and_then(|a| a.goal),
        before: usual,
    })
}

fn tally(uses: &[UseOn], from: NaiveDate, to: NaiveDate) -> Tally {
    let mut days = BTreeSet::new();
    let mut tally = Tally::default();
    for one in uses.iter().filter(|u| (from..=to).contains(&u.day)) {
        days.insert(one.day);
        match one.amount {
            Some(amount) => tally.amount += u64::from(amount.get()),
            None => tally.unmeasured += 1,
        }
    }
    tally.days = count(days.len());
    tally
}

/// The day up to which is counted.
fn end(target: &Target, today: NaiveDate) -> NaiveDate {
    target.retired().map_or(today, |retired| retired.min(today))
}

/// Days from one to another; 0 when the other is not later.
fn between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tables;
