//! A4: bad networks converge.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, ensure};
use domain::base::id::RevisionId;
use domain::sync::{NumberedVerdict, Op, SyncAnswer, SyncRequest, Verdict};
use offline::ports::{Transport, TransportError};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::fault::Fault;
use tests::phone::{Wire, read_answer};
use tests::{Db, Phone, TestApp, report};

const SEEDS: u64 = 100;
const PHONES: u64 = 3;
const STEPS: usize = 24;

/// The faults that can hit a request.
const FAULTS: [&str; 7] =
    ["request lost", "answer lost", "duplicate", "cut", "stall", "reorder", "false acknowledgement"];

/// HTTP through a faulty proxy.
struct Broken {
    wire: Wire,
    chance: RefCell<StdRng>,
    healed: Cell<bool>,
    /// The control run: operations are emptied in transit, so that their numbers are acknowledged without them.
    emptying: bool,
    /// Requests that are delayed and arrive later, out of order.
    stuck: RefCell<Vec<SyncRequest>>,
    last: RefCell<Option<SyncAnswer>>,
    happened: RefCell<BTreeMap<&'static str, usize>>,
}

impl Broken {
    fn new(wire: Wire, seed: u64, emptying: bool) -> Self {
        Self {
            wire,
            chance: RefCell::new(StdRng::seed_from_u64(seed)),
            healed: Cell::new(false),
            emptying,
            stuck: RefCell::default(),
            last: RefCell::default(),
            happened: RefCell::default(),
        }
    }

    /// Delivers the delayed requests, some of them twice, long after the caller gave up.
    async fn let_through(&self) {
        let arriving: Vec<SyncRequest> = self.stuck.borrow_mut().drain(..).rev().collect();
        for late in arriving {
            drop(self.wire.exchange(&late).await);
            drop(self.wire.exchange(&late).await);
        }
    }

    /// A forged acknowledgement.
    fn false_acknowledgement(&self, request: &SyncRequest) -> Option<SyncAnswer> {
        let mut answer = self.last.borrow().clone()?;
        answer.changes.clear();
        answer.verdicts = request
            .ops
            .iter()
            .map(|op| NumberedVerdict { seq: op.seq, op_id: op.op_id, verdict: Verdict::Accepted })
            .collect();
        answer.cursor = request.cursor.clone()?;
        answer.more = false;
        Some(answer)
    }
}

impl Transport for Broken {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        let fault = if self.healed.get() {
            "none"
        } else {
            FAULTS.get(self.chance.borrow_mut().random_range(0..10)).unwrap_or(&"none")
        };
        if fault != "none" {
            *self.happened.borrow_mut().entry(fault).or_default() += 1;
        }
        let mut emptied = request.clone();
        if self.emptying && fault == "duplicate" {
            emptied.ops = emptied.ops.into_iter().map(|op| Op::Void.into_raw(op.seq, op.op_id)).collect();
        }
        let request = &emptied;
        match fault {
            "request lost" => return Err(TransportError::Offline),
            "reorder" => {
                self.stuck.borrow_mut().push(request.clone());
                return Err(TransportError::Offline);
            }
            "false acknowledgement" => {
                if let Some(answer) = self.false_acknowledgement(request) {
                    return Ok(answer);
                }
            }
            "duplicate" => drop(self.wire.exchange(request).await?),
            _ => {}
        }
        let (status, body) = self.wire.exchange(request).await?;
        if self.chance.borrow_mut().random_bool(0.3) {
            self.let_through().await;
        }
        match fault {
            "answer lost" | "stall" => {
                // A stall is a response that arrives after the phone gave up: the same for the journal, but not for the
                // server.
                if fault == "stall" {
                    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                }
                Err(TransportError::Offline)
            }
            "cut" => {
                let at = self.chance.borrow_mut().random_range(0..body.len());
                read_answer(status, &body[..at])
            }
            _ => {
                let answer = read_answer(status, &body)?;
                *self.last.borrow_mut() = Some(answer.clone());
                Ok(answer)
            }
        }
    }
}

