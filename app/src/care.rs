//! What staff see: pages rendered by the server, with plain forms. No WASM, and no word here reaches a phone.
//!
//! Architecture invariant: these functions take plain values and answer a whole document. They read nothing themselves:
//! no clock, no database, no request.

pub mod code;
pub mod demo;
pub mod entry;
pub mod frame;
pub mod inbox;
pub mod join;
pub mod new_person;
pub mod notice;
pub mod pane;
pub mod people;
pub mod person;
pub mod phones;
pub mod schedule;
pub mod shut_out;
pub mod sign_in;
pub mod summary;
pub mod team;
pub mod when;
pub mod words;
