//! What staff see: pages rendered by the server, with plain forms. No WASM, and no word here reaches a phone.
//!
//! Architecture invariant: these functions take plain values and answer a whole document. They read nothing themselves:
//! no clock, no database, no request.

pub mod entries;
pub mod people;
pub mod schedule;
pub mod shell;
pub mod words;
