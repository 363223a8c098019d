//! The real `evenkeel` as a separate process that can be killed.

use std::ffi::OsStr;
use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use domain::base::text::Label;
use server::env::Env;
use server::fault::Fault;
use server::listen::limits::Limits;
use server::settings::{PushSettings, Settings};
use server::state::{Server, Shared};
use tempfile::TempDir;

use crate::people::enrol;
use crate::phone::Wire;
use crate::{Db, Phone, postgres};

static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();

/// The program, built if it is missing or older than its sources.
pub fn evenkeel() -> Result<PathBuf> {
    BUILT.get_or_init(|| build().map_err(|e| format!("{e:#}"))).clone().map_err(anyhow::Error::msg)
}

fn build() -> Result<PathBuf> {
    let mut folder = std::env::current_exe()?;
    // …/debug/deps/promises-1234 → …/debug
    ensure!(folder.pop() && folder.pop(), "a test runs from a folder of cargo's");
    let release = folder.ends_with("release");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // With `tests` in the selection, every crate has the features that it has in this process, and is compiled already.
    command.args(["build", "--quiet", "--package", "server", "--package", "tests", "--bin", "evenkeel"]);
    if release {
        command.arg("--release");
    }
    // Cargo tells a test about its package; a build script that saw that would have to run again, with all it is for.
    for (name, _) in std::env::vars_os() {
        if ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|own| name.to_string_lossy().starts_with(own)) {
            command.env_remove(name);
        }
    }
    let target = folder.parent().context("a target folder")?;
    let built = command.arg("--target-dir").arg(target).current_dir(env!("CARGO_MANIFEST_DIR")).status()?;
    ensure!(built.success(), "the server does not compile");
    Ok(folder.join("evenkeel"))
}

/// Paths and address of a server, as arguments.
fn place(settings: &Settings) -> [&OsStr; 6] {
    let database = settings.database_url.as_deref().unwrap_or_default();
    let names = ["--data", "--database-url", "--public-url"].map(OsStr::new);
    [names[0], settings.data.as_os_str(), names[1], database.as_ref(), names[2], settings.public_url.as_ref()]
}

/// The data of a server, which survives its deaths.
pub struct Home {
    pub db: Db,
    pub settings: Settings,
    folder: TempDir,
}

impl Home {
    pub async fn new(db: Db) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("evenkeel-home-").tempdir()?;
        let data = folder.path().join("data");
        let database_url = match db {
            Db::Sqlite => format!("sqlite:{}", data.join("evenkeel.sqlite").display()),
            Db::Postgres => postgres::new_database().await?,
        };
        let listen = free_port()?;
        let settings = Settings {
            listen,
            data,
            database_url: Some(database_url),
            keys: None,
            key_file: None,
            site: folder.path().join("site"),
            public_url: format!("http://{listen}"),
            trusted_proxy: Vec::new(),
            local_help_line: None,
            demo: false,
            push: PushSettings::default(),
            clock_ahead: 0,
            fault: None,
            limits: Limits::default(),
        };
        Ok(Self { db, settings, folder })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn origin(&self) -> &str {
        &self.settings.public_url
    }

    /// Opens the same database in this process, while no server runs.
    pub async fn open(&self) -> Result<Shared> {
        Ok(Server::open(self.settings.clone(), Env::real()).await?)
    }

    /// A clinic with phones that are in, two for each participant, made while no server runs.
    pub async fn phones(&self, count: usize) -> Result<Vec<Phone<Wire>>> {
        let shared = self.open().await?;
        let program = shared.store.create_program(Label::new("program", "Harbour House")?).await?;
        let mut phones = Vec::new();
        while phones.len() < count {
            let participant = shared.store.create_participant(program, Label::new("name", "Sam Participant")?).await?;
            for _ in 0..2 {
                let enrolled = enrol(&shared, participant).await?;
                phones.push(
                    Phone::begin(&enrolled, Wire::new(self.origin(), &enrolled.token)?, phones.len() as u64).await?,
                );
            }
        }
        Ok(phones)
    }

    /// Runs `evenkeel invite` on this database; returns `true` if it succeeded, and all of its output.
    pub fn invite(&self, arguments: &[&str]) -> Result<(bool, String)> {
        self.command(&[&["invite"], arguments].concat())
    }

    /// Runs `evenkeel` with a subcommand on this database, beside a running server if any; returns as [`Home::invite`].
    pub fn command(&self, arguments: &[&str]) -> Result<(bool, String)> {
        let mut command = Command::new(evenkeel()?);
        command.args(arguments).args(place(&self.settings)).env("RUST_LOG", "warn");
        let done = command.output()?;
        let said = [done.stdout, done.stderr].concat();
        Ok((done.status.success(), String::from_utf8_lossy(&said).into_owned()))
    }

