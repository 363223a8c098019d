//! Moments of a person's life: an instant with the offset of the zone in which it was. Its day and its time of the day
//! are those of its own offset, never of the zone in which somebody looks at it later.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// The civil date of a moment, then and there. Nothing else may derive one.
pub fn day(at: DateTime<FixedOffset>) -> NaiveDate {
    at.date_naive()
}

/// The moment of a local time. `offset_at` is the zone: its offset at any instant.
///
/// A time that clocks skip moves forward by the gap; of a time that occurs twice, the first counts (as in RFC 5545,
/// 3.3.5).
pub fn instant(
    local: NaiveDateTime,
    offset_at: impl Fn(DateTime<Utc>) -> FixedOffset,
) -> Option<DateTime<FixedOffset>> {
    let as_utc = local.and_utc();
    // Offsets are less than a day, and no zone changes its clocks twice within two.
    let around = |days| as_utc.checked_add_signed(TimeDelta::days(days)).map(&offset_at);
    let (before, after) = (around(-1)?, around(1)?);
    let under =
        |offset: FixedOffset| as_utc.checked_sub_signed(TimeDelta::seconds(i64::from(offset.local_minus_utc())));
    let (first, second) = (under(before)?, under(after)?);
    let at = if offset_at(first) != before && offset_at(second) == after { second } else { first };
    Some(at.with_timezone(&offset_at(at)))
}

/// The moment of a local time that was typed over `before`. Of something that was written in another zone than here,
/// only its own offset is known: that stays.
pub fn typed(
    local: NaiveDateTime,
    before: Option<DateTime<FixedOffset>>,
    offset_at: impl Fn(DateTime<Utc>) -> FixedOffset,
) -> Option<DateTime<FixedOffset>> {
    match before.map(|at| (*at.offset(), offset_at(at.to_utc()))) {
        Some((own, here)) if own != here => instant(local, |_| own),
        _ => instant(local, offset_at),
    }
}

/// The time on which somebody's clock stood, for writing it down.
pub fn local(at: DateTime<FixedOffset>) -> NaiveDateTime {
    at.naive_local()
}

/// Longer ago than this nobody writes down what happened.
const LONG_AGO_DAYS: i64 = 366;
/// Nobody plans further ahead.
const FAR_AHEAD_DAYS: i64 = 366;
/// Nobody counts days since before their life.
const LIFETIME_DAYS: i64 = 36_525;

/// True for a time of something that happened which nobody means: it lies ahead by more than an hour, is of tomorrow
/// or later, or of more than a year ago. It is asked about before it is saved.
pub fn is_unlikely(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> bool {
    let ago = (day(now) - day(at)).num_days();
    !(0..=LONG_AGO_DAYS).contains(&ago) || at > now + TimeDelta::hours(1)
}

/// The same for a day from which on something holds: more than a year ahead, or a lifetime ago.
pub fn is_unlikely_day(day: NaiveDate, today: NaiveDate) -> bool {
    !(-FAR_AHEAD_DAYS..=LIFETIME_DAYS).contains(&(today - day).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// New York in the autumn of 2026 and the spring of 2027.
    fn new_york(at: DateTime<Utc>) -> FixedOffset {
        let is = |text: &str| at >= text.parse::<DateTime<Utc>>().unwrap();
        let summer = is("2026-03-08T07:00:00Z") && !is("2026-11-01T06:00:00Z") || is("2027-03-14T07:00:00Z");
        FixedOffset::west_opt(if summer { 4 } else { 5 } * 3600).unwrap()
    }

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn f2_a_typed_time_follows_the_rules_of_its_own_day() {
        for (local, moment) in [
            ("2026-10-30T23:30:00", "2026-10-30T23:30:00-04:00"),
            ("2026-11-03T08:00:00", "2026-11-03T08:00:00-05:00"),
            ("2026-11-01T01:30:00", "2026-11-01T01:30:00-04:00"),
            ("2026-11-01T02:00:00", "2026-11-01T02:00:00-05:00"),
            ("2027-03-14T01:59:00", "2027-03-14T01:59:00-05:00"),
            ("2027-03-14T02:30:00", "2027-03-14T03:30:00-04:00"),
            ("2027-03-14T03:00:00", "2027-03-14T03:00:00-04:00"),
        ] {
            assert_eq!(instant(local.parse().unwrap(), new_york), Some(at(moment)), "{local}");
            assert_eq!(instant(local.parse().unwrap(), new_york).map(|at| *at.offset()), Some(*at(moment).offset()));
        }
        assert_eq!(instant(NaiveDateTime::MAX, new_york), None);
    }

    #[test]
    fn f2_what_was_written_elsewhere_keeps_its_offset_when_it_is_edited() {
        let typed = |local: &str, before: Option<&str>| {
            typed(local.parse().unwrap(), before.map(at), new_york).unwrap().to_rfc3339()
        };
        assert_eq!(typed("2026-10-30T21:00:00", None), "2026-10-30T21:00:00-04:00");
        assert_eq!(typed("2026-10-30T21:00:00", Some("2026-11-03T09:00:00-05:00")), "2026-10-30T21:00:00-04:00");
        assert_eq!(typed("2026-07-09T21:00:00", Some("2026-07-09T22:00:00+02:00")), "2026-07-09T21:00:00+02:00");
    }

    #[test]
    fn f1_a_day_is_that_of_its_own_offset() {
        for (moment, that) in [
            ("2026-07-09T22:00:00-04:00", "2026-07-09"),
            ("2026-07-10T00:30:00-04:00", "2026-07-10"),
            ("2026-11-01T00:15:00-04:00", "2026-11-01"),
            ("2026-07-10T00:30:00+09:00", "2026-07-10"),
        ] {
            assert_eq!(day(at(moment)).to_string(), that, "{moment}");
        }
    }

    #[test]
    fn f22_days_that_nobody_means_are_named() {
        let now = at("2026-11-29T14:00:00-05:00");
        for (moment, unlikely) in [
            ("2026-11-29T14:00:00-05:00", false),
            ("2026-11-29T14:30:00-05:00", false),
            ("2026-11-29T23:00:00-05:00", true),
            ("2026-11-30T00:00:00-05:00", true),
            ("2026-11-28T23:00:00-05:00", false),
            ("2025-11-29T14:00:00-05:00", false),
            ("2025-11-27T14:00:00-05:00", true),
            ("2062-03-03T14:00:00-05:00", true),
            ("0026-11-29T14:00:00-05:00", true),
        ] {
            assert_eq!(is_unlikely(at(moment), now), unlikely, "{moment}");
        }
        let today = day(now);
        for (text, unlikely) in [
            ("1998-05-01", false),
            ("2027-01-01", false),
            ("2062-03-03", true),
            ("1902-11-29", true),
            ("2027-11-30", false),
            ("2027-12-01", true),
        ] {
            assert_eq!(is_unlikely_day(crate::base::day::parse("day", text).unwrap(), today), unlikely, "{text}");
        }
    }
}
