//! Plain types of the staff side that the store accepts and returns.

use chrono::{DateTime, Utc};
use domain::base::id::{DeviceId, ObjectId, ParticipantId, RevisionId, StaffId};
use domain::entries::body::SharedCopy;
use domain::people::Role;
use domain::schedule::Zone;
use domain::sync::PhoneChange;

use super::people::SignedInStaff;

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
    /// Open shares that the reader has not opened; 100 stands for a hundred or more.
    pub new: u64,
    pub phone_waits: bool,
    pub has_phone: bool,
    /// Arrival of the latest open share.
    pub last_shared: Option<DateTime<Utc>>,
}

/// A place in a list that goes from new to old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    pub at: DateTime<Utc>,
    pub object: ObjectId,
}

/// Entries on one page.
pub const PAGE: i64 = 50;

impl Before {
    /// Time and id below which a page begins; without a place, with the newest.
    pub fn bounds(before: Option<Self>) -> (i64, Vec<u8>) {
        before.map_or((i64::MAX, Vec::new()), |place| (place.at.timestamp_millis(), place.object.bytes().to_vec()))
    }

    /// Cuts what was fetched to a page; if there was more, answers where it goes on.
    pub fn cut<T>(list: &mut Vec<T>, place: impl FnOnce(&T) -> Self) -> Option<Self> {
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = list.len() > page;
        list.truncate(page);
        list.last().filter(|_| more).map(place)
    }
}

/// Proves that the ledger says that this reader opened this person's page.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    who: SignedInStaff,
    participant: ParticipantId,
}

impl Opened {
    pub(in crate::store) const fn noted(who: SignedInStaff, participant: ParticipantId) -> Self {
        Self { who, participant }
    }

    pub const fn who(self) -> SignedInStaff {
        self.who
    }

    pub const fn participant(self) -> ParticipantId {
        self.participant
    }
}

/// The entries that a person's page shows.
#[derive(Clone, Copy, Debug)]
pub struct WantedEntries {
    /// The beginning of the page; `None` for the newest.
    pub before: Option<Before>,
    /// Start of the period that the charts cover.
    pub charts_since: DateTime<Utc>,
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

impl SharedEntry {
    /// The time of writing that the participant claims; of an unopened entry only the time of sharing is known.
    pub fn written_at(&self) -> DateTime<Utc> {
        self.copy.as_ref().map_or(self.shared_at, |copy| copy.record.at.to_utc())
    }
}

/// A page of the inbox, newest first.
#[derive(Clone, Debug)]
pub struct Inbox {
    pub entries: Vec<NewEntry>,
    /// The beginning of the next, older page.
    pub older: Option<Before>,
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
    /// A page of them, as they were shared, newest first; empty for roles that may not read entries.
    pub entries: Vec<SharedEntry>,
    /// The beginning of the next, older page.
    pub older: Option<Before>,
    /// Entries that this reader opened lately, from which the charts are drawn.
    pub charted: Vec<(ObjectId, SharedCopy)>,
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
    pub opened: Opened,
    pub name: String,
    /// The program's time zone, for showing dates.
    pub zone: Zone,
    pub copy: SharedCopy,
    /// No one on the care team has opened this revision before.
    pub first: bool,
    pub reviewed: bool,
    /// The newest, oldest first.
    pub replies: Vec<StoredReply>,
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
