//! Shared entries, for staff. Law for all use cases: one that shows something of a participant first locks the reader's
//! sign-in and the participant's head row, then checks and writes the ledger; it reads in the same transaction, or on a
//! snapshot after it that repeats the checks. Missing, not assigned and not shared are all `not_found`. An expired
//! sign-in is `sign_in`.

use chrono::{DateTime, Utc};
use domain::base::id::{ObjectId, ParticipantId, ReplyId};
use domain::base::text::ReplyText;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::{Before, Inbox, Opened, OpenedEntry, Person, PersonFile, SharedEntry, WantedEntries};
use crate::store::types::people::SignedInStaff;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- A staff member's people

    /// Names the reader's people whom the ledger does not have in a list of today. Takes no lock.
    read fn list_unlisted(who: SignedInStaff) -> Vec<ParticipantId> = care::people;
    /// Lists the reader's people whom the ledger has in a list of today. Takes no lock.
    read fn list_people(who: SignedInStaff) -> Vec<Person> = care::people;
    /// A page of the open shares that the reader has not opened, of people in a list of today. Takes no lock.
    read fn list_new(who: SignedInStaff, before: Option<Before>) -> Inbox = care::people;
    /// Records once per reader and day that these people of theirs are in a list.
    write fn note_listed(who: SignedInStaff, people: Vec<ParticipantId>) -> () = care::people;
    /// Records that the reader opens a person's page.
    write fn note_opened(who: SignedInStaff, participant: ParticipantId) -> Opened = care::person;
    /// Shows one person's page. Includes copies only of what the reader has read before.
    read fn show_person(opened: Opened, wanted: WantedEntries) -> PersonFile = care::person;

    // ---- One shared entry

    /// Reads the shared revision. Writes a ledger row each time, and a `seen` row the first time per reader and
    /// revision.
    write fn read_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId) -> OpenedEntry = care::entry;
    /// Shows up to 200 other open shares from `since` on, oldest first, copies as in `show_person`.
    read fn show_context(opened: Opened, object: ObjectId, since: DateTime<Utc>) -> Vec<SharedEntry> = care::person;
    /// Marks the shared revision as reviewed, once for the care team. Requires that the reader has read it.
    write fn review_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId) -> () = care::entry;
    /// Stores a reply, sealed, and announces it to the participant's phones.
    write fn reply_to_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId, text: ReplyText)
        -> ReplyId = care::entry;
}

/// People in one transaction that writes their rows of today.
const AT_ONCE: usize = 100;

impl Store {
    /// The reader's people. Each is in the ledger, once per reader and day, before this shows them.
    ///
    /// # Errors
    /// Fails if the sign-in has ended or the database fails.
    pub async fn people(&self, who: SignedInStaff) -> StoreResult<Vec<Person>> {
        self.note_all(who).await?;
        self.list_people(who).await
    }

    /// A page of the inbox; the ledger as in [`Store::people`].
    ///
    /// # Errors
    /// As [`Store::people`].
    pub async fn inbox(&self, who: SignedInStaff, before: Option<Before>) -> StoreResult<Inbox> {
        self.note_all(who).await?;
        self.list_new(who, before).await
    }

    /// Opens one person's page: the ledger row first, then what it shows.
    ///
    /// # Errors
    /// As [`Store::people`]; `not_found` if the person is not one of the reader's.
    pub async fn open_person(
        &self,
        who: SignedInStaff,
        participant: ParticipantId,
        wanted: WantedEntries,
    ) -> StoreResult<PersonFile> {
        let opened = self.note_opened(who, participant).await?;
        self.show_person(opened, wanted).await
    }

    /// Writes the rows of today that are missing: mostly none, and then nothing is locked.
    async fn note_all(&self, who: SignedInStaff) -> StoreResult<()> {
        for some in self.list_unlisted(who).await?.chunks(AT_ONCE) {
            self.note_listed(who, some.to_vec()).await?;
        }
        Ok(())
    }
}
