//! How much each push service is asked at once, and when not at all: it said so, or does not answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::env::Env;
use crate::push::Answer;

/// Messages that one push service is sent at once, and that wait for it.
const AT_ONCE: usize = 64;
const WAITING: usize = 448;
/// Failures one after the other until a push service is left alone for a while.
const FAILURES: u32 = 3;
/// The shortest and the longest wait.
const SHORTEST: i64 = 4_000;
const LONGEST: i64 = 300_000;

#[derive(Default)]
pub struct Hosts(Mutex<HashMap<String, Host>>);

struct Host {
    turns: Arc<Semaphore>,
    waiting: usize,
    not_before: Option<DateTime<Utc>>,
    failures: u32,
}

impl Hosts {
    /// Waits for a turn at a push service.
    ///
    /// # Errors
    /// The time to come back, when it is not to be asked before, or too many wait for it.
    pub async fn enter(&self, host: &str, env: &Env) -> Result<OwnedSemaphorePermit, DateTime<Utc>> {
        let turns = self.with(host, |host| {
            if let Some(at) = host.closed(env) {
                return Err(at);
            }
            if host.waiting >= WAITING {
                return Err(env.now() + backoff(0, env));
            }
            host.waiting += 1;
            Ok(Arc::clone(&host.turns))
        })?;
        let turn = turns.acquire_owned().await;
        self.with(host, |host| {
            host.waiting = host.waiting.saturating_sub(1);
            host.closed(env).map_or(Ok(()), Err)
        })?;
        turn.map_err(|_| env.now())
    }

    /// Remembers what a push service answered.
    pub fn heard(&self, host: &str, answer: Answer, env: &Env) {
        self.with(host, |host| match answer {
            Answer::Busy(Some(at)) => host.not_before = host.not_before.max(Some(at)),
            Answer::Busy(None) | Answer::Unreachable => {
                host.failures = host.failures.saturating_add(1);
                if host.failures >= FAILURES {
                    host.not_before = host.not_before.max(Some(env.now() + backoff(host.failures - FAILURES, env)));
                }
            }
            Answer::Taken | Answer::Gone | Answer::Missing | Answer::Refused => host.failures = 0,
        });
    }

    fn with<T>(&self, host: &str, act: impl FnOnce(&mut Host) -> T) -> T {
        let mut all: MutexGuard<'_, HashMap<String, Host>> = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Host { turns: Arc::new(Semaphore::new(AT_ONCE)), waiting: 0, not_before: None, failures: 0 };
        act(all.entry(host.to_owned()).or_insert_with(new))
    }
}

impl Host {
    /// When it may be asked again, spread a little, so that not all come at once.
    fn closed(&self, env: &Env) -> Option<DateTime<Utc>> {
        self.not_before.filter(|at| *at > env.now()).map(|at| at + spread(2_000, env))
    }
}

/// How long to wait after so many attempts: twice as long each time, and up to half more or less than that.
pub fn backoff(attempts: u32, env: &Env) -> TimeDelta {
    let whole = SHORTEST.saturating_mul(1 << attempts.min(16)).min(LONGEST);
    TimeDelta::milliseconds(whole / 2) + spread(whole, env)
}

fn spread(milliseconds: i64, env: &Env) -> TimeDelta {
    let chance = u32::from_be_bytes(env.random());
    TimeDelta::milliseconds(i64::from(chance).rem_euclid(milliseconds.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::{ManualClock, SeededChance};

    fn env() -> (Env, Arc<ManualClock>) {
        let clock = ManualClock::at(DateTime::UNIX_EPOCH);
        (Env { clock: clock.clone(), chance: SeededChance::new(1) }, clock)
    }

    #[tokio::test]
    async fn a_push_service_that_asks_to_wait_is_left_alone_until_then_and_no_other() {
        let (env, clock) = env();
        let hosts = Hosts::default();
        let at = env.now() + TimeDelta::seconds(120);
        hosts.heard("https://a", Answer::Busy(Some(at)), &env);
        assert!(hosts.enter("https://a", &env).await.is_err_and(|later| later >= at));
        assert!(hosts.enter("https://b", &env).await.is_ok());
        clock.advance(TimeDelta::seconds(121));
        assert!(hosts.enter("https://a", &env).await.is_ok());
    }

    #[tokio::test]
    async fn a_push_service_that_does_not_answer_is_asked_less_and_less_until_it_does() {
        let (env, clock) = env();
        let hosts = Hosts::default();
        for _ in 0..2 {
            hosts.heard("https://a", Answer::Unreachable, &env);
            assert!(hosts.enter("https://a", &env).await.is_ok());
        }
        hosts.heard("https://a", Answer::Unreachable, &env);
        assert!(hosts.enter("https://a", &env).await.is_err());
        clock.advance(TimeDelta::seconds(10));
        assert!(hosts.enter("https://a", &env).await.is_ok());
        hosts.heard("https://a", Answer::Taken, &env);
        hosts.heard("https://a", Answer::Unreachable, &env);
        assert!(hosts.enter("https://a", &env).await.is_ok(), "it began anew");
    }

    #[tokio::test]
    async fn more_than_may_wait_are_told_to_come_back() {
        let (env, _) = env();
        let hosts = Arc::new(Hosts::default());
        let mut turns = Vec::new();
        for _ in 0..AT_ONCE {
            turns.extend(hosts.enter("https://a", &env).await.ok());
        }
        let waiting: Vec<_> = (0..WAITING)
            .map(|_| {
                let (hosts, env) = (Arc::clone(&hosts), env.clone());
                tokio::spawn(async move { drop(hosts.enter("https://a", &env).await) })
            })
            .collect();
        while hosts.with("https://a", |host| host.waiting) < WAITING {
            tokio::task::yield_now().await;
        }
        assert!(hosts.enter("https://a", &env).await.is_err());
        drop(turns);
        for task in waiting {
            task.await.unwrap();
        }
        assert!(hosts.enter("https://a", &env).await.is_ok());
    }

    #[test]
    fn waits_double_up_to_five_minutes() {
        let (env, _) = env();
        for (attempts, shortest, longest) in [(0, 2, 6), (1, 4, 12), (4, 32, 96), (20, 150, 450)] {
            for _ in 0..50 {
                let wait = backoff(attempts, &env);
                assert!(wait >= TimeDelta::seconds(shortest) && wait < TimeDelta::seconds(longest), "{attempts}: {wait}");
            }
        }
    }
}
