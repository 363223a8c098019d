//! Reminders: what is due when is planned in the store, in the transactions that change it; here it is planned on and sent.

mod backoff;
pub mod dispatch;
pub mod plan_habits;
