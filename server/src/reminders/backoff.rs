//! Limits concurrent requests per push service, and backs off when it asks for that or does not respond.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::env::Env;
use crate::push::Answer;

/// Maximum number of concurrent messages to one push service.
const AT_ONCE: usize = 64;
/// A message keeps waiting while this many attempts finish in this time. Messages to a silent or slow push service are
/// retried later, so that others can proceed.
const AWHILE: Duration = Duration::from_secs(1);
const ENOUGH: u64 = 32;
/// Consecutive failures before a push service gets a break.
const FAILURES: u32 = 3;
/// The shortest and the longest wait.
const SHORTEST: i64 = 4_000;
const LONGEST: i64 = 300_000;

#[derive(Default)]
pub struct Hosts(Mutex<HashMap<String, Host>>);

struct Host {
    turns: Arc<Semaphore>,
    /// The number of finished attempts.
    ended: u64,
    not_before: Option<DateTime<Utc>>,
    failures: u32,
}

impl Hosts {
    /// Waits for a turn at a push service while it responds to others.
    ///
    /// # Errors
    /// The time to retry, if the push service is backing off or hardly responds.
    pub async fn enter(&self, host: &str, env: &Env) -> Result<OwnedSemaphorePermit, DateTime<Utc>> {
        let (turns, mut ended) =
            self.with(host, |host| host.closed(env).map_or_else(|| Ok((Arc::clone(&host.turns), host.ended)), Err))?;
        let mut turn = pin!(turns.acquire_owned());
        let turn = loop {
            if let Ok(turn) = timeout(AWHILE, &mut turn).await {
                break turn;
            }
            let before = ended;
            ended = self.with(host, |host| host.ended);
            if ended - before < ENOUGH {
                return Err(env.now() + backoff(0, env));
            }
        };
        self.with(host, |host| host.closed(env).map_or(Ok(()), Err))?;
        turn.map_err(|_| env.now())
    }

    /// Records a push service's response.
    pub fn heard(&self, host: &str, answer: Answer, env: &Env) {
        self.with(host, |host| host.note(answer, env));
    }

    fn with<T>(&self, host: &str, act: impl FnOnce(&mut Host) -> T) -> T {
        let mut all: MutexGuard<'_, HashMap<String, Host>> = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Host { turns: Arc::new(Semaphore::new(AT_ONCE)), ended: 0, not_before: None, failures: 0 };
        act(all.entry(host.to_owned()).or_insert_with(new))
    }
}

impl Host {
    fn note(&mut self, answer: Answer, env: &Env) {
        self.ended += 1;
        match answer {
            Answer::Busy(Some(at)) => self.not_before = self.not_before.max(Some(at)),
            Answer::Busy(None) | Answer::Unreachable => {
                self.failures = self.failures.saturating_add(1);
                if self.failures >= FAILURES {
                    self.not_before = self.not_before.max(Some(env.now() + backoff(self.failures - FAILURES, env)));
                }
            }
            Answer::Taken | Answer::Gone | Answer::Missing | Answer::Refused => self.failures = 0,
        }
    }

    /// The time of the next try, with jitter of up to two seconds; `None` if it may be now.
    fn closed(&self, env: &Env) -> Option<DateTime<Utc>> {
        self.not_before.filter(|at| *at > env.now()).map(|at| at + spread(2_000, env))
    }
}

/// The wait after a number of attempts: doubles each time, plus or minus up to half.
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
    use futures::future::join_all;

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

    #[tokio::test(start_paused = true)]
    async fn many_wait_for_a_push_service_that_answers_and_nobody_for_one_that_is_silent_or_slow() {
        let (env, _) = env();
        let hosts = Arc::new(Hosts::default());
        // Simulates attempts of a given duration; returns which got a turn.
        let send = async |many: usize, takes: Duration| {
            let one = || {
                let (hosts, env) = (Arc::clone(&hosts), env.clone());
                tokio::spawn(async move {
                    let turn = hosts.enter("https://a", &env).await?;
                    tokio::time::sleep(takes).await;
                    hosts.heard("https://a", Answer::Taken, &env);
                    drop(turn);
                    Ok::<_, DateTime<Utc>>(())
                })
            };
            let all = join_all((0..many).map(|_| one()).collect::<Vec<_>>()).await;
            all.into_iter().filter(|done| matches!(done, Ok(Ok(())))).count()
        };
        assert_eq!(send(5000, Duration::from_millis(500)).await, 5000, "one after the other, for 40 seconds");
        assert_eq!(send(1000, Duration::from_secs(10)).await, AT_ONCE, "it is silent");
        assert!(send(1000, Duration::from_secs(3)).await <= 2 * AT_ONCE, "it is slow");
        assert_eq!(send(1000, Duration::from_millis(10)).await, 1000, "it is back");
    }

    #[test]
    fn waits_double_up_to_five_minutes() {
        let (env, _) = env();
        for (attempts, shortest, longest) in [(0, 2, 6), (1, 4, 12), (4, 32, 96), (20, 150, 450)] {
            for _ in 0..50 {
                let wait = backoff(attempts, &env);
                assert!(
                    wait >= TimeDelta::seconds(shortest) && wait < TimeDelta::seconds(longest),
                    "{attempts}: {wait}"
                );
            }
        }
    }
}
