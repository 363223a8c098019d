//! Reminders: their settings, the participant's habits, the inbox, and where a notification leads.

pub mod about;
#[cfg(any(test, all(target_arch = "wasm32", feature = "browser")))]
pub mod answered;
pub mod habit;
pub mod habit_form;
pub mod habits;
pub mod hours;
pub mod inbox;
pub mod kinds;
pub mod leads;
pub mod notify;
pub mod page;
pub mod redirect;
pub mod settings;
