//! The phone's clock, and how it writes days and times.

use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, FixedOffset, Utc};

pub trait Clock {
    /// The phone's clock with its zone.
    fn local_now(&self) -> DateTime<FixedOffset>;
    /// The offset of the phone's zone at an instant, by the rules of that day.
    fn offset_at(&self, at: DateTime<Utc>) -> FixedOffset;
    /// An instant where the phone is.
    fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&self.offset_at(at))
    }
    /// "Today", "Thursday, 19 November": the day of a moment, then and there, in the page's language; with its year
    /// where that is not obvious.
    fn day(&self, at: DateTime<FixedOffset>) -> String;
    /// "10:00 PM": what a clock said, then and there.
    fn time(&self, at: DateTime<FixedOffset>) -> String;
    /// Lets the browser do its waiting work, such as answering a tap.
    fn next_turn(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}
