//! A2: an acknowledged entry survives power loss. Every system call that could tell a phone *stored* comes after the
//! one that made SQLite's log durable.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use server::fault::Fault;
use tests::Db;
use tests::binary::Home;
use tests::report;

const ANSWERS: usize = 100;
const CALLS: &str = "trace=read,recvfrom,recvmsg,readv,write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync";

/// The kind of a trace line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Asked,
    LogWritten,
    LogDurable,
    Answered,
}

/// Parses a line. A split call counts when it ends, but a response counts when it begins: the worst case for us.
fn event(line: &str) -> Option<Event> {
    let about_log = line.contains("evenkeel.sqlite-wal");
    let synced = line.contains("fsync(") || line.contains("fdatasync(");
    if line.contains("POST /api/v1/sync") {
        Some(Event::Asked)
    } else if line.contains("HTTP/1.1 200") {
        Some(Event::Answered)
    } else if about_log && (line.contains("pwrite64(") || line.contains("pwritev(") || line.contains(" write(")) {
        Some(Event::LogWritten)
    } else if about_log && synced && line.trim_end().ends_with("= 0") {
        Some(Event::LogDurable)
    } else {
        None
    }
}

/// Joins what strace split: `… <unfinished ...>` and `<... fdatasync resumed>) = 0` of one thread become one line at
/// the place where the call ended. Answers stay where they began.
fn whole_lines(trace: &str) -> Vec<String> {
    let mut begun: std::collections::HashMap<&str, String> = std::collections::HashMap::new();
    let mut lines = Vec::new();
    for line in trace.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        if let Some(start) = rest.strip_suffix("<unfinished ...>") {
            if event(start) == Some(Event::Answered) {
                lines.push(start.to_owned());
            } else {
                begun.insert(thread, start.to_owned());
            }
        } else if rest.trim_start().starts_with("<...") {
            let end = rest.split_once("resumed>").map_or("", |(_, end)| end);
            if let Some(start) = begun.remove(thread) {
                lines.push(format!("{start}{end}"));
            }
        } else {
            lines.push(rest.to_owned());
        }
    }
    lines
}

/// The number of responses, and of those sent after everything in the log was durable.
fn judge(trace: &str) -> (usize, usize) {
    let (mut answers, mut durable) = (0, 0);
    let (mut written, mut waiting_for_disk) = (false, false);
    for line in whole_lines(trace) {
        match event(&line) {
            Some(Event::Asked) => (written, waiting_for_disk) = (false, false),
            Some(Event::LogWritten) => (written, waiting_for_disk) = (true, true),
            Some(Event::LogDurable) => waiting_for_disk = false,
            Some(Event::Answered) => {
                answers += 1;
                durable += usize::from(written && !waiting_for_disk);
            }
            None => {}
        }
    }
    (answers, durable)
}

/// One phone that pushes one entry after the other to a traced server.
async fn traced(fault: Option<Fault>) -> Result<(usize, usize)> {
    let strace = Command::new("strace").arg("-V").output();
    ensure!(
        strace.is_ok_and(|o| o.status.success()),
        "strace is not installed: it shows what the server asks of the disk (apt-get install strace)"
    );
    let home = Home::new(Db::Sqlite).await?;
    let phone = home.phones(1).await?.swap_remove(0);
    let trace = home.path().join("trace");
    let before = ["strace", "-f", "-y", "-s", "64", "-e", CALLS, "-e", "signal=none", "-o"].map(str::to_owned);
    let before: Vec<String> = before.into_iter().chain([trace.display().to_string()]).collect();
    let server = home.start(fault, &before)?;
    // The first exchange only introduces the phone.
    phone.sync().await?;
    let begun = length(&trace);
    for _ in 0..ANSWERS {
        phone.log("a craving").await?;
        phone.sync().await.context("the traced server did not take it")?;
    }
    // strace ends with its child, after writing everything.
    server.wind_up()?;
    let all = std::fs::read(&trace)?;
    Ok(judge(&String::from_utf8_lossy(all.get(begun..).unwrap_or_default())))
}

fn length(file: &Path) -> usize {
    std::fs::metadata(file).map_or(0, |m| usize::try_from(m.len()).unwrap_or(0))
}

#[tokio::test]
async fn every_answer_comes_after_the_log_is_on_the_disk() -> Result<()> {
    let (answers, durable) = traced(None).await?;
    report(format_args!("A2: {durable} of {answers} answers after the log's fsync"));
    ensure!(answers >= ANSWERS && durable == answers, "{} of {answers} answers came too early", answers - durable);
    Ok(())
}

/// Control: without waiting for the disk every response is too early.
#[tokio::test]
async fn control_not_waiting_for_the_disk_is_noticed() -> Result<()> {
    let (answers, durable) = traced(Some(Fault::SynchronousOff)).await?;
    report(format_args!("A2 control: {durable} of {answers} answers after the log's fsync"));
    ensure!(answers >= ANSWERS && durable < answers, "not waiting for the disk went unnoticed");
    Ok(())
}
