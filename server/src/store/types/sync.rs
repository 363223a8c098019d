//! What came of a sync.

use domain::id::EpochId;
use domain::sync::SyncAnswer;

/// What came of a sync.
pub enum Synced {
    Answer(Box<SyncAnswer>),
    /// A genuine cursor lies beyond the feed: this database was rolled back. Nothing was written.
    RolledBack(EpochId),
}
