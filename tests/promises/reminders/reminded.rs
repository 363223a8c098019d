//! C1: a reminder comes once, on time, or not at all, however often servers are killed while reminders come due.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::{ActId, OccurrenceId, OnceId, OpId, StreamId};
use domain::base::text::Label;
use domain::reminders::texts::Lang;
use domain::reminders::{About, OccurrenceChange, OccurrenceState, RemindOnce, ReminderSettings, SetReminders};
use domain::sync::{Change, Op, SyncRequest};
use server::env::Env;
use server::fault::Fault;
use server::reminders::dispatch::LEASE;
use server::state::Shared;
use server::store::types::people::SignedInPhone;
use server::store::types::sync::Synced;
use tests::binary::{Home, Running};
use tests::people::enrol;
use tests::push_service::{Behave, Got, PushService};
use tests::{Db, report};

const PEOPLE: usize = 20;
/// The delay of the push service: long enough that kills hit messages in flight.
const SLOW: Duration = Duration::from_millis(150);
/// Validity of reminders: longer than any lease.
const USEFUL: TimeDelta = TimeDelta::minutes(5);

struct Trial {
    home: Home,
    service: PushService,
    people: Vec<SignedInPhone>,
    /// Due time of each reminder.
    due: BTreeMap<OnceId, DateTime<Utc>>,
    kills: Vec<DateTime<Utc>>,
}

struct Figures {
    due: usize,
    kills: usize,
    sent: usize,
    /// Sent again although no server was killed in between.
    again_without_kill: usize,
    again: usize,
    /// Recorded as sent but never arrived, or never sent.
    lost: usize,
    after_expiry: usize,
    slowest: TimeDelta,
}

async fn exchange(shared: &Shared, who: SignedInPhone, ops: Vec<Op>) -> Result<Vec<Change>> {
    let id = || OpId::from_bytes(shared.env.random());
    let ops: Vec<_> = (1..).zip(ops).map(|(seq, op)| op.into_raw(seq, id())).collect();
    let request = SyncRequest {
        epoch: None,
        client: domain::sync::CLIENT,
        participant: who.participant,
        stream: StreamId::from_bytes(shared.env.random()),
        first_seq: 1,
        head: ops.len() as u64,
        ops,
        cursor: None,
        zone: None,
    };
    match shared.store.sync(who, request).await? {
        Synced::Answer(answer) => Ok(answer.changes),
        Synced::RolledBack(_) => anyhow::bail!("rolled back"),
    }
}

fn now() -> DateTime<Utc> {
    Env::real().now()
}

impl Trial {
    /// `each` reminders for everyone, spread evenly over a time that begins soon.
    async fn new(db: Db, each: usize, over: Duration) -> Result<Self> {
        // Building it takes longer than anything here is valid.
        tests::binary::evenkeel()?;
        let service = PushService::start().await?;
        let mut home = Home::new(db).await?;
        home.settings.push.push_contact = Some("mailto:ops@example.org".to_owned());
        home.settings.push.push_origin = vec![service.origin.clone()];
        let shared = home.open().await?;
        service.expect_key(shared.push.key.as_deref().context("a key")?);
        let program = shared.store.create_program(Label::new("program", "Harbour House")?).await?;
        let mut trial = Self { home, service, people: Vec::new(), due: BTreeMap::new(), kills: Vec::new() };
        for _ in 0..PEOPLE {
            let participant = shared.store.create_participant(program, Label::new("name", "Sam Participant")?).await?;
            let who = enrol(&shared, participant).await?.who;
            let (channel, subscription) = trial.service.subscribe()?;
            trial.service.always(&channel, Behave::Slow(SLOW));
            shared.store.subscribe(who, subscription, Lang::English).await?;
            trial.people.push(who);
        }
        let begin = now() + TimeDelta::seconds(2);
        for (number, who) in trial.people.iter().enumerate() {
            // The machine's own clock runs here: at night nothing would be sent.
            let settings = ReminderSettings { quiet: None, ..ReminderSettings::default() };
            let act = ActId::from_bytes(shared.env.random());
            let mut ops = vec![Op::SetReminders(SetReminders { act, settings })];
            for count in 0..each {
                let place = count * PEOPLE + number;
                let at = begin + TimeDelta::from_std(over)? * i32::try_from(place)? / i32::try_from(each * PEOPLE)?;
                let at = DateTime::from_timestamp_millis(at.timestamp_millis()).context("a time")?;
                let once = RemindOnce { once: OnceId::from_bytes(shared.env.random()), at, until: at + USEFUL };
                trial.due.insert(once.once, at);
                ops.push(Op::RemindOnce(once));
            }
            exchange(&shared, *who, ops).await?;
        }
        Ok(trial)
    }

    /// Kills and restarts one server after the other while reminders come due.
    async fn kill(
        &mut self,
        servers: usize,
        kills: usize,
        pause: Duration,
        fault: Option<Fault>,
    ) -> Result<Vec<Running>> {
        let settings = (0..servers).map(|_| self.home.another()).collect::<Result<Vec<_>>>()?;
        let mut running = settings.iter().map(|s| self.home.start_another(s, fault)).collect::<Result<Vec<_>>>()?;
        for kill in 0..kills {
            tokio::time::sleep(pause).await;
            running.remove(kill % servers).kill();
            self.kills.push(now());
            running.insert(kill % servers, self.home.start_another(&settings[kill % servers], fault)?);
        }
        Ok(running)
    }

