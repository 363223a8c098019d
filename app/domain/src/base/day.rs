//! Civil dates as in storage and date fields: `2026-03-01`. Parsed by hand, because chrono's general formats are larger
//! on a phone than everything here.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serializer};

use crate::Invalid;

const ALLOWED: &str = "a date from 1900 to 2200 as YYYY-MM-DD";

/// # Errors
/// Names `field` when the text is no such date.
pub fn parse(field: &str, text: &str) -> Result<NaiveDate, Invalid> {
    let part = |range: std::ops::Range<usize>| {
        let digits = text.as_bytes().get(range)?;
        digits
            .iter()
            .try_fold(0u32, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
    };
    let read = || {
        let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        if !dashes {
            return None;
        }
        NaiveDate::from_ymd_opt(i32::try_from(part(0..4)?).ok()?, part(5..7)?, part(8..10)?)
    };
    read().ok_or_else(|| Invalid::new(field, ALLOWED)).and_then(|day| check(field, day))
}

/// # Errors
/// Names `field` when the year is out of range.
pub fn check(field: &str, day: NaiveDate) -> Result<NaiveDate, Invalid> {
    if (1900..=2200).contains(&day.year()) { Ok(day) } else { Err(Invalid::new(field, ALLOWED)) }
}

pub fn to_text(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// For `#[serde(with = "crate::base::day")]`.
pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&to_text(*day))
}

/// For `#[serde(with = "crate::base::day")]`.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
    parse("day", &text).map_err(serde::de::Error::custom)
}

/// For `#[serde(with = "crate::base::day::option")]`, with `default` and `skip_serializing_if`.
pub mod option {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::serialize(day, to),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        let text = <Option<std::borrow::Cow<'de, str>>>::deserialize(from)?;
        text.map(|t| super::parse("day", &t)).transpose().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_back_what_it_wrote_and_nothing_else() {
        for text in ["1900-01-01", "2024-02-29", "2026-03-01", "2200-12-31"] {
            assert_eq!(parse("target.began", text).map(to_text), Ok(text.to_owned()));
        }
        for wrong in [
            "",
            "2025-02-29",
            "2026-13-01",
            "2026-3-01",
            "26-03-01",
            "2026/03/01",
            "1899-12-31",
            "2201-01-01",
            "+026-03-01",
            "2026-03-01 ",
            "ñ26-03-01",
        ] {
            assert_eq!(parse("target.began", wrong).map_err(|e| e.field), Err("target.began".to_owned()), "{wrong}");
        }
    }
}
