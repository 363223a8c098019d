//! A use: what it says and its form.

pub mod facts;
pub mod form;
