//! The result of a sync.

use domain::base::id::EpochId;
use domain::sync::SyncAnswer;

/// The result of a sync.
pub enum Synced {
    Answer(Box<SyncAnswer>),
    /// A genuine cursor is beyond the feed, so the database was rolled back. Nothing was written.
    RolledBack(EpochId),
}
