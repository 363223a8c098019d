//! How many tries that came to nothing are too many: wrong codes, and passkey ceremonies that nobody finished. Per address, and
//! for all addresses together, so that spreading them does not help. In memory only: a restart forgives.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

const WINDOW: TimeDelta = TimeDelta::minutes(10);
const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// What is too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Failures of one address within ten minutes.
    per_address: usize,
    /// Failures of all addresses within a minute.
    overall: usize,
}

/// Enrolment codes. At this pace a code of 40 bits holds its ten minutes a billion times over.
pub const CODES: Bounds = Bounds { per_address: 10, overall: 60 };
/// Passkey ceremonies. A whole clinic may sit behind one address, and a window that was closed is no attack.
pub const CEREMONIES: Bounds = Bounds { per_address: 30, overall: 300 };

pub struct Tries {
    bounds: Bounds,
    failures: Mutex<Failures>,
}

#[derive(Default)]
struct Failures {
    by_address: HashMap<[u8; 8], Vec<DateTime<Utc>>>,
    overall: Vec<DateTime<Utc>>,
}

impl Tries {
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, failures: Mutex::default() }
    }

    /// Whether another one may be begun from here. It counts as failed at once, so that many at the same time do not slip
    /// through; [`Tries::forgive`] takes that back.
    pub fn begin(&self, from: IpAddr, now: DateTime<Utc>) -> bool {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.forget(now);
        let mine = failures.by_address.get(&network(from)).map_or(0, Vec::len);
        if failures.overall.len() >= self.bounds.overall || mine >= self.bounds.per_address {
            return false;
        }
        failures.overall.push(now);
        failures.by_address.entry(network(from)).or_default().push(now);
        true
    }

    /// The try that began at `begun` was no failure.
    pub fn forgive(&self, from: IpAddr, begun: DateTime<Utc>) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let failures = &mut *failures;
        let mine = failures.by_address.entry(network(from)).or_default();
        for times in [&mut failures.overall, mine] {
            if let Some(place) = times.iter().position(|time| *time == begun) {
                times.remove(place);
            }
        }
    }
}

impl Failures {
    fn forget(&mut self, now: DateTime<Utc>) {
        self.overall.retain(|time| now - *time < MINUTE);
        self.by_address.retain(|_, times| {
            times.retain(|time| now - *time < WINDOW);
            !times.is_empty()
        });
    }
}

/// One household: an IPv4 address, or the first half of an IPv6 one.
fn network(address: IpAddr) -> [u8; 8] {
    let mut out = [0; 8];
    match address.to_canonical() {
        IpAddr::V4(v4) => out[4..].copy_from_slice(&v4.octets()),
        IpAddr::V6(v6) => out.copy_from_slice(&v6.octets()[..8]),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_wrong_codes_close_an_address_for_ten_minutes_and_sixty_a_minute_close_all() {
        let tries = Tries::new(CODES);
        let now = DateTime::UNIX_EPOCH;
        let address = |n: u8| IpAddr::from([10, 0, 0, n]);
        for _ in 0..10 {
            assert!(tries.begin(address(1), now));
        }
        assert!(!tries.begin(address(1), now));
        for n in 2..52 {
            assert!(tries.begin(address(n), now));
        }
        assert!(!tries.begin(address(99), now));
        tries.forgive(address(2), now);
        assert!(tries.begin(address(99), now));
        assert!(!tries.begin(address(98), now));
        assert!(tries.begin(address(99), now + TimeDelta::minutes(1)));
        assert!(!tries.begin(address(1), now + TimeDelta::minutes(9)));
        assert!(tries.begin(address(1), now + TimeDelta::minutes(10)));
    }
}
