//! How many tries that come to nothing one network may make: wrong codes and unknown tickets, and passkey ceremonies that nobody
//! finishes well. In memory only: a restart forgives, and each app server counts for itself.
//!
//! Law: one network never costs another anything. There is no bound over all, because whoever has many addresses would use it to
//! keep everybody out; how long codes are guards against them (`domain::enrolment::EnrolmentCode`).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::problem::Problem;
use ipnet::IpNet;

use crate::error::{Answer, Refusal};

const WINDOW: TimeDelta = TimeDelta::minutes(10);
/// A household or a phone has a /64 of IPv6, and a customer up to a /48, which may try this many times as much.
const WIDER: i32 = 4;
/// Networks that are remembered, about 6 MB; beyond that the half that has least to be forgiven is forgotten.
const REMEMBERED: usize = 65_536;

/// Failures of one network at once. They come back evenly over ten minutes, so that waiting is never long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound(pub i32);

/// Enrolment codes and tickets. A waiting room behind one address may mistype now and then.
pub const CODES: Bound = Bound(30);
/// Steps of passkey ceremonies. They cost no state, so that two hundred staff behind one address may start three at once.
pub const CEREMONIES: Bound = Bound(600);

/// Who tried how often lately.
pub struct Tries {
    bound: Bound,
    /// When everything that a network tried is forgiven (the one number of GCRA, the leaky bucket as a schedule: ITU-T I.371).
    /// A try moves it by what it takes to come back; one that would put it further off than [`WINDOW`] is too many.
    forgiven_at: Mutex<HashMap<IpNet, DateTime<Utc>>>,
}

impl Tries {
    pub fn new(bound: Bound) -> Self {
        Self { bound, forgiven_at: Mutex::default() }
    }

    /// Counts a try as failed at once, so that many at the same time do not slip through; [`Tries::forgive`] takes that back.
    ///
    /// # Errors
    /// `too_many_tries`, with the seconds until the next one, when there were too many from there. It then counts nothing.
    pub fn begin(&self, from: IpAddr, now: DateTime<Utc>) -> Answer<()> {
        let mut known = self.forgiven_at.lock().unwrap_or_else(PoisonError::into_inner);
        let counted: Vec<_> = self
            .networks(from)
            .map(|(network, cost)| {
                let before = known.get(&network).map_or(now, |at| now.max(*at));
                (network, before + cost)
            })
            .collect();
        let wait = counted.iter().map(|(_, after)| *after - WINDOW - now).max().unwrap_or_default();
        if wait > TimeDelta::zero() {
            return Err(too_many(wait));
        }
        known.extend(counted);
        if known.len() > REMEMBERED {
            forget(&mut known, now);
        }
        Ok(())
    }

    /// A try was no failure.
    pub fn forgive(&self, from: IpAddr) {
        let mut known = self.forgiven_at.lock().unwrap_or_else(PoisonError::into_inner);
        for (network, cost) in self.networks(from) {
            if let Some(at) = known.get_mut(&network) {
                *at -= cost;
            }
        }
    }

    /// The networks that an address is counted in, and what one try costs each.
    fn networks(&self, address: IpAddr) -> impl Iterator<Item = (IpNet, TimeDelta)> {
        let address = address.to_canonical();
        let near = if address.is_ipv4() { 32 } else { 64 };
        let widths = [Some((near, self.bound.0)), address.is_ipv6().then_some((48, self.bound.0 * WIDER))];
        widths.into_iter().flatten().filter_map(move |(width, most)| {
            let network = IpNet::new(address, width).ok()?;
            Some((network.trunc(), WINDOW / most))
        })
    }
}

fn too_many(wait: TimeDelta) -> Refusal {
    let seconds = (wait + TimeDelta::milliseconds(999)).num_seconds();
    Problem::too_many_tries(seconds.try_into().unwrap_or(u32::MAX)).into()
}

