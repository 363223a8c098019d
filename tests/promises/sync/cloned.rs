//! A16: a cloned phone loses nothing.

use anyhow::{Context as _, Result, ensure};
use offline::Journal;
use offline::sync::engine::StartedOver;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use tests::{Db, Phone, TestApp, report};

const SEEDS: u64 = 50;

/// A phone and its copy write and sync. Returns whether the fork was noticed.
async fn life(app: &TestApp, seed: u64, same_chance: bool) -> Result<bool> {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut original = app.phone_of(app.clinic().await?.participant, seed).await?;
    let mut written = Vec::new();
    for n in 0..3 {
        written.push(format!("before {n}"));
        original.log(&written[n]).await?;
    }
    if chance.random_bool(0.8) {
        original.sync().await?;
    }
    let copy = original.clone_with(original.way.clone(), seed + 1000).await?;
    if same_chance {
        original.journal =
            Journal::new(original.journal.storage.copy(), original.journal.vault.cipher.cloned_with(seed + 1000));
        original.journal.unlock().await?;
    }
    let streams = stream_of(&original).await?;
    let phones = [&original, &copy];
    for step in 0..6 {
        let which = if step < 2 { step } else { chance.random_range(0..2) };
        written.push(format!("step {step} on {which}"));
        phones[which].log(&written[written.len() - 1]).await?;
        if chance.random_bool(0.4) {
            phones[which].sync().await?;
        }
    }
    for _ in 0..2 {
        for phone in phones {
            phone.sync().await?;
        }
    }
    written.sort();
    for phone in phones {
        let look = phone.look().await?;
        ensure!((look.waiting, look.tray.len(), look.locked) == (0, 0, 0), "seed {seed}: something is stuck");
        let notes = phone.notes().await?;
        ensure!(written.iter().all(|note| notes.contains(note)), "seed {seed}: entries lost");
        ensure!(notes == written, "seed {seed}: entries doubled");
    }
    Ok(stream_of(&original).await? != streams || stream_of(&copy).await? != streams)
}

async fn stream_of<T: offline::ports::Transport>(phone: &Phone<T>) -> Result<domain::base::id::StreamId> {
    Ok(phone.journal.meta().await?.context("no journal")?.stream)
}

#[tokio::test]
async fn a_cloned_phone_is_noticed_and_nothing_is_lost_or_doubled() -> Result<()> {
    for db in [Db::Sqlite, Db::Postgres] {
        let app = TestApp::start(db).await?;
        let mut noticed = 0;
        for seed in 0..SEEDS {
            noticed += u64::from(life(&app, seed, false).await?);
        }
        report(format_args!(
            "A16 {db:?}: {SEEDS} cloned phones (seeds 0 to {}), {noticed} forks noticed, 0 lost, 0 doubled",
            SEEDS - 1
        ));
        ensure!(noticed == SEEDS, "{} forks went unnoticed", SEEDS - noticed);
    }
    Ok(())
}

/// Control: if randomness were cloned with the phone, both would give the same ids to different entries, and that is
/// noticed.
#[tokio::test]
async fn control_a_clone_with_the_same_chance_is_noticed() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let mut noticed = 0;
    for seed in 0..10 {
        noticed += usize::from(life(&app, seed, true).await.is_err());
    }
    report(format_args!("A16 control: losses with cloned chance noticed in {noticed} of 10"));
    ensure!(noticed > 0, "equal ids for different entries went unnoticed");
    Ok(())
}

/// A person is told which of three reasons made the phone start over; none loses anything.
#[tokio::test]
async fn a_phone_that_starts_over_knows_why() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = app.phone_of(app.clinic().await?.participant, 1).await?;
    phone.log("before").await?;
    phone.sync().await?;
    assert_eq!(phone.pace.started_over(), None, "control: nothing happened");

    let copy = phone.clone_with(phone.way.clone(), 2).await?;
    phone.log("here").await?;
    phone.sync().await?;
    copy.log("on the copy").await?;
    copy.sync().await?;
    assert_eq!((phone.pace.started_over(), copy.pace.started_over()), (None, Some(StartedOver::Copied)));

    app.tamper("DELETE FROM verdict; DELETE FROM stream").await?;
    phone.log("after the gap").await?;
    phone.sync().await?;
    assert_eq!(phone.pace.started_over(), Some(StartedOver::Missing));

    app.tamper("UPDATE head SET feed_no = 0").await?;
    phone.sync().await?;
    assert_eq!(phone.pace.started_over(), Some(StartedOver::Restored));
    assert_eq!(phone.pace.started_over(), None, "it is told once");
    assert_eq!(phone.notes().await?, ["after the gap", "before", "here", "on the copy"]);
    Ok(())
}
