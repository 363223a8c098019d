//! What staff see and do about what was shared. The law over all of them: what shows something of a participant first
//! updates the reader's sign-in and the participant's head row, then checks, writes the ledger and reads, all in one
//! transaction. Not there, not assigned and not shared are all `not_found`. An ended sign-in is `sign_in`.

use domain::id::{ObjectId, ParticipantId, ReplyId};
use domain::text::ReplyText;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::{NewEntry, OpenedEntry, Person, PersonFile};
use crate::store::types::people::SignedInStaff;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- The people of a staff member

    /// The reader's people after `after` in id order, at most 100. One ledger row for each per reader and day.
    write fn list_people(who: SignedInStaff, after: Option<ParticipantId>) -> Vec<Person> = care::people;
    /// Open shares that the reader has not opened, person by person; and where the next 100 people begin.
    /// One ledger row as in `list_people`.
    write fn inbox(who: SignedInStaff, after: Option<ParticipantId>) -> (Vec<NewEntry>, Option<ParticipantId>) = care::people;
    /// One person's page. The ledger says it was opened. Copies come only of what the reader has read before.
    write fn open_person(who: SignedInStaff, participant: ParticipantId) -> PersonFile = care::person;

    // ---- One shared entry

    /// Reads the shared revision: a ledger row each time, a `seen` row the first time per reader and revision.
    write fn read_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId) -> OpenedEntry = care::entry;
    /// Marks the shared revision as reviewed, once for the care team. Only who has read it can.
    write fn review_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId) -> () = care::entry;
    /// Keeps a reply, sealed, and tells the participant's phones.
    write fn reply_to_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId, text: ReplyText) -> ReplyId = care::entry;
}
