//! The only code that knows time zones. It turns civil times into instants; phones never do.
//!
//! A time that clocks skip moves forward by the gap; of a time that occurs twice, the first counts (as in RFC 5545,
//! 3.3.5). Never step over instants: a week is not always 168 hours.

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Timelike as _, Utc};
use chrono_tz::{GapInfo, Tz};
use domain::Invalid;
use domain::base::moment;
use domain::reminders::rules::Civil;
use domain::schedule::{Minute, Zone};

/// The release of the zone database that is built in.
pub const VERSION: &str = chrono_tz::IANA_TZDB_VERSION;

/// # Errors
/// Names `field` when the zone does not exist.
pub fn known(field: &str, zone: &Zone) -> Result<Tz, Invalid> {
    zone.as_str().parse().map_err(|_| Invalid::new(field, "the name of a time zone, such as America/New_York"))
}

/// Parses the name of an existing zone.
///
/// # Errors
/// Names `field` when the zone does not exist.
pub fn parse(field: &str, raw: &str) -> Result<Zone, Invalid> {
    let zone = Zone::new(field, raw.trim())?;
    known(field, &zone).map(|_| zone)
}

/// The instant of a civil time.
pub fn instant(zone: Tz, day: NaiveDate, minute: Minute) -> DateTime<Utc> {
    let civil = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute.get().into());
    match zone.from_local_datetime(&civil) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        LocalResult::None => match GapInfo::new(&civil, &zone) {
            Some(GapInfo { begin: Some((begin, _)), end: Some(end) }) => end.to_utc() + (civil - begin),
            // The zone database has no gap without an edge.
            _ => civil.and_utc(),
        },
    }
}

/// An instant in a zone, with the offset of that day.
pub fn local(zone: Tz, at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&zone).fixed_offset()
}

/// The civil date in a zone at an instant.
pub fn day(zone: Tz, at: DateTime<Utc>) -> NaiveDate {
    moment::day(local(zone, at))
}

#[derive(Clone, Copy, Debug)]
pub struct There(Tz);

impl There {
    /// An unknown zone counts as UTC.
    pub fn of(zone: Option<&Zone>) -> Self {
        Self(zone.and_then(|zone| known("zone", zone).ok()).unwrap_or(Tz::UTC))
    }
}

impl Civil for There {
    fn local(&self, at: DateTime<Utc>) -> (NaiveDate, u16) {
        let there = local(self.0, at);
        (moment::day(there), u16::try_from(there.num_seconds_from_midnight() / 60).unwrap_or_default())
    }

    fn instant(&self, day: NaiveDate, minute: Minute) -> Option<DateTime<Utc>> {
        Some(instant(self.0, day, minute))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_time_moves_forward_and_a_repeated_one_is_its_first() {
        let at = |zone: &str, date: &str, time: &str| {
            let zone = known("zone", &Zone::new("zone", zone).unwrap()).unwrap();
            instant(zone, domain::base::day::parse("day", date).unwrap(), Minute::parse("start", time).unwrap())
                .to_rfc3339()
        };
        assert_eq!(at("America/New_York", "2026-03-08", "02:30"), "2026-03-08T07:30:00+00:00", "03:30 in summer time");
        assert_eq!(at("America/New_York", "2026-11-01", "01:30"), "2026-11-01T05:30:00+00:00", "still summer time");
        assert_eq!(at("America/Havana", "2026-03-08", "00:00"), "2026-03-08T05:00:00+00:00", "midnight is skipped");
        assert_eq!(at("Africa/Cairo", "2026-04-24", "00:15"), "2026-04-23T22:15:00+00:00");
        assert_eq!(at("Europe/Berlin", "2026-07-01", "18:00"), "2026-07-01T16:00:00+00:00");
    }

    #[test]
    fn only_zones_that_there_are_are_taken() {
        assert!(parse("zone", " America/New_York ").is_ok());
        assert_eq!(parse("zone", "America/Nowhere").map_err(|e| e.field), Err("zone".to_owned()));
    }
}
