//! The phone's clock, and how it writes days and times.

use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, FixedOffset};

pub trait Clock {
    /// The phone's clock with its zone.
    fn local_now(&self) -> DateTime<FixedOffset>;
    /// "Today", "Thursday, 19 November": the day in the page's language.
    fn day(&self, at: DateTime<FixedOffset>) -> String;
    fn time(&self, at: DateTime<FixedOffset>) -> String;
    /// Lets the browser do its waiting work, such as answering a tap.
    fn next_turn(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}
