//! Sharing entries, and who read them.

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::kinds::Kind;
use domain::ledger::NamedRow;

use super::trouble::Working;

/// The ledger as the server told it, and the result of its check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerReport {
    /// Oldest first.
    pub rows: Vec<NamedRow>,
    /// Every row follows from the one before, and nothing this phone has seen is missing.
    pub holds: bool,
}

pub trait Sharing {
    fn share(&self, object: ObjectId, revision: RevisionId) -> Working<()>;
    fn unshare(&self, object: ObjectId) -> Working<()>;
    /// Shares new entries of a kind as they are saved, or stops doing so.
    fn set_default(&self, kind: Kind, on: bool) -> Working<()>;
    fn ledger(&self) -> Working<LedgerReport>;
}
