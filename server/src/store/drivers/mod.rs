//! The two databases behind one face: connecting, transactions, what differs between them, the beat.

pub mod beat;
pub mod dialect;
pub mod open;
pub mod postgres;
pub mod sqlite;
