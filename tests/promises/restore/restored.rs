//! A9: after any kind of restore, staff cannot read what was unshared after the backup; and nothing else counts as a
//! restore. Real processes, staff first.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use domain::base::id::{EpochId, ObjectId, ParticipantId, StaffId};
use domain::base::text::Label;
use domain::people::Role;
use server::http::cookie::Jar;
use server::settings::{Settings, SettingsError};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, Row as _};
use tests::binary::{Home, Running};
use tests::people::enrol;
use tests::phone::{PHONE_NOW, Wire};
use tests::{Db, Phone, Web, postgres, report};

const SHARED: &str = "words that were shared and taken back";

/// The ways to restore a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// SQLite's backup, or pg_dump and psql.
    ByCommand,
    /// A dump in another database of the cluster.
    ElsewhereByCommand,
    /// The files of the database.
    File,
    /// The data folder.
    Folder,
}

struct Story {
    home: Home,
    phone: Phone<Wire>,
    participant: ParticipantId,
    counselor: StaffId,
    staff_token: String,
    object: ObjectId,
}

/// A participant whose counselor may read one entry; the server is not running.
async fn story(db: Db) -> Result<Story> {
    let home = Home::new(db).await?;
    let shared = home.open().await?;
    let program = shared.store.create_program(Label::new("program", "Harbour House")?).await?;
    let participant = shared.store.create_participant(program, Label::new("name", "Sam Participant")?).await?;
    let counselor = shared.store.create_staff(program, Role::Counselor, Label::new("name", "Ana Counselor")?).await?;
    shared.store.assign(participant, counselor).await?;
    let enrolled = enrol(&shared, participant).await?;
    let staff_token = shared.store.sign_in_staff(counselor).await?;
    drop(shared);
    let server = home.start(None, &[])?;
    let phone = Phone::begin(&enrolled, Wire::new(home.origin(), &enrolled.token)?, 2).await?;
    let (object, revision) = phone.log(SHARED).await?;
    phone.journal.share(object, revision, PHONE_NOW).await?;
    phone.sync().await?;
    let story = Story { home, phone, participant, counselor, staff_token, object };
    ensure!(story.reads(&story.staff_token).await? == (200, true), "the shared entry is not shown");
    server.stop()?;
    Ok(story)
}

impl Story {
    /// Retries, because the kept connection may belong to a stopped server.
    async fn sync(&self) -> Result<()> {
        if self.phone.sync().await.is_err() {
            self.phone.sync().await?;
        }
        Ok(())
    }

    /// Opens a counselor's pages: the status of the entry's page, and whether any page has the words.
    async fn reads(&self, token: &str) -> Result<(u16, bool)> {
        let desk = Web::at(self.home.origin())?.signed_in(Jar::Staff, token);
        let entry = desk.get(&format!("/care/people/{}/entries/{}", self.participant, self.object)).await?;
        let person = desk.get(&format!("/care/people/{}", self.participant)).await?;
        Ok((entry.status.as_u16(), entry.body.contains(SHARED) || person.body.contains(SHARED)))
    }

    /// Signs the counselor in again, by a process beside the server.
    async fn sign_in(&self) -> Result<String> {
        Ok(self.home.open().await?.store.sign_in_staff(self.counselor).await?)
    }

    async fn take_back(&self) -> Result<()> {
        let server = self.home.start(None, &[])?;
        self.phone.journal.unshare(self.object, PHONE_NOW).await?;
        self.phone.sync().await?;
        ensure!(self.reads(&self.staff_token).await? == (404, false), "the unshare did not count");
        server.stop()
    }

    async fn epoch(&self) -> Result<EpochId> {
        let url = self.home.settings.database_url.clone().unwrap_or_default();
        let sql = "SELECT value FROM server_state WHERE name = 'epoch'";
        let value: Vec<u8> = match self.home.db {
            Db::Sqlite => {
                let mut conn = sqlx::SqliteConnection::connect(&url).await?;
                sqlx::query(sql).fetch_one(&mut conn).await?.try_get(0)?
            }
            Db::Postgres => {
                let mut conn = sqlx::PgConnection::connect(&url).await?;
                sqlx::query(sql).fetch_one(&mut conn).await?.try_get(0)?
            }
        };
        EpochId::from_slice(&value).context("an epoch")
    }

    fn file(&self) -> PathBuf {
        self.home.settings.data.join("evenkeel.sqlite")
    }

    fn away(&self) -> PathBuf {
        self.home.path().join("backup")
    }
}

fn run(program: &str, arguments: &[&Path]) -> Result<()> {
    ensure!(Command::new(program).arg("-a").args(arguments).status()?.success(), "{program} {arguments:?}");
    Ok(())
}

/// Replaces the database and its log.
fn copy_files(from: &Path, to: &Path) -> Result<()> {
    for end in ["", "-wal"] {
        let (from, to) = (format!("{}{end}", from.display()), format!("{}{end}", to.display()));
        drop(std::fs::remove_file(&to));
        if Path::new(&from).exists() {
            run("cp", &[Path::new(&from), Path::new(&to)])?;
        }
    }
    Ok(())
}

