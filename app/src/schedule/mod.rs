//! The sessions of the program as the participant sees them.

pub mod answer;
pub mod calendar;
pub mod earlier;
pub mod line;
pub mod make_up;
pub mod overview;
pub mod prepare;
pub mod session;
pub mod staff_note;
pub mod when;
