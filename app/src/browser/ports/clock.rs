//! The clock of this browser.

use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, FixedOffset, Utc};

use crate::browser::first_port::FirstPort;
use crate::browser::web::clock;
use crate::shell::ports::clock::Clock;

impl Clock for FirstPort {
    fn local_now(&self) -> DateTime<FixedOffset> {
        clock::local_now()
    }

    fn offset_at(&self, at: DateTime<Utc>) -> FixedOffset {
        clock::offset_at(at)
    }

    fn day(&self, at: DateTime<FixedOffset>) -> String {
        clock::day(self.lang, at)
    }

    fn time(&self, at: DateTime<FixedOffset>) -> String {
        clock::time(self.lang, at)
    }

    fn next_turn(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(clock::next_turn())
    }
}
