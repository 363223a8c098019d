//! The opened part of the journal. Opened text exists only here, and disappears with the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::Record;
use domain::sharing::Share;
use domain::sync::{Change, PhoneChange, ReplyChange, SeenChange};

use super::entry::Entry;

/// Why an object is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// Its key is not held here.
    Locked,
    /// A newer version of the app wrote it, or it is damaged.
    Unreadable,
}

/// An object as it was read.
pub(crate) struct Held {
    pub share: Option<Share>,
    /// The server is known to have the shown revision.
    pub known: bool,
    pub content: Result<Content, Closed>,
    /// The entry shown last; reused while it is still true.
    pub shown: Option<Arc<Entry>>,
}

pub(crate) struct Content {
    pub revision: RevisionId,
    pub record: Record,
    pub heads: Vec<RevisionId>,
    pub others: Vec<(RevisionId, Record)>,
}

#[derive(Default)]
pub(crate) struct Memory {
    pub objects: BTreeMap<ObjectId, Held>,
    /// Rows whose key names no object.
    pub strange: BTreeSet<String>,
    pub seen: BTreeMap<ObjectId, BTreeMap<String, SeenChange>>,
    pub replies: BTreeMap<ObjectId, BTreeMap<String, ReplyChange>>,
    pub phones: BTreeMap<String, PhoneChange>,
    /// Rows from a newer server that this version does not know.
    pub newer: BTreeSet<String>,
    /// Sessions and reminders, by row.
    pub times: BTreeMap<String, Change>,
    /// Number of keys held when it was read.
    pub keys: usize,
}
