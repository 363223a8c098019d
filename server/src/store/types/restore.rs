//! What a beat writes and answers.

use domain::id::EpochId;

use crate::keys::witness::{Verdict, Witness};

/// What a beat writes, and what its keys folder knows.
pub struct Beat {
    /// 0 when the folder has none.
    pub file_generation: i64,
    /// The folder's notes.
    pub known: Option<Witness>,
    /// The id that the folder goes on under.
    pub id: String,
    pub token: String,
    /// The last one of a process that ends by itself.
    pub clean: bool,
    /// Accept what nothing speaks against, although nothing proves it.
    pub settle: bool,
    /// No other server uses the database now.
    pub alone: bool,
    /// What file or cluster the database is in.
    pub database: String,
    /// The process has only just started.
    pub first: bool,
}

/// What came of a beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Woken {
    pub generation: i64,
    pub epoch: EpochId,
    /// After [`Verdict::Restored`] there is a new epoch; after [`Verdict::Unsure`] nothing was written, unless it was to be settled.
    pub verdict: Verdict,
}
