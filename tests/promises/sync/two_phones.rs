//! A7: two phones, one entry. Both edit, delete, share and unshare, and turn the sharing default on and off, offline
//! and online, with lost responses.

mod truth;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::Record;
use domain::entries::kinds::Kind;
use domain::sharing::{Share, ShareSetting, ShareState};
use domain::sync::Change;
use offline::journal::JournalError;
use offline::rows::{Intent, ObjectRow};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::fault::Fault;
use tests::phone::{Direct, PHONE_NOW, craving, note_of};
use tests::{Db, Phone, Scribe, TestApp, report};
use truth::{Fate, Lie, Truth, Watched};

const SEED: u64 = 7;
const PER_PAIR: usize = 50;
const AT_MOST: Duration = Duration::from_secs(100);

struct Pair {
    phones: [Phone<Watched>; 2],
    /// A third phone that only reads: the server's current state.
    observer: Scribe,
    /// The server's latest state of the default.
    setting: Option<ShareSetting>,
    truth: Rc<RefCell<Truth>>,
    lie: Rc<Cell<Option<Lie>>>,
    lying: Option<Lie>,
}

/// The server's state of the entry.
#[derive(Default)]
struct Server {
    share: Option<Share>,
    setting: Option<ShareSetting>,
    revisions: BTreeSet<RevisionId>,
    tombstones: BTreeSet<RevisionId>,
}

impl Pair {
    async fn new(app: &TestApp, seed: u64, lying: Option<Lie>) -> Result<Self> {
        let participant = app.clinic().await?.participant;
        let (truth, lie) = (Rc::new(RefCell::new(Truth::default())), Rc::new(Cell::new(None)));
        let mut phones = Vec::new();
        for phone in 0..2 {
            let enrolled = app.enrol(participant).await?;
            let direct = Direct { shared: app.shared.clone(), who: enrolled.who };
            let way = Watched {
                direct,
                phone,
                truth: Rc::clone(&truth),
                fate: Cell::new(Fate::Arrives),
                lie: Rc::clone(&lie),
            };
            phones.push(Phone::begin(&enrolled, way, seed * 2 + phone as u64).await?);
        }
        // Both may delete what the other wrote.
        app.store().vouch_for(phones[0].way.direct.who, phones[1].way.direct.who.device).await?;
        let observer = Scribe::new(app, &app.enrol(participant).await?);
        let phones: [Phone<Watched>; 2] = phones.try_into().map_err(|_| anyhow::anyhow!("two phones"))?;
        phones[0].share_keys_with(&phones[1..]).await?;
        Ok(Self { phones, observer, setting: None, truth, lie, lying })
    }

    /// Reads the server. Law: whoever opened a share knew every act that closed it.
    async fn observe(&mut self, app: &TestApp, object: ObjectId, server: &mut Server) -> Result<()> {
        for change in self.observer.send(app, vec![]).await?.changes {
            match change {
                Change::Share(change) if change.object == object => server.share = Some(change.share),
                Change::ShareSetting(setting) if setting.kind == Kind::Craving => server.setting = Some(setting),
                Change::Object(change) if change.object == object => {
                    server.revisions.extend(change.revisions.iter().map(|r| r.revision));
                    server.tombstones.extend(change.tombstones);
                }
                _ => {}
            }
        }
        let mut truth = self.truth.borrow_mut();
        match server.share {
            Some(Share { version, state: ShareState::Open(revision) }) => {
                let knew = truth.made_knowing.get(&version).context("a share that nobody made")?;
                ensure!(truth.closed.is_subset(knew), "a share opened after an unshare it had not seen");
                ensure!(!server.tombstones.contains(&revision), "a deleted text is shared");
            }
            Some(Share { version, state: ShareState::Closed }) => drop(truth.closed.insert(version)),
            None => {}
        }
        truth.check_defaults()?;
        let (share, setting) = (server.share.map(|share| share.version), server.setting.map(|setting| setting.version));
        self.lie.set(self.lying.map(|lie| match lie {
            Lie::Shares(_) => Lie::Shares(share),
            Lie::Defaults(_) => Lie::Defaults(setting),
        }));
        Ok(())
    }

    async fn heads(&self, phone: usize, object: ObjectId) -> Result<Vec<RevisionId>> {
        let row = self.phones[phone].row(object).await?;
        Ok(row.map(|row| row.heads().iter().map(|r| r.revision).collect()).unwrap_or_default())
    }

