//! Coping skills, and what a person's own ratings say of them.

pub mod skill;
pub mod works;
