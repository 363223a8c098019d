//! A check-in: how somebody is, in up to four answers and a line of their own.

use serde::{Deserialize, Serialize, Serializer};

use crate::Invalid;
use crate::base::bounded::bounded;
use crate::base::text::Note;
use crate::entries::form::KindForm;

bounded! {
    /// One of five answers in the order shown: 0 is the first, 4 the last. No scale is reversed: for mood and
    /// sleep 4 is very good, for stress it is too much, for connection it is all day.
    FivePoint(u8): "step", 0..=4, "a whole number from 0 to 4";
}

impl FivePoint {
    /// 0, 1, … 4.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=Self::MAX).map(Self)
    }
}

/// The questions, in the order on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    Mood,
    Stress,
    /// Last night's sleep.
    Sleep,
    /// Time with people who are good for this person.
    Connection,
}

impl Question {
    pub const ALL: [Self; 4] = [Self::Mood, Self::Stress, Self::Sleep, Self::Connection];

    /// One of the two answers at the hard end: low mood, much stress, bad sleep, little connection.
    pub const fn is_hard(self, step: FivePoint) -> bool {
        match self {
            Self::Mood | Self::Sleep | Self::Connection => step.get() <= 1,
            Self::Stress => step.get() >= 3,
        }
    }
}

/// Each may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
struct Answers {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mood: Option<FivePoint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stress: Option<FivePoint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sleep: Option<FivePoint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    connection: Option<FivePoint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Note>,
}

/// An entry that says something.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "Answers")]
pub struct CheckIn(Answers);

impl Serialize for CheckIn {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl TryFrom<Answers> for CheckIn {
    type Error = Invalid;

    fn try_from(answers: Answers) -> Result<Self, Invalid> {
        if answers == Answers::default() {
            Err(Invalid::new("check_in", "at least one answer, or a line"))
        } else {
            Ok(Self(answers))
        }
    }
}

impl CheckIn {
    /// `answers` in the order of [`Question::ALL`].
    ///
    /// # Errors
    /// Fails if there is neither an answer nor a note.
    pub fn new(answers: [Option<FivePoint>; 4], note: Option<Note>) -> Result<Self, Invalid> {
        let [mood, stress, sleep, connection] = answers;
        Answers { mood, stress, sleep, connection, note }.try_into()
    }

    pub const fn answer(&self, question: Question) -> Option<FivePoint> {
        match question {
            Question::Mood => self.0.mood,
            Question::Stress => self.0.stress,
            Question::Sleep => self.0.sleep,
            Question::Connection => self.0.connection,
        }
    }

    pub const fn note(&self) -> Option<&Note> {
        self.0.note.as_ref()
    }
}

impl KindForm for CheckIn {}

#[cfg(test)]
mod tests;
