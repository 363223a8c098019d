//! The response of a push service (RFC 8030), as dispatch needs it.

use chrono::{DateTime, TimeDelta, Utc};

/// The longest wait that a push service can ask for.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(24);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It accepted the message. A phone may or may not show it.
    Taken,
    /// 410: the subscription is gone.
    Gone,
    /// 404: it does not know the subscription.
    Missing,
    /// It rejects this, and a retry would not help: our key, our message, or a forbidden endpoint.
    Refused,
    /// It asks all senders to come back then, or later.
    Busy(Option<DateTime<Utc>>),
    /// It did not respond in time.
    Unreachable,
}

impl Answer {
    /// Parses a status and its `Retry-After`.
    pub fn of(status: u16, retry_after: Option<&str>, now: DateTime<Utc>) -> Self {
        match status {
            200..=299 => Self::Taken,
            410 => Self::Gone,
            404 => Self::Missing,
            429 | 500..=599 => Self::Busy(retry_after.and_then(|text| when(text, now))),
            _ => Self::Refused,
        }
    }
}

/// `Retry-After` is seconds or a date (RFC 9110, 10.2.3). `None` if it is past or invalid; at most a day.
fn when(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let seconds = || text.parse::<u32>().ok().map(|seconds| now + TimeDelta::seconds(seconds.into()));
    let date = || DateTime::parse_from_rfc2822(text).ok().map(|at| at.to_utc());
    seconds().or_else(date).filter(|at| *at > now).map(|at| at.min(now + LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_read_for_what_it_says() {
        let now = DateTime::from_timestamp(784_111_777, 0).unwrap();
        let soon = |seconds| Answer::Busy(Some(now + TimeDelta::seconds(seconds)));
        for (status, retry_after, answer) in [
            (201, None, Answer::Taken),
            (202, None, Answer::Taken),
            (307, None, Answer::Refused),
            (400, None, Answer::Refused),
            (401, None, Answer::Refused),
            (403, None, Answer::Refused),
            (404, None, Answer::Missing),
            (410, None, Answer::Gone),
            (413, None, Answer::Refused),
            (429, Some("120"), soon(120)),
            (429, Some("Sun, 06 Nov 1994 08:51:37 GMT"), soon(120)),
            (429, Some("Sun, 06 Nov 1994 08:00:00 GMT"), Answer::Busy(None)),
            (429, Some("soon"), Answer::Busy(None)),
            (429, None, Answer::Busy(None)),
            (503, Some("7"), soon(7)),
            (500, None, Answer::Busy(None)),
            (429, Some("4000000000"), soon(86_400)),
        ] {
            assert_eq!(Answer::of(status, retry_after, now), answer, "{status} {retry_after:?}");
        }
    }
}
