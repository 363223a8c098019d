//! Cravings over time, with the days of practice marked.

use chrono::{Days, NaiveDate};

use super::Noted;
use crate::base::figures::{ENOUGH, mean_tenths};
use crate::entries::body::Body;
use crate::entries::intensity::Intensity;

/// One civil day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CravingDay {
    pub day: NaiveDate,
    /// Cravings on it.
    pub n: u32,
    /// `None` without a craving.
    pub level: Option<Level>,
    pub practised: bool,
}

/// Intensity of a day's cravings, by their first ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// 0 to 100.
    pub mean_tenths: i32,
    pub max: Intensity,
}

/// `days` civil days up to `last`, oldest first, the empty ones too. At most 366.
pub fn cravings_by_day(noted: &[Noted<'_>], last: NaiveDate, days: u16) -> Vec<CravingDay> {
    let length = usize::from(days.min(366));
    let mut sums = vec![(0u32, 0i64, Intensity::NOT_AT_ALL, false); length];
    for record in noted.iter().map(|n| n.record) {
        let age = (last - record.day()).num_days();
        let Some(day) = usize::try_from(age).ok().and_then(|age| sums.get_mut(age)) else { continue };
        match &record.body {
            Body::Craving(craving) => {
                *day = (day.0 + 1, day.1 + i64::from(craving.intensity.get()), day.2.max(craving.intensity), day.3);
            }
            Body::Practice(_) => day.3 = true,
            _ => {}
        }
    }
    let day = |(age, (n, sum, max, practised)): (u64, (u32, i64, Intensity, bool))| {
        let level = (n > 0).then(|| Level { mean_tenths: mean_tenths(sum, n), max });
        Some(CravingDay { day: last.checked_sub_days(Days::new(age))?, n, level, practised })
    };
    let mut picture: Vec<_> = (0..).zip(sums).map_while(day).collect();
    picture.reverse();
    picture
}

/// The facts of the sentence beside the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaysFact {
    /// Fewer than five cravings.
    TooFew { n: u32 },
    /// Counts of cravings and of their days, and the strongest craving; the latest of several equally strong.
    Cravings { n: u32, days: u32, practised_days: u32, strongest: Intensity, on: NaiveDate },
}

/// Out of [`cravings_by_day`].
pub fn days_fact(days: &[CravingDay]) -> DaysFact {
    let n = days.iter().map(|d| d.n).sum();
    let strongest = days.iter().filter_map(|d| d.level.map(|l| (l.max, d.day))).max();
    match strongest {
        Some((strongest, on)) if n >= ENOUGH => {
            let count = |of: fn(&CravingDay) -> bool| days.iter().map(|d| u32::from(of(d))).sum();
            DaysFact::Cravings { n, days: count(|d| d.n > 0), practised_days: count(|d| d.practised), strongest, on }
        }
        _ => DaysFact::TooFew { n },
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{craving, noted, record};
    use super::*;
    use crate::base::day::parse;
    use crate::entries::practice::{Practice, Setting};
    use crate::skills::skill::{KnownSkill, WhichSkill};

    fn on(text: &str) -> NaiveDate {
        parse("test", text).unwrap()
    }

    #[test]
    fn a_day_is_the_participants_own_and_days_without_entries_are_there() {
        let practice = Body::Practice(Practice::quick(WhichSkill::Known(KnownSkill::Grounding), Setting::Calm));
        let mut records = vec![
            // Already the second of March in Greenwich.
            craving("2026-03-01T23:30:00-05:00", 4),
            craving("2026-03-03T08:00:00-05:00", 3),
            craving("2026-03-03T09:00:00-05:00", 8),
            record("2026-03-02T09:00:00-05:00", practice),
            craving("2026-02-28T09:00:00-05:00", 10),
            craving("2026-03-04T09:00:00-05:00", 10),
        ];
        let days = cravings_by_day(&noted(&records), on("2026-03-03"), 3);
        let level = |mean_tenths, max| Some(Level { mean_tenths, max: Intensity::new(max).unwrap() });
        assert_eq!(
            days,
            [
                CravingDay { day: on("2026-03-01"), n: 1, level: level(40, 4), practised: false },
                CravingDay { day: on("2026-03-02"), n: 0, level: None, practised: true },
                CravingDay { day: on("2026-03-03"), n: 2, level: level(55, 8), practised: false },
            ]
        );
        assert_eq!(days_fact(&days), DaysFact::TooFew { n: 3 });

        records.extend([craving("2026-03-01T10:00:00-05:00", 8), craving("2026-03-01T11:00:00-05:00", 0)]);
        let days = cravings_by_day(&noted(&records), on("2026-03-03"), 3);
        let strongest = Intensity::new(8).unwrap();
        assert_eq!(
            days_fact(&days),
            DaysFact::Cravings { n: 5, days: 2, practised_days: 1, strongest, on: on("2026-03-03") }
        );
        assert_eq!(cravings_by_day(&[], on("2026-03-03"), u16::MAX).len(), 366);
        assert_eq!(days_fact(&[]), DaysFact::TooFew { n: 0 });
    }
}
