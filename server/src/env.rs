//! The only clock and the only source of randomness in the server. Tests bring their own, so that they are fast and
//! repeatable.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use rand::{RngCore as _, SeedableRng as _, rngs::StdRng};

/// Law: never goes backward on its own. Times have millisecond precision, as in the database.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;
}

/// Law: unpredictable, except in tests.
pub trait Chance: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

#[derive(Clone)]
pub struct Env {
    pub clock: Arc<dyn Clock>,
    pub chance: Arc<dyn Chance>,
}

impl Env {
    /// The machine's clock and the operating system's randomness.
    pub fn real() -> Self {
        Self { clock: Arc::new(MachineClock), chance: Arc::new(MachineChance) }
    }

    /// Like [`Env::real`], with a clock that is ahead.
    pub fn ahead(by: TimeDelta) -> Self {
        Self { clock: Arc::new(ShiftedClock(by)), chance: Arc::new(MachineChance) }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(3)
    }

    /// `N` random bytes: 16 for an id, 32 for a token or a key.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }
}

struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

struct ShiftedClock(TimeDelta);

impl Clock for ShiftedClock {
    fn now(&self) -> DateTime<Utc> {
        MachineClock.now() + self.0
    }
}

struct MachineChance;

impl Chance for MachineChance {
    #[expect(clippy::disallowed_methods, reason = "this is the one source of chance")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}

/// A clock that a test moves by hand.
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    pub fn at(time: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(time)))
    }

    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Randomness that a test can repeat.
pub struct SeededChance(Mutex<(StdRng, VecDeque<Vec<u8>>)>);

impl SeededChance {
    pub fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self(Mutex::new((StdRng::seed_from_u64(seed), VecDeque::new()))))
    }

    /// Sets the answer to the next request for this many bytes.
    pub fn next_is(&self, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.push_back(bytes.to_vec());
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        let (chance, next) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match next.pop_front_if(|next| next.len() == bytes.len()) {
            Some(next) => bytes.copy_from_slice(&next),
            None => chance.fill_bytes(bytes),
        }
    }
}
