//! The participant's own people: whom to call, and how it went.

pub mod at_hand;
pub mod calls;
pub mod form;
pub mod near;
pub mod overview;
pub mod who;
