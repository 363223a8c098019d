//! Plain types that cross the store's line in either direction.

use chrono::{DateTime, Utc};
use domain::enrolment::{CompareNumber, EnrolmentCode, Welcome};
use domain::id::{DeviceId, ParticipantId, ProgramId, StaffId};
use domain::program::Role;

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
