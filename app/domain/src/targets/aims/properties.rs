//! Aims over random histories, against an oracle that walks day by day and knows nothing of runs between uses.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::base::text::Label;
use crate::targets::target::{AimFrom, TargetKind};

const SPAN: u64 = 120;

fn day(n: u64) -> NaiveDate {
    after(NaiveDate::from_ymd_opt(2025, 12, 1).unwrap(), n)
}

/// Changes of a participant to the list of uses; `at` is a day that may lie before the target began or in the future.
#[derive(Clone, Debug)]
enum Act {
    Log { at: u64, amount: Option<u32> },
    Move { which: usize, at: u64 },
    Delete { which: usize },
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..SPAN, proptest::option::of(1u32..5000)).prop_map(|(at, amount)| Act::Log { at, amount }),
        1 => (any::<usize>(), 0..SPAN).prop_map(|(which, at)| Act::Move { which, at }),
        1 => any::<usize>().prop_map(|which| Act::Delete { which }),
    ]
}

#[derive(Clone, Debug)]
struct History(BTreeMap<usize, UseOn>);

impl History {
    fn act(&mut self, number: usize, act: &Act) {
        let pick = |which: usize| self.0.keys().nth(which % self.0.len().max(1)).copied();
        match *act {
            Act::Log { at, amount } => {
                self.0.insert(number, UseOn { day: day(at), amount: amount.map(|a| Amount::new(a).unwrap()) });
            }
            Act::Move { which, at } => {
                if let Some(one) = pick(which).and_then(|id| self.0.get_mut(&id)) {
                    one.day = day(at);
                }
            }
            Act::Delete { which } => {
                if let Some(id) = pick(which) {
                    self.0.remove(&id);
                }
            }
        }
    }

    fn uses(&self) -> Vec<UseOn> {
        self.0.values().copied().collect()
    }
}

fn target() -> impl Strategy<Value = Target> {
    let aim = prop_oneof![Just(Aim::Abstain), Just(Aim::Reduce), Just(Aim::Taper)];
    (0..SPAN, aim.clone(), vec((0..SPAN, aim), 0..4), proptest::option::weighted(0.2, 0..SPAN)).prop_map(
        |(began, first, changes, retired)| {
            let label = |text| Label::new("label", text).unwrap();
            let first = AimFrom { from: day(began), aim: first, goal: None };
            let mut target = Target::new(TargetKind::Behaviour, label("Slots"), label("dollars"), first).unwrap();
            for (later, aim) in changes {
                target = target.with_aim(AimFrom { from: day(began + later), aim, goal: None }).unwrap();
            }
            target.with_retired(retired.map(|r| day(began + r))).unwrap()
        },
    )
}

/// Walks every day once, up to and without the last one.
fn oracle(target: &Target, uses: &[UseOn], today: NaiveDate) -> DaysWithout {
    let mut days = DaysWithout::default();
    let mut at = target.began();
    let last = target.retired().filter(|r| *r < today).unwrap_or(today);
    while at <= last {
        let free = at == target.began() || uses.iter().all(|u| u.day != at);
        let aim = target.aim_on(at).unwrap();
        if days.stretches.last().is_none_or(|s| s.from != aim.from) {
            days.stretches.push(Stretch { aim: aim.aim, from: aim.from, to: at, without: 0 });
        }
        let stretch = days.stretches.last_mut().unwrap();
        stretch.to = at;
        if !free {
            days.current = 0;
        } else if at < last {
            days.current += 1;
            days.total += 1;
            days.longest = days.longest.max(days.current);
            stretch.without += 1;
        }
        at = at.succ_opt().unwrap();
    }
    days
}

