//! A5: retrying is harmless.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use domain::base::id::{ObjectId, RevisionId, ShareVersion};
use domain::base::problem::ProblemKind;
use domain::sync::{Change, Op, Revise, SyncAnswer, SyncRequest};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::fault::Fault;
use server::store::StoreError;
use server::store::types::people::SignedInPhone;
use server::store::types::sync::Synced;
use tests::scribe::{delete, revise, share, unshare};
use tests::{Db, Scribe, TestApp, report};

const SEED: u64 = 5;
/// Traces per pair of participants, so that later ones meet the state of earlier ones.
const PER_PAIR: usize = 50;
/// Time limit: on a slow machine, as many traces as fit.
const AT_MOST: Duration = Duration::from_secs(90);

/// Two participants: one sends everything once, the other retries.
struct Pair {
    once: Scribe,
    often: Scribe,
    written: Vec<Revise>,
    versions: Vec<(ObjectId, ShareVersion)>,
}

impl Pair {
    async fn new(app: &TestApp) -> Result<Self> {
        let (one, other) = (app.clinic().await?.participant, app.clinic().await?.participant);
        let once = Scribe::new(app, &app.enrol(one).await?);
        let often = Scribe { stream: once.stream, ..Scribe::new(app, &app.enrol(other).await?) };
        Ok(Self { once, often, written: Vec::new(), versions: Vec::new() })
    }

    /// One operation, often on existing objects, sometimes invalid.
    fn op(&mut self, app: &TestApp, chance: &mut StdRng) -> Op {
        let known =
            (!self.written.is_empty()).then(|| self.written[chance.random_range(0..self.written.len())].clone());
        match (chance.random_range(0..10), known) {
            (0..3, Some(known)) => {
                let edit = revise(app, known.object, vec![known.revision]);
                self.written.push(edit.clone());
                Op::Revise(edit)
            }
            (3, Some(known)) => Op::Delete(delete(app, known.object, vec![known.revision])),
            (4..6, Some(known)) => {
                let over =
                    self.versions.iter().rev().find(|(object, _)| *object == known.object).map(|(_, version)| *version);
                let open = share(app, &known, over);
                self.versions.push((known.object, open.version));
                Op::Share(open)
            }
            (6, Some(known)) => {
                let stop = unshare(app, known.object);
                self.versions.push((known.object, stop.version));
                Op::Unshare(stop)
            }
            (7, Some(known)) => Op::Revise(Revise { object: app.id(ObjectId::from_bytes), ..known }),
            (8, _) => Op::Delete(delete(app, app.id(ObjectId::from_bytes), vec![app.id(RevisionId::from_bytes)])),
            _ => {
                let new = revise(app, app.id(ObjectId::from_bytes), vec![]);
                self.written.push(new.clone());
                Op::Revise(new)
            }
        }
    }
}

async fn deliver(app: &TestApp, who: SignedInPhone, request: SyncRequest) -> Result<SyncAnswer, StoreError> {
    match app.store().sync(who, request).await? {
        Synced::Answer(answer) => Ok(*answer),
        Synced::RolledBack(_) => Err(ProblemKind::Epoch.into()),
    }
}

/// A response without what always differs between two participants: phones and cursors.
fn said(answer: &SyncAnswer) -> Result<String> {
    let changes: Vec<&Change> = answer.changes.iter().filter(|c| !matches!(c, Change::Phone(_))).collect();
    Ok(serde_json::to_string(&(&answer.verdicts, changes))?)
}

