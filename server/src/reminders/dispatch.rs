//! Sends what is due. Any number of servers may run this on one database: each lease has one holder, and a killed
//! server's leases expire and are sent again with the same tag, so that a phone shows each once.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::ParticipantId;
use domain::reminders::rules::Source;
use domain::reminders::texts::Notice;
use futures::StreamExt as _;
use futures::future::join_all;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::backoff::{Hosts, backoff};
use crate::fault::Fault;
use crate::push::{Answer, Notification, Push};
use crate::seal::token_hash;
use crate::state::Shared;
use crate::store::StoreResult;
use crate::store::types::reminders::{Attempt, Leased, Outcome, Target};

/// Validity of a lease: short enough that a killed server's reminders are sent within a minute, even if the next one is
/// killed too.
pub const LEASE: TimeDelta = TimeDelta::seconds(20);
/// The minimum remaining lease when sending begins: an attempt takes at most ten seconds.
const ENOUGH: TimeDelta = TimeDelta::seconds(11);
/// The pause of the faulty build between recording and sending, so that the control run of the kill test notices.
const FAULTY_PAUSE: Duration = Duration::from_secs(2);
/// The pause between two passes.
const PAUSE: Duration = Duration::from_millis(500);
/// The number of participants per pass, and at the same time.
const BATCH: i64 = 500;
const AT_ONCE: usize = 32;
/// Maximum number of participants with messages in flight. Messages that wait for a silent or slow push service make
/// room after a second or two.
const UNDER_WAY: usize = 256;

pub struct Dispatcher {
    shared: Shared,
    push: Option<Arc<dyn Push>>,
    hosts: Hosts,
    under_way: Arc<Semaphore>,
}

impl Dispatcher {
    /// Without `push`, reminders are only settled.
    pub fn new(shared: Shared, push: Option<Arc<dyn Push>>) -> Arc<Self> {
        Arc::new(Self { shared, push, hosts: Hosts::default(), under_way: Arc::new(Semaphore::new(UNDER_WAY)) })
    }

    /// Runs forever.
    pub async fn run(self: Arc<Self>) {
        loop {
            match self.pass().await {
                Ok(mut sending) => {
                    let busy = sending.len() >= usize::try_from(BATCH).unwrap_or(usize::MAX);
                    sending.detach_all();
                    if busy {
                        continue;
                    }
                }
                Err(error) => tracing::error!("looking for what is due failed: {}", error.for_log()),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// One pass: leases due occurrences; returns the sends in flight.
    pub async fn pass(self: &Arc<Self>) -> StoreResult<JoinSet<()>> {
        let due = self.shared.store.due_participants(BATCH).await?;
        let mut leased =
            futures::stream::iter(due).map(|participant| self.lease(participant)).buffer_unordered(AT_ONCE);
        let mut sending = JoinSet::new();
        // Send leased occurrences at once: others may be waiting for the permit.
        while let Some(leased) = leased.next().await {
            let Some((leased, permit)) = leased else { continue };
            let this = Arc::clone(self);
            sending.spawn(async move {
                join_all(leased.into_iter().map(|leased| this.send(leased))).await;
                drop(permit);
            });
        }
        Ok(sending)
    }

    async fn lease(&self, participant: ParticipantId) -> Option<(Vec<Leased>, OwnedSemaphorePermit)> {
        let permit = Arc::clone(&self.under_way).acquire_owned().await.ok()?;
        let life = if self.shared.settings.fault == Some(Fault::NoLease) { TimeDelta::zero() } else { LEASE };
        match self.shared.store.lease(participant, life, self.push.is_some()).await {
            Ok(leased) => Some((leased, permit)),
            Err(error) => {
                tracing::error!("asking what may be sent failed: {}", error.for_log());
                None
            }
        }
    }

    async fn send(&self, leased: Leased) {
        if self.shared.settings.fault == Some(Fault::SentBeforeSending) {
            let taken = leased.targets.iter().map(|target| attempt(target, Outcome::Taken));
            self.settle(&leased, taken.collect()).await;
            tokio::time::sleep(FAULTY_PAUSE).await;
        }
        let attempts = join_all(
            leased.targets.iter().map(|target| async { attempt(target, self.attempt(&leased, target).await) }),
        );
        self.settle(&leased, attempts.await).await;
    }

    async fn settle(&self, leased: &Leased, attempts: Vec<Attempt>) {
        let settled =
            self.shared.store.settle_attempts(leased.participant, leased.occurrence, leased.until, attempts).await;
        if let Err(error) = settled {
            tracing::error!("what became of a reminder could not be written down: {}", error.for_log());
        }
    }

    async fn attempt(&self, leased: &Leased, target: &Target) -> Outcome {
        let env = &self.shared.env;
        let (Some(push), Some(host)) = (&self.push, self.shared.push.allowed.origin(&target.subscription.endpoint))
        else {
            return Outcome::Refused;
        };
        let _turn = match self.hosts.enter(&host, env).await {
            Ok(turn) => turn,
            Err(later) => return Outcome::NotYet(later),
        };
        let now = env.now();
        if let Some(later) = too_late(leased, now, self.shared.settings.fault) {
            return Outcome::NotYet(later);
        }
        let answer = push
            .send(Notification {
                to: target.subscription.clone(),
                occurrence: leased.occurrence,
                notice: Notice::of(leased.source, leased.expires_at, now),
                lang: target.lang,
                expires_at: leased.expires_at,
                urgent: matches!(leased.source, Source::Session | Source::Changed),
                silent: leased.silent,
                now,
            })
            .await;
        let now = env.now();
        self.hosts.heard(&host, answer, env);
        match answer {
            Answer::Taken => Outcome::Taken,
            Answer::Gone => Outcome::Gone,
            Answer::Missing => Outcome::Missing,
            Answer::Refused => Outcome::Refused,
            Answer::Busy(Some(at)) => Outcome::Again(at),
            Answer::Busy(None) | Answer::Unreachable => Outcome::Again(now + backoff(target.attempts, env)),
        }
    }
}

/// The deadline for sending: the expiry, or when the lease ends too soon for a response.
fn too_late(leased: &Leased, now: DateTime<Utc>, fault: Option<Fault>) -> Option<DateTime<Utc>> {
    if now >= leased.expires_at {
        return Some(leased.expires_at);
    }
    (now > leased.until - ENOUGH && fault != Some(Fault::NoLease)).then_some(now)
}

fn attempt(target: &Target, outcome: Outcome) -> Attempt {
    Attempt { device: target.device, endpoint_hash: token_hash(&target.subscription.endpoint), outcome }
}
