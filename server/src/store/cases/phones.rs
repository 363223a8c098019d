//! A participant's phones: enrolling, vouching and revoking. Acts of staff go through the door of `care.rs`.

use domain::base::id::{DeviceId, ParticipantId};
use domain::people::enrolment::{EnrolmentCode, Welcome};
use domain::sync::PhoneChange;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::{PersonPhones, PhoneAnswer, WaitingPhone};
use crate::store::types::people::{Entered, Looked, NewCode, SignedInPhone, SignedInStaff};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Enrolling with a code

    /// Checks by reading whether a code is valid for this device, so that a stranger's guess never waits for the writer
    /// or delays anyone.
    look fn may_enter(code: EnrolmentCode, device: DeviceId) -> bool = people::enrolment;
    /// Enters a code, with the owner of the journal that the phone `holds`. Wrong, expired and used by another phone
    /// are all `No` and change nothing. The same phone may enter it again while it is valid (a response was lost).
    /// Without confirmation the phone is enrolled at once. `revoked` if this device was revoked, `SomebodyElse` if it
    /// has another participant's journal; the code then stays unused.
    write fn enter_code(code: EnrolmentCode, device: DeviceId, holds: Option<ParticipantId>) -> Entered
        = people::enrolment;
    /// The state of a ticket, as far as a read can tell: only a confirmed one needs `check_ticket`.
    look fn look_at_ticket(ticket: String) -> Looked = people::enrolment;
    /// A phone asks for its state. Once staff have confirmed it, it becomes a device, with a ledger row and a feed row,
    /// and the participant becomes active. A participant's first phone is vouched for.
    write fn check_ticket(ticket: String) -> Entered = people::enrolment;
    /// Tells a signed-in phone its ids, its program and whether it is vouched for.
    read fn welcome(phone: SignedInPhone) -> Welcome = people::enrolment;

    // ---- The staff side of it

    /// Creates a single-use code for a phone, valid for ten minutes and stored as an HMAC. Earlier unused codes expire.
    write fn make_code(who: SignedInStaff, participant: ParticipantId) -> NewCode = care::phone;
    /// Like `make_code`, for the demo: the phone needs no confirmation.
    write fn make_demo_code(participant: ParticipantId) -> NewCode = care::phone;
    /// `true` if a code of the participant is still valid.
    read fn code_is_open(participant: ParticipantId) -> bool = care::phone;
    /// Lists phones that wait to be confirmed.
    write fn waiting_phones(who: SignedInStaff, participant: ParticipantId) -> Vec<WaitingPhone> = care::person;
    /// Confirms or refuses a waiting phone; the ledger names who confirmed it. `not_found` if it no longer waits.
    write fn answer_phone(who: SignedInStaff, participant: ParticipantId, device: DeviceId, answer: PhoneAnswer) -> ()
        = care::phone;

    // ---- Phones that are in

    /// Lists all phones, oldest first.
    read fn devices(participant: ParticipantId) -> Vec<PhoneChange> = people::device;
    /// Revokes a phone, with a ledger row and a feed row; its next request gets `revoked`. A phone that nobody vouched
    /// for may revoke only itself. The caller has recorded it in the list of the gone before.
    write fn revoke_device(by: SignedInPhone, device: DeviceId) -> () = leaving;
    /// A vouched phone vouches for another phone of the same participant. Idempotent.
    write fn vouch_for(by: SignedInPhone, device: DeviceId) -> () = people::device;
    /// Lists the participant's phones, oldest first, including revoked ones.
    write fn phones_of(who: SignedInStaff, participant: ParticipantId) -> PersonPhones = care::phone;
    /// Revokes a phone, as in `revoke_device`, by someone on the care team, whom the ledger names. Idempotent.
    /// `not_found` for a phone that is not enrolled yet. The caller has recorded it in the list of the gone before.
    write fn shut_out_phone(who: SignedInStaff, participant: ParticipantId, device: DeviceId) -> () = care::phone;
}
