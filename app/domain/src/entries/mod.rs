//! Everything a participant writes: one folder or file per kind, one line in the list of kinds.

pub mod body;
pub mod catalogue;
pub mod check_in;
pub mod craving;
pub mod form;
pub mod habit;
pub mod intensity;
pub mod kinds;
pub mod meeting;
pub mod practice;
pub mod preparation;
pub mod reach_out;
pub mod thought_record;
pub mod trigger;
pub mod used;
