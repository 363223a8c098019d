//! Aims, case by case.

use super::*;
use crate::base::day;
use crate::base::text::Label;
use crate::targets::target::{AimFrom, TargetKind};

fn on(text: &str) -> NaiveDate {
    day::parse("test", text).unwrap()
}

fn from(day: &str, aim: Aim) -> AimFrom {
    AimFrom { from: on(day), aim, goal: None }
}

fn target(began: &str, aim: Aim) -> Target {
    let label = |text| Label::new("label", text).unwrap();
    Target::new(TargetKind::Substance, label("Beer"), label("drinks"), from(began, aim)).unwrap()
}

fn uses(days: &[&str]) -> Vec<UseOn> {
    days.iter().map(|d| UseOn { day: on(d), amount: None }).collect()
}

/// Current, total, longest.
fn counted(used: &[&str], today: &str) -> (u32, u32, u32) {
    let days = days_without(&target("2026-03-01", Aim::Abstain), &uses(used), on(today));
    (days.current, days.total, days.longest)
}

#[test]
fn a_day_counts_once_it_is_over() {
    assert_eq!(counted(&[], "2026-02-27"), (0, 0, 0));
    assert_eq!(counted(&[], "2026-03-01"), (0, 0, 0));
    assert_eq!(counted(&[], "2026-03-02"), (1, 1, 1));
    assert_eq!(counted(&[], "2026-03-31"), (30, 30, 30));
}

#[test]
fn a_use_ends_the_run_and_takes_nothing_from_total_and_longest() {
    assert_eq!(counted(&[], "2026-03-11"), (10, 10, 10));
    assert_eq!(counted(&["2026-03-11"], "2026-03-11"), (0, 10, 10));
    assert_eq!(counted(&["2026-03-11"], "2026-03-12"), (0, 10, 10));
    assert_eq!(counted(&["2026-03-11"], "2026-03-13"), (1, 11, 10));
    assert_eq!(counted(&["2026-03-11", "2026-03-11"], "2026-03-13"), (1, 11, 10));
}

#[test]
fn the_first_day_is_never_a_use_and_what_lies_outside_does_not_count() {
    assert_eq!(counted(&["2026-03-01"], "2026-03-05"), (4, 4, 4));
    assert_eq!(counted(&["2026-02-20", "2026-03-06"], "2026-03-05"), (4, 4, 4));
}

#[test]
fn changing_the_aim_keeps_the_earlier_stretch() {
    let target = target("2026-03-01", Aim::Reduce)
        .with_aim(from("2026-03-11", Aim::Abstain))
        .and_then(|t| t.with_aim(from("2026-06-01", Aim::Taper)))
        .unwrap();
    let used = uses(&["2026-03-04", "2026-03-10", "2026-03-15"]);
    let days = days_without(&target, &used, on("2026-03-21"));
    assert_eq!((days.current, days.total, days.longest), (5, 17, 5));
    let reduce = Stretch { aim: Aim::Reduce, from: on("2026-03-01"), to: on("2026-03-10"), without: 8 };
    let abstain = Stretch { aim: Aim::Abstain, from: on("2026-03-11"), to: on("2026-03-21"), without: 9 };
    assert_eq!(days.stretches, [reduce, abstain]);
    let retired = target.with_retired(Some(on("2026-03-12"))).unwrap();
    let days = days_without(&retired, &used, on("2026-12-01"));
    assert_eq!((days.current, days.total), (1, 9));
    assert_eq!(days.stretches, [reduce, Stretch { to: on("2026-03-12"), without: 1, ..abstain }]);
}

fn amounts(used: &[(&str, &str)]) -> Vec<UseOn> {
    used.iter()
        .map(|(day, amount)| UseOn { day: on(day), amount: Amount::optional("amount", amount).unwrap() })
        .collect()
}

#[test]
fn a_week_is_compared_with_the_four_before_once_there_are_four() {
    let used = amounts(&[
        ("2026-02-28", "50"),
        ("2026-03-01", "4"),
        ("2026-03-28", "6.5"),
        ("2026-03-29", "1"),
        ("2026-04-04", "2"),
        ("2026-04-04", "0,5"),
        ("2026-04-05", "9"),
    ]);
    let target = target("2026-03-01", Aim::Reduce);
    let reduction = reduction(&target, &used, on("2026-04-04")).unwrap();
    assert_eq!(reduction.last, Tally { amount: 350, days: 2, unmeasured: 0 });
    assert_eq!((reduction.covered, reduction.goal), (7, None));
    let before = reduction.before.unwrap();
    assert_eq!(before.tally, Tally { amount: 1050, days: 2, unmeasured: 0 });
    assert_eq!((before.amount, before.days_tenths), (263, 5));
    assert_eq!((before.amount_change, before.days_change_tenths), (Some(87), 15));
    assert_eq!(super::reduction(&target, &used, on("2026-04-03")).and_then(|r| r.before), None);
    assert_eq!(super::reduction(&target, &used, on("2026-02-28")), None);
    assert_eq!(super::reduction(&target, &used, on("2026-03-02")).map(|r| (r.covered, r.last.amount)), Some((2, 400)));
}

#[test]
fn uses_without_an_amount_are_counted_apart_and_allow_no_claim_about_amounts() {
    let used = amounts(&[("2026-03-10", "4"), ("2026-04-03", "2"), ("2026-04-04", "")]);
    let before = reduction(&target("2026-03-01", Aim::Reduce), &used, on("2026-04-04")).unwrap();
    assert_eq!(before.last, Tally { amount: 200, days: 2, unmeasured: 1 });
    let before = before.before.unwrap();
    assert_eq!((before.amount, before.amount_change), (100, None));
    assert_eq!((before.days_tenths, before.days_change_tenths), (3, 17));
}
