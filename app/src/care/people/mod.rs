//! Participants as their care team sees them: the list, one person, phones, the team.

pub mod code;
pub mod new_person;
pub mod overview;
pub mod pane;
pub mod person;
pub mod phones;
pub mod shut_out;
pub mod team;
