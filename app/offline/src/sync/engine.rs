//! The syncer: sends waiting operations, applies new changes, and never treats an error as a verdict.

use std::cell::Cell;

use domain::base::problem::ProblemKind;
use domain::schedule::Zone;
use domain::sync::{CLIENT, MAX_OPERATIONS, Reason, SyncRequest, Verdict};

use crate::journal::{Journal, JournalError, waiting};
use crate::ports::{Cipher, Reads, Storage, Transport, TransportError, Write};
use crate::rows::{self, Intent, META, Meta, OPS, OutItem, TrayItem};

/// Why a sync stopped early. None of these loses anything.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyncTrouble {
    #[error("no network")]
    Offline,
    /// The sign-in has expired; reading and writing continue.
    #[error("signed out")]
    SignIn,
    #[error("this phone was shut out")]
    Revoked,
    /// The sign-in belongs to somebody else than the journal.
    #[error("somebody else is signed in")]
    SomebodyElse,
    /// The server is busy or broken; try again later.
    #[error("the server cannot take it now")]
    Busy,
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Why the journal started over: new stream, full pull, and a resend of what the server lacks. None of these loses
/// anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartedOver {
    /// Another copy of this journal has written.
    Copied,
    /// The server's database was restored from a backup. Shares that it had forgotten are closed.
    Restored,
    /// The server does not know what this phone had sent, or where it was in the feed.
    Missing,
}

/// Number of operations the syncer risks sending at once; it grows back after a success. Also the news a person should
/// hear about the sync.
#[derive(Debug)]
pub struct Pace {
    limit: Cell<usize>,
    lone_failures: Cell<u32>,
    started_over: Cell<Option<StartedOver>>,
    /// Changes an older app could not read were looked through: once per start is enough, because this app reads new
    /// ones as they come.
    adopted: Cell<bool>,
    /// Time when operations the server could not take yet were last queued again; ms of the phone's clock.
    tried_again: Cell<Option<i64>>,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            limit: Cell::new(MAX_OPERATIONS),
            lone_failures: Cell::new(0),
            started_over: Cell::default(),
            adopted: Cell::default(),
            tried_again: Cell::default(),
        }
    }
}

impl Pace {
    /// Why the journal started over since this was asked last, if it did.
    pub fn started_over(&self) -> Option<StartedOver> {
        self.started_over.take()
    }
}

