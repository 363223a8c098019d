//! The most frequent triggers, and the mean intensity with each.

use std::collections::{BTreeMap, BTreeSet};

use super::Noted;
use crate::base::figures::{ENOUGH, mean_tenths};
use crate::entries::body::Body;
use crate::entries::catalogue::Choice;
use crate::entries::trigger::Trigger;

/// One trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriggerRow {
    pub trigger: Choice<Trigger>,
    /// Number of events it was part of.
    pub n: u32,
    /// Number of those with a rating; every craving has one.
    pub rated: u32,
    /// Mean intensity of craving or pull, 0 to 100. `None` when nothing is rated.
    pub mean_tenths: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TriggerPicture {
    /// The most frequent first, then the stronger one, then as they are offered; own ones last, by name.
    pub rows: Vec<TriggerRow>,
    /// Events that name at least one: cravings, and met triggers that led to none.
    pub n: u32,
}

/// A met trigger and the craving that it points to are one event: a trigger that both name counts once, with the
/// craving's rating.
pub fn triggers(noted: &[Noted<'_>]) -> TriggerPicture {
    // Cravings first: theirs is the rating that counts.
    let cravings = noted.iter().filter_map(|one| match &one.record.body {
        Body::Craving(craving) => Some((one.object, craving.triggers.as_slice(), Some(craving.intensity))),
        _ => None,
    });
    let met = noted.iter().filter_map(|one| match &one.record.body {
        Body::Trigger(met) => Some((met.craving.unwrap_or(one.object), met.triggers.as_slice(), met.pull)),
        _ => None,
    });
    let mut sums = BTreeMap::<&Choice<Trigger>, (u32, u32, i64)>::new();
    let mut counted = BTreeSet::new();
    let mut events = BTreeSet::new();
    for (event, named, rating) in cravings.chain(met) {
        for trigger in named {
            events.insert(event);
            if !counted.insert((event, trigger)) {
                continue;
            }
            let sum = sums.entry(trigger).or_default();
            sum.0 += 1;
            if let Some(rating) = rating {
                sum.1 += 1;
                sum.2 += i64::from(rating.get());
            }
        }
    }
    let mut rows: Vec<_> = sums
        .into_iter()
        .map(|(trigger, (n, rated, sum))| TriggerRow {
            trigger: trigger.clone(),
            n,
            rated,
            mean_tenths: (rated > 0).then(|| mean_tenths(sum, rated)),
        })
        .collect();
    // Stable: equal rows keep the order of the map, which is the order they are offered in.
    rows.sort_by_key(|r| std::cmp::Reverse((r.n, r.mean_tenths)));
    TriggerPicture { rows, n: u32::try_from(events.len()).unwrap_or(u32::MAX) }
}

/// The facts of the sentence beside the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TriggersFact {
    /// Fewer than five entries name a trigger.
    TooFew { n: u32 },
    /// Several triggers are named most.
    NoneStandsOut { n: u32 },
    /// This one is named most, in `row.n` of all `n`.
    Top { row: TriggerRow, n: u32 },
}

pub fn triggers_fact(picture: &TriggerPicture) -> TriggersFact {
    let n = picture.n;
    match picture.rows.as_slice() {
        _ if n < ENOUGH => TriggersFact::TooFew { n },
        [top, rest @ ..] if rest.first().is_none_or(|next| next.n < top.n) => TriggersFact::Top { row: top.clone(), n },
        _ => TriggersFact::NoneStandsOut { n },
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{id, noted, record};
    use super::*;
    use crate::base::text::Label;
    use crate::entries::body::Record;
    use crate::entries::craving::Craving;
    use crate::entries::intensity::Intensity;
    use crate::entries::trigger::{MetTrigger, Triggers};

    const AT: &str = "2026-03-01T12:00:00-05:00";
    const PAYDAY: Choice<Trigger> = Choice::Known(Trigger::Payday);
    const TIRED: Choice<Trigger> = Choice::Known(Trigger::Tired);

    fn intensity(n: u8) -> Intensity {
        Intensity::new(n).unwrap()
    }

    fn craving(strong: u8, triggers: &[Choice<Trigger>]) -> Record {
        record(AT, Body::Craving(Craving { triggers: triggers.to_vec(), ..Craving::quick(id(0), intensity(strong)) }))
    }

    fn met(pull: Option<u8>, craving: Option<u8>, triggers: &[Choice<Trigger>]) -> Record {
        let triggers = Triggers::new(triggers.to_vec()).unwrap();
        record(
            AT,
            Body::Trigger(MetTrigger {
                pull: pull.map(intensity),
                craving: craving.map(id),
                ..MetTrigger::quick(triggers)
            }),
        )
    }

    fn row(trigger: Choice<Trigger>, n: u32, rated: u32, mean_tenths: Option<i32>) -> TriggerRow {
        TriggerRow { trigger, n, rated, mean_tenths }
    }

    #[test]
    fn the_most_frequent_trigger_comes_first() {
        let own = Choice::Own(Label::new("label", "The bridge").unwrap());
        let records = [
            craving(8, &[PAYDAY, TIRED, PAYDAY]),
            craving(3, &[PAYDAY]),
            craving(9, &[]),
            met(None, None, std::slice::from_ref(&own)),
            met(Some(5), None, &[TIRED]),
            met(None, None, &[PAYDAY]),
        ];
        let picture = triggers(&noted(&records));
        let rows = [row(PAYDAY, 3, 2, Some(55)), row(TIRED, 2, 2, Some(65)), row(own, 1, 0, None)];
        assert_eq!(picture, TriggerPicture { rows: rows.to_vec(), n: 5 });
        assert_eq!(triggers_fact(&picture), TriggersFact::Top { row: rows[0].clone(), n: 5 });
        assert_eq!(triggers_fact(&triggers(&noted(&records[..4]))), TriggersFact::TooFew { n: 3 });
    }

    #[test]
    fn of_equal_ones_none_is_named() {
        let records: Vec<_> = (0..6).map(|n| craving(4, if n % 2 == 0 { &[PAYDAY] } else { &[TIRED] })).collect();
        let picture = triggers(&noted(&records));
        assert_eq!(picture.rows.iter().map(|r| &r.trigger).collect::<Vec<_>>(), [&PAYDAY, &TIRED]);
        assert_eq!(triggers_fact(&picture), TriggersFact::NoneStandsOut { n: 6 });
    }

    #[test]
    fn a_met_trigger_and_its_craving_are_one_event() {
        let records = [craving(8, &[PAYDAY]), met(Some(2), Some(1), &[PAYDAY, TIRED])];
        let picture = triggers(&noted(&records));
        assert_eq!(picture.n, 1);
        assert_eq!(picture.rows, [row(PAYDAY, 1, 1, Some(80)), row(TIRED, 1, 1, Some(20))]);
        // A second entry about the same event adds only its new triggers.
        let twice = [records[0].clone(), records[1].clone(), met(Some(9), Some(1), &[TIRED])];
        assert_eq!(triggers(&noted(&twice)), picture);
        // The counselor was not given the craving.
        let alone = triggers(&noted(&[met(Some(2), Some(9), &[PAYDAY])]));
        assert_eq!((alone.n, alone.rows), (1, vec![row(PAYDAY, 1, 1, Some(20))]));
    }
}
