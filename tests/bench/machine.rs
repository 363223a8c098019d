//! Measures the machine: CPU time and memory of a process, and the speed of its disk.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

const PROBES: u32 = 200;
/// The unit of CPU time in Linux.
const TICKS_PER_SECOND: u64 = 100;

/// User and system time of a process and its threads so far.
pub fn cpu(process: u32) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, after_name) = stat.rsplit_once(')').context("a line of /proc")?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks =
        fields.get(11).context("user time")?.parse::<u64>()? + fields.get(12).context("system time")?.parse::<u64>()?;
    Ok(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}

/// The most memory a process ever had, in MiB.
pub fn peak_memory(process: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).context("a line of /proc")?;
    Ok(line.split_whitespace().nth(1).context("kilobytes")?.parse::<u64>()? / 1024)
}

/// The mean time that the disk of `folder` takes to persist 4 KiB.
pub fn probe_disk(folder: &Path) -> Result<Duration> {
    let mut file = File::create(folder.join("probe"))?;
    let started = Instant::now();
    for _ in 0..PROBES {
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
    }
    Ok(started.elapsed() / PROBES)
}