    /// Starts the server and waits until it listens. `before` precedes the program: `strace` and its arguments.
    ///
    /// # Errors
    /// Fails unless it listens within 20 seconds.
    pub fn start(&self, fault: Option<Fault>, before: &[String]) -> Result<Running> {
        self.start_saying(fault, before, "warn")
    }

    /// As [`Home::start`], with a log of that level.
    ///
    /// # Errors
    /// Fails unless it listens within 20 seconds.
    pub fn start_saying(&self, fault: Option<Fault>, before: &[String], level: &str) -> Result<Running> {
        self.launch(&self.settings, fault, before, level)
    }

    /// Settings of one more server on the same database.
    pub fn another(&self) -> Result<Settings> {
        Ok(Settings { listen: free_port()?, ..self.settings.clone() })
    }

    /// Starts one more server.
    ///
    /// # Errors
    /// Fails unless it listens within 20 seconds.
    pub fn start_another(&self, settings: &Settings, fault: Option<Fault>) -> Result<Running> {
        self.launch(settings, fault, &[], "warn")
    }

    fn launch(&self, settings: &Settings, fault: Option<Fault>, before: &[String], level: &str) -> Result<Running> {
        let mut line: Vec<String> = before.to_vec();
        line.push(evenkeel()?.display().to_string());
        let log = File::options().create(true).append(true).open(self.path().join("log"))?;
        let mut command = Command::new(&line[0]);
        command.args(&line[1..]);
        command.arg("--listen").arg(settings.listen.to_string());
        command.args(place(settings)).arg("--site").arg(&settings.site);
        if let Some(contact) = &settings.push.push_contact {
            command.arg("--push-contact").arg(contact);
        }
        for origin in &settings.push.push_origin {
            command.arg("--push-origin").arg(origin);
        }
        match fault {
            Some(Fault::AnswerBeforeCommit) => drop(command.args(["--fault", "answer-before-commit"])),
            Some(Fault::SynchronousOff) => drop(command.args(["--fault", "synchronous-off"])),
            Some(Fault::SentBeforeSending) => drop(command.args(["--fault", "sent-before-sending"])),
            Some(Fault::NoLease) => drop(command.args(["--fault", "no-lease"])),
            None => {}
        }
        let child = command.env("RUST_LOG", level).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn()?;
        let mut running = Running { child };
        running.wait_for(settings.listen)?;
        Ok(running)
    }
}

/// A port that nobody listens on, below the range that the system gives to outgoing connections: a server that is
/// killed and started again must find its port free.
pub(crate) fn free_port() -> Result<SocketAddr> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 5000)?;
    for _ in 0..1000 {
        let port = 21_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000;
        if let Ok(listener) = std::net::TcpListener::bind(("127.0.0.1", port)) {
            return Ok(listener.local_addr()?);
        }
    }
    bail!("no port is free")
}

/// Killed when it is dropped.
pub struct Running {
    child: Child,
}

impl Running {
    fn wait_for(&mut self, address: SocketAddr) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(20) {
            if std::net::TcpStream::connect(address).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended by itself: {status}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("the server did not come up")
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, and nothing else; returns when it is gone.
    pub fn kill(mut self) {
        self.end();
    }

    /// SIGTERM, as a supervisor sends it; returns once it has ended.
    ///
    /// # Errors
    /// Fails if it exits with an error.
    pub fn stop(self) -> Result<()> {
        let (_, well) = self.end_in_time()?;
        ensure!(well, "the server did not end well");
        Ok(())
    }

    /// Sends SIGTERM; returns the time until the exit, and `true` if it succeeded.
    ///
    /// # Errors
    /// Fails if the signal cannot be sent, or if the process still runs after a minute.
    pub fn end_in_time(mut self) -> Result<(Duration, bool)> {
        let started = Instant::now();
        ensure!(
            Command::new("kill").args(["-TERM", &self.id().to_string()]).status()?.success(),
            "cannot send SIGTERM"
        );
        while started.elapsed() < Duration::from_secs(60) {
            if let Some(status) = self.child.try_wait()? {
                return Ok((started.elapsed(), status.success()));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("the server does not end")
    }

    /// Kills its child and waits until it has ended.
    pub fn wind_up(mut self) -> Result<()> {
        self.end_children();
        self.child.wait()?;
        Ok(())
    }

    /// Kills its child processes, such as the program that `strace` watches.
    fn end_children(&self) {
        let children = std::fs::read_to_string(format!("/proc/{0}/task/{0}/children", self.id())).unwrap_or_default();
        for child in children.split_whitespace() {
            drop(Command::new("kill").args(["-KILL", child]).status());
        }
    }

    fn end(&mut self) {
        self.end_children();
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}
