//! Who belongs to a program and what their role lets them do.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// What a staff account does in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Counselor,
    Medical,
    CaseManager,
    Supervisor,
    Admin,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Counselor, Self::Medical, Self::CaseManager, Self::Supervisor, Self::Admin];

    /// The word in the database and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Counselor => "counselor",
            Self::Medical => "medical",
            Self::CaseManager => "case_manager",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// Where a participant stands in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// Created by staff; no phone yet.
    Invited,
    /// At least one phone came in.
    Active,
    /// Discharged: the phone keeps what is on it and may still fetch; staff see nothing any more.
    Left,
}

/// What can happen to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MembershipEvent {
    PhoneCameIn,
    Discharged,
    CameBack,
}

impl Membership {
    pub const ALL: [Self; 3] = [Self::Invited, Self::Active, Self::Left];

    /// The one table of transitions. `None`: this cannot happen in this state.
    pub const fn after(self, event: MembershipEvent) -> Option<Self> {
        match (self, event) {
            (Self::Invited | Self::Active, MembershipEvent::PhoneCameIn) => Some(Self::Active),
            (Self::Invited | Self::Active, MembershipEvent::Discharged) => Some(Self::Left),
            (Self::Left, MembershipEvent::CameBack) => Some(Self::Active),
            (Self::Left, MembershipEvent::PhoneCameIn | MembershipEvent::Discharged) | (_, MembershipEvent::CameBack) => None,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Left => "left",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.word() == word)
    }
}

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
