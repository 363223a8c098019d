//! The document around every staff page, signing in, and what is said where there is no page.

pub mod demo;
pub mod frame;
pub mod join;
pub mod notice;
pub mod sign_in;
pub mod when;
