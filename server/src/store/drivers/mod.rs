//! The two databases behind one interface: connecting, transactions, differences between them, the beat.

pub mod beat;
pub mod dialect;
pub mod open;
pub mod postgres;
pub mod sqlite;
