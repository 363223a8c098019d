//! The keys folder: the key file, the list of the gone, and the notes about the database.

pub mod file;
pub mod folder;
pub mod gone;
pub mod witness;
