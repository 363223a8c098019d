//! The shared entries of the invented people: eight weeks each, random with a fixed seed, so they are the same every
//! time. Each person has something that their charts show: an hour, a trigger, a skill that helps.

use chrono::{DateTime, Datelike as _, FixedOffset, TimeDelta, Utc, Weekday};
use domain::Invalid;
use domain::base::amount::Amount;
use domain::base::id::ObjectId;
use domain::base::text::{Label, Note};
use domain::entries::body::{Body, Names, Record, SharedCopy};
use domain::entries::catalogue::{Choice, Company, Place, Response};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::entries::practice::{Practice, Seconds, Setting};
use domain::entries::trigger::{MetTrigger, Trigger, Triggers};
use domain::entries::used::Use;
use domain::schedule::Minute;
use domain::skills::skill::{KnownSkill, WhichSkill};
use rand::Rng as _;
use rand::rngs::StdRng;

use super::WEEKS;
use super::schedule::ZONE;
use crate::zones;

/// An invented person.
pub struct Invented {
    pub name: &'static str,
    target: &'static str,
    unit: &'static str,
    /// The number of days in ten with a shared craving.
    often: u32,
    /// The weekday that always has one, in the evening.
    hard: Weekday,
    trigger: Trigger,
    /// The skills they practice, and how much each lowers the rating.
    skills: &'static [(KnownSkill, u8)],
    /// The number of uses in the eight weeks, most of them early.
    uses: i64,
}

pub const PEOPLE: [Invented; 4] = [
    Invented {
        name: "Rowan Testperson",
        target: "Wine",
        unit: "glasses",
        often: 7,
        hard: Weekday::Fri,
        trigger: Trigger::Stress,
        skills: &[(KnownSkill::UrgeSurfing, 4), (KnownSkill::PacedBreathing, 2), (KnownSkill::CallSomeone, 3)],
        uses: 3,
    },
    Invented {
        name: "Imani Example",
        target: "Scratch cards",
        unit: "cards",
        often: 4,
        hard: Weekday::Thu,
        trigger: Trigger::Payday,
        skills: &[(KnownSkill::DelayDistractDecide, 3)],
        uses: 2,
    },
    Invented {
        name: "Sol Sample",
        target: "Pills at night",
        unit: "pills",
        often: 5,
        hard: Weekday::Sun,
        trigger: Trigger::Lonely,
        skills: &[(KnownSkill::Grounding, 1), (KnownSkill::MuscleRelaxation, 2)],
        uses: 1,
    },
    Invented {
        name: "Wren Invented",
        target: "Beer",
        unit: "cans",
        often: 2,
        hard: Weekday::Sat,
        trigger: Trigger::Party,
        skills: &[(KnownSkill::RefusalLines, 2)],
        uses: 0,
    },
];

const NOTES: [&str; 6] = [
    "It came after work and went again after the walk.",
    "Told my sister. That helped more than I thought.",
    "Stronger than yesterday, shorter too.",
    "I put the money in the jar instead.",
    "Could not sleep. Tea and the radio.",
    "Left before dessert. Proud of that.",
];

/// Entries and the times they are shared.
type Told = (SharedCopy, DateTime<Utc>);

impl Invented {
    /// Eight weeks, oldest first. Cravings grow rarer and weaker, with ups and downs.
    ///
    /// # Errors
    /// Fails if an invented entry is invalid.
    pub fn history(&self, chance: &mut StdRng, now: DateTime<Utc>) -> Result<Vec<Told>, Invalid> {
        let zone = zones::known("zone", &zones::parse("zone", ZONE)?)?;
        let today = zones::day(zone, now);
        let target = ObjectId::from_bytes(chance.random());
        let mut told = Vec::new();
        for days_ago in (1..WEEKS * 7).rev() {
            let day = today - TimeDelta::days(days_ago);
            let hard = day.weekday() == self.hard;
            let mut tell = |minutes: i64, body: Body| {
                let minute = u16::try_from(minutes).ok().and_then(|minutes| Minute::new(minutes).ok());
                let at = minute.map_or(now, |minute| zones::instant(zone, day, minute));
                told.push(self.tell(zones::local(zone, at), body));
            };
            let evening = chance.random_range(17 * 60..20 * 60);
            // Yesterday's entry is still unopened.
            if hard || days_ago == 1 || chance.random_ratio(self.often, 10) {
                let minutes = if hard { evening } else { chance.random_range(8 * 60..22 * 60) };
                let craving = self.craving(chance, target, days_ago, hard)?;
                let intensity = craving.intensity;
                tell(minutes, Body::Craving(craving));
                if chance.random_ratio(1, 2) {
                    tell(minutes + 12, Body::Practice(self.practice(chance, Some(intensity))?));
                }
            } else if chance.random_ratio(1, 6) {
                tell(9 * 60, Body::Practice(self.practice(chance, None)?));
            } else if chance.random_ratio(1, 6) {
                tell(evening, Body::Trigger(self.met(chance)?));
            }
            // The last one three weeks ago.
            if (1..=self.uses).any(|n| days_ago == 11 + 12 * n) {
                tell(21 * 60, Body::Use(used(chance, target)?));
            }
        }
        told.sort_by_key(|(_, shared_at)| *shared_at);
        Ok(told)
    }

    fn tell(&self, at: DateTime<FixedOffset>, body: Body) -> Told {
        // Invalid invented labels are skipped.
        let label = |text| Label::optional("name", text).ok().flatten();
        let about = body.target().is_some();
        let names = if about {
            Names { target: label(self.target), unit: label(self.unit), ..Names::default() }
        } else {
            Names::default()
        };
        (SharedCopy { record: Record::new(at, body), names }, at.to_utc() + TimeDelta::minutes(15))
    }

