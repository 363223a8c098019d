//! How long a sign-in lasts.

use chrono::TimeDelta;

/// How long a sign-in lasts without use, and at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInLife {
    pub idle: TimeDelta,
    pub absolute: TimeDelta,
}

/// Participants: 30 days idle, 180 days at most.
pub const PARTICIPANT_SIGN_IN: SignInLife = SignInLife { idle: TimeDelta::days(30), absolute: TimeDelta::days(180) };
/// Staff: 15 minutes idle, 12 hours at most.
pub const STAFF_SIGN_IN: SignInLife = SignInLife { idle: TimeDelta::minutes(15), absolute: TimeDelta::hours(12) };
