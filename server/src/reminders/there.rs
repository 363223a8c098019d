//! Where a participant is, as a place with civil time.

use chrono::{DateTime, NaiveDate, Timelike as _, Utc};
use chrono_tz::Tz;
use domain::reminder::rules::Civil;
use domain::schedule::{Minute, Zone};

use crate::zones;

#[derive(Clone, Copy, Debug)]
pub struct There(Tz);

impl There {
    /// A zone that is not known counts as UTC.
    pub fn of(zone: Option<&Zone>) -> Self {
        Self(zone.and_then(|zone| zones::known("zone", zone).ok()).unwrap_or(Tz::UTC))
    }
}

impl Civil for There {
    fn local(&self, at: DateTime<Utc>) -> (NaiveDate, u16) {
        let there = at.with_timezone(&self.0);
        (there.date_naive(), u16::try_from(there.num_seconds_from_midnight() / 60).unwrap_or_default())
    }

    fn instant(&self, day: NaiveDate, minute: Minute) -> Option<DateTime<Utc>> {
        Some(zones::instant(self.0, day, minute))
    }
}
