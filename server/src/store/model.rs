//! Plain types that cross the store's line in either direction.

use chrono::{DateTime, Utc};
use domain::digest::Digest;
use domain::enrolment::{CompareNumber, EnrolmentCode, Welcome};
use domain::id::{DeviceId, EpochId, ParticipantId, ProgramId, StaffId};
use domain::ledger::LedgerHead;
use domain::program::Role;
use domain::sync::SyncAnswer;

use crate::witness::{Verdict, Witness};

/// The head row of one participant, locked until the transaction ends.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub participant: ParticipantId,
    /// The number of the newest feed row.
    pub feed_no: i64,
    pub ledger: LedgerHead,
    /// Over the whole feed.
    pub digest: Digest,
}

/// A phone with a valid sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedInPhone {
    pub participant: ParticipantId,
    pub device: DeviceId,
    pub token_hash: [u8; 32],
}

/// A staff account with a valid sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedInStaff {
    pub staff: StaffId,
    pub program: ProgramId,
    pub role: Role,
    pub token_hash: [u8; 32],
}

/// Who a token belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedIn {
    Phone(SignedInPhone),
    Staff(SignedInStaff),
    /// The phone was shut out.
    Revoked,
}

/// A sign-in, and whether its last use is old enough to be written down again.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub who: SignedIn,
    pub stale: bool,
}

/// What came of a sync.
pub enum Synced {
    Answer(Box<SyncAnswer>),
    /// A genuine cursor lies beyond the feed: this database was rolled back. Nothing was written.
    RolledBack(EpochId),
}

/// A new enrolment code, shown once.
pub struct NewCode {
    pub code: EnrolmentCode,
    pub expires_at: DateTime<Utc>,
}

/// Where a ticket stands, as far as reading tells.
#[derive(Debug)]
pub enum Looked {
    /// Nobody was given it.
    Unknown,
    /// As in [`Entered`].
    Refused,
    /// As in [`Entered`].
    Waiting { number: CompareNumber, ticket: String },
    /// Staff confirmed: the phone comes in when this ticket is checked.
    ComesIn { ticket: String },
}

/// Where a phone that typed a code stands.
#[derive(Debug)]
pub enum Entered {
    /// Wrong, expired or used.
    No,
    /// The phone holds the journal of another participant than the code is for.
    SomebodyElse,
    /// Staff refused, or took too long.
    Refused,
    /// Staff have to compare the number.
    Waiting { number: CompareNumber, ticket: String },
    /// It is in; `token` signs it in.
    In { welcome: Welcome, token: String },
}

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
