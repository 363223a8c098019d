//! Plain types of the staff side that the store accepts and returns.

use chrono::{DateTime, Utc};
use domain::base::id::{DeviceId, ObjectId, ParticipantId, RevisionId, StaffId};
use domain::entries::body::SharedCopy;
use domain::people::Role;
use domain::schedule::Zone;
use domain::sync::PhoneChange;

/// The person who is invited to create a passkey.
#[derive(Clone, Debug)]
pub struct Invited {
    pub staff: StaffId,
    pub name: String,
    pub program: String,
    pub role: Role,
}

/// The purpose of a one-time staff link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Creating the first passkey.
    Join,
    /// Signing in to the demo.
    Demo,
}

impl LinkPurpose {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Demo => "demo",
        }
    }
}

/// A stored passkey: the library's own JSON.
#[derive(Clone, Debug)]
pub struct StoredPasskey {
    pub credential_id: Vec<u8>,
    pub json: String,
}

/// One row of *My people*.
#[derive(Clone, Debug)]
pub struct Person {
    pub participant: ParticipantId,
    pub name: String,
    /// Open shares that the reader has not opened.
    pub new: u64,
    pub phone_waits: bool,
    pub has_phone: bool,
    /// Arrival of the latest open share.
    pub last_shared: Option<DateTime<Utc>>,
}

/// An open share. `copy` is `Some` only if the reader has opened this revision before.
#[derive(Clone, Debug)]
pub struct SharedEntry {
    pub object: ObjectId,
    pub revision: RevisionId,
    pub shared_at: DateTime<Utc>,
    pub copy: Option<SharedCopy>,
    /// Someone on the care team marked this revision.
    pub reviewed: bool,
}

/// An open share that the reader has not opened.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub participant: ParticipantId,
    pub name: String,
    pub object: ObjectId,
    pub shared_at: DateTime<Utc>,
}

/// A phone that entered a code and waits for a staff member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingPhone {
    pub device: DeviceId,
    /// The two digits on the phone's screen.
    pub number: u8,
}

/// One participant, for their page.
#[derive(Clone, Debug)]
pub struct PersonFile {
    pub participant: ParticipantId,
    pub name: String,
    pub since: DateTime<Utc>,
    /// By claimed or shared time, newest first; empty for roles that may not read entries.
    pub entries: Vec<SharedEntry>,
    pub waiting: Vec<WaitingPhone>,
    pub phones: PersonPhones,
}

/// A participant's phones, past and present.
#[derive(Clone, Debug)]
pub struct PersonPhones {
    /// The program's time zone, for showing dates.
    pub zone: Zone,
    /// The oldest first.
    pub phones: Vec<PhoneChange>,
}

#[derive(Clone, Debug)]
pub struct StoredReply {
    pub by: String,
    pub at: DateTime<Utc>,
    pub text: String,
}

/// A shared entry that was read.
#[derive(Clone, Debug)]
pub struct OpenedEntry {
    pub object: ObjectId,
    pub revision: RevisionId,
    pub name: String,
    pub copy: SharedCopy,
    /// No one on the care team has opened this revision before.
    pub first: bool,
    pub reviewed: bool,
    /// Oldest first.
    pub replies: Vec<StoredReply>,
    /// The participant's other open shares.
    pub others: Vec<SharedEntry>,
}

/// A staff member who is, or may be, on a care team.
#[derive(Clone, Debug)]
pub struct Colleague {
    pub staff: StaffId,
    pub name: String,
    pub role: Role,
    pub assigned: bool,
}

/// The answer of staff to a waiting phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneAnswer {
    Confirm,
    Refuse,
}

impl PhoneAnswer {
    /// The name stored in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirmed",
            Self::Refuse => "refused",
        }
    }
}
