//! *What works for me*: each skill's effect by a participant's own ratings, and the skill to offer after a craving.
//!
//! Deliberately not here: a score, a prediction, other people's ratings.

use std::collections::BTreeMap;

use crate::base::figures::{ENOUGH, deviation_tenths, mean_tenths};
use crate::entries::intensity::Intensity;
use crate::entries::practice::Practice;
use crate::skills::skill::{KnownSkill, WhichSkill};

/// Practices of one skill, and their effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worked {
    pub skill: WhichSkill,
    /// All practices, rated or not.
    pub practised: u32,
    /// Those rated before and after.
    pub pairs: u32,
    /// `None` below five pairs: too few to say anything.
    pub claim: Option<Claim>,
}

/// The effect that five or more pairs show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Mean of after minus before, in tenths, −100 to 100; below zero is weaker afterwards.
    pub change_tenths: i32,
    /// Standard deviation of the sample of changes, in tenths.
    pub spread_tenths: u32,
}

impl Claim {
    pub const fn is_relief(self) -> bool {
        self.change_tenths < 0
    }
}

/// Every skill that was practised. First those with a claim, the greatest relief in front, then the others by how often
/// they were practised; equal ones by more pairs, then as they are offered, so that the order never wavers.
pub fn what_works(practices: &[&Practice]) -> Vec<Worked> {
    #[derive(Default)]
    struct Sums {
        practised: u32,
        pairs: u32,
        sum: i64,
        squares: i64,
    }
    let mut skills = BTreeMap::<WhichSkill, Sums>::new();
    for practice in practices {
        let sums = skills.entry(practice.skill).or_default();
        sums.practised += 1;
        if let Some((before, after)) = practice.pair() {
            let change = i64::from(after.get()) - i64::from(before.get());
            sums.pairs += 1;
            sums.sum += change;
            sums.squares += change * change;
        }
    }
    let worked = |(skill, sums): (WhichSkill, Sums)| Worked {
        skill,
        practised: sums.practised,
        pairs: sums.pairs,
        claim: (sums.pairs >= ENOUGH).then(|| Claim {
            change_tenths: mean_tenths(sums.sum, sums.pairs),
            spread_tenths: deviation_tenths(sums.pairs, sums.sum, sums.squares),
        }),
    };
    let mut all: Vec<_> = skills.into_iter().map(worked).collect();
    all.sort_by_key(|w| {
        let change = w.claim.map(|c| c.change_tenths);
        // Among claims the change decides, among the others the number of practices; `u32::MAX - n` puts more in front.
        let often = if change.is_some() { 0 } else { u32::MAX - w.practised };
        (change.is_none(), change, often, u32::MAX - w.pairs, w.skill)
    });
    all
}

/// A skill to offer, and the claim behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Brought the greatest relief so far.
    Relief(WhichSkill),
    /// Practised most so far; its effect is unknown.
    Practised(WhichSkill),
    /// Never tried: the first of the list.
    First(WhichSkill),
}

/// The skill to offer after a craving of `intensity`, from [`what_works`]: the greatest relief over five pairs or more,
/// else the one practised most, of which too few pairs are known, else the first of the list that was not tried yet.
/// `None` when there is no such skill or the craving was 0.
///
/// A skill whose five pairs brought no relief is never offered.
pub fn offer(works: &[Worked], intensity: Intensity) -> Option<Offer> {
    if intensity == Intensity::NOT_AT_ALL {
        return None;
    }
    let relief = works.first().filter(|w| w.claim.is_some_and(Claim::is_relief)).map(|w| Offer::Relief(w.skill));
    let practised = || works.iter().find(|w| w.claim.is_none()).map(|w| Offer::Practised(w.skill));
    let untried =
        || KnownSkill::ALL.iter().copied().map(WhichSkill::Known).find(|skill| works.iter().all(|w| w.skill != *skill));
    relief.or_else(practised).or_else(|| untried().map(Offer::First))
}

/// The facts of the sentence beside the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorksFact {
    /// No skill has five pairs yet; the most that one has.
    TooFew { pairs: u32 },
    /// No skill with five pairs or more brought relief. `pairs`: of all of these together.
    NoRelief { pairs: u32 },
    /// This one brought the most relief.
    Best { skill: WhichSkill, pairs: u32, claim: Claim },
}

