//! Lifetime of a sign-in.

use chrono::{DateTime, TimeDelta, Utc};

/// Lifetime of a sign-in: without use, and at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInLife {
    pub idle: TimeDelta,
    pub absolute: TimeDelta,
}

impl SignInLife {
    /// Earliest end of a sign-in from `since`, used at `now`, if it is not used again.
    pub fn end(self, since: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
        (now + self.idle - TOUCH_AFTER).min(since + self.absolute)
    }
}

/// Minimum age of the recorded last use before it is recorded again.
pub const TOUCH_AFTER: TimeDelta = TimeDelta::minutes(1);
/// Participants: 30 days idle, 180 days at most.
pub const PARTICIPANT_SIGN_IN: SignInLife = SignInLife { idle: TimeDelta::days(30), absolute: TimeDelta::days(180) };
/// Staff: 15 minutes idle, 12 hours at most.
pub const STAFF_SIGN_IN: SignInLife = SignInLife { idle: TimeDelta::minutes(15), absolute: TimeDelta::hours(12) };
