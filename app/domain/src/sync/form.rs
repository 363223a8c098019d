//! What every change in the feed and every operation says about itself. Each subject implements it for its own forms;
//! the lists of topics and operations stand in `feed.rs` and `operation.rs`.

use crate::Invalid;
use crate::base::id::{ActId, FeedVersion};

/// What a change says about the feed row that it is.
pub trait FeedRow {
    /// Which row of its topic, and the version of it.
    fn row(&self) -> ([u8; 16], FeedVersion);
}

impl<T: FeedRow> FeedRow for Box<T> {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (**self).row()
    }
}

/// What an operation carries.
pub trait OpForm {
    /// The act that it is: applied once, whatever number it comes under, and again only if it was not accepted.
    fn act(&self) -> Option<ActId> {
        None
    }

    /// What serde cannot say of its fields.
    ///
    /// # Errors
    /// Names the field and what is allowed.
    fn check(&self) -> Result<(), Invalid> {
        Ok(())
    }

    /// It holds something that only a newer version knows.
    fn is_newer(&self) -> bool {
        false
    }
}
