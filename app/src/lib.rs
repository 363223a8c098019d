//! The screens: participant pages (hydrated WASM that fills from the journal) and staff pages (server-rendered
//! only).

pub mod charts;
mod contacts;
mod entries;
pub mod kinds;
mod late;
mod log;
mod parts;
mod reminders;
mod schedule;
mod setup;
mod sharing;
mod shell;
mod skills;
mod targets;
mod today;
pub mod words;

pub use self::shell::paths;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod browser;
#[cfg(feature = "ssr")]
pub mod care;
#[cfg(feature = "ssr")]
pub mod documents;
#[cfg(feature = "ssr")]
pub mod help;
#[cfg(feature = "ssr")]
pub mod notice;
#[cfg(feature = "ssr")]
pub mod plain;
