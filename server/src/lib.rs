//! The server: every URL, every use case and the store behind them.
//!
//! Architecture invariant: `http` extracts and answers, the store decides inside one transaction with the rules of
//! `domain`, and nothing else touches the database, the clock or chance.

pub mod demo;
pub mod env;
pub mod error;
pub mod fault;
pub mod http;
pub mod keys;
pub mod listen;
pub mod operate;
pub mod passkey;
pub mod push;
pub mod reminders;
pub mod router;
pub mod seal;
pub mod serve;
pub mod settings;
pub mod site;
pub mod state;
pub mod store;
pub mod unicode;
pub mod zones;
