//! What a participant is changing: a substance or a behaviour, in their own words, with their own unit and aim.

use serde::{Deserialize, Serialize};

use crate::text::Label;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    Substance,
    Behaviour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// Not at all.
    Abstain,
    /// Less than before.
    Reduce,
    /// Down along a calendar that a clinician entered.
    Taper,
}

/// A document: one target, kept up to date by the participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Target {
    pub kind: TargetKind,
    /// The participant's own word for it.
    pub name: Label,
    /// What an amount counts: drinks, mg, money, minutes. The participant's own word.
    pub unit: Label,
    pub aim: Aim,
}
