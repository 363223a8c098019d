//! Reminders. The law over all of them: whether something may be sent is decided in the
//! transaction that leases it, with the participant locked; what became of it is told to the phones in the transaction that
//! writes it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{OccurrenceId, ParticipantId};
use domain::reminder::texts::Lang;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::people::SignedInPhone;
use crate::store::types::reminders::{Attempt, Leased, Subscription};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Habits

    /// Participants whose habits have to be planned on.
    look fn habits_to_plan(limit: i64) -> Vec<ParticipantId> = reminders::habit;
    /// Plans the next two days of a participant's habits. Doing it again changes nothing.
    write fn plan_habits(participant: ParticipantId) -> () = reminders::habit;

    // ---- Sending

    /// Participants with something to do about an occurrence now, the longest due first.
    look fn due_participants(limit: i64) -> Vec<ParticipantId> = reminders::dispatch;
    /// Asks of everything that is due for a participant whether it may be sent now. What may is the caller's for `life`, or until
    /// it settles it; nobody else gets it meanwhile. What may not is settled. Nothing may when nobody `can_push`.
    write fn lease(participant: ParticipantId, life: TimeDelta, can_push: bool) -> Vec<Leased> = reminders::dispatch;
    /// What became of a lease. Subscriptions that are gone go, whoever has the lease by now; the occurrence changes only while
    /// `lease` is the one it was given out with.
    write fn settle_attempts(participant: ParticipantId, occurrence: OccurrenceId, lease: DateTime<Utc>, attempts: Vec<Attempt>) -> () = reminders::dispatch;

    // ---- Browsers that take notifications

    /// This phone's browser takes notifications there, and nobody else's does.
    write fn subscribe(phone: SignedInPhone, subscription: Subscription, lang: Lang) -> () = reminders::subscription;
    /// It takes none any more. Signing out, being shut out and leaving the program do the same.
    write fn unsubscribe(phone: SignedInPhone) -> () = reminders::subscription;
    read fn is_subscribed(phone: SignedInPhone) -> bool = reminders::subscription;
    /// Plans a notification to this phone that is due now. While one waits, it is that one.
    write fn ask_test(phone: SignedInPhone) -> OccurrenceId = reminders::subscription;
}
