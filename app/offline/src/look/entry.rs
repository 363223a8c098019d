//! One entry or document, as shown.

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::Record;
use domain::sync::{ReplyChange, SeenChange, Verdict};

/// The state of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// Not yet on the server.
    OnThisPhone,
    /// On the server, sealed.
    StoredPrivately,
    /// The care team may read it.
    Shared,
    /// Could not be sent.
    Refused(Verdict),
}

/// The participant's choice of sharing, and whether the server knows it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareWish {
    /// The revision that may be read, if any.
    pub pinned: Option<RevisionId>,
    /// The server has not heard of the latest act yet.
    pub waiting: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub object: ObjectId,
    /// The revision that is shown.
    pub revision: RevisionId,
    pub record: Record,
    /// All heads; more than one means that it was edited on two phones.
    pub heads: Vec<RevisionId>,
    /// The records of the other heads, for the participant to choose from.
    pub others: Vec<(RevisionId, Record)>,
    pub state: EntryState,
    pub share: ShareWish,
    /// Oldest first.
    pub seen: Vec<SeenChange>,
    /// Oldest first.
    pub replies: Vec<ReplyChange>,
}
