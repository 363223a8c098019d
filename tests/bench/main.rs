//! `cargo run --release -p tests --example bench`: phones against the real server on both databases. Fifty phones push
//! batches of twenty entries of 280 bytes each, sealed in steps of 1 KiB; then one phone empties its journal and a new
//! one fetches it all. Not part of the tests: its figures depend on the machine, so an fsync probe of the disk is
//! printed beside them. `… bench sqlite` or `… bench postgres` runs on one database only, `… bench
//! reminders` sends 10,000 due reminders instead, and `… bench caseload` opens the pages of a counselor whose 200
//! people shared 5,000 entries each (`… bench caseload sqlite`: on one database only).

mod caseload;
mod filling;
mod machine;
mod pusher;
mod reminders;

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use domain::base::text::Label;
use pusher::{Pusher, Ready};
use tests::binary::Home;
use tests::people::enrol;
use tests::phone::Wire;
use tests::{Db, EnrolledPhone, Phone, postgres};
use tokio::task::LocalSet;

const PHONES: usize = 50;
const BATCHES: usize = 20;
const BATCH: usize = 20;
const ENTRY: usize = 280;
const JOURNAL: u32 = 10_000;

async fn home(db: Db) -> Result<Home> {
    let home = Home::new(db).await?;
    if db == Db::Postgres {
        // The tests' cluster does not wait for the disk; this one does.
        postgres::wait_for_the_disk(home.settings.database_url.as_deref().unwrap_or_default()).await?;
    }
    Ok(home)
}

/// People with so many phones each, made while no server runs.
async fn people(home: &Home, people: usize, phones_each: usize) -> Result<Vec<EnrolledPhone>> {
    let shared = home.open().await?;
    let program = shared.store.create_program(Label::new("program", "Harbour House")?).await?;
    let mut phones = Vec::new();
    for _ in 0..people {
        let participant = shared.store.create_participant(program, Label::new("name", "Sam Participant")?).await?;
        for _ in 0..phones_each {
            phones.push(enrol(&shared, participant).await?);
        }
    }
    Ok(phones)
}

async fn push(mut phone: Pusher, ready: Vec<Ready>) -> Result<Vec<Duration>> {
    let mut took = Vec::new();
    for batch in ready {
        let started = Instant::now();
        phone.push(batch).await?;
        took.push(started.elapsed());
    }
    Ok(took)
}

/// All phones push at once; returns a row of the table.
async fn crowd(db: Db, phones_each: usize) -> Result<String> {
    let home = home(db).await?;
    let disk = machine::probe_disk(home.path())?;
    let enrolled = people(&home, PHONES / phones_each, phones_each).await?;
    let server = home.start(None, &[])?;
    let mut phones = Vec::new();
    for (seed, phone) in (0..).zip(&enrolled) {
        let mut phone = Pusher::new(home.origin(), phone, seed)?;
        // The first contact of each is not measured.
        phone.pull().await?;
        let ready = phone.prepare(BATCHES, BATCH)?;
        phones.push((phone, ready));
    }
    let local = LocalSet::new();
    let (before, started) = (machine::cpu(server.id())?, Instant::now());
    let pushing: Vec<_> = phones.into_iter().map(|(phone, ready)| local.spawn_local(push(phone, ready))).collect();
    let mut took = local
        .run_until(async move {
            let mut took = Vec::new();
            for task in pushing {
                took.extend(task.await??);
            }
            Ok::<_, anyhow::Error>(took)
        })
        .await?;
    let seconds = started.elapsed().as_secs_f64();
    let count = u32::try_from(PHONES * BATCHES * BATCH)?;
    let cpu = machine::cpu(server.id())?.saturating_sub(before) / count;
    let memory = machine::peak_memory(server.id())?;
    server.kill();
    took.sort();
    let milliseconds = |share: usize| took[took.len() * share / 100].as_secs_f64() * 1000.0;
    Ok(format!(
        "| {db:?} | {phones_each} | {:.0} | {} µs | {:.0} ms | {:.0} ms | {memory} MiB | {} µs |",
        f64::from(count) / seconds,
        cpu.as_micros(),
        milliseconds(50),
        milliseconds(99),
        disk.as_micros()
    ))
}

