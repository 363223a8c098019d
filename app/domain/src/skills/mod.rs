//! Coping skills, and their effect by a person's own ratings.

pub mod skill;
pub mod works;
