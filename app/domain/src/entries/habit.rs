//! The meaning of a habit, which only the participant's phones know. Its times are in [`crate::reminders::HabitRule`].

use serde::{Deserialize, Serialize};

use crate::base::catalogue::catalogue;
use crate::base::text::Label;
use crate::entries::form::KindForm;

catalogue! {
    /// The task a habit reminds of. The names are permanent.
    HabitKind { CheckIn, Practice, Medication, Meeting, Own }
}

/// A document: one habit. Its object id is the id by which the server knows the habit's times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Habit {
    pub what: HabitKind,
    /// The participant's own word for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Label>,
}

impl KindForm for Habit {}
