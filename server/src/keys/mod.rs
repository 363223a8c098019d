//! The keys folder: the key file, the list of who is gone, and what it knows of the database.

pub mod file;
pub mod folder;
pub mod gone;
pub mod witness;
