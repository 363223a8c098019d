//! Plain types of the staff side that cross the store's line.

use chrono::{DateTime, Utc};
use domain::body::SharedCopy;
use domain::id::{DeviceId, ObjectId, ParticipantId, RevisionId, StaffId};
use domain::program::Role;
use domain::schedule::Zone;
use domain::sync::PhoneChange;

/// Who is asked to make a passkey.
#[derive(Clone, Debug)]
pub struct Invited {
    pub staff: StaffId,
    pub name: String,
    pub program: String,
    pub role: Role,
}

/// What a one-time staff link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Making the first passkey.
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

/// A passkey as it is kept: the library's own JSON.
#[derive(Clone, Debug)]
pub struct StoredPasskey {
    pub credential_id: Vec<u8>,
    pub json: String,
}

/// One line of *my people*.
#[derive(Clone, Debug)]
pub struct Person {
    pub participant: ParticipantId,
    pub name: String,
    /// Open shares that the reader has not opened.
    pub new: u64,
    pub phone_waits: bool,
    pub has_phone: bool,
    /// When the newest open share arrived.
    pub last_shared: Option<DateTime<Utc>>,
}

/// An open share. `copy` is there only when the reader has opened this revision before.
#[derive(Clone, Debug)]
pub struct SharedEntry {
    pub object: ObjectId,
    pub revision: RevisionId,
    pub shared_at: DateTime<Utc>,
    pub copy: Option<SharedCopy>,
    /// Somebody of the care team marked this revision.
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

/// A phone that typed a code and waits for a staff member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingPhone {
    pub device: DeviceId,
    /// The two digits that the phone shows.
    pub number: u8,
}

/// One participant as their page shows them.
#[derive(Clone, Debug)]
pub struct PersonFile {
    pub participant: ParticipantId,
    pub name: String,
    pub since: DateTime<Utc>,
    /// Newest claimed or shared time first; empty for a role that reads no entries.
    pub entries: Vec<SharedEntry>,
    pub waiting: Vec<WaitingPhone>,
    pub phones: PersonPhones,
}

/// A participant's phones that are in, or were.
#[derive(Clone, Debug)]
pub struct PersonPhones {
    /// The program's, to say in when they came.
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

/// One shared entry, read.
#[derive(Clone, Debug)]
pub struct OpenedEntry {
    pub object: ObjectId,
    pub revision: RevisionId,
    pub name: String,
    pub copy: SharedCopy,
    /// Nobody of the care team opened this revision before.
    pub first: bool,
    pub reviewed: bool,
    /// Oldest first.
    pub replies: Vec<StoredReply>,
    /// The participant's other open shares.
    pub others: Vec<SharedEntry>,
}

/// Somebody of the program who may be on a care team, or is.
#[derive(Clone, Debug)]
pub struct Colleague {
    pub staff: StaffId,
    pub name: String,
    pub role: Role,
    pub assigned: bool,
}

/// What staff say to a phone that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneAnswer {
    Confirm,
    Refuse,
}

impl PhoneAnswer {
    /// The word in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirmed",
            Self::Refuse => "refused",
        }
    }
}
