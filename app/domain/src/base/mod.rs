//! Shared by all subjects: ids, texts, amounts, days, moments, and their errors.

pub mod amount;
pub(crate) mod bounded;
pub mod bytes;
pub(crate) mod catalogue;
pub mod crockford;
pub mod day;
pub mod figures;
pub mod id;
pub mod invalid;
pub mod json;
pub mod moment;
pub(crate) mod numbered;
pub mod problem;
pub mod text;
