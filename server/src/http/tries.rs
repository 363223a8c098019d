//! Limits failed tries per network: wrong codes, unknown tickets and failed passkey ceremonies. In memory only: a
//! restart resets it, and each app server counts on its own.
//!
//! Law: one network never affects another. There is no global limit, because someone with many addresses could use it
//! to lock everyone out; the length of codes protects against them (`domain::people::enrolment::EnrolmentCode`).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::base::problem::Problem;
use ipnet::IpNet;

use crate::error::{Answer, Refusal};

const WINDOW: TimeDelta = TimeDelta::minutes(10);
/// A household or phone has an IPv6 /64, a customer up to a /48, which gets this many times the limit.
const WIDER: i32 = 4;
/// Maximum number of remembered networks, about 6 MB; beyond that, the half with the fewest failures is dropped.
const REMEMBERED: usize = 65_536;

/// Burst of failures of one network. It refills evenly over ten minutes, so that waits are short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound(pub i32);

/// Enrollment codes and tickets. A waiting room behind one address may mistype now and then.
pub const CODES: Bound = Bound(30);
/// Steps of passkey ceremonies. They cost no state, so that two hundred staff behind one address may start three at
/// once.
pub const CEREMONIES: Bound = Bound(600);

/// Recent failures per network.
pub struct Tries {
    bound: Bound,
    /// Time at which all failures of a network are forgiven (the single number of GCRA, a leaky bucket as a schedule:
    /// ITU-T I.371). Each try moves it by its refill time; a try that moves it beyond [`WINDOW`] is refused.
    forgiven_at: Mutex<HashMap<IpNet, DateTime<Utc>>>,
}

impl Tries {
    pub fn new(bound: Bound) -> Self {
        Self { bound, forgiven_at: Mutex::default() }
    }

    /// Counts a try as failed at once, so that concurrent tries do not slip through; [`Tries::forgive`] takes that
    /// back.
    ///
    /// # Errors
    /// `too_many_tries`, with the seconds until the next try, if there were too many. Then it counts nothing.
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

    /// Takes back a counted try that did not fail.
    pub fn forgive(&self, from: IpAddr) {
        let mut known = self.forgiven_at.lock().unwrap_or_else(PoisonError::into_inner);
        for (network, cost) in self.networks(from) {
            if let Some(at) = known.get_mut(&network) {
                *at -= cost;
            }
        }
    }

    /// The networks that an address counts for, and the cost of a try to each.
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

/// Drops forgiven networks and, if they are fewer than half, those forgiven soonest. So it runs at most once per half
/// of [`REMEMBERED`] new networks, and keeps those with the most failures.
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

    /// The number of admitted tries, of `count`.
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
        assert_eq!(
            through(&tries, v4(1), 100, NOW + TimeDelta::minutes(30)),
            10,
            "never more at once, however long one waited"
        );
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
        // Forgiven networks are dropped.
        let later = NOW + WINDOW;
        for n in 0..100_000 {
            assert!(tries.begin(v4(1_000_000 + n), later).is_ok());
        }
        assert!(tries.forgiven_at.lock().unwrap().len() <= REMEMBERED);
        assert!(tries.begin(v4(0), later).is_ok());
    }
}
