//! F31: whatever keeps a command from its work is told in one line: what failed, why, and what to do. Never a trace.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use domain::base::text::Label;
use tests::app::run_past_the_server;
use tests::binary::{Home, evenkeel};
use tests::{Db, report};

/// One way to fail: arguments, and words of the one line.
struct Failure {
    arguments: Vec<String>,
    words: Vec<&'static str>,
}

fn fails(arguments: &[&str], words: &[&'static str]) -> Failure {
    Failure { arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(), words: words.to_vec() }
}

/// Runs the program and checks its only line; `expected` is its exit code.
fn check(failure: &Failure, expected: i32) -> Result<()> {
    let done = Command::new(evenkeel()?)
        .args(&failure.arguments)
        .env("RUST_LOG", "off")
        .env("RUST_BACKTRACE", "full")
        .env_remove("EVENKEEL_DATA")
        .output()?;
    let said = String::from_utf8(done.stderr)?;
    let context = format!("{:?}: {said}", failure.arguments);
    ensure!(done.status.code() == Some(expected) && done.stdout.is_empty(), "{context}");
    ensure!(said.lines().count() == 1 && said.starts_with("evenkeel: "), "not one line: {context}");
    ensure!(said.contains([';', ',', ':']) && said.len() < 600, "{context}");
    for word in &failure.words {
        ensure!(said.contains(word), "no “{word}”: {context}");
    }
    Ok(())
}

#[test]
fn f31_a_command_that_is_not_understood_hears_so_in_one_line() -> Result<()> {
    let failures = [
        fails(&["--nonsense"], &["--nonsense", "see evenkeel --help"]),
        fails(&["nonsense"], &["nonsense", "see evenkeel --help"]),
        fails(&["--listen", "nowhere"], &["--listen", "invalid"]),
        fails(&["--trusted-proxy", "nobody"], &["--trusted-proxy", "10.0.0.0/8"]),
        fails(&["staff"], &["see evenkeel --help"]),
        fails(&["staff", "enable", "me"], &["32 hexadecimal digits", "evenkeel staff list"]),
        fails(&["staff", "enable"], &["required", "<ID>"]),
        fails(&["invite", "--name", "Ana"], &["required", "--role"]),
        fails(&["invite", "--name", "Ana", "--role", "boss"], &["counselor"]),
    ];
    for failure in &failures {
        check(failure, 2)?;
    }
    report(format_args!("{} misunderstood commands were walked over, each one line", failures.len()));
    Ok(())
}

#[test]
fn f31_who_asks_for_help_gets_all_of_it() -> Result<()> {
    for arguments in [&["--help"][..], &["staff", "--help"], &["--version"]] {
        let done = Command::new(evenkeel()?).args(arguments).output()?;
        ensure!(done.status.success() && done.stderr.is_empty() && !done.stdout.is_empty(), "{arguments:?}");
    }
    Ok(())
}

/// A database with one program and its keys, in a folder of its own.
struct Made {
    home: Home,
}

impl Made {
    async fn new() -> Result<Self> {
        let home = Home::new(Db::Sqlite).await?;
        let shared = home.open().await?;
        shared.store.create_program(Label::new("program", "Harbour House")?).await?;
        shared.store.end_cleanly().await?;
        Ok(Self { home })
    }

    fn keys(&self, file: &str) -> PathBuf {
        self.home.settings.keys().join(file)
    }

    fn data(&self) -> &Path {
        &self.home.settings.data
    }

    /// Serving it, with these arguments besides.
    fn served(&self, more: &[&str], words: &[&'static str]) -> Failure {
        let settings = &self.home.settings;
        let (data, listen) = (settings.data.display().to_string(), settings.listen.to_string());
        let site = settings.site.display().to_string();
        let mut arguments = vec!["--data", &data, "--site", &site];
        for (name, value) in [("--listen", &*listen), ("--public-url", &*settings.public_url)] {
            if !more.contains(&name) {
                arguments.extend([name, value]);
            }
        }
        arguments.extend(more);
        fails(&arguments, words)
    }
}

/// Breaks one thing, sees the start fail, and puts it back.
fn broken(made: &Made, path: &Path, bytes: &[u8], words: &[&'static str]) -> Result<()> {
    let before = fs::read(path).ok();
    fs::write(path, bytes)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    check(&made.served(&[], words), 1)?;
    match before {
        Some(before) => fs::write(path, before)?,
        None => fs::remove_file(path)?,
    }
    Ok(())
}

#[tokio::test]
async fn f31_settings_that_cannot_be_are_told_in_one_line() -> Result<()> {
    let made = Made::new().await?;
    let inside = made.data().join("keys").display().to_string();
    let folder = made.data().display().to_string();
    let file = made.data().join("evenkeel.sqlite").display().to_string();
    let (zeros, invite) = ("0".repeat(32), ["invite", "--name", "Ana", "--role", "admin", "--data", &folder]);
    let (in_file, as_file) = (format!("{file}/keys"), format!("sqlite:{folder}"));
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let port = taken.local_addr()?.to_string();
    let failures = [
        made.served(&["--listen", &port], &["cannot listen on", "another program listens there", "--listen"]),
        made.served(&["--listen", "203.0.113.7:3000"], &["cannot listen on", "no such address", "--listen"]),
        made.served(&["--listen", "0.0.0.0:3000", "--demo"], &["--demo", "loopback"]),
        made.served(&["--public-url", "care.example.org"], &["--public-url", "https://"]),
        made.served(&["--public-url", "http://care.example.org"], &["--public-url", "https://"]),
        made.served(&["--public-url", "https://10.0.0.5"], &["--public-url", "name a host"]),
        made.served(&["--public-url", "https://care.example.org", "--keys", &inside], &["--keys", "backup"]),
        made.served(&["--push-contact", "ops"], &["--push-contact", "mailto:"]),
        made.served(&["--push-origin", "push"], &["--push-origin", "https://"]),
        made.served(&["--database-url", "mysql:x"], &["--database-url", "sqlite: or postgres:"]),
        made.served(&["--database-url", "postgres://e@db.example.org/e"], &["sslmode=verify-full"]),
        made.served(&["--database-url", "postgres://e@127.0.0.1:1/e"], &["cannot open the database", "--database-url"]),
        made.served(&["--database-url", &as_file], &["cannot open the database", "--database-url"]),
        made.served(&["--keys", &in_file], &["cannot use", "this user may read and write"]),
        made.served(&["--demo"], &["--demo", "another --data"]),
        fails(&["staff", "enable", &zeros, "--data", &folder], &["there is no account", "evenkeel staff list"]),
        fails(&[&invite[..], &["--zone", "Mars/Olympus"]].concat(), &["--zone", "allowed is"]),
        fails(&[&invite[..], &["--demo"]].concat(), &["another --data"]),
    ];
    for failure in &failures {
        check(failure, 1)?;
    }
    report(format_args!("{} wrong settings were walked over, each one line", failures.len()));
    Ok(())
}

#[tokio::test]
async fn f31_files_that_cannot_be_used_are_told_in_one_line() -> Result<()> {
    let made = Made::new().await?;
    let (key, database) = (made.keys("master.key"), made.data().join("evenkeel.sqlite"));
    broken(&made, &key, &[7; 32], &["master.key", "not the one", "--keys"])?;
    broken(&made, &key, &[7; 9], &["master.key", "32 bytes", "put the right one back"])?;
    broken(&made, &made.keys("master.vapid"), &[0; 32], &["master.vapid", "put the right one back"])?;
    broken(&made, &made.keys("master.generation"), b"many", &["master.generation", "--keys"])?;
    broken(&made, &made.keys("master.gone"), &[0xFF, 0xFE], &["master.gone", "--keys"])?;
    broken(&made, &made.keys("master.beat"), b"{", &["master.beat", "--keys"])?;
    fs::create_dir_all(&made.home.settings.site)?;
    broken(&made, &made.home.settings.site.join("site.json"), b"{", &["browser files", "make run"])?;

    fs::set_permissions(&key, fs::Permissions::from_mode(0o644))?;
    check(&made.served(&[], &["master.key", "chmod 600"]), 1)?;
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600))?;

    let bytes = fs::read(&key)?;
    fs::remove_file(&key)?;
    check(&made.served(&[], &["master.key", "put it back", "--keys"]), 1)?;
    fs::write(&key, bytes)?;
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600))?;

    let url = format!("sqlite:{}", database.display());
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'of tomorrow', 1, X'00', 0)";
    run_past_the_server(Db::Sqlite, &url, newer).await?;
    check(&made.served(&[], &["cannot bring the database up to date", "newer version"]), 1)?;
    run_past_the_server(Db::Sqlite, &url, "DELETE FROM _sqlx_migrations WHERE version = 9999").await?;

    fs::write(&database, "this is no database, but a text that somebody wrote there".repeat(100))?;
    for end in ["-wal", "-shm"] {
        drop(fs::remove_file(format!("{}{end}", database.display())));
    }
    check(&made.served(&[], &["cannot open the database", "--data"]), 1)?;
    report("11 broken files were walked over, each one line");
    Ok(())
}
