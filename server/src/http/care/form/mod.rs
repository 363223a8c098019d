//! Forms of staff: the door that each comes through, how its fields are read, and the page that it is on.

pub mod arrived;
pub mod key;
pub mod places;
pub mod typed;

pub use typed::Typed;
