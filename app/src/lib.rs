//! What people see: participant pages (hydrated WASM that fills from the journal) and staff pages (server-rendered only).

#[cfg(any(test, all(target_arch = "wasm32", feature = "browser")))]
mod answered;
pub mod choices;
mod components;
mod guides;
pub mod i18n;
pub mod kinds;
mod late;
mod pages;
mod part;
mod phone;
pub mod pictures;
mod ports;
mod router;
pub mod routes;
mod skills;
pub mod words;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod browser;
#[cfg(feature = "ssr")]
pub mod care;
#[cfg(feature = "ssr")]
pub mod documents;
#[cfg(feature = "ssr")]
pub mod help;
#[cfg(feature = "ssr")]
pub mod plain;