/// Forgets who is forgiven, and when that is not half of them, who will be soonest. So it runs once in half of [`REMEMBERED`]
/// new networks at most, and those who tried most stay.
fn forget(known: &mut HashMap<IpNet, DateTime<Utc>>, now: DateTime<Utc>) {
    known.retain(|_, at| *at > now);
    if known.len() > REMEMBERED / 2 {
        let mut times: Vec<_> = known.values().copied().collect();
        let middle = times.len() / 2;
        let (_, median, _) = times.select_nth_unstable(middle);
        let median = *median;
        let mut room = (REMEMBERED / 2).saturating_sub(known.values().filter(|at| **at > median).count());
        known.retain(|_, at| {
            let last = *at == median && room > 0;
            room -= usize::from(last);
            last || *at > median
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn v4(n: u32) -> IpAddr {
        IpAddr::from(n.to_be_bytes())
    }

    fn v6(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// How many of `count` tries are let through.
    fn through(tries: &Tries, from: IpAddr, count: i32, now: DateTime<Utc>) -> i32 {
        (0..count).map(|_| i32::from(tries.begin(from, now).is_ok())).sum()
    }

    #[test]
    fn a_network_that_tried_too_often_waits_and_no_other_does() {
        let tries = Tries::new(Bound(10));
        assert_eq!(through(&tries, v4(1), 100, NOW), 10);
        assert_eq!(through(&tries, v4(2), 100, NOW), 10);
        let Err(refused) = tries.begin(v4(1), NOW) else { panic!("let through") };
        assert_eq!((refused.0.status, refused.0.retry_after), (429, Some(60)));
        assert!(tries.begin(v4(1), NOW + TimeDelta::seconds(59)).is_err());
        assert!(tries.begin(v4(1), NOW + TimeDelta::seconds(60)).is_ok());
        assert!(tries.begin(v4(1), NOW + TimeDelta::seconds(60)).is_err());
        assert_eq!(through(&tries, v4(1), 100, NOW + TimeDelta::minutes(30)), 10, "never more at once, however long one waited");
        let mapped = v6("::ffff:0.0.0.2");
        assert!(tries.begin(mapped, NOW).is_err(), "the same address, written as IPv6");
    }

    #[test]
    fn what_was_no_failure_is_forgiven_and_gives_no_credit() {
        let tries = Tries::new(Bound(10));
        for _ in 0..100 {
            assert!(tries.begin(v4(1), NOW).is_ok());
            tries.forgive(v4(1));
        }
        for _ in 0..5 {
            tries.forgive(v4(1));
            tries.forgive(v4(2));
        }
        assert_eq!(through(&tries, v4(1), 100, NOW), 10);
        assert_eq!(through(&tries, v4(2), 100, NOW), 10);
    }

    #[test]
    fn ipv6_counts_by_64_and_by_48() {
        let tries = Tries::new(Bound(10));
        assert_eq!(through(&tries, v6("2001:db8:0:1::1"), 10, NOW), 10);
        assert!(tries.begin(v6("2001:db8:0:1:ffff::2"), NOW).is_err());
        let all: i32 = (2..200).map(|n| through(&tries, v6(&format!("2001:db8:0:{n:x}::1")), 10, NOW)).sum();
        assert_eq!(all, 30, "a /48 has four times as much as a /64");
        assert!(tries.begin(v6("2001:db8:1::1"), NOW).is_ok());
    }

    #[test]
    fn a_hundred_thousand_networks_are_bounded_in_memory_and_who_tried_most_is_remembered() {
        let tries = Tries::new(Bound(10));
        assert_eq!(through(&tries, v4(0), 10, NOW), 10);
        for n in 1..=300_000 {
            assert!(tries.begin(v4(n), NOW).is_ok(), "a newcomer is never refused for others");
            if n % 30_000 == 0 {
                assert!(tries.forgiven_at.lock().unwrap().len() <= REMEMBERED);
            }
        }
        assert!(tries.begin(v4(0), NOW).is_err());
        // Whoever is forgiven is not kept.
        let later = NOW + WINDOW;
        for n in 0..100_000 {
            assert!(tries.begin(v4(1_000_000 + n), later).is_ok());
        }
        assert!(tries.forgiven_at.lock().unwrap().len() <= REMEMBERED);
        assert!(tries.begin(v4(0), later).is_ok());
    }
}
