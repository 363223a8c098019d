//! Everything that was written down: the history, one entry, its state.

pub mod card;
pub mod entry;
pub mod history;
pub mod recovered_draft;
pub mod state;
pub mod waiting;
