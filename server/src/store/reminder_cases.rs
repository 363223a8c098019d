//! The part of reminders in the list of use cases. The law over all of them: whether something may be sent is decided in the
//! transaction that leases it, with the participant locked; what became of it is told to the phones in the transaction that
//! writes it.

use domain::id::ParticipantId;

use super::use_cases::use_cases;
use super::{Backend, Store, StoreResult, postgres, sqlite};

use_cases! {
    /// Participants whose habits have to be planned on.
    look fn habits_to_plan(limit: i64) -> Vec<ParticipantId> = habit;
    /// Plans the next two days of a participant's habits. Doing it again changes nothing.
    write fn plan_habits(participant: ParticipantId) -> () = habit;
}