    /// Waits until everything has arrived, up to a limit.
    async fn wait(&self, longest: TimeDelta) {
        let end = now() + longest;
        while now() < end && self.arrived().len() < self.due.len() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        // The server has yet to record the accepted messages.
        tokio::time::sleep(SLOW * 4).await;
    }

    /// Waits until expired leases were sent again, and nothing arrived for a while.
    async fn calm_down(&self) {
        let leases = self.kills.last().copied().unwrap_or_else(now) + LEASE;
        let mut before = self.service.count();
        loop {
            tokio::time::sleep(Duration::from_secs(3)).await;
            let count = self.service.count();
            if now() > leases + TimeDelta::seconds(1) && count == before {
                return;
            }
            before = count;
        }
    }

    fn arrived(&self) -> BTreeMap<OccurrenceId, Vec<Got>> {
        let mut arrived: BTreeMap<OccurrenceId, Vec<Got>> = BTreeMap::new();
        for got in self.service.got() {
            arrived.entry(got.occurrence).or_default().push(got);
        }
        arrived
    }

    async fn figures(&self) -> Result<Figures> {
        self.service.check()?;
        let shared = self.home.open().await?;
        let mut told: Vec<OccurrenceChange> = Vec::new();
        for who in &self.people {
            let changes = exchange(&shared, *who, vec![]).await?;
            told.extend(changes.into_iter().filter_map(|c| if let Change::Occurrence(o) = c { Some(o) } else { None }));
        }
        let arrived = self.arrived();
        let mut figures = Figures {
            due: self.due.len(),
            kills: self.kills.len(),
            sent: 0,
            again_without_kill: 0,
            again: 0,
            lost: self.due.len() - told.len(),
            after_expiry: 0,
            slowest: TimeDelta::zero(),
        };
        for one in &told {
            let About::Once(once) = one.about else { continue };
            let due = *self.due.get(&once).context("nobody asked for it")?;
            let Some(got) = arrived.get(&one.occurrence) else {
                figures.lost += 1;
                continue;
            };
            figures.sent += usize::from(matches!(one.state, OccurrenceState::Sent { .. }));
            figures.slowest = figures.slowest.max(got[0].at - due);
            figures.after_expiry += got.iter().filter(|got| got.at >= one.expires_at || got.at < due).count();
            for pair in got.windows(2) {
                figures.again += 1;
                let killed = self.kills.iter().any(|kill| pair[0].at <= *kill && *kill <= pair[1].at);
                figures.again_without_kill += usize::from(!killed);
            }
        }
        Ok(figures)
    }
}

impl Figures {
    fn tell(&self, what: &str) {
        let Self { due, kills, sent, again, lost, after_expiry, slowest, .. } = self;
        let slowest = slowest.num_milliseconds();
        report(format_args!(
            "C1 on {what}: {due} due, {kills} kills, {sent} sent, {again} sent again after a kill, {lost} lost, {after_expiry} after expiry, the slowest after {slowest} ms"
        ));
    }
}

async fn killed_again_and_again(db: Db, servers: usize) -> Result<()> {
    let mut trial = Trial::new(db, 20, Duration::from_secs(16)).await?;
    let running = trial.kill(servers, 20, Duration::from_millis(600), None).await?;
    trial.wait(TimeDelta::seconds(120)).await;
    trial.calm_down().await;
    drop(running);
    let figures = trial.figures().await?;
    figures.tell(&format!("{db:?} with {servers} dispatching"));
    ensure!(figures.lost == 0 && figures.sent == figures.due, "{} lost, {} sent", figures.lost, figures.sent);
    ensure!(figures.again_without_kill == 0, "{} came twice although nobody was killed", figures.again_without_kill);
    ensure!(figures.after_expiry == 0, "{} came after they expired, or before they were due", figures.after_expiry);
    // A killed server's lease expires after 20 seconds.
    ensure!(figures.slowest < TimeDelta::seconds(60), "the slowest came after {}", figures.slowest);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_no_reminder_on_sqlite() -> Result<()> {
    killed_again_and_again(Db::Sqlite, 1).await
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_no_reminder_with_two_dispatchers_on_postgres() -> Result<()> {
    killed_again_and_again(Db::Postgres, 2).await
}

#[tokio::test(flavor = "multi_thread")]
async fn control_a_build_that_says_sent_before_it_sends_loses_reminders() -> Result<()> {
    let mut trial = Trial::new(Db::Sqlite, 10, Duration::from_secs(6)).await?;
    let running = trial.kill(1, 6, Duration::from_millis(900), Some(Fault::SentBeforeSending)).await?;
    trial.wait(TimeDelta::seconds(6)).await;
    drop(running);
    let figures = trial.figures().await?;
    figures.tell("the control that says sent too early");
    ensure!(figures.lost > 0, "nobody noticed");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn control_a_build_that_does_not_lease_sends_twice() -> Result<()> {
    let mut trial = Trial::new(Db::Postgres, 4, Duration::from_secs(2)).await?;
    let running = trial.kill(2, 0, Duration::ZERO, Some(Fault::NoLease)).await?;
    trial.wait(TimeDelta::seconds(20)).await;
    drop(running);
    let figures = trial.figures().await?;
    figures.tell("the control that does not lease");
    ensure!(figures.again_without_kill > 0, "nobody noticed");
    Ok(())
}
