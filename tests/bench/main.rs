//! `cargo run --release -p tests --example bench`: fifty phones push batches of twenty entries of 280 bytes each, sealed in
//! steps of 1 KiB, to the real server on both databases. Prints one table. Not part of the tests: its figures are the
//! machine's, so what the machine's disk can do (an fsync probe) stands beside them.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tests::binary::Home;
use tests::phone::Wire;
use tests::{Db, Phone, postgres};
use tokio::task::LocalSet;

const PHONES: usize = 50;
const BATCHES: usize = 10;
const BATCH: usize = 20;
const ENTRY: usize = 280;
const PROBES: u32 = 200;
/// What Linux counts CPU time in, on every machine that Rust runs on.
const TICKS_PER_SECOND: u64 = 100;

struct Figures {
    seconds: f64,
    server_cpu: Option<Duration>,
    middle: Duration,
    slowest: Duration,
}

/// User and system time of a process and its threads so far.
fn cpu(process: u32) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, after_name) = stat.rsplit_once(')').context("a line of /proc")?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = fields.get(11).context("user time")?.parse::<u64>()? + fields.get(12).context("system time")?.parse::<u64>()?;
    Ok(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}

/// How long the disk under `folder` takes to keep 4 KiB.
fn probe_disk(folder: &Path) -> Result<Duration> {
    let mut file = File::create(folder.join("probe"))?;
    let started = Instant::now();
    for _ in 0..PROBES {
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
    }
    Ok(started.elapsed() / PROBES)
}

async fn push(phone: Rc<Phone<Wire>>, batches: usize) -> Result<Vec<Duration>> {
    let mut took = Vec::new();
    for _ in 0..batches {
        let started = Instant::now();
        phone.sync().await?;
        took.push(started.elapsed());
        ensure!(phone.waiting().await?.is_empty(), "something still waits");
        for _ in 0..BATCH {
            phone.log(&"x".repeat(ENTRY - 130)).await?;
        }
    }
    Ok(took)
}

async fn run(db: Db) -> Result<(Figures, Duration)> {
    let home = Home::new(db).await?;
    if db == Db::Postgres {
        // The tests' cluster does not wait for the disk; here it has to.
        postgres::wait_for_the_disk(home.settings.database_url.as_deref().unwrap_or_default()).await?;
    }
    let disk = probe_disk(home.path())?;
    let phones: Vec<Rc<Phone<Wire>>> = home.phones(PHONES).await?.into_iter().map(Rc::new).collect();
    let server = home.start(None, &[])?;
    let local = LocalSet::new();
    // Sealing is the phones' work: what each sends first is sealed before the clock starts, the rest while others wait.
    for phone in &phones {
        local.run_until(push(Rc::clone(phone), 1)).await?;
    }
    let (before, started) = (cpu(server.id())?, Instant::now());
    let pushing: Vec<_> = phones.iter().map(|phone| local.spawn_local(push(Rc::clone(phone), BATCHES))).collect();
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
    let server_cpu = cpu(server.id())?.checked_sub(before);
    server.kill();
    took.sort();
    let middle = took[took.len() / 2];
    let slowest = took[took.len() * 99 / 100];
    Ok((Figures { seconds, server_cpu, middle, slowest }, disk))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let entries = PHONES * BATCHES * BATCH;
    let mut out = std::io::stdout();
    writeln!(out, "{PHONES} phones, {BATCHES} batches of {BATCH} entries each ({entries} entries of {ENTRY} bytes in 1 KiB)\n")?;
    writeln!(out, "| database | entries/s | server CPU per entry | batch, middle | batch, 99 % | one fsync of 4 KiB |")?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for db in [Db::Sqlite, Db::Postgres] {
        let (figures, disk) = run(db).await?;
        let count = u32::try_from(entries)?;
        let cpu = figures.server_cpu.map_or_else(|| "?".to_owned(), |cpu| format!("{} µs", (cpu / count).as_micros()));
        writeln!(
            out,
            "| {db:?} | {:.0} | {cpu} | {:.0} ms | {:.0} ms | {} µs |",
            f64::from(count) / figures.seconds,
            figures.middle.as_secs_f64() * 1000.0,
            figures.slowest.as_secs_f64() * 1000.0,
            disk.as_micros()
        )?;
    }
    Ok(())
}