/// Out of [`what_works`].
pub fn works_fact(works: &[Worked]) -> WorksFact {
    match works.first() {
        Some(Worked { skill, pairs, claim: Some(claim), .. }) if claim.is_relief() => {
            WorksFact::Best { skill: *skill, pairs: *pairs, claim: *claim }
        }
        Some(Worked { claim: Some(_), .. }) => {
            WorksFact::NoRelief { pairs: works.iter().filter(|w| w.claim.is_some()).map(|w| w.pairs).sum() }
        }
        _ => WorksFact::TooFew { pairs: works.iter().map(|w| w.pairs).max().unwrap_or(0) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::ObjectId;
    use crate::entries::practice::Setting;
    use crate::skills::skill::KnownSkill;

    const SURF: WhichSkill = WhichSkill::Known(KnownSkill::UrgeSurfing);
    const BREATHE: WhichSkill = WhichSkill::Known(KnownSkill::PacedBreathing);
    const CALL: WhichSkill = WhichSkill::Known(KnownSkill::CallSomeone);
    const OWN: WhichSkill = WhichSkill::Own(ObjectId::from_bytes([1; 16]));

    fn pair(skill: WhichSkill, before: u8, after: u8) -> Practice {
        let rated = |n| Some(Intensity::new(n).unwrap());
        Practice { before: rated(before), after: rated(after), ..Practice::quick(skill, Setting::Calm) }
    }

    fn times(n: usize, one: &Practice) -> Vec<Practice> {
        vec![one.clone(); n]
    }

    fn works(practices: &[Practice]) -> Vec<Worked> {
        what_works(&practices.iter().collect::<Vec<_>>())
    }

    fn at(n: u8) -> Intensity {
        Intensity::new(n).unwrap()
    }

    #[test]
    fn below_five_pairs_nothing_is_claimed() {
        let mut practices = times(4, &pair(SURF, 9, 2));
        practices.push(Practice { after: None, ..pair(SURF, 9, 2) });
        let four = works(&practices);
        assert_eq!(four, [Worked { skill: SURF, practised: 5, pairs: 4, claim: None }]);
        assert_eq!(works_fact(&four), WorksFact::TooFew { pairs: 4 });
        practices.push(pair(SURF, 5, 4));
        let five = works(&practices);
        // −7, −7, −7, −7, −1: mean −5.8, sample deviation 2.68.
        let claim = Claim { change_tenths: -58, spread_tenths: 27 };
        assert_eq!(five, [Worked { skill: SURF, practised: 6, pairs: 5, claim: Some(claim) }]);
        assert_eq!(works_fact(&five), WorksFact::Best { skill: SURF, pairs: 5, claim });
        assert_eq!(works_fact(&[]), WorksFact::TooFew { pairs: 0 });
    }

    #[test]
    fn the_best_rated_comes_first_and_the_order_does_not_waver() {
        let mut practices = [
            times(5, &pair(CALL, 6, 4)),
            times(6, &pair(BREATHE, 6, 4)),
            times(5, &pair(OWN, 8, 3)),
            times(5, &pair(SURF, 6, 4)),
        ]
        .concat();
        let order = |practices: &[Practice]| works(practices).iter().map(|w| w.skill).collect::<Vec<_>>();
        assert_eq!(order(&practices), [OWN, BREATHE, SURF, CALL]);
        practices.reverse();
        assert_eq!(order(&practices), [OWN, BREATHE, SURF, CALL]);
    }

    #[test]
    fn the_greatest_relief_is_offered_then_the_most_practised_then_the_first_of_the_list() {
        let often = times(9, &Practice::quick(CALL, Setting::Calm));
        let four = times(4, &pair(SURF, 9, 0));
        let relief = times(5, &pair(OWN, 5, 4));
        assert_eq!(offer(&works(&[often.clone(), four.clone(), relief].concat()), at(7)), Some(Offer::Relief(OWN)));
        assert_eq!(offer(&works(&[often.clone(), four.clone()].concat()), at(7)), Some(Offer::Practised(CALL)));
        assert_eq!(offer(&[], at(7)), Some(Offer::First(SURF)));
        assert_eq!(offer(&[], at(0)), None);
        assert_eq!(offer(&works(&[often, four].concat()), at(0)), None);
    }

    #[test]
    fn what_brought_no_relief_is_not_offered() {
        let worse = times(8, &pair(SURF, 4, 6));
        let practised = times(2, &Practice::quick(BREATHE, Setting::Calm));
        assert_eq!(offer(&works(&worse), at(7)), Some(Offer::First(BREATHE)), "the next of the list");
        let all = KnownSkill::ALL
            .iter()
            .flat_map(|known| times(5, &pair(WhichSkill::Known(*known), 4, 6)))
            .collect::<Vec<_>>();
        assert_eq!(offer(&works(&all), at(7)), None);
        assert_eq!(works_fact(&works(&worse)), WorksFact::NoRelief { pairs: 8 });
        assert_eq!(offer(&works(&[worse, practised].concat()), at(7)), Some(Offer::Practised(BREATHE)));
    }
}
