//! Targets of the participant: the list, one target, its form and its figures.

pub mod figures;
pub mod form;
pub mod overview;
pub mod picker;
pub mod target;
