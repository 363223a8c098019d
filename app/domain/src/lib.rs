//! The rules of Evenkeel: what an entry is, what may be shared, in which order things happened, who may see what.
//!
//! Architecture invariant: nothing here reads a clock, draws a random number, touches a file, a network or a screen, or
//! is `async`. Time, ids and chance come in as arguments, so that phone, server and tests share one truth.

pub mod access;
pub mod aims;
pub mod amount;
pub mod body;
mod bounded;
pub mod bytes;
pub mod catalogue;
pub mod craving;
pub mod crockford;
pub mod day;
pub mod digest;
pub mod enrolment;
pub mod figures;
pub mod habit;
pub mod id;
pub mod invalid;
pub mod kind;
pub mod ledger;
mod numbered;
pub mod pictures;
pub mod practice;
pub mod preparation;
pub mod problem;
pub mod program;
pub mod reminder;
pub mod revision;
pub mod schedule;
pub mod seal;
pub mod share;
pub mod skill;
pub mod sync;
pub mod target;
pub mod text;
pub mod trigger;
pub mod used;
pub mod works;

pub use invalid::Invalid;
