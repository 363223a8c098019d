//! What people see: the participant's pages, which run on their phone, and the staff pages, which the server renders.

#[cfg(feature = "ssr")]
pub mod care;
pub mod choices;
pub mod i18n;
