//! A meeting of a self-help group outside the program.

use serde::{Deserialize, Serialize};

use crate::base::catalogue::catalogue;
use crate::base::text::Note;
use crate::entries::catalogue::Choice;
use crate::entries::form::KindForm;

catalogue! {
    /// Self-help groups that meet in many places and online: Alcoholics, Narcotics and Gamblers Anonymous, SMART
    /// Recovery, Recovery Dharma, LifeRing, Celebrate Recovery.
    MeetingKind { Aa, Na, Ga, Smart, Dharma, LifeRing, Celebrate }
}

/// An entry: one meeting. Not having gone can be worth noting, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    pub which: Choice<MeetingKind>,
    pub attended: bool,
    /// A thought to keep from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takeaway: Option<Note>,
}

impl KindForm for Meeting {}
