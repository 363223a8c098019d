//! Reminders. The law over all of them: whether something may be sent is decided in the
//! transaction that leases it, with the participant locked; what became of it is told to the phones in the transaction
//! that writes it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::{OccurrenceId, ParticipantId};
use domain::reminders::texts::Lang;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::people::SignedInPhone;
use crate::store::types::reminders::{Attempt, Leased, Subscription};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Habits

    /// Lists participants whose habits need more planned occurrences.
    look fn habits_to_plan(limit: i64) -> Vec<ParticipantId> = reminders::habit;
    /// Plans the next two days of a participant's habits. Idempotent.
    write fn plan_habits(participant: ParticipantId) -> () = reminders::habit;

    // ---- Sending

    /// Lists participants with due occurrences, the longest overdue first.
    look fn due_participants(limit: i64) -> Vec<ParticipantId> = reminders::dispatch;
    /// Applies the send rules to everything due for a participant. Leases permitted occurrences to the caller alone,
    /// for `life` or until it settles them; settles the others. Without `can_push`, none is permitted.
    write fn lease(participant: ParticipantId, life: TimeDelta, can_push: bool) -> Vec<Leased> = reminders::dispatch;
    /// Records the outcome of a lease. Deletes subscriptions that are gone, whoever holds the lease now; changes the
    /// occurrence only if `lease` is still current.
    write fn settle_attempts(
        participant: ParticipantId, occurrence: OccurrenceId, lease: DateTime<Utc>, attempts: Vec<Attempt>,
    ) -> () = reminders::dispatch;

    // ---- Subscribed browsers

    /// Subscribes this phone's browser at an endpoint, and no other phone.
    write fn subscribe(phone: SignedInPhone, subscription: Subscription, lang: Lang) -> () = reminders::subscription;
    /// Unsubscribes it. Signing out, revoking and discharging do the same.
    write fn unsubscribe(phone: SignedInPhone) -> () = reminders::subscription;
    read fn is_subscribed(phone: SignedInPhone) -> bool = reminders::subscription;
    /// Plans a test notification to this phone, due now. Returns the pending one if there is one.
    write fn ask_test(phone: SignedInPhone) -> OccurrenceId = reminders::subscription;
}
