//! Pieces of civil time: a minute of the day, a length, days of the week, the name of a zone.

use std::fmt;

use chrono::{TimeDelta, Weekday};
use serde::{Deserialize, Deserializer, Serialize};

use crate::Invalid;
use crate::base::bounded::bounded;

bounded! {
    /// Minutes after midnight.
    Minute(u16): "minute", 0..=1439, "minutes after midnight from 0 to 1439";
    /// Duration in minutes.
    Minutes(u16): "minutes", 5..=720, "minutes from 5 to 720";
    /// Days of the week, one bit each: 1 for Monday, 64 for Sunday.
    Weekdays(u8): "weekdays", 1..=127, "the sum of 1 for Monday, 2 for Tuesday … 64 for Sunday";
}

impl Minute {
    /// Reads a time field's `18:00`.
    ///
    /// # Errors
    /// Names `field` when it is no such time.
    pub fn parse(field: &str, text: &str) -> Result<Self, Invalid> {
        let read = || {
            let (hour, minute) = text.split_once(':')?;
            let two = |part: &str| {
                (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u16>().ok())?
            };
            let (hour, minute) = (two(hour)?, two(minute)?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        };
        read()
            .and_then(|minute| Self::new(minute).ok())
            .ok_or_else(|| Invalid::new(field, "a time from 00:00 to 23:59"))
    }
}

/// As a time field has it: `18:00`.
impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.get() / 60, self.get() % 60)
    }
}

impl Minutes {
    pub fn length(self) -> TimeDelta {
        TimeDelta::minutes(self.0.into())
    }
}

impl Weekdays {
    pub const EVERY_DAY: Self = Self(127);

    /// From Monday on.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into_iter().filter(move |day| self.has(*day))
    }

    /// `None` when there is no day among them.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Option<Self> {
        Self::new(days.into_iter().fold(0, |bits, day| bits | 1 << day.num_days_from_monday())).ok()
    }

    pub const fn has(self, day: Weekday) -> bool {
        self.0 >> day.num_days_from_monday() & 1 == 1
    }
}

/// The name of a time zone, such as `America/New_York`. Only the server checks that the zone exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Zone(String);

impl Zone {
    const MAX: usize = 64;

    /// # Errors
    /// Names `field` when it cannot be the name of a zone.
    pub fn new(field: &str, raw: &str) -> Result<Self, Invalid> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'/' | b'+' | b'-');
        if raw.is_empty() || raw.len() > Self::MAX || !raw.bytes().all(fits) {
            return Err(Invalid::new(field, "the name of a time zone, such as America/New_York"));
        }
        Ok(Self(raw.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Self::new("zone", &raw).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_back_what_it_wrote_and_nothing_else() {
        for text in ["00:00", "07:05", "18:00", "23:59"] {
            assert_eq!(Minute::parse("start", text).map(|m| m.to_string()), Ok(text.to_owned()));
        }
        for wrong in ["", "7:05", "24:00", "12:60", "12:5", "+1:00", "12-00", "12:000"] {
            assert_eq!(Minute::parse("start", wrong).map_err(|e| e.field), Err("start".to_owned()), "{wrong}");
        }
    }

    #[test]
    fn days_of_the_week_are_bits_from_monday() {
        let days = Weekdays::of([Weekday::Mon, Weekday::Sun]).unwrap();
        assert_eq!(days.get(), 65);
        assert!(days.has(Weekday::Sun) && !days.has(Weekday::Tue));
        assert_eq!(days.days().collect::<Vec<_>>(), [Weekday::Mon, Weekday::Sun]);
        assert_eq!(Weekdays::EVERY_DAY.days().count(), 7);
        assert_eq!(Weekdays::of([]), None);
    }

    #[test]
    fn a_zone_is_a_name_and_no_sentence() {
        for name in ["UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"] {
            assert!(Zone::new("zone", name).is_ok());
        }
        for wrong in ["", "New York", "a;b", &"x".repeat(65)] {
            assert!(Zone::new("zone", wrong).is_err(), "{wrong}");
        }
    }
}
