//! The document around every staff page, signing in, and the message at an unknown address.

pub mod demo;
pub mod form;
pub mod frame;
pub mod join;
pub mod notice;
pub mod pages;
pub mod sign_in;
pub mod when;
