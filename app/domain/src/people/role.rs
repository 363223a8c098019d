//! The role of a staff account in the program.

use serde::{Deserialize, Serialize};

/// The role of a staff account in the program.
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
