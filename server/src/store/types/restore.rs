//! Input and result of a beat.

use domain::base::id::EpochId;

use crate::keys::witness::{Verdict, Witness};

/// Input of a beat: what it writes, and the notes of its keys folder.
pub struct Beat {
    /// 0 if the folder has none.
    pub file_generation: i64,
    /// The folder's notes.
    pub known: Option<Witness>,
    /// The id of the folder from now on.
    pub id: String,
    pub token: String,
    /// The last beat of a clean shutdown.
    pub clean: bool,
    /// Accept a database without evidence against it, even without proof.
    pub settle: bool,
    /// No other server uses the database now.
    pub alone: bool,
    /// The file or cluster of the database.
    pub database: String,
    /// The process has only just started.
    pub first: bool,
}

/// The result of a beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Woken {
    pub generation: i64,
    pub epoch: EpochId,
    /// After [`Verdict::Restored`] there is a new epoch. After [`Verdict::Unsure`] nothing was written, unless the
    /// beat was told to settle it.
    pub verdict: Verdict,
}
