//! A participant's membership in the program, and its only transition table.

use serde::{Deserialize, Serialize};

/// A participant's membership in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// Created by staff; no phone yet.
    Invited,
    /// At least one phone is enrolled.
    Active,
    /// Discharged: the phone keeps its data and may still fetch; staff no longer see anything.
    Left,
}

/// Events of a membership.
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
            (Self::Left, MembershipEvent::PhoneCameIn | MembershipEvent::Discharged)
            | (_, MembershipEvent::CameBack) => None,
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
