//! A temporary PostgreSQL cluster, one per test process, on a socket in a temporary folder. Its data is disposable, so
//! it does not wait for the disk.
//!
//! A watching shell stops the cluster and removes its folder however the test process ends: its standard input is a
//! pipe that only this process holds.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result, bail, ensure};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use crate::binary::free_port;

static CLUSTER: OnceLock<Result<String, String>> = OnceLock::new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

const WATCH: &str = r#"
binaries=$1
folder=$2
shift 2
"$binaries/postgres" -D "$folder/data" -k "$folder" -c max_connections=300 "$@" >"$folder/log" 2>&1 &
server=$!
trap '' INT TERM HUP
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$folder"
"#;

/// A cluster of its own that speaks TLS at `localhost`, and no other name, on a port.
pub struct Encrypted {
    /// Past TLS, by the socket.
    pub by_socket: String,
    pub port: u16,
}

/// # Errors
/// Fails if PostgreSQL is not installed or does not start.
pub fn encrypted(certificate: &str, key: &str) -> Result<Encrypted> {
    let folder = initialize()?;
    for (name, text) in [("server.pem", certificate), ("server.key", key)] {
        run(as_user("sh").args([
            "-c",
            &format!("umask 077 && printf %s \"$1\" >{folder}/data/{name}"),
            "write",
            text,
        ]))?;
    }
    let port = free_port()?.port();
    let set = [
        "listen_addresses=127.0.0.1",
        &format!("port={port}"),
        "ssl=on",
        "ssl_cert_file=server.pem",
        "ssl_key_file=server.key",
    ];
    watch(&folder, &set, port)?;
    Ok(Encrypted { by_socket: format!("{}&port={port}", address(&folder, "postgres")), port })
}

/// Creates an empty database and returns its address.
///
/// # Errors
/// Fails if PostgreSQL is not installed or does not start.
pub async fn new_database() -> Result<String> {
    let folder = CLUSTER.get_or_init(|| start().map_err(|e| format!("{e:#}"))).clone().map_err(anyhow::Error::msg)?;
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&address(&folder, "postgres")).await?;
    admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
    admin.close().await?;
    Ok(address(&folder, &name))
}

/// Makes the cluster wait for the disk after all, as a real one does; for measuring.
pub async fn wait_for_the_disk(url: &str) -> Result<()> {
    let mut admin = PgConnection::connect(url).await?;
    for sql in ["ALTER SYSTEM SET fsync = on", "ALTER SYSTEM SET full_page_writes = on", "SELECT pg_reload_conf()"] {
        admin.execute(sql).await?;
    }
    Ok(admin.close().await?)
}

/// Everything in a database, as text.
pub fn dump(url: &str) -> Result<Vec<u8>> {
    let program = binaries()?.join("pg_dump").display().to_string();
    Ok(run(as_user(&program).args(["--inserts", "-d", url]))?.into_bytes())
}

/// Reads a dump back into a database, in place of everything in it.
pub async fn read_back(url: &str, dump: &[u8]) -> Result<()> {
    let mut admin = PgConnection::connect(url).await?;
    admin.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await?;
    admin.close().await?;
    let program = binaries()?.join("psql").display().to_string();
    let mut psql = as_user(&program);
    psql.args(["-q", "-v", "ON_ERROR_STOP=1", "-d", url]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut reading = psql.spawn()?;
    reading.stdin.take().context("a pipe")?.write_all(dump)?;
    ensure!(reading.wait()?.success(), "the dump cannot be read back");
    Ok(())
}

fn address(folder: &str, name: &str) -> String {
    format!("postgres://postgres@localhost/{name}?host={folder}")
}

fn start() -> Result<String> {
    let folder = initialize()?;
    watch(&folder, &["listen_addresses="], 5432)?;
    Ok(folder)
}

/// A folder with a cluster that has not run yet.
fn initialize() -> Result<String> {
    let binaries = binaries()?;
    let folder = run(as_user("mktemp").args(["-d", "/tmp/evenkeel-postgres-XXXXXX"]))?.trim().to_owned();
    run(as_user(&binaries.join("initdb").display().to_string()).args([
        "-D",
        &format!("{folder}/data"),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]))?;
    // In a file and not on the command line, which nothing could overrule.
    let quick = format!("printf 'fsync = off\nfull_page_writes = off\n' >>{folder}/data/postgresql.conf");
    run(as_user("sh").args(["-c", &quick]))?;
    Ok(folder)
}

/// Starts it with these settings, for as long as this process lives.
fn watch(folder: &str, settings: &[&str], port: u16) -> Result<()> {
    let binaries = binaries()?;
    let watch = as_user("sh")
        .args(["-c", WATCH, "watch", &binaries.display().to_string(), folder])
        .args(settings.iter().flat_map(|setting| ["-c", setting]))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // The pipe stays open as long as this process lives.
    std::mem::forget(watch);
    let is_ready = binaries.join("pg_isready").display().to_string();
    for _ in 0..200 {
        if run(as_user(&is_ready).args(["-h", folder, "-p", &port.to_string()])).is_ok() {
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    bail!("PostgreSQL did not start in {folder}")
}

/// The newest installed version, or the one on the path.
fn binaries() -> Result<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    found
        .pop()
        .or_else(|| std::env::split_paths(&path).find(|folder| folder.join("initdb").exists()))
        .context("PostgreSQL is not installed: the store contract runs on both databases (on Debian: apt-get install postgresql)")
}

/// PostgreSQL refuses to run as root.
fn as_user(program: &str) -> Command {
    let root = std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    if !root {
        return Command::new(program);
    }
    let has_postgres =
        std::fs::read_to_string("/etc/passwd").is_ok_and(|users| users.lines().any(|l| l.starts_with("postgres:")));
    let mut command = Command::new("runuser");
    command.args(["-u", if has_postgres { "postgres" } else { "nobody" }, "--", program]).current_dir(Path::new("/"));
    command
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
