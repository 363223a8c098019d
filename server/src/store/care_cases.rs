//! The staff side's part of the list of use cases. The law over all of them: what shows something of a participant first
//! updates the reader's sign-in and the participant's head row, then checks, writes the ledger and reads, all in one
//! transaction. Not there, not assigned and not shared are all `not_found`. An ended sign-in is `sign_in`.

use chrono::{DateTime, TimeDelta, Utc};
use domain::body::SharedCopy;
use domain::id::{DeviceId, ObjectId, ParticipantId, ProgramId, ReplyId, StaffId};
use domain::text::{Label, ReplyText};

use super::care::{
    Colleague, Invited, LinkPurpose, NewEntry, OpenedEntry, Person, PersonFile, PersonPhones, PhoneAnswer, StoredPasskey, WaitingPhone,
};
use super::model::{NewCode, SignedInStaff};
use super::use_cases::use_cases;
use super::{Backend, Store, StoreResult, postgres, sqlite};
use crate::ceremony::Used;

use_cases! {
    // ---- Staff getting in

    /// The oldest program, if there is one.
    read fn first_program() -> Option<ProgramId> = staff;
    /// A one-time link for a staff account in place of earlier ones for the same purpose; only its hash is kept.
    /// Answers the token.
    write fn make_link(staff: StaffId, purpose: LinkPurpose, life: TimeDelta) -> String = staff;
    /// Whom a link is for, while it can still be used.
    read fn find_link(token: String, purpose: LinkPurpose) -> Option<Invited> = staff;
    /// Whether the account has a link that can still be used.
    read fn link_is_open(staff: StaffId, purpose: LinkPurpose) -> bool = staff;
    /// Uses up a demo link and signs in; answers the token. A used, expired or unknown link is `not_found`.
    write fn sign_in_by_link(token: String) -> String = staff;
    /// Whether an invitation can still be used, and a ceremony was not: before the writer is asked.
    read fn may_join(link_hash: [u8; 32], ceremony: Used) -> bool = staff;
    /// Uses up an invitation and the ceremony, keeps the passkey sealed, and signs in. Two who try with one link or one ceremony:
    /// one succeeds.
    write fn join_with_passkey(link_hash: [u8; 32], staff: StaffId, passkey: StoredPasskey, ceremony: Used) -> String = staff;
    /// The passkey of an account that is not disabled.
    read fn find_passkey(staff: StaffId, credential_id: Vec<u8>) -> Option<StoredPasskey> = staff;
    /// Whether a ceremony signed somebody in already.
    look fn is_used(ceremony: Used) -> bool = staff;
    /// Uses the ceremony up, keeps the passkey's new counter and signs in; answers the token. `sign_in` when the ceremony was used.
    write fn sign_in_with_passkey(staff: StaffId, passkey: StoredPasskey, ceremony: Used) -> String = staff;
    /// The name a staff member is known by.
    read fn staff_name(staff: StaffId) -> String = staff;

    // ---- The people of a staff member

    /// A new participant, assigned to who brought them in.
    write fn bring_in(who: SignedInStaff, name: Label) -> ParticipantId = care_phone;
    /// The reader's people after `after` in id order, at most 100. One ledger row for each per reader and day.
    write fn list_people(who: SignedInStaff, after: Option<ParticipantId>) -> Vec<Person> = care;
    /// Open shares that the reader has not opened, person by person; and where the next 100 people begin.
    /// One ledger row as in `list_people`.
    write fn inbox(who: SignedInStaff, after: Option<ParticipantId>) -> (Vec<NewEntry>, Option<ParticipantId>) = care;
    /// One person's page. The ledger says it was opened. Copies come only of what the reader has read before.
    write fn open_person(who: SignedInStaff, participant: ParticipantId) -> PersonFile = care;
    /// Phones that wait to be confirmed.
    write fn waiting_phones(who: SignedInStaff, participant: ParticipantId) -> Vec<WaitingPhone> = care;

    /// Everybody of the program who may be on the care team, and whether they are.
    write fn care_team(who: SignedInStaff, participant: ParticipantId) -> Vec<Colleague> = care_team;
    /// Puts a colleague of the same program on the care team, as in `assign`. `not_found` for anybody who reads no entries, is
    /// disabled, or belongs to another program: alike.
    write fn assign_colleague(who: SignedInStaff, participant: ParticipantId, colleague: StaffId) -> () = care_team;
    /// Takes a colleague, or the reader, off the care team; they see nothing from then on, and the ledger says so, once. `invalid`
    /// when nobody who may read would be left. Nothing changes when they were not on it.
    write fn remove_colleague(who: SignedInStaff, participant: ParticipantId, colleague: StaffId) -> () = care_team;
    /// As `discharge`, by somebody of the care team, who sees nothing of the participant from then on. The caller has
    /// noted it beside the key file before.
    write fn discharge_person(who: SignedInStaff, participant: ParticipantId) -> () = care_team;

    // ---- One shared entry

    /// Reads the shared revision: a ledger row each time, a `seen` row the first time per reader and revision.
    write fn read_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId) -> OpenedEntry = care_entry;
    /// Marks the shared revision as reviewed, once for the care team. Only who has read it can.
    write fn review_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId) -> () = care_entry;
    /// Keeps a reply, sealed, and tells the participant's phones.
    write fn reply_to_entry(who: SignedInStaff, participant: ParticipantId, object: ObjectId, text: ReplyText) -> ReplyId = care_entry;

    // ---- Phones

    /// A code for a phone, ten minutes, single use, kept as an HMAC; earlier codes that nobody typed stop working.
    write fn make_code(who: SignedInStaff, participant: ParticipantId) -> NewCode = care_phone;
    /// As `make_code`, for the demo: nobody has to confirm the phone.
    write fn make_demo_code(participant: ParticipantId) -> NewCode = care_phone;
    /// Whether a code of the participant can still be typed.
    read fn code_is_open(participant: ParticipantId) -> bool = care_phone;
    /// Confirms or refuses a phone that waits; the ledger names who confirmed it. `not_found` when it waits no more.
    write fn answer_phone(who: SignedInStaff, participant: ParticipantId, device: DeviceId, answer: PhoneAnswer) -> () = care_phone;
    /// The participant's phones, the oldest first, those that were shut out included.
    write fn phones_of(who: SignedInStaff, participant: ParticipantId) -> PersonPhones = care_phone;
    /// Shuts a phone out, as in `revoke_device`, by somebody of the care team, whom the ledger names. Again changes nothing. `not_found`
    /// for one that only waits to come in. The caller has noted it beside the key file before.
    write fn shut_out_phone(who: SignedInStaff, participant: ParticipantId, device: DeviceId) -> () = care_phone;

    // ---- The demo

    /// The demo's counselor and the participant whose phone is free, if this database is a demo.
    read fn demo() -> Option<(StaffId, ParticipantId)> = demo;
    /// Remembers them.
    write fn keep_demo(staff: StaffId, participant: ParticipantId) -> () = demo;
    /// Writes one shared entry of an invented participant into the past, sealed under a key that nobody keeps; when `read_at`
    /// is given, the staff member opened and reviewed it then.
    write fn invent_entry(participant: ParticipantId, copy: SharedCopy, shared_at: DateTime<Utc>, read_by: Option<(StaffId, DateTime<Utc>)>) -> () = demo;
    /// Moves the beginning of an invented participant into the past.
    write fn invent_beginning(participant: ParticipantId, since: DateTime<Utc>) -> () = demo;
}
