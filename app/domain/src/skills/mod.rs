//! Coping skills, and what a person's own ratings say about them.

pub mod skill;
pub mod works;
