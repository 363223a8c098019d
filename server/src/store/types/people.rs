//! Signed-in phones and staff, and the state of a phone that enrolls.

use chrono::{DateTime, Utc};
use domain::base::id::{DeviceId, ParticipantId, ProgramId, StaffId};
use domain::people::Role;
use domain::people::enrolment::{CompareNumber, EnrolmentCode, Welcome};

use super::forms::Form;

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
    /// Start of this sign-in.
    pub since: DateTime<Utc>,
    /// The form that the account's act came with.
    pub form: Option<Form>,
}

/// The owner of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedIn {
    Phone(SignedInPhone),
    Staff(SignedInStaff),
    /// The phone was revoked.
    Revoked,
}

/// A sign-in, and whether its last use is due to be recorded again.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub who: SignedIn,
    pub stale: bool,
}

/// A new enrollment code, shown once.
pub struct NewCode {
    pub code: EnrolmentCode,
    pub expires_at: DateTime<Utc>,
}

/// The state of a ticket, as far as a read can tell.
#[derive(Debug)]
pub enum Looked {
    /// Unknown.
    Unknown,
    /// As in [`Entered`].
    Refused,
    /// As in [`Entered`].
    Waiting { number: CompareNumber, ticket: String },
    /// Confirmed by staff: the phone is enrolled when this ticket is checked.
    ComesIn { ticket: String },
}

/// The state of a phone that entered a code.
#[derive(Debug)]
pub enum Entered {
    /// Wrong, expired or used.
    No,
    /// The phone has the journal of another participant.
    SomebodyElse,
    /// Staff refused, or took too long.
    Refused,
    /// Staff must compare the number.
    Waiting { number: CompareNumber, ticket: String },
    /// Enrolled; `token` signs it in.
    In { welcome: Welcome, token: String },
}
