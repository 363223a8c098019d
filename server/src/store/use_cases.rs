//! Every use case of the store and its law, in one list. The macro stamps each for both databases: `write` runs it in a
//! transaction that is committed before the answer, `read` on one snapshot, `look` without a transaction, for one question.

use domain::enrolment::{EnrolmentCode, Welcome};
use domain::id::{DeviceId, EpochId, ParticipantId, ProgramId, StaffId};
use domain::ledger::NamedRow;
use domain::program::Role;
use domain::sync::PhoneChange;
use domain::text::Label;

use super::batch::Batch;
use super::model::{Beat, Entered, Found, Looked, SignedInPhone, Synced, Woken};
use super::{Backend, Store, StoreResult, postgres, sqlite};
use crate::gone::Gone;

macro_rules! use_cases {
    ($($(#[$doc:meta])* $kind:ident fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $answer:ty = $file:ident;)*) => {
        impl Store {$(
            $(#[$doc])*
            pub async fn $name(&self, $($arg: $type),*) -> StoreResult<$answer> {
                match &self.backend {
                    Backend::Sqlite(pool) => {
                        pool.$kind(&self.context, move |tx| Box::pin(sqlite::sql::$file::$name(tx, $($arg),*))).await
                    }
                    Backend::Postgres(pool) => {
                        pool.$kind(&self.context, move |tx| Box::pin(postgres::sql::$file::$name(tx, $($arg),*))).await
                    }
                }
            }
        )*}
    };
}

pub(super) use use_cases;

use_cases! {
    // ---- The database itself

    /// At start, every minute and at a clean end: compares the database with what its keys folder knows (`witness::judge`). When it
    /// was restored, a new epoch begins as in `begin_epoch`. Raises the generation beyond both and writes the token; the caller then
    /// notes both. Unless told to settle it, a database that nothing speaks for and nothing against is left as it is.
    write fn wake(beat: Beat, gone: Vec<Gone>) -> Woken = wake;
    /// A new epoch, unless somebody began one `instead_of` that one already. Staff are signed out and their links end, every share is
    /// closed and every sharing default turned off, each with a new version, also those that were closed or off already; calendar
    /// addresses and subscriptions for notifications end, and who is gone stays gone.
    write fn begin_epoch(instead_of: EpochId, gone: Vec<Gone>) -> () = wake;
    /// Everybody who is gone as far as the database knows.
    read fn all_gone() -> Vec<Gone> = wake;

    // ---- People

    /// A program with a key of its own.
    write fn create_program(name: Label) -> ProgramId = people;
    /// A staff account that cannot sign in yet.
    write fn create_staff(program: ProgramId, role: Role, name: Label) -> StaffId = people;
    /// A participant with a key of their own, an empty feed and an empty ledger; invited.
    write fn create_participant(program: ProgramId, name: Label) -> ParticipantId = people;
    /// Gives a participant to a staff member to care for; the ledger says so, once.
    write fn assign(participant: ParticipantId, staff: StaffId) -> () = people;
    /// Whether they belong to one program, the staff member is assigned and not disabled, and the participant has not left.
    look fn is_assigned(participant: ParticipantId, staff: StaffId) -> bool = people;

    /// Ends a membership: staff see nothing any more; the phones may still fetch. `forbidden` when it cannot end now.
    write fn discharge(participant: ParticipantId) -> () = people;

    // ---- Bringing a phone in

    /// Whether a code can be typed on this device as far as reading tells, so that a stranger's guess never waits for the writer
    /// and never makes anybody wait.
    look fn may_enter(code: EnrolmentCode, device: DeviceId) -> bool = enrolment;
    /// A phone types a code, and names whose journal it `holds`. Wrong, expired and used by another phone are all `No` and change nothing. The same phone may type
    /// it again while it lives (an answer was lost). Without confirmation the phone is in at once. `revoked` when this device
    /// was shut out, `SomebodyElse` when it holds another participant's journal; the code is then still unused.
    write fn enter_code(code: EnrolmentCode, device: DeviceId, holds: Option<ParticipantId>) -> Entered = enrolment;
    /// Where a ticket stands, as far as reading tells: only one that comes in needs `check_ticket`.
    look fn look_at_ticket(ticket: String) -> Looked = enrolment;
    /// A phone asks how it stands. After staff confirmed it becomes a device: ledger and feed say so, and the participant is
    /// active. The first phone of a participant is vouched for.
    write fn check_ticket(ticket: String) -> Entered = enrolment;
    /// What a signed-in phone is told about itself.
    read fn welcome(phone: SignedInPhone) -> Welcome = enrolment;

    // ---- Sync

    /// An exchange whose operations apply together; see [`Store::sync`]. `Refused` when the database refused one of them.
    write fn sync_together(phone: SignedInPhone, batch: Batch) -> Synced = sync;
    /// The same exchange, each operation behind a savepoint of its own.
    write fn sync_one_by_one(phone: SignedInPhone, batch: Batch) -> Synced = sync;

    // ---- Sign-ins

    /// Who a token belongs to now; `None` when it is unknown or has run out. Writes nothing.
    look fn find_sign_in(token_hash: [u8; 32]) -> Option<Found> = sign_in;
    /// Writes down that a sign-in was used. Never moves the time back.
    write fn touch_sign_in(token_hash: [u8; 32]) -> () = sign_in;
    /// Ends one sign-in. Ending it again changes nothing.
    write fn end_sign_in(token_hash: [u8; 32]) -> () = sign_in;
    /// Signs a staff member in; answers the token. Fails with `sign_in` when the account is disabled or unknown.
    write fn sign_in_staff(staff: StaffId) -> String = sign_in;

    // ---- A participant's phones and ledger

    /// All phones, the oldest first.
    read fn devices(participant: ParticipantId) -> Vec<PhoneChange> = device;
    /// Shuts a phone out: ledger and feed say so, and its next request hears `revoked`. A phone that nobody vouched for may
    /// shut out only itself. The caller has noted it beside the key file before.
    write fn revoke_device(by: SignedInPhone, device: DeviceId) -> () = device;
    /// A phone that is vouched for vouches for another of the same participant. Doing it again changes nothing.
    write fn vouch_for(by: SignedInPhone, device: DeviceId) -> () = device;
    /// The whole ledger, the oldest row first, with the names of staff.
    read fn ledger(participant: ParticipantId) -> Vec<NamedRow> = ledger;
}
