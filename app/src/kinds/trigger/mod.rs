//! A trigger that was met: what it says and its form.

pub mod choices;
pub mod facts;
pub mod form;
