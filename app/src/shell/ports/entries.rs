//! Writing entries and documents.

use domain::base::id::{ObjectId, OpId, RevisionId};
use domain::entries::body::Plain;

use super::trouble::Working;

/// Once a method returns without trouble, the write is on this phone.
pub trait Entries {
    fn record(&self, record: Plain) -> Working<(ObjectId, RevisionId)>;
    fn revise(&self, object: ObjectId, seen: Vec<RevisionId>, record: Plain) -> Working<RevisionId>;
    fn delete(&self, object: ObjectId, seen: Vec<RevisionId>) -> Working<()>;
}

/// The part that the first form does not need.
pub trait MoreEntries {
    /// Sends something again that the server refused.
    fn retry(&self, op: OpId) -> Working<()>;
    fn discard(&self, op: OpId) -> Working<()>;
    /// Hands everything readable to the participant as a file.
    fn export(&self) -> Working<()>;
    /// Asks the server for news, now.
    fn ask_server(&self);
}

/// Steps after a write.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser calls it"))]
pub trait FollowUp {
    /// Something was written: show it, and send it.
    fn wrote(&self);
}
