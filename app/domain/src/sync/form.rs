//! Facts that every change in the feed and every operation states about itself. Each subject implements them for its
//! own forms; the lists of topics and operations are in `feed.rs` and `operation.rs`.

use crate::Invalid;
use crate::base::id::{ActId, FeedVersion};

/// A change, as a feed row.
pub trait FeedRow {
    /// Id of the row within its topic, and its version.
    fn row(&self) -> ([u8; 16], FeedVersion);
}

impl<T: FeedRow> FeedRow for Box<T> {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (**self).row()
    }
}

/// The content of an operation.
pub trait OpForm {
    /// The act that it is: applied once, whatever number it comes under, and again only if it was not accepted.
    fn act(&self) -> Option<ActId> {
        None
    }

    /// Checks the rules for its fields that serde cannot express.
    ///
    /// # Errors
    /// Names the field and its allowed values.
    fn check(&self) -> Result<(), Invalid> {
        Ok(())
    }

    /// It holds something that only a newer version knows.
    fn is_newer(&self) -> bool {
        false
    }
}
