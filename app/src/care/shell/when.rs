//! Times in the words of a reader: today 14:10, yesterday 09:05, Thu 19 Nov, 14:10.

use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _, Utc};

use crate::care::words;
use crate::words::calendar;
use crate::words::i18n::Lang;

/// `at` in its own zone, relative to `now`.
pub fn say(at: DateTime<FixedOffset>, now: DateTime<Utc>, lang: Lang) -> String {
    let time = format!("{:02}:{:02}", at.hour(), at.minute());
    let days = now.with_timezone(at.offset()).date_naive().signed_duration_since(at.date_naive()).num_days();
    match days {
        0 => words::TODAY.fill(lang, &[("time", &time)]),
        1 => words::YESTERDAY.fill(lang, &[("time", &time)]),
        _ => {
            let (weekday, month) = (calendar::weekday(at.weekday(), lang), calendar::month(at.date_naive(), lang));
            let day = at.day().to_string();
            words::ON_DAY.fill(lang, &[("weekday", weekday), ("day", &day), ("month", month), ("time", &time)])
        }
    }
}

/// The day of `at` in its own zone, as a heading.
pub fn day(at: DateTime<FixedOffset>, now: DateTime<Utc>, lang: Lang) -> String {
    let days = now.with_timezone(at.offset()).date_naive().signed_duration_since(at.date_naive()).num_days();
    match days {
        0 => words::DAY_TODAY.say(lang).to_owned(),
        1 => words::DAY_YESTERDAY.say(lang).to_owned(),
        _ => {
            let (weekday, month) = (calendar::weekday(at.weekday(), lang), calendar::month(at.date_naive(), lang));
            words::DAY.fill(lang, &[("weekday", weekday), ("day", &at.day().to_string()), ("month", month)])
        }
    }
}

/// Time since the server accepted something; reads the same in every zone.
pub fn ago(at: DateTime<Utc>, now: DateTime<Utc>, lang: Lang) -> String {
    let since = now - at;
    let (words, n) = match (since.num_minutes(), since.num_hours(), since.num_days()) {
        (..1, ..) => (words::JUST_NOW, 0),
        (minutes @ 1..60, ..) => (words::MINUTES_AGO, minutes),
        (_, hours @ ..24, _) => (words::HOURS_AGO, hours),
        (_, _, 1) => (words::A_DAY_AGO, 1),
        (_, _, days) => (words::DAYS_AGO, days),
    };
    words.fill(lang, &[("n", &n.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_in_the_zone_it_was_claimed_in() {
        let now: DateTime<Utc> = "2026-03-02T03:00:00Z".parse().unwrap();
        let said = |at: &str| say(DateTime::parse_from_rfc3339(at).unwrap(), now, Lang::En);
        assert_eq!(said("2026-03-01T20:10:00-07:00"), "today 20:10");
        assert_eq!(said("2026-03-02T01:10:00Z"), "today 01:10");
        assert_eq!(said("2026-03-01T01:10:00Z"), "yesterday 01:10");
        assert_eq!(said("2026-02-19T14:10:00Z"), "Thu 19 Feb, 14:10");
    }

    #[test]
    fn how_long_ago_has_no_zone() {
        let now = DateTime::UNIX_EPOCH;
        let said = |minutes| ago(now - chrono::TimeDelta::minutes(minutes), now, Lang::En);
        assert_eq!(
            [said(-5), said(0), said(59), said(60), said(1439)],
            ["just now", "just now", "59 min ago", "1 h ago", "23 h ago"]
        );
        assert_eq!([said(1440), said(2880)], ["1 day ago", "2 days ago"]);
    }
}
