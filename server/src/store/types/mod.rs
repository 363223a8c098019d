//! Plain types that cross the store's line, a file per subject.

pub mod care;
pub mod forms;
pub mod head;
pub mod people;
pub mod reminders;
pub mod restore;
pub mod schedule;
pub mod staff;
pub mod sync;