async fn sqlite(url: &str, sql: String) -> Result<()> {
    let mut conn = sqlx::SqliteConnection::connect(url).await?;
    conn.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await?;
    Ok(conn.close().await?)
}

async fn back_up(story: &Story, way: Way) -> Result<()> {
    let url = story.home.settings.database_url.clone().unwrap_or_default();
    match (story.home.db, way) {
        (Db::Sqlite, Way::ByCommand) => sqlite(&url, format!("VACUUM INTO '{}'", story.away().display())).await,
        (Db::Sqlite, Way::File) => copy_files(&story.file(), &story.away()),
        (Db::Sqlite, _) => run("cp", &[&story.home.settings.data, &story.away()]),
        (Db::Postgres, _) => Ok(std::fs::write(story.away(), postgres::dump(&url)?)?),
    }
}

async fn put_back(story: &mut Story, way: Way) -> Result<()> {
    let url = story.home.settings.database_url.clone().unwrap_or_default();
    match (story.home.db, way) {
        (Db::Sqlite, Way::ByCommand) => {
            let mut conn = sqlx::SqliteConnection::connect(&url).await?;
            let tables =
                sqlx::query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
            let tables: Vec<String> =
                tables.fetch_all(&mut conn).await?.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
            conn.close().await?;
            let each =
                tables.iter().map(|name| format!("DELETE FROM {name}; INSERT INTO {name} SELECT * FROM old.{name};"));
            let all: String = each.collect();
            sqlite(&url, format!("PRAGMA foreign_keys = OFF; ATTACH '{}' AS old; {all}", story.away().display())).await
        }
        (Db::Sqlite, Way::File) => {
            drop(std::fs::remove_file(format!("{}-shm", story.file().display())));
            copy_files(&story.away(), &story.file())
        }
        (Db::Sqlite, _) => {
            std::fs::remove_dir_all(&story.home.settings.data)?;
            run("cp", &[&story.away(), &story.home.settings.data])
        }
        (Db::Postgres, way) => {
            if way == Way::ElsewhereByCommand {
                story.home.settings.database_url = Some(postgres::new_database().await?);
            }
            let url = story.home.settings.database_url.clone().unwrap_or_default();
            postgres::read_back(&url, &std::fs::read(story.away())?).await
        }
    }
}

async fn stays_closed(db: Db, ways: &[Way]) -> Result<()> {
    for way in ways {
        for killed in [false, true] {
            let mut story = story(db).await?;
            back_up(&story, *way).await?;
            let before = story.epoch().await?;
            story.take_back().await?;
            if killed {
                story.home.start(None, &[])?.kill();
            }
            put_back(&mut story, *way).await?;
            let server = story.home.start(None, &[])?;
            ensure!(story.reads(&story.staff_token).await? == (303, false), "{way:?}: who was signed in then still is");
            let token = story.sign_in().await?;
            let (status, seen) = story.reads(&token).await?;
            ensure!(status == 404 && !seen, "{way:?}: staff read what was taken back ({status})");
            ensure!(story.epoch().await? != before, "{way:?}: no new epoch");
            let begun = story.epoch().await?;
            server.stop()?;
            story.home.start(None, &[])?.stop()?;
            ensure!(story.epoch().await? == begun, "{way:?}: noticed twice");
        }
    }
    report(format_args!(
        "A9 {db:?}: {} ways back, each after a clean end and a kill, staff first: 0 reads",
        ways.len()
    ));
    Ok(())
}

#[tokio::test]
async fn what_was_taken_back_is_not_read_after_a_restore_on_sqlite() -> Result<()> {
    stays_closed(Db::Sqlite, &[Way::ByCommand, Way::File, Way::Folder]).await
}

#[tokio::test]
async fn what_was_taken_back_is_not_read_after_a_restore_on_postgres() -> Result<()> {
    stays_closed(Db::Postgres, &[Way::ByCommand, Way::ElsewhereByCommand]).await
}

/// If both folders are rolled back together, the server cannot tell. A phone that knows more can.
#[tokio::test]
async fn both_folders_rolled_back_together_are_noticed_by_a_phone() -> Result<()> {
    let story = story(Db::Sqlite).await?;
    let (data, keys) = (story.home.settings.data.clone(), story.home.settings.keys());
    let aside = |folder: &Path| folder.with_extension("aside");
    for folder in [&data, &keys] {
        run("cp", &[folder, &aside(folder)])?;
    }
    let before = story.epoch().await?;
    story.take_back().await?;
    for folder in [&data, &keys] {
        std::fs::remove_dir_all(folder)?;
        run("cp", &[&aside(folder), folder])?;
    }
    let server = story.home.start(None, &[])?;
    ensure!(story.epoch().await? == before, "say it in the README: the server notices this by itself now");
    story.sync().await?;
    ensure!(story.epoch().await? != before, "a phone that knows more went unheard");
    ensure!(!story.reads(&story.sign_in().await?).await?.1);
    server.stop()
}

