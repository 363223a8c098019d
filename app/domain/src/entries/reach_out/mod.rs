//! Reaching out to somebody. Trying counts: nobody has to have answered.

use serde::{Deserialize, Serialize};

use crate::base::catalogue::catalogue;
use crate::base::id::ObjectId;
use crate::base::text::Note;
use crate::contacts::contact::ContactRole;
use crate::entries::catalogue::Choice;
use crate::entries::form::KindForm;

catalogue! {
    /// The way to somebody.
    Way { Call, Text, Met }
}

/// An entry: one time of reaching out.
///
/// A reader of a shared one learns what the person is to the participant, not who it is: the name stays in the
/// contact, which is never shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReachOut {
    /// A contact document, which may have been deleted since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ObjectId>,
    /// What the person was to the participant then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Choice<ContactRole>>,
    pub way: Way,
    /// They talked, wrote or met.
    pub reached: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
}

impl KindForm for ReachOut {
    fn contact(&self) -> Option<ObjectId> {
        self.contact
    }
}