/// One phone sends a full journal, and a new one of the same person fetches it; returns a row of the table.
async fn journal(db: Db) -> Result<String> {
    let home = home(db).await?;
    let enrolled = people(&home, 1, 3).await?;
    let server = home.start(None, &[])?;
    let old = Phone::begin(&enrolled[0], Wire::new(home.origin(), &enrolled[0].token)?, 1).await?;
    for _ in 0..JOURNAL {
        old.log(&"x".repeat(ENTRY - 130)).await?;
    }
    let started = Instant::now();
    old.sync().await?;
    let pushed = started.elapsed().as_secs_f64();
    ensure!(old.waiting().await?.is_empty(), "something still waits");

    let mut wire = Pusher::new(home.origin(), &enrolled[1], 2)?;
    let started = Instant::now();
    let requests = wire.pull().await?;
    let pulled = started.elapsed().as_secs_f64();

    let new = Phone::begin(&enrolled[2], Wire::new(home.origin(), &enrolled[2].token)?, 3).await?;
    let started = Instant::now();
    new.sync().await?;
    let kept = started.elapsed().as_secs_f64();
    let memory = machine::peak_memory(server.id())?;
    server.kill();
    let batches = JOURNAL.div_ceil(u32::try_from(domain::sync::MAX_OPERATIONS)?);
    Ok(format!(
        "| {db:?} | {pushed:.2} s ({batches} or more) | {pulled:.2} s ({requests}) | {kept:.2} s | {memory} MiB |"
    ))
}

async fn out_of_caseload(databases: &[Db], out: &mut impl std::io::Write) -> Result<()> {
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for db in databases {
        let (pages, pushes) = caseload::pages(*db).await?;
        alone.extend(pages);
        beside.extend(pushes);
    }
    writeln!(out, "| database | page | middle | 99 % | at most |\n|---|---|---|---|---|\n{}\n", alone.join("\n"))?;
    writeln!(
        out,
        "| database | readers beside {PHONES} phones | entries/s | batch, middle | batch, 99 % | pages | page, middle | page, 99 % | one fsync of 4 KiB |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|\n{}", beside.join("\n"))?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let wanted = std::env::args().nth(1);
    if wanted.as_deref() == Some("reminders") {
        let mut out = std::io::stdout();
        writeln!(
            out,
            "| database | reminders | all of them after | a second | a second and core of the server | peak memory |"
        )?;
        writeln!(out, "|---|---|---|---|---|---|")?;
        for db in [Db::Sqlite, Db::Postgres] {
            writeln!(out, "{}", reminders::due_at_once(db).await?)?;
        }
        return Ok(());
    }
    let caseload = wanted.as_deref() == Some("caseload");
    let wanted = if caseload { std::env::args().nth(2) } else { wanted };
    let databases = [Db::Sqlite, Db::Postgres]
        .into_iter()
        .filter(|db| wanted.as_ref().is_none_or(|w| format!("{db:?}").eq_ignore_ascii_case(w)));
    let databases: Vec<Db> = databases.collect();
    let mut out = std::io::stdout();
    if caseload {
        return out_of_caseload(&databases, &mut out).await;
    }
    let entries = PHONES * BATCHES * BATCH;
    writeln!(
        out,
        "{PHONES} phones, {BATCHES} batches of {BATCH} entries each ({entries} entries of {ENTRY} bytes in 1 KiB)\n"
    )?;
    writeln!(
        out,
        "| database | phones each | entries/s | server CPU per entry | batch, middle | batch, 99 % | peak memory | one fsync of 4 KiB |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|")?;
    for db in &databases {
        // With two phones each, every phone also fetches what the other one wrote.
        for phones_each in [1, 2] {
            writeln!(out, "{}", crowd(*db, phones_each).await?)?;
        }
    }
    writeln!(
        out,
        "\n| database | one phone pushes {JOURNAL} (requests) | a new one pulls them, on the wire | until kept | peak memory |"
    )?;
    writeln!(out, "|---|---|---|---|---|")?;
    for db in &databases {
        writeln!(out, "{}", journal(*db).await?)?;
    }
    Ok(())
}
