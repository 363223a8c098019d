//! Coping skills: the eight that we guide through, and a participant's own, which are documents.

use serde::{Deserialize, Serialize};

use crate::base::catalogue::catalogue;
use crate::base::id::ObjectId;
use crate::base::text::{Label, Note};
use crate::entries::form::KindForm;

catalogue! {
    /// The skills with a guided card of ours.
    KnownSkill {
        UrgeSurfing,
        PacedBreathing,
        /// Five things to see, four to touch, three to hear, two to smell, one to taste.
        Grounding,
        DelayDistractDecide,
        PlayItForward,
        RefusalLines,
        MuscleRelaxation,
        CallSomeone,
    }
}

/// A skill: a known one or the participant's own. Ordered as they are offered; own ones last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhichSkill {
    Known(KnownSkill),
    /// The [`Skill`] document.
    Own(ObjectId),
}

/// A document: a skill of the participant's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Skill {
    pub name: Label,
    /// The steps, in the participant's words; a name may say enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<Note>,
}

impl KindForm for Skill {}
