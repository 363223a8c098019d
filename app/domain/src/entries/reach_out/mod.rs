//! Reaching out to somebody. Trying counts: nobody has to have answered.

use serde::{Deserialize, Serialize};

use crate::base::catalogue::catalogue;
use crate::base::id::ObjectId;
use crate::base::text::Note;
use crate::contacts::contact::ContactRole;
use crate::entries::catalogue::Choice;
use crate::entries::form::KindForm;

catalogue! {
    /// The way to somebody. Online is any other call or chat.
    Way { Call, Text, Online, Met }
}

/// An entry: one time of reaching out.
///
/// A reader of a shared one learns what the person is to the participant, not who it is: a shared copy has neither the
/// contact nor its name.
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

    /// Notes about one person could be told from those about another by it.
    fn for_sharing(&mut self) {
        self.contact = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::body::Body;

    #[test]
    fn a_shared_copy_names_the_role_and_not_the_contact() {
        let reach_out = ReachOut {
            contact: Some(ObjectId::from_bytes([4; 16])),
            role: Some(Choice::Known(ContactRole::Sponsor)),
            way: Way::Call,
            reached: true,
            note: None,
        };
        let shared = Body::ReachOut(reach_out).for_sharing();
        let json = serde_json::to_string(&shared).unwrap();
        assert_eq!(json, r#"{"reach_out":{"role":{"known":"sponsor"},"way":"call","reached":true}}"#);
    }
}