/// One day's amount, days and uses without amount, summed up day by day.
fn oracle_tally(target: &Target, uses: &[UseOn], last: NaiveDate, ages: std::ops::Range<u64>) -> Tally {
    let mut tally = Tally::default();
    for at in ages.map(|age| before(last, age)).filter(|at| *at >= target.began()) {
        let of_day: Vec<_> = uses.iter().filter(|u| u.day == at).collect();
        tally.days += u32::from(!of_day.is_empty());
        tally.amount += of_day.iter().filter_map(|u| u.amount).map(|a| u64::from(a.get())).sum::<u64>();
        tally.unmeasured += count(of_day.iter().filter(|u| u.amount.is_none()).count());
    }
    tally
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_every_act_the_count_is_what_a_walk_from_the_first_day_gives(
        target in target(), acts in vec(act(), 0..25), today in 0..SPAN,
    ) {
        let mut history = History(BTreeMap::new());
        for (number, act) in acts.iter().enumerate() {
            history.act(number, act);
            let (uses, today) = (history.uses(), day(today));
            let days = days_without(&target, &uses, today);
            prop_assert_eq!(&days, &oracle(&target, &uses, today));
            prop_assert!(days.current <= days.longest && days.longest <= days.total);
            prop_assert!(days.total <= between(target.began(), today));
            prop_assert_eq!(days.stretches.iter().map(|s| s.without).sum::<u32>(), days.total);

            let reduction = reduction(&target, &uses, today);
            let last = end(&target, today);
            prop_assert_eq!(reduction.is_some(), target.began() <= last);
            if let Some(reduction) = reduction {
                prop_assert_eq!(reduction.last, oracle_tally(&target, &uses, last, 0..7));
                prop_assert_eq!(reduction.before.is_some(), between(target.began(), last) >= 34);
                if let Some(usual) = reduction.before {
                    prop_assert_eq!(usual.tally, oracle_tally(&target, &uses, last, 7..35));
                }
            }
        }
    }

    #[test]
    fn the_order_of_writing_down_never_matters(
        target in target(),
        uses in vec((0..SPAN, proptest::option::of(1u32..5000)), 0..20)
            .prop_flat_map(|uses| (Just(uses.clone()), Just(uses).prop_shuffle())),
        today in 0..SPAN,
    ) {
        let made = |list: &[(u64, Option<u32>)]| -> Vec<UseOn> {
            list.iter()
                .map(|(at, amount)| UseOn { day: day(*at), amount: amount.map(|a| Amount::new(a).unwrap()) })
                .collect()
        };
        let (one, other) = (made(&uses.0), made(&uses.1));
        prop_assert_eq!(days_without(&target, &one, day(today)), days_without(&target, &other, day(today)));
        prop_assert_eq!(reduction(&target, &one, day(today)), reduction(&target, &other, day(today)));
    }

    #[test]
    fn taking_a_use_out_again_restores_everything(
        target in target(), acts in vec(act(), 0..20), extra in 0..SPAN, today in 0..SPAN,
    ) {
        let mut history = History(BTreeMap::new());
        for (number, act) in acts.iter().enumerate() {
            history.act(number, act);
        }
        let before_it = days_without(&target, &history.uses(), day(today));
        let reduced = reduction(&target, &history.uses(), day(today));
        let mut with = history.clone();
        with.0.insert(usize::MAX, UseOn { day: day(extra), amount: None });
        let count = days_without(&target, &with.uses(), day(today));
        prop_assert!(count.total <= before_it.total && count.longest <= before_it.longest);
        with.0.remove(&usize::MAX);
        prop_assert_eq!(days_without(&target, &with.uses(), day(today)), before_it);
        prop_assert_eq!(reduction(&target, &with.uses(), day(today)), reduced);
    }

    #[test]
    fn a_later_use_takes_nothing_from_total_and_longest(
        target in target(), uses in vec(0..SPAN, 0..20), later in 0..SPAN, more in 0..20u64,
    ) {
        let mut uses: Vec<_> = uses.into_iter().map(|at| UseOn { day: day(at), amount: None }).collect();
        let earlier = days_without(&target, &uses, day(later));
        uses.push(UseOn { day: day(later), amount: None });
        let now = days_without(&target, &uses, day(later + more));
        prop_assert!(now.total >= earlier.total && now.longest >= earlier.longest);
        if target.retired().is_none() && day(later) > target.began() {
            prop_assert!(u64::from(now.current) <= more.saturating_sub(1));
        }
    }

    #[test]
    fn changing_the_aim_changes_no_count_and_no_earlier_stretch(
        target in target(), uses in vec(0..SPAN, 0..20), today in 0..SPAN, ahead in 1..SPAN,
    ) {
        let uses: Vec<_> = uses.into_iter().map(|at| UseOn { day: day(at), amount: None }).collect();
        let now = days_without(&target, &uses, day(today));
        let from = after(target.aims().last().unwrap().from, ahead);
        let changed = target.with_aim(AimFrom { from, aim: Aim::Taper, goal: None }).unwrap();
        let then = days_without(&changed, &uses, day(today));
        prop_assert_eq!((now.current, now.total, now.longest), (then.current, then.total, then.longest));
        let kept = now.stretches.len().saturating_sub(1);
        prop_assert_eq!(&then.stretches[..kept], &now.stretches[..kept]);
    }
}
