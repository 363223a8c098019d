//! A craving: what it says and its details.

pub mod details;
pub mod facts;