/// A copy restored within the minute of a beat has the right token; only its place gives it away, and staff wait.
#[tokio::test]
async fn a_copy_within_one_minute_after_a_kill_holds_staff() -> Result<()> {
    let story = story(Db::Sqlite).await?;
    let server = story.home.start(None, &[])?;
    run("cp", &[&story.home.settings.data, &story.away()])?;
    story.phone.journal.unshare(story.object, PHONE_NOW).await?;
    story.sync().await?;
    server.kill();
    std::fs::remove_dir_all(&story.home.settings.data)?;
    run("cp", &[&story.away(), &story.home.settings.data])?;
    let server = story.home.start(None, &[])?;
    ensure!(story.reads(&story.staff_token).await? == (503, false), "staff did not wait");
    let log = std::fs::read_to_string(story.home.path().join("log"))?;
    ensure!(log.contains("nobody can say whether this database is the newest"), "the operator was not told");
    server.stop()
}

/// False alarms close everyone's shares, which is as bad as a miss.
#[tokio::test]
async fn restarts_moves_and_commands_are_no_restore() -> Result<()> {
    for db in [Db::Sqlite, Db::Postgres] {
        let mut story = story(db).await?;
        let before = story.epoch().await?;
        let invite = |home: &Home| -> Result<()> {
            let (well, said) = home.invite(&["--name", "Bo New", "--role", "counselor"])?;
            ensure!(well && !said.contains("restored"), "{said}");
            Ok(())
        };
        story.home.start(None, &[])?.kill();
        invite(&story.home)?;
        let server = story.home.start(None, &[])?;
        invite(&story.home)?;
        let second = story.home.another()?;
        let second = story.home.start_another(&second, None)?;
        server.kill();
        second.stop()?;
        story.home.start(None, &[])?.stop()?;
        // The data moves to another disk, after a clean end.
        if db == Db::Sqlite {
            run("cp", &[&story.home.settings.data, &story.away()])?;
            std::fs::remove_dir_all(&story.home.settings.data)?;
            run("cp", &[&story.away(), &story.home.settings.data])?;
        } else {
            back_up(&story, Way::ByCommand).await?;
            put_back(&mut story, Way::ElsewhereByCommand).await?;
        }
        let server = story.home.start(None, &[])?;
        ensure!(story.epoch().await? == before, "{db:?}: a false alarm");
        ensure!(story.reads(&story.staff_token).await? == (200, true), "{db:?}: staff were held or signed out");
        server.stop()?;
    }
    Ok(())
}

/// A server whose file was replaced must not keep writing to a deleted file.
#[tokio::test]
async fn a_file_that_was_replaced_under_the_server_is_noticed_at_the_next_beat() -> Result<()> {
    let story = story(Db::Sqlite).await?;
    let shared = story.home.open().await?;
    run("cp", &[&story.file(), &story.away()])?;
    std::fs::rename(story.away(), story.file())?;
    ensure!(matches!(shared.store.beat().await, Err(server::store::StoreError::Replaced)));
    Ok(())
}

fn start_saying(home: &Home) -> Result<(Running, String)> {
    let server = home.start_saying(None, &[], "info")?;
    let log = std::fs::read_to_string(home.path().join("log"))?;
    Ok((server, log))
}

#[tokio::test]
async fn keys_inside_the_data_folder_move_out_of_it_at_the_first_start() -> Result<()> {
    let mut story = story(Db::Sqlite).await?;
    let before = story.epoch().await?;
    let keys = story.home.settings.keys();
    // As an older version left it.
    for end in ["key", "generation", "gone", "vapid"] {
        let name = format!("master.{end}");
        if keys.join(&name).exists() {
            std::fs::rename(keys.join(&name), story.home.settings.data.join(&name))?;
        }
    }
    std::fs::remove_dir_all(&keys)?;
    sqlite(&story.home.settings.database_url.clone().unwrap_or_default(), "DELETE FROM beat".to_owned()).await?;
    let (server, log) = start_saying(&story.home)?;
    ensure!(log.contains("moved the key"), "nothing was said");
    server.stop()?;
    ensure!(keys.join("master.key").exists() && !story.home.settings.data.join("master.key").exists());
    ensure!(story.epoch().await? == before, "a move is no restore");
    // With a public https server, they must not be inside.
    story.home.settings.public_url = "https://care.example.org".to_owned();
    story.home.settings.check()?;
    let inside = story.home.settings.data.join("keys");
    for inside in [
        Settings { keys: Some(inside.clone()), ..story.home.settings.clone() },
        Settings { key_file: Some(inside.join("master.key")), ..story.home.settings.clone() },
        Settings { key_file: Some(story.home.settings.data.join("master.key")), ..story.home.settings.clone() },
    ] {
        let refused = inside.check();
        ensure!(matches!(&refused, Err(SettingsError::KeysInside { .. })), "{refused:?}");
    }
    Ok(())
}