/// A single operation that failed this often, while an empty request succeeded, is the cause.
const LONE_FAILURES: u32 = 3;
/// Interval of full pulls for a digest that differs: at most one a day.
const MEND_EVERY_MS: i64 = DAY_MS;
/// Interval of sending again what an older server could not take, besides at each start.
const AGAIN_EVERY_MS: i64 = DAY_MS;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A bound against a server that always has more.
const MAX_ROUNDS: usize = 10_000;

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Syncs until phone and server are in step.
    pub async fn sync<T: Transport>(&self, transport: &T, pace: &Pace, now: i64) -> Result<(), SyncTrouble> {
        if pace.tried_again.get().is_none_or(|at| now - at >= AGAIN_EVERY_MS) {
            self.try_again().await?;
            pace.tried_again.set(Some(now));
        }
        for _ in 0..MAX_ROUNDS {
            if !self.round(transport, pace, now).await? {
                return Ok(());
            }
        }
        Err(SyncTrouble::Busy)
    }

    /// One request. Returns true if another one is needed.
    pub async fn round<T: Transport>(&self, transport: &T, pace: &Pace, now: i64) -> Result<bool, SyncTrouble> {
        let (request, sent) = self.request(pace, transport.zone()).await?;
        match transport.sync(&request).await {
            Ok(answer) => {
                pace.limit.set((pace.limit.get() * 2).min(MAX_OPERATIONS));
                pace.lone_failures.set(0);
                let absorbed = match self.absorb(&request, answer).await {
                    Ok(absorbed) => absorbed,
                    Err(JournalError::Changed) => return Ok(true),
                    Err(error) => return Err(error.into()),
                };
                self.after(pace, absorbed, now).await
            }
            Err(TransportError::Offline | TransportError::Strange(_)) => Err(SyncTrouble::Offline),
            Err(TransportError::Problem(problem)) => match problem.kind {
                ProblemKind::SignIn => Err(SyncTrouble::SignIn),
                ProblemKind::Revoked => Err(SyncTrouble::Revoked),
                ProblemKind::ForeignStream => Err(SyncTrouble::SomebodyElse),
                ProblemKind::Fork => self.start_anew(pace, StartedOver::Copied).await,
                ProblemKind::Epoch => self.start_anew(pace, StartedOver::Restored).await,
                ProblemKind::Gap | ProblemKind::Cursor => self.start_anew(pace, StartedOver::Missing).await,
                _ => self.slow_down(transport, pace, request, &sent).await,
            },
        }
    }

    async fn start_anew(&self, pace: &Pace, why: StartedOver) -> Result<bool, SyncTrouble> {
        self.start_over(None).await?;
        pace.started_over.set(Some(why));
        Ok(true)
    }

    async fn after(
        &self,
        pace: &Pace,
        absorbed: crate::sync::apply_answer::Absorbed,
        now: i64,
    ) -> Result<bool, SyncTrouble> {
        let meta = self.must().await?;
        if absorbed.more {
            return Ok(true);
        }
        if meta.recheck {
            self.say_again(now).await?;
            self.resend_unknown(now).await?;
            return Ok(true);
        }
        if absorbed.differs && meta.mended_at.is_none_or(|at| now - at > MEND_EVERY_MS) {
            self.start_over(Some(now)).await?;
            return Ok(true);
        }
        self.adopt_keys().await?;
        if !pace.adopted.get() {
            self.adopt().await?;
            pace.adopted.set(true);
        }
        Ok(false)
    }

    async fn request(&self, pace: &Pace, zone: Option<Zone>) -> Result<(SyncRequest, Vec<OutItem>), JournalError> {
        let snapshot = self.storage.read(Reads::keys([META.to_owned()]).and_all(OPS).at_most(pace.limit.get())).await?;
        let meta: Meta = crate::journal::first(&snapshot, 0)?.ok_or(JournalError::Missing)?;
        let waiting = waiting(&snapshot)?;
        let ops = self.batch(&meta, &waiting, pace.limit.get()).await?;
        let first_seq = waiting.first().map_or(meta.next_seq, |w| w.seq);
        let request = SyncRequest {
            // After a full pull was decided the phone asks without an epoch, and takes the one it is told.
            epoch: meta.epoch.filter(|_| meta.cursor.is_some()),
            client: CLIENT,
            participant: meta.participant,
            stream: meta.stream,
            first_seq,
            head: meta.next_seq - 1,
            ops,
            cursor: meta.cursor,
            zone,
        };
        Ok((request, waiting))
    }

    /// The server broke on this, or is down. Sends half next time; a lone operation that keeps breaking it while
    /// everything else goes through is put into the tray.
    async fn slow_down<T: Transport>(
        &self,
        transport: &T,
        pace: &Pace,
        request: SyncRequest,
        sent: &[OutItem],
    ) -> Result<bool, SyncTrouble> {
        let count = request.ops.len();
        if count > 1 {
            pace.limit.set(count.div_ceil(2));
            return Err(SyncTrouble::Busy);
        }
        let Some(lone) = sent.first().filter(|_| count == 1) else { return Err(SyncTrouble::Busy) };
        pace.lone_failures.set(pace.lone_failures.get() + 1);
        if pace.lone_failures.get() < LONE_FAILURES {
            return Err(SyncTrouble::Busy);
        }
        let empty = SyncRequest { ops: Vec::new(), ..request };
        if transport.sync(&empty).await.is_err() {
            return Err(SyncTrouble::Busy);
        }
        pace.lone_failures.set(0);
        self.set_aside(lone).await?;
        Ok(true)
    }

    /// Moves the operation at a number to the tray and leaves `void` in its place.
    async fn set_aside(&self, item: &OutItem) -> Result<(), JournalError> {
        let item = item.clone();
        self.update(Reads::keys([rows::op_key(item.seq)]), move |snapshot| {
            let Some(now) = crate::journal::first::<OutItem>(&snapshot, 0)?.filter(|i| i.op_id == item.op_id) else {
                return Ok((Vec::new(), ()));
            };
            let verdict = Verdict::rejected(Reason::Failed);
            let tray = TrayItem { op_id: now.op_id, at: now.at, intent: now.intent, verdict, rest: now.rest };
            let void = OutItem { intent: Intent::Void, ..item.clone() };
            Ok((
                vec![
                    Write::Put(rows::tray_key(tray.op_id), rows::write(&tray)),
                    Write::Put(rows::op_key(item.seq), rows::write(&void)),
                ],
                (),
            ))
        })
        .await
    }
}
