//! Times in the words of a reader: today 14:10, yesterday 09:05, Thu 19 Nov, 14:10.

use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _, Utc};
use domain::base::moment;

use crate::care::words;
use crate::words::calendar;
use crate::words::i18n::Lang;

/// `at` in its own zone; *today* is the civil day of `now`, where the reader is.
pub fn say(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>, lang: Lang) -> String {
    let time = time(at);
    let that = moment::day(at);
    match (moment::day(now) - that).num_days() {
        0 => words::TODAY.fill(lang, &[("time", &time)]),
        1 => words::YESTERDAY.fill(lang, &[("time", &time)]),
        _ => {
            let (weekday, month) = (calendar::weekday(that.weekday(), lang), calendar::month(that, lang));
            let day = that.day().to_string();
            words::ON_DAY.fill(lang, &[("weekday", weekday), ("day", &day), ("month", month), ("time", &time)])
        }
    }
}

/// The day of `at` in its own zone, as a heading.
pub fn day(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>, lang: Lang) -> String {
    let that = moment::day(at);
    match (moment::day(now) - that).num_days() {
        0 => words::DAY_TODAY.say(lang).to_owned(),
        1 => words::DAY_YESTERDAY.say(lang).to_owned(),
        _ => {
            let (weekday, month) = (calendar::weekday(that.weekday(), lang), calendar::month(that, lang));
            words::DAY.fill(lang, &[("weekday", weekday), ("day", &that.day().to_string()), ("month", month)])
        }
    }
}

/// Hour and minute of `at` in its own zone.
pub fn time(at: DateTime<FixedOffset>) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
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
        let now = DateTime::parse_from_rfc3339("2026-03-01T20:30:00-07:00").unwrap();
        let said = |at: &str| say(DateTime::parse_from_rfc3339(at).unwrap(), now, Lang::En);
        assert_eq!(said("2026-03-01T20:10:00-07:00"), "today 20:10");
        assert_eq!(said("2026-02-28T23:10:00-07:00"), "yesterday 23:10");
        assert_eq!(said("2026-02-28T01:10:00Z"), "yesterday 01:10", "its own day");
        assert_eq!(said("2026-03-02T01:10:00Z"), "Mon 2 Mar, 01:10", "somebody who is ahead");
        assert_eq!(said("2026-02-19T14:10:00Z"), "Thu 19 Feb, 14:10");
    }

    #[test]
    fn f1_yesterday_is_a_civil_day_also_through_a_change_of_the_clocks() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        for (entry, now, heading, said) in [
            ("2026-03-07T23:30:00-05:00", "2026-03-09T00:30:00-04:00", "Sat 7 Mar", "Sat 7 Mar, 23:30"),
            ("2026-03-07T23:30:00-05:00", "2026-03-08T23:45:00-04:00", "Yesterday", "yesterday 23:30"),
            ("2026-11-01T00:15:00-04:00", "2026-11-01T23:45:00-05:00", "Today", "today 00:15"),
            ("2026-07-09T22:00:00-04:00", "2026-12-01T09:00:00-05:00", "Thu 9 Jul", "Thu 9 Jul, 22:00"),
        ] {
            assert_eq!(day(at(entry), at(now), Lang::En), heading, "{entry} seen at {now}");
            assert_eq!(say(at(entry), at(now), Lang::En), said, "{entry} seen at {now}");
        }
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