/// A group of phones on a bad network until it heals. Returns how often each fault happened.
async fn life(app: &TestApp, seed: u64, emptying: bool) -> Result<BTreeMap<&'static str, usize>> {
    let mut chance = StdRng::seed_from_u64(seed);
    let participant = app.clinic().await?.participant;
    let mut phones = Vec::new();
    for n in 0..PHONES {
        let enrolled = app.enrol(participant).await?;
        let way = Broken::new(Wire::new(&app.origin, &enrolled.token)?, seed * PHONES + n, emptying);
        way.healed.set(true);
        phones.push(Phone::begin(&enrolled, way, seed * PHONES + n).await?);
    }
    phones[0].share_keys_with(&phones[1..]).await?;
    for phone in &phones {
        phone.way.healed.set(false);
    }
    let mut written: BTreeSet<String> = BTreeSet::new();
    let mut known: BTreeSet<RevisionId> = BTreeSet::new();
    for step in 0..STEPS {
        let phone = &phones[chance.random_range(0..phones.len())];
        if chance.random_bool(0.6) {
            let note = format!("seed {seed}, step {step:02}");
            known.insert(phone.log(&note).await?.1);
            written.insert(note);
        }
        // Errors are expected here.
        drop(phone.sync().await);
    }
    for phone in &phones {
        phone.way.healed.set(true);
        phone.way.let_through().await;
    }
    for _ in 0..2 {
        for phone in &phones {
            phone.sync().await.with_context(|| format!("after healing, seed {seed}"))?;
        }
    }
    let written: Vec<String> = written.into_iter().collect();
    let digest = phones[0].journal.meta().await?.context("no journal")?.digest;
    for phone in &phones {
        let look = phone.look().await?;
        let stuck = (look.waiting, look.tray.len(), look.locked);
        ensure!(stuck == (0, 0, 0), "seed {seed}: waiting, refused, locked: {stuck:?}");
        let here = phone.notes().await?;
        let lost = written.iter().filter(|note| !here.contains(note)).count();
        ensure!(lost == 0, "seed {seed}: {lost} of {} entries lost on a phone", written.len());
        ensure!(here == written, "seed {seed}: entries doubled");
        ensure!(
            look.entries.iter().all(|entry| known.contains(&entry.revision)),
            "seed {seed}: an entry that nobody wrote"
        );
        ensure!(
            phone.journal.meta().await?.context("no journal")?.digest == digest,
            "seed {seed}: the replicas differ"
        );
    }
    let mut happened = BTreeMap::new();
    for phone in &phones {
        for (fault, count) in &*phone.way.happened.borrow() {
            *happened.entry(*fault).or_default() += count;
        }
    }
    Ok(happened)
}

#[tokio::test]
async fn phones_on_bad_networks_end_up_with_the_same_entries() -> Result<()> {
    let app = TestApp::start_with(Db::Sqlite, 4, |settings| settings.fault = Some(Fault::SynchronousOff)).await?;
    let mut happened: BTreeMap<&'static str, usize> = BTreeMap::new();
    for seed in 0..SEEDS {
        for (fault, count) in life(&app, seed, false).await? {
            *happened.entry(fault).or_default() += count;
        }
    }
    report(format_args!("A4: {SEEDS} seeds (0 to {}), all replicas equal, 0 lost, 0 doubled; {happened:?}", SEEDS - 1));
    ensure!(happened.len() == FAULTS.len(), "some faults never happened");
    Ok(())
}

/// Control: a proxy that empties operations and keeps their numbers loses entries, and that is noticed. (Acknowledging
/// what never arrived is detected by the numbers and heals; it is among the faults above.)
#[tokio::test]
async fn control_a_network_that_empties_what_it_carries_is_noticed() -> Result<()> {
    let app = TestApp::start_with(Db::Sqlite, 4, |settings| settings.fault = Some(Fault::SynchronousOff)).await?;
    let mut noticed = 0;
    for seed in 0..10 {
        let Err(error) = life(&app, seed, true).await else { continue };
        ensure!(format!("{error:#}").contains("lost on a phone"), "something else was noticed: {error:#}");
        noticed += 1;
    }
    report(format_args!("A4 control: emptied operations lost entries in {noticed} of 10 seeds, and it was noticed"));
    ensure!(noticed > 0, "emptied operations went unnoticed");
    Ok(())
}
