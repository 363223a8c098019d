//! The product from outside: a running server on either database, manual clocks, and test people.

pub mod app;
pub mod authenticator;
pub mod binary;
pub mod browser;
pub mod past;
pub mod people;
pub mod phone;
pub mod postgres;
pub mod push_service;
pub mod schedule;
pub mod scribe;
pub mod web;

/// The common base of every HTTP client in the tests, with TLS ready.
pub fn http() -> reqwest::ClientBuilder {
    server::push::web_push::ready_tls();
    reqwest::Client::builder()
}

pub use app::{Db, TestApp};
pub use authenticator::Authenticator;
pub use people::{Clinic, EnrolledPhone};
pub use phone::{Phone, report};
pub use scribe::Scribe;
pub use web::{Said, Web};
