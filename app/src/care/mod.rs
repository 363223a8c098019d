//! The staff pages, rendered by the server with plain forms. No WASM, and no word here reaches a phone.
//!
//! Architecture invariant: these functions take plain values and return a whole document. They read no clock, database
//! or request.

pub mod entries;
pub mod people;
pub mod schedule;
pub mod shell;
pub mod words;
