//! Extends the plan of reminders and sends what is due. The store plans reminders in the transactions that change their
//! causes.

mod backoff;
pub mod dispatch;
pub mod plan_habits;