    /// One act of a participant on one phone, or of the phone itself.
    async fn act(&self, phone: usize, object: ObjectId, step: usize, chance: &mut StdRng) -> Result<bool> {
        let journal = &self.phones[phone].journal;
        let heads = self.heads(phone, object).await?;
        let shown = heads.last().copied();
        match (chance.random_range(0..14), shown) {
            (0..3, Some(shown)) => {
                let seen = if chance.random_bool(0.5) { heads } else { vec![shown] };
                let text = format!("phone {phone}, step {step}");
                let revision = journal.revise(object, &seen, &craving(&text)?, PHONE_NOW).await?;
                self.truth.borrow_mut().texts.insert(revision, text);
                self.note_shares(phone).await?;
            }
            (3, Some(_)) => {
                let row = self.phones[phone].row(object).await?.context("no row")?;
                journal.delete(object, &heads, PHONE_NOW).await?;
                self.truth.borrow_mut().deleted.extend(row.graph().lineage(&heads));
                self.note_shares(phone).await?;
            }
            (4..6, Some(shown)) => {
                journal.share(object, shown, PHONE_NOW).await?;
                self.note_shares(phone).await?;
            }
            (6, Some(_)) => {
                journal.unshare(object, PHONE_NOW).await?;
                self.note_shares(phone).await?;
            }
            (12..14, _) => {
                journal.set_default(Kind::Craving, chance.random_bool(0.6), PHONE_NOW).await?;
                self.note_shares(phone).await?;
            }
            (7, _) => {
                for refused in self.phones[phone].tray().await? {
                    match journal.retry(refused.op_id, PHONE_NOW).await {
                        Ok(()) | Err(JournalError::Gone) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                self.note_shares(phone).await?;
            }
            _ => {
                let fate =
                    [Fate::Arrives, Fate::Arrives, Fate::RequestLost, Fate::AnswerLost][chance.random_range(0..4)];
                self.phones[phone].way.fate.set(fate);
                let synced = self.phones[phone].sync().await;
                ensure!(synced.is_ok() == (fate == Fate::Arrives), "syncing said {synced:?}");
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Records what the phone knew when it made its pending operations.
    async fn note_shares(&self, phone: usize) -> Result<()> {
        let waiting = self.phones[phone].waiting().await?;
        let mut truth = self.truth.borrow_mut();
        for item in waiting {
            match item.intent {
                Intent::Share { version, .. } | Intent::ShareSetting { version, on: true, .. } => {
                    let knows = truth.knows[phone].clone();
                    truth.made_knowing.entry(version).or_insert(knows);
                }
                Intent::Unshare { version, .. }
                | Intent::Delete { version, .. }
                | Intent::ShareSetting { version, .. } => {
                    truth.knows[phone].insert(version);
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn schedule(&mut self, app: &TestApp, chance: &mut StdRng) -> Result<()> {
        // The default belongs to the participant and outlives the schedule; both phones know it by now.
        *self.truth.borrow_mut() = Truth::default();
        let mut server = Server { setting: self.setting, ..Server::default() };
        let (object, first) = self.phones[0].log("the beginning").await?;
        self.truth.borrow_mut().texts.insert(first, "the beginning".to_owned());
        self.note_shares(0).await?;
        if chance.random_bool(0.9) {
            self.heal(app, object, &mut server, 1).await?;
        }
        for step in 0..chance.random_range(3..14) {
            let phone = chance.random_range(0..2);
            if self.act(phone, object, step, chance).await? {
                self.observe(app, object, &mut server).await?;
            }
        }
        self.heal(app, object, &mut server, 2).await?;
        self.check(object, &server).await?;
        self.setting = server.setting;
        // Leave nothing behind for the next schedule.
        for phone in &self.phones {
            for refused in phone.tray().await? {
                phone.journal.discard(refused.op_id).await?;
            }
        }
        Ok(())
    }

    async fn heal(&mut self, app: &TestApp, object: ObjectId, server: &mut Server, rounds: usize) -> Result<()> {
        for _ in 0..rounds {
            for phone in 0..2 {
                self.phones[phone].way.fate.set(Fate::Arrives);
                self.phones[phone].sync().await?;
                self.observe(app, object, server).await?;
            }
        }
        Ok(())
    }

    async fn check(&self, object: ObjectId, server: &Server) -> Result<()> {
        let truth = std::mem::take(&mut *self.truth.borrow_mut());
        let rows: Vec<ObjectRow> =
            [self.phones[0].row(object).await?, self.phones[1].row(object).await?].into_iter().flatten().collect();
        ensure!(rows.len() == 2, "the entry is not on both phones");
        let shown = |row: &ObjectRow| row.heads().iter().map(|r| r.revision).collect::<Vec<_>>();
        ensure!(shown(&rows[0]) == shown(&rows[1]), "the phones show different things");
        ensure!(
            (rows[0].share, rows[1].share) == (server.share, server.share),
            "the phones and the server differ about the share"
        );
        for (phone, row) in self.phones.iter().zip(&rows) {
            let on = phone.journal.look().await?.defaults.iter().any(|wish| wish.kind == Kind::Craving && wish.on);
            ensure!(
                on == server.setting.is_some_and(|setting| setting.on),
                "a phone and the server differ about the default"
            );
            let tombstones: BTreeSet<_> = row.tombstones.iter().copied().collect();
            ensure!(tombstones == server.tombstones, "a phone and the server differ about what was deleted");
            ensure!(phone.waiting().await?.is_empty(), "something still waits");
            let reachable = row.graph().lineage(&shown(row));
            let meta = phone.journal.meta().await?.context("no journal")?;
            for (revision, text) in &truth.texts {
                let item = row.find(*revision);
                if truth.deleted.contains(revision) {
                    ensure!(item.is_none_or(|item| item.sealed.is_none()), "a deleted text is still there: {text}");
                    continue;
                }
                let item = item.with_context(|| format!("a text is lost: {text}"))?;
                ensure!(reachable.contains(revision), "a text cannot be reached: {text}");
                ensure!(server.revisions.contains(revision), "the server lacks a text: {text}");
                let opened = phone.journal.vault.open_revision(meta.participant, object, item).await?;
                ensure!(note_of(&Record::from_bytes(&opened)?) == *text, "a text has changed: {text}");
            }
        }
        Ok(())
    }
}

async fn schedules(db: Db, wanted: usize, lying: Option<Lie>) -> Result<usize> {
    let app = TestApp::start_with(db, SEED, |settings| settings.fault = Some(Fault::SynchronousOff)).await?;
    let (started, mut reached) = (Instant::now(), 0);
    while reached < wanted && started.elapsed() < AT_MOST {
        let mut pair = Pair::new(&app, reached as u64, lying).await?;
        for _ in 0..PER_PAIR {
            let mut chance = StdRng::seed_from_u64(SEED << 32 | reached as u64);
            pair.schedule(&app, &mut chance).await.with_context(|| format!("schedule {reached} of seed {SEED}"))?;
            reached += 1;
        }
    }
    Ok(reached)
}

async fn holds(db: Db, wanted: usize) -> Result<()> {
    let reached = schedules(db, wanted, None).await?;
    report(format_args!(
        "A7 {db:?}: {reached} of {wanted} schedules, 0 texts unreachable, 0 shares opened unseen (seed {SEED})"
    ));
    ensure!(reached >= wanted / 10, "too slow to mean anything");
    Ok(())
}

#[tokio::test]
async fn two_phones_agree_about_one_entry_whatever_was_done_to_it_on_sqlite() -> Result<()> {
    holds(Db::Sqlite, 5_000).await
}

#[tokio::test]
async fn two_phones_agree_about_one_entry_whatever_was_done_to_it_on_postgres() -> Result<()> {
    holds(Db::Postgres, 200).await
}

/// Control: shares that claim to know the latest act open what was closed, and that is noticed.
#[tokio::test]
async fn control_a_share_that_ignores_what_it_was_made_over_is_noticed() -> Result<()> {
    let Err(noticed) = schedules(Db::Sqlite, 500, Some(Lie::Shares(None))).await else {
        anyhow::bail!("500 schedules with lying shares looked fine")
    };
    ensure!(
        format!("{noticed:#}").contains("after an unshare it had not seen"),
        "something else was noticed: {noticed:#}"
    );
    report(format_args!("A7 control: noticed ({noticed:#})"));
    Ok(())
}

/// Control: phones that claim to know the latest setting open by a default that was turned off, and that is noticed.
#[tokio::test]
async fn control_a_default_that_ignores_that_it_was_turned_off_is_noticed() -> Result<()> {
    let Err(noticed) = schedules(Db::Sqlite, 500, Some(Lie::Defaults(None))).await else {
        anyhow::bail!("500 schedules with lying defaults looked fine")
    };
    ensure!(
        format!("{noticed:#}").contains("after it was turned off unseen"),
        "something else was noticed: {noticed:#}"
    );
    report(format_args!("A7 control: noticed ({noticed:#})"));
    Ok(())
}
