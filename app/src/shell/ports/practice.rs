//! Practices in progress.

use chrono::{DateTime, FixedOffset};
use domain::base::id::{ObjectId, RevisionId};
use domain::entries::practice::Practice;
use serde::{Deserialize, Serialize};

use super::trouble::Working;

/// A practice that is being done or described.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Underway {
    /// Its note is the saved one.
    pub practice: Practice,
    /// The note as typed, which need not be valid yet.
    pub note: String,
    /// Time it was begun, in ms of the phone's clock.
    pub started: Option<i64>,
    /// Step of a guide that does not go by the clock alone.
    pub step: u32,
    /// The entry it became when it was finished, the head of that, and its time.
    pub saved: Option<(ObjectId, RevisionId, DateTime<FixedOffset>)>,
    /// Time it was kept, in ms of the phone's clock.
    pub kept: i64,
}

/// Seconds of paced breathing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// 2 to 10.
    pub inhale: u8,
    /// 0 to 10.
    pub hold: u8,
    /// 2 to 12.
    pub exhale: u8,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { inhale: 4, hold: 0, exhale: 6 }
    }
}

impl Rhythm {
    /// The nearest rhythm that one can breathe.
    pub fn bounded(self) -> Self {
        Self { inhale: self.inhale.clamp(2, 10), hold: self.hold.clamp(0, 10), exhale: self.exhale.clamp(2, 12) }
    }
}

/// A practice continues in the background for this long.
pub const PRACTICE_LIFE_MS: i64 = 3 * 60 * 60 * 1000;

impl Underway {
    /// It has begun, is not over, and continues in the background.
    pub fn goes_on(&self, now: i64) -> bool {
        self.saved.is_none() && self.started.is_some_and(|started| (0..PRACTICE_LIFE_MS).contains(&(now - started)))
    }
}

pub trait Practices {
    /// Unfinished practices.
    fn underway(&self) -> Working<Vec<Underway>>;
    /// Keeps them, sealed.
    fn keep_underway(&self, all: Vec<Underway>);
    fn rhythm(&self) -> Rhythm;
    fn set_rhythm(&self, rhythm: Rhythm);
}
