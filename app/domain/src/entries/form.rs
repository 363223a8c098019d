//! The trait of every kind's form.

use crate::base::id::ObjectId;

/// Implemented by the form of each kind in the list of kinds.
pub trait KindForm {
    /// The target it is about.
    fn target(&self) -> Option<ObjectId> {
        None
    }

    /// The participant's own skill that it is about.
    fn skill(&self) -> Option<ObjectId> {
        None
    }

    /// The participant's contact that it is about.
    fn contact(&self) -> Option<ObjectId> {
        None
    }

    /// Takes out what no shared copy has.
    fn for_sharing(&mut self) {}
}