    fn craving(&self, chance: &mut StdRng, target: ObjectId, days_ago: i64, hard: bool) -> Result<Craving, Invalid> {
        let weeks_ago = u8::try_from(days_ago / 7).unwrap_or(0);
        let strong = 2 + weeks_ago / 2 + chance.random_range(0..4) + u8::from(hard);
        let mut triggers = pick(chance, Trigger::ALL, 1);
        if (hard || chance.random_ratio(1, 4)) && !triggers.contains(&Choice::Known(self.trigger)) {
            triggers.insert(0, Choice::Known(self.trigger));
        }
        Ok(Craving {
            triggers,
            place: pick(chance, Place::ALL, 1).pop(),
            company: pick(chance, Company::ALL, 1),
            response: pick(chance, &Response::ALL[..7], 2),
            note: if chance.random_ratio(1, 3) {
                Note::optional("note", NOTES[chance.random_range(0..NOTES.len())])?
            } else {
                None
            },
            ..Craving::quick(target, Intensity::new(strong.min(Intensity::MAX))?)
        })
    }

    /// After a craving, or when calm if nothing was rated before.
    fn practice(&self, chance: &mut StdRng, craving: Option<Intensity>) -> Result<Practice, Invalid> {
        let (skill, helps) = self.skills[chance.random_range(0..self.skills.len())];
        let setting = if craving.is_some() { Setting::Craving(None) } else { Setting::Calm };
        let before = craving.map_or_else(|| chance.random_range(1..4), Intensity::get);
        let after = (before + chance.random_range(0..3)).saturating_sub(helps + 1);
        Ok(Practice {
            before: Some(Intensity::new(before)?),
            after: Some(Intensity::new(after)?),
            seconds: Some(Seconds::new(chance.random_range(2..12) * 60)?),
            ..Practice::quick(WhichSkill::Known(skill), setting)
        })
    }

    fn met(&self, chance: &mut StdRng) -> Result<MetTrigger, Invalid> {
        let pull = Some(Intensity::new(chance.random_range(1..6))?);
        let place = pick(chance, Place::ALL, 1).pop();
        Ok(MetTrigger { pull, place, ..MetTrigger::quick(Triggers::new(vec![Choice::Known(self.trigger)])?) })
    }
}

fn used(chance: &mut StdRng, target: ObjectId) -> Result<Use, Invalid> {
    Ok(Use {
        amount: Some(Amount::new(chance.random_range(1..4) * 100)?),
        before: Note::optional("before", "A long day, and nothing to eat since noon.")?,
        next_time: Note::optional("next_time", "Eat first. Take the other way home.")?,
        ..Use::quick(target)
    })
}

fn pick<K: Copy + PartialEq>(chance: &mut StdRng, all: &[K], most: usize) -> Vec<Choice<K>> {
    let mut chosen: Vec<K> = Vec::new();
    for _ in 0..chance.random_range(0..=most) {
        let next = all[chance.random_range(0..all.len())];
        if !chosen.contains(&next) {
            chosen.push(next);
        }
    }
    chosen.into_iter().map(Choice::Known).collect()
}

#[cfg(test)]
mod tests {
    use domain::charts::{GridFact, Noted, TriggersFact, grid, grid_fact, triggers, triggers_fact};
    use domain::skills::works::{WorksFact, what_works, works_fact};
    use rand::SeedableRng as _;

    use super::*;
    use crate::demo::SEED;

    fn tell() -> Vec<Vec<Told>> {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut chance = StdRng::seed_from_u64(SEED);
        PEOPLE.iter().map(|person| person.history(&mut chance, now).unwrap()).collect()
    }

    #[test]
    fn the_invented_history_is_the_same_every_time_and_eight_weeks_long() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        assert_eq!(tell(), tell());
        for (person, told) in PEOPLE.iter().zip(tell()) {
            assert!((12..140).contains(&told.len()), "{} shares {}", person.name, told.len());
            assert!(told.iter().all(|(_, at)| *at < now && now - *at < TimeDelta::weeks(WEEKS) + TimeDelta::days(1)));
        }
    }

    #[test]
    fn the_pictures_of_the_first_person_have_something_to_say() {
        let told = tell().swap_remove(0);
        let noted: Vec<_> = (0u8..)
            .zip(&told)
            .map(|(n, (copy, _))| Noted { object: ObjectId::from_bytes([n; 16]), record: &copy.record })
            .collect();
        let practices: Vec<_> = noted
            .iter()
            .filter_map(|n| if let Body::Practice(practice) = &n.record.body { Some(practice) } else { None })
            .collect();
        assert!(matches!(grid_fact(&grid(&noted)), GridFact::Busiest { weekday: Weekday::Fri, from_hour: 16, .. }));
        let top = triggers_fact(&triggers(&noted));
        assert!(
            matches!(&top, TriggersFact::Top { row, .. } if row.trigger == Choice::Known(Trigger::Stress)),
            "{top:?}"
        );
        let best = works_fact(&what_works(&practices));
        assert!(matches!(best, WorksFact::Best { skill: WhichSkill::Known(KnownSkill::UrgeSurfing), .. }), "{best:?}");
        assert!(told.iter().any(|(copy, _)| matches!(copy.record.body, Body::Use(_))));
        assert!(told.iter().any(|(copy, _)| matches!(copy.record.body, Body::Trigger(_))));
    }
}