/// Sends one batch to both: once to one, one to five times to the other, concurrently from two connections. Returns the
/// number of deliveries.
async fn trace(app: &TestApp, pair: &mut Pair, chance: &mut StdRng) -> Result<usize> {
    let ops: Vec<Op> = (0..chance.random_range(1..5)).map(|_| pair.op(app, chance)).collect();
    let request = pair.once.request(app, ops);
    let single = deliver(app, pair.once.who, request.clone()).await?;
    let mut again = request.clone();
    again.participant = pair.often.who.participant;
    again.cursor.clone_from(&pair.often.cursor);

    let times = chance.random_range(1..=5);
    let (left, right) = (times / 2, times - times / 2);
    let who = pair.often.who;
    let connection = |count: usize| {
        let again = &again;
        async move {
            let mut answers = Vec::new();
            for _ in 0..count {
                answers.push(deliver(app, who, again.clone()).await?);
            }
            Ok::<_, StoreError>(answers)
        }
    };
    let (left, right) = tokio::join!(connection(left), connection(right));
    let answers = [left?, right?].concat();
    let first = answers.first().context("delivered at least once")?;
    for answer in &answers {
        ensure!(said(answer)? == said(&single)?, "a repetition said something else than single delivery");
        ensure!((answer.digest, &answer.cursor) == (first.digest, &first.cursor), "a repetition moved the feed");
    }
    let cursor = first.cursor.clone();
    pair.once = Scribe {
        next_seq: request.head + 1,
        epoch: Some(single.epoch),
        cursor: Some(single.cursor),
        ..pair.once.clone()
    };
    pair.often =
        Scribe { next_seq: request.head + 1, epoch: Some(single.epoch), cursor: Some(cursor), ..pair.often.clone() };

    // A repetition that arrives after its verdicts were acknowledged is refused, and nothing changes.
    if chance.random_ratio(1, 10) {
        let next = pair.often.request(app, vec![]);
        let before = deliver(app, pair.often.who, next.clone()).await?;
        let late = deliver(app, pair.often.who, again).await;
        ensure!(
            matches!(&late, Err(StoreError::Problem(p)) if p.kind == ProblemKind::Fork),
            "a late repetition was taken"
        );
        let after = deliver(app, pair.often.who, next).await?;
        ensure!((before.digest, before.cursor) == (after.digest, after.cursor), "a late repetition moved the feed");
    }
    Ok(times)
}

/// Everything that each of the two has, as a new phone gets it.
async fn everything(app: &TestApp, scribe: &Scribe) -> Result<String> {
    let asking =
        Scribe { stream: app.id(domain::base::id::StreamId::from_bytes), next_seq: 1, cursor: None, ..scribe.clone() };
    said(&deliver(app, asking.who, asking.request(app, vec![])).await?)
}

async fn traces(db: Db, wanted: usize) -> Result<()> {
    // Retrying is not about the disk: nobody waits for it here.
    let app = TestApp::start_with(db, SEED, |settings| settings.fault = Some(Fault::SynchronousOff)).await?;
    let mut chance = StdRng::seed_from_u64(SEED);
    let (started, mut reached, mut deliveries) = (Instant::now(), 0, 0);
    while reached < wanted && started.elapsed() < AT_MOST {
        let mut pair = Pair::new(&app).await?;
        for _ in 0..PER_PAIR {
            let trace = trace(&app, &mut pair, &mut chance).await;
            deliveries += trace.with_context(|| format!("trace {reached} of seed {SEED}"))?;
            reached += 1;
        }
        ensure!(
            everything(&app, &pair.once).await? == everything(&app, &pair.often).await?,
            "after trace {reached} of seed {SEED}"
        );
    }
    report(format_args!(
        "A5 {db:?}: {reached} of {wanted} traces, {deliveries} deliveries, all equal to single delivery (seed {SEED})"
    ));
    ensure!(reached >= wanted / 10, "too slow to mean anything");
    Ok(())
}

#[tokio::test]
async fn a_batch_that_is_sent_again_and_again_is_taken_once_on_sqlite() -> Result<()> {
    traces(Db::Sqlite, 10_000).await
}

#[tokio::test]
async fn a_batch_that_is_sent_again_and_again_is_taken_once_on_postgres() -> Result<()> {
    traces(Db::Postgres, 1_000).await
}

/// Control: a phone that makes new ids for each retry doubles what it sends, and the comparison notices.
#[tokio::test]
async fn control_a_phone_that_made_new_ids_for_each_try_would_be_noticed() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let pair = Pair::new(&app).await?;
    let op = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let (mut once, mut often) = (pair.once, pair.often);
    once.send(&app, vec![Op::Revise(op.clone())]).await?;
    often.send(&app, vec![Op::Revise(op.clone())]).await?;
    ensure!(everything(&app, &once).await? == everything(&app, &often).await?);
    often.send(&app, vec![Op::Revise(revise(&app, app.id(ObjectId::from_bytes), vec![]))]).await?;
    ensure!(everything(&app, &once).await? != everything(&app, &often).await?, "the comparison is blind");
    Ok(())
}
