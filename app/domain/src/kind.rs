//! The kinds of things a participant writes, by name: what a sharing default, a filter or a title is about.

use serde::{Deserialize, Serialize};

/// The same names as the variants of [`crate::body::Body`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Craving,
    Trigger,
    Use,
    Practice,
    Target,
    Skill,
    Preparation,
    Habit,
}

impl Kind {
    /// Entries first, then documents.
    pub const ALL: &'static [Self] =
        &[Self::Craving, Self::Trigger, Self::Use, Self::Practice, Self::Target, Self::Skill, Self::Preparation, Self::Habit];

    /// What this version knows, by the names on the wire.
    pub const NAMES: &'static [&'static str] = &["craving", "trigger", "use", "practice", "target", "skill", "preparation", "habit"];

    /// An entry happened once; a document is kept up to date.
    pub const fn is_entry(self) -> bool {
        match self {
            Self::Craving | Self::Trigger | Self::Use | Self::Practice => true,
            Self::Target | Self::Skill | Self::Preparation | Self::Habit => false,
        }
    }

    /// Permanent: it names the kind where only a number fits.
    pub const fn number(self) -> u8 {
        match self {
            Self::Craving => 1,
            Self::Trigger => 2,
            Self::Use => 3,
            Self::Practice => 4,
            Self::Target => 5,
            Self::Skill => 6,
            Self::Preparation => 7,
            Self::Habit => 8,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| i64::from(kind.number()) == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_on_the_wire() {
        for (kind, name) in Kind::ALL.iter().zip(Kind::NAMES) {
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{name}\""));
        }
    }
}
