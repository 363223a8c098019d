//! The data of the charts, and the facts of the sentence beside each. Drawing and texts are elsewhere.
//!
//! Each carries its `n`. Below five nothing is claimed. Deliberately not here: scores, predictions, trends fitted to
//! data.

mod check_ins;
mod days;
mod grid;
mod triggers;

pub use check_ins::{HardDays, hard_days};
pub use days::{CravingDay, DaysFact, Level, cravings_by_day, days_fact};
pub use grid::{BLOCKS, Grid, GridFact, HOURS, grid, grid_fact};
pub use triggers::{TriggerPicture, TriggerRow, TriggersFact, triggers, triggers_fact};

use crate::base::id::ObjectId;
use crate::entries::body::Record;

/// A record and its entry. Charts take all records of a participant and select their own.
#[derive(Clone, Copy, Debug)]
pub struct Noted<'a> {
    pub object: ObjectId,
    pub record: &'a Record,
}

#[cfg(test)]
mod support {
    use chrono::DateTime;

    use super::*;
    use crate::entries::body::Body;
    use crate::entries::craving::Craving;
    use crate::entries::intensity::Intensity;

    pub fn id(n: u8) -> ObjectId {
        ObjectId::from_bytes([n; 16])
    }

    /// `at` is local time with the zone's offset.
    pub fn record(at: &str, body: Body) -> Record {
        Record::new(DateTime::parse_from_rfc3339(at).unwrap(), body)
    }

    pub fn craving(at: &str, intensity: u8) -> Record {
        record(at, Body::Craving(Craving::quick(id(0), Intensity::new(intensity).unwrap())))
    }

    /// The first record is object 1, and so on.
    pub fn noted(records: &[Record]) -> Vec<Noted<'_>> {
        (1..).zip(records).map(|(n, record)| Noted { object: id(n), record }).collect()
    }
}
