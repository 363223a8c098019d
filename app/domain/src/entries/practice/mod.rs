//! A practice: a coping skill done once, when calm or during a craving, with optional ratings before and after.

use serde::{Deserialize, Serialize};

use crate::base::bounded::bounded;
use crate::base::id::ObjectId;
use crate::base::text::Note;
use crate::entries::form::KindForm;
use crate::entries::intensity::Intensity;
use crate::skills::skill::WhichSkill;

bounded! {
    /// Duration of a practice: 1 to 86,400 seconds, a day.
    Seconds(u32): "seconds", 1..=86_400, "a whole number from 1 to 86400";
}

/// Occasion of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    Calm,
    /// In a craving; which one, if it was logged.
    Craving(Option<ObjectId>),
}

/// An entry: one practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Practice {
    pub skill: WhichSkill,
    pub setting: Setting,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Intensity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Intensity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<Seconds>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
}

impl KindForm for Practice {
    fn skill(&self) -> Option<ObjectId> {
        if let WhichSkill::Own(skill) = self.skill { Some(skill) } else { None }
    }
}

impl Practice {
    /// A practice of which only skill and setting are known.
    pub const fn quick(skill: WhichSkill, setting: Setting) -> Self {
        Self { skill, setting, before: None, after: None, seconds: None, note: None }
    }

    /// Before and after, when both were rated.
    pub const fn pair(&self) -> Option<(Intensity, Intensity)> {
        match (self.before, self.after) {
            (Some(before), Some(after)) => Some((before, after)),
            _ => None,
        }
    }
}
