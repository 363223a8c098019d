//! A participant's phones: coming in, vouching for each other, being shut out. What staff do here goes through the door of `care.rs`.

use domain::enrolment::{EnrolmentCode, Welcome};
use domain::id::{DeviceId, ParticipantId};
use domain::sync::PhoneChange;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::{PersonPhones, PhoneAnswer, WaitingPhone};
use crate::store::types::people::{Entered, Looked, NewCode, SignedInPhone, SignedInStaff};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- A code, typed on a phone

    /// Whether a code can be typed on this device as far as reading tells, so that a stranger's guess never waits for the writer
    /// and never makes anybody wait.
    look fn may_enter(code: EnrolmentCode, device: DeviceId) -> bool = people::enrolment;
    /// A phone types a code, and names whose journal it `holds`. Wrong, expired and used by another phone are all `No` and change nothing. The same phone may type
    /// it again while it lives (an answer was lost). Without confirmation the phone is in at once. `revoked` when this device
    /// was shut out, `SomebodyElse` when it holds another participant's journal; the code is then still unused.
    write fn enter_code(code: EnrolmentCode, device: DeviceId, holds: Option<ParticipantId>) -> Entered = people::enrolment;
    /// Where a ticket stands, as far as reading tells: only one that comes in needs `check_ticket`.
    look fn look_at_ticket(ticket: String) -> Looked = people::enrolment;
    /// A phone asks how it stands. After staff confirmed it becomes a device: ledger and feed say so, and the participant is
    /// active. The first phone of a participant is vouched for.
    write fn check_ticket(ticket: String) -> Entered = people::enrolment;
    /// What a signed-in phone is told about itself.
    read fn welcome(phone: SignedInPhone) -> Welcome = people::enrolment;

    // ---- The staff side of it

    /// A code for a phone, ten minutes, single use, kept as an HMAC; earlier codes that nobody typed stop working.
    write fn make_code(who: SignedInStaff, participant: ParticipantId) -> NewCode = care::phone;
    /// As `make_code`, for the demo: nobody has to confirm the phone.
    write fn make_demo_code(participant: ParticipantId) -> NewCode = care::phone;
    /// Whether a code of the participant can still be typed.
    read fn code_is_open(participant: ParticipantId) -> bool = care::phone;
    /// Phones that wait to be confirmed.
    write fn waiting_phones(who: SignedInStaff, participant: ParticipantId) -> Vec<WaitingPhone> = care::person;
    /// Confirms or refuses a phone that waits; the ledger names who confirmed it. `not_found` when it waits no more.
    write fn answer_phone(who: SignedInStaff, participant: ParticipantId, device: DeviceId, answer: PhoneAnswer) -> () = care::phone;

    // ---- Phones that are in

    /// All phones, the oldest first.
    read fn devices(participant: ParticipantId) -> Vec<PhoneChange> = people::device;
    /// Shuts a phone out: ledger and feed say so, and its next request hears `revoked`. A phone that nobody vouched for may
    /// shut out only itself. The caller has noted it beside the key file before.
    write fn revoke_device(by: SignedInPhone, device: DeviceId) -> () = leaving;
    /// A phone that is vouched for vouches for another of the same participant. Doing it again changes nothing.
    write fn vouch_for(by: SignedInPhone, device: DeviceId) -> () = people::device;
    /// The participant's phones, the oldest first, those that were shut out included.
    write fn phones_of(who: SignedInStaff, participant: ParticipantId) -> PersonPhones = care::phone;
    /// Shuts a phone out, as in `revoke_device`, by somebody of the care team, whom the ledger names. Again changes nothing. `not_found`
    /// for one that only waits to come in. The caller has noted it beside the key file before.
    write fn shut_out_phone(who: SignedInStaff, participant: ParticipantId, device: DeviceId) -> () = care::phone;
}
