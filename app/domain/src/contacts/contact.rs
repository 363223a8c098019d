//! One contact of a participant.

use serde::{Deserialize, Serialize};

use super::number::TelNumber;
use crate::base::catalogue::catalogue;
use crate::base::text::{Label, Message};
use crate::entries::catalogue::Choice;
use crate::entries::form::KindForm;

catalogue! {
    /// What a contact is to the participant. A sponsor is someone of a self-help group who is there for one person; a
    /// peer is on the same way.
    ContactRole { Sponsor, Peer, Partner, Family, Friend, Professional }
}

/// A document: somebody who can be called, one document each. It is about a third person: nothing of it is ever shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub name: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Choice<ContactRole>>,
    /// None for somebody who is met, not called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<TelNumber>,
    /// What a text message to this contact begins with, in the participant's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
    /// Shown under *Help*.
    pub at_hand: bool,
}

/// Number of contacts that *Help* has room for.
pub const AT_HAND: usize = 2;

impl KindForm for Contact {}
