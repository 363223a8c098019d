//! Shared entries, for staff. Law for all use cases: one that shows something of a participant first updates the
//! reader's sign-in and the participant's head row, then checks, writes the ledger and reads, all in one transaction.
//! Missing, not assigned and not shared are all `not_found`. An expired sign-in is `sign_in`.

use domain::base::id::{ObjectId, ParticipantId, ReplyId};
use domain::base::text::ReplyText;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::{NewEntry, OpenedEntry, Person, PersonFile};
use crate::store::types::people::SignedInStaff;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- A staff member's people

    /// Lists up to 100 of the reader's people after `after`, by id. Writes one ledger row for each per reader and day.
    write fn list_people(who: SignedInStaff, after: Option<ParticipantId>) -> Vec<Person> = care::people;
    /// Lists open shares that the reader has not opened, by person, and where the next 100 people begin. Ledger rows as
    /// in `list_people`.
    write fn inbox(who: SignedInStaff, after: Option<ParticipantId>) -> (Vec<NewEntry>, Option<ParticipantId>)
        = care::people;
    /// Shows one person's page and records this in the ledger. Includes copies only of what the reader has read before.
    write fn open_person(who: SignedInStaff, participant: ParticipantId) -> PersonFile = care::person;

    // ---- One shared entry

    /// Reads the shared revision. Writes a ledger row each time, and a `seen` row the first time per reader and
    /// revision.
    write fn read_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId) -> OpenedEntry = care::entry;
    /// Marks the shared revision as reviewed, once for the care team. Requires that the reader has read it.
    write fn review_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId) -> () = care::entry;
    /// Stores a reply, sealed, and announces it to the participant's phones.
    write fn reply_to_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId, text: ReplyText)
        -> ReplyId = care::entry;
}
