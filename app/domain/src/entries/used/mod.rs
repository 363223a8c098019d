//! A use, with or without a craving before it. It is something to learn from: nothing resets, nothing earlier is
//! erased.

use serde::{Deserialize, Serialize};

use crate::base::amount::Amount;
use crate::base::id::ObjectId;
use crate::base::text::Note;
use crate::entries::form::KindForm;

/// An entry: a use of a target, either a substance or a behavior. Every question may stay unanswered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Use {
    pub target: ObjectId,
    /// In the target's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The craving it followed, if one was logged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub craving: Option<ObjectId>,
    /// What came before?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Note>,
    /// What would help next time?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_time: Option<Note>,
    /// What do I need now?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<Note>,
}

impl KindForm for Use {
    fn target(&self) -> Option<ObjectId> {
        Some(self.target)
    }
}

impl Use {
    /// A use with only its target.
    pub const fn quick(target: ObjectId) -> Self {
        Self { target, amount: None, craving: None, before: None, next_time: None, need: None }
    }
}
