//! Reminders: what is due when is planned in the store, in the transactions that change it; here it is planned on and sent.

pub mod ahead;
pub mod dispatch;
mod hosts;
pub mod there;
