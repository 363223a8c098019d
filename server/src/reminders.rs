//! Reminders: what is due when is planned in the store, in the transactions that change it; here it is sent.

pub mod there;
