//! People whom a participant can call: their own contacts, never those of the program.

pub mod contact;
pub mod number;
