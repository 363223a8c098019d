//! A thought record: a thought looked at from both sides, as cognitive behavioral therapy does.
//!
//! The columns are those of Greenberger & Padesky, *Mind Over Mood* (1995).

use serde::{Deserialize, Serialize};

use crate::base::bounded::bounded;
use crate::base::catalogue::catalogue;
use crate::base::text::Note;
use crate::entries::catalogue::Choice;
use crate::entries::form::KindForm;

bounded! {
    /// Strength of a feeling: 0 is none of it, 100 the strongest there is.
    Percent(u8): "percent", 0..=100, "a whole number from 0 to 100";
}

catalogue! {
    /// Feelings that go with a hard thought.
    Feeling { Anxious, Sad, Angry, Ashamed, Guilty, Lonely, Hopeless, Restless }
}

/// An entry: one thought. Only the thought itself is required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ThoughtRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<Note>,
    pub thought: Note,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feelings: Vec<Choice<Feeling>>,
    /// Strength of the feelings with the thought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Percent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_for: Option<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_against: Option<Note>,
    /// Another way to see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_view: Option<Note>,
    /// Strength of the feelings with the other view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Percent>,
}

impl KindForm for ThoughtRecord {}

impl ThoughtRecord {
    /// A record of the thought alone.
    pub const fn quick(thought: Note) -> Self {
        Self {
            situation: None,
            thought,
            feelings: Vec::new(),
            before: None,
            evidence_for: None,
            evidence_against: None,
            other_view: None,
            after: None,
        }
    }
}
