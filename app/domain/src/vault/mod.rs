//! The sealed form of a participant's entries and documents, and the graph of their revisions.

pub mod revision;
pub mod seal;
