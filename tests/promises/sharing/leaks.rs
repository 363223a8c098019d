//! B2 and B8: the server cannot read what was not shared, and reveals nothing about anyone. Marked words go through a
//! real server at the most verbose log level, and everything it wrote is searched.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use axum::http::Method;
use domain::base::bytes::Bytes;
use domain::base::id::to_hex;
use domain::base::text::Label;
use domain::entries::body::Body;
use domain::people::Role;
use domain::targets::target::{Aim, AimFrom, Target, TargetKind};
use server::http::cookie::Jar;
use tests::app::run_past_the_server;
use tests::binary::Home;
use tests::people::enrol;
use tests::phone::{PHONE_NOW, Wire, craving};
use tests::{Db, Phone, Said, Web, report};

const NAME: &str = "Marked-Name Zyxwvutsr";
const UNSHARED: &str = "marked words that were never shared qponmlkji";
const SHARED: &str = "marked words that were shared hgfedcbazz";
const TARGET: &str = "marked target yxwvutsrqp";
const REPLY: &str = "marked reply of a counselor onmlkjihgf";

/// Encodings of a text: plain, hexadecimal, or base64 at any offset.
fn shapes(text: &str) -> Vec<Vec<u8>> {
    let mut shapes = vec![
        text.as_bytes().to_vec(),
        to_hex(text.as_bytes()).into_bytes(),
        to_hex(text.as_bytes()).to_uppercase().into_bytes(),
    ];
    for shift in 0..3 {
        let encoded = Bytes([vec![b'x'; shift], text.as_bytes().to_vec()].concat()).to_text();
        shapes.push(encoded.as_bytes()[4..encoded.len() - 4].to_vec());
    }
    shapes
}

fn holds(haystack: &[u8], text: &str) -> bool {
    shapes(text).iter().any(|needle| haystack.windows(needle.len()).any(|window| window == needle))
}

/// Every file the server wrote, except its key.
fn files(home: &Home) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let folders = [home.path().to_owned(), home.settings.data.clone(), home.settings.keys()];
    let entries = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        if path.is_file() && name != "master.key" {
            found.push((name, std::fs::read(&path)?));
        }
    }
    if let (Db::Postgres, Some(url)) = (home.db, &home.settings.database_url) {
        found.push(("dump".to_owned(), tests::postgres::dump(url)?));
    }
    Ok(found)
}

fn log(path: &Path) -> Result<String> {
    Ok(String::from_utf8_lossy(&std::fs::read(path.join("log"))?).into_owned())
}

async fn leaks_nothing(db: Db) -> Result<()> {
    let home = Home::new(db).await?;
    let shared = home.open().await?;
    let program = shared.store.create_program(Label::new("program", "Harbour House")?).await?;
    let participant = shared.store.create_participant(program, Label::new("name", NAME)?).await?;
    let counselor = shared.store.create_staff(program, Role::Counselor, Label::new("name", "Ana Counselor")?).await?;
    shared.store.assign(participant, counselor).await?;
    let enrolled = enrol(&shared, participant).await?;
    let staff_token = shared.store.sign_in_staff(counselor).await?;
    drop(shared);

    let server = home.start_saying(None, &[], "trace")?;
    let phone = Phone::begin(&enrolled, Wire::new(home.origin(), &enrolled.token)?, 2).await?;
    let record = craving("x")?;
    let first = AimFrom { from: record.day(), aim: Aim::Reduce, goal: None };
    let target = Target::new(TargetKind::Substance, Label::new("name", TARGET)?, Label::new("unit", "drinks")?, first)?;
    phone.journal.record(&domain::entries::body::Record { body: Body::Target(target), ..record }, PHONE_NOW).await?;
    phone.log(UNSHARED).await?;
    let (object, revision) = phone.log(SHARED).await?;
    phone.journal.share(object, revision, PHONE_NOW).await?;
    phone.sync().await?;

    let desk = Web::at(home.origin())?.signed_in(Jar::Staff, &staff_token);
    let page = format!("/care/people/{participant}/entries/{object}");
    let shown = desk.get(&page).await?;
    ensure!(shown.status == 200 && shown.body.contains(SHARED), "the shared entry is not shown: {}", shown.status);
    let form = |text: &str| format!("text={}", text.replace(' ', "+"));
    let reply = desk
        .request(Method::POST, &format!("{page}/replies"))
        .header("content-type", "application/x-www-form-urlencoded");
    ensure!(Said::of(reply.body(form(REPLY))).await?.status == 303);
    phone.sync().await?;
    // Failures are logged too.
    let broken = desk
        .request(Method::POST, &format!("{page}/replies"))
        .header("content-type", "application/x-www-form-urlencoded");
    ensure!(Said::of(broken.body(form(&REPLY.repeat(30)))).await?.status == 400);
    let odd = Said::of(desk.request(Method::POST, "/api/v1/sync").json(&serde_json::json!({"participant": UNSHARED})))
        .await?;
    ensure!(odd.status == 401 && !odd.body.contains(UNSHARED));
    phone.journal.unshare(object, PHONE_NOW).await?;
    phone.sync().await?;
    server.kill();

    let texts = [NAME, UNSHARED, SHARED, TARGET, REPLY];
    let (mut searched, mut bytes) = (0, 0);
    for (file, content) in files(&home)? {
        for text in texts {
            ensure!(!holds(&content, text), "{file} holds {text:?}");
        }
        (searched, bytes) = (searched + 1, bytes + content.len());
    }
    let log = log(home.path())?;
    let ids = [
        participant.to_string(),
        object.to_string(),
        enrolled.who.device.to_string(),
        enrolled.token.clone(),
        staff_token,
    ];
    for secret in &ids {
        ensure!(!log.contains(secret.as_str()), "the log names somebody, or could sign them in");
    }
    ensure!(log.contains("/api/v1/sync") && log.contains("TRACE"), "the log was not captured");
    report(format_args!(
        "B2, B8 {db:?}: 0 hits of {} texts in {searched} files ({bytes} bytes), 0 ids or tokens in {} lines of log",
        texts.len(),
        log.lines().count()
    ));
    Ok(())
}

#[tokio::test]
async fn the_server_keeps_no_readable_word_and_logs_nobody_on_sqlite() -> Result<()> {
    leaks_nothing(Db::Sqlite).await
}

#[tokio::test]
async fn the_server_keeps_no_readable_word_and_logs_nobody_on_postgres() -> Result<()> {
    leaks_nothing(Db::Postgres).await
}

/// Control: the same search finds a plaintext in the database, in any encoding.
#[tokio::test]
async fn control_a_readable_word_in_the_database_is_found() -> Result<()> {
    for db in [Db::Sqlite, Db::Postgres] {
        let home = Home::new(db).await?;
        drop(home.open().await?);
        let url = home.settings.database_url.clone().context("an address")?;
        let sql = match db {
            Db::Sqlite => {
                format!("CREATE TABLE leak (words BLOB); INSERT INTO leak VALUES (CAST('{UNSHARED}' AS BLOB))")
            }
            Db::Postgres => {
                format!("CREATE TABLE leak (words BYTEA); INSERT INTO leak VALUES (convert_to('{UNSHARED}', 'UTF8'))")
            }
        };
        run_past_the_server(db, &url, &sql).await?;
        ensure!(files(&home)?.iter().any(|(_, content)| holds(content, UNSHARED)), "{db:?}: the search is blind");
        ensure!(!files(&home)?.iter().any(|(_, content)| holds(content, SHARED)));
    }
    for shift in ["", "a", "ab"] {
        ensure!(
            holds(Bytes(format!("{shift}{UNSHARED}").into_bytes()).to_text().as_bytes(), UNSHARED),
            "the search misses base64"
        );
    }
    Ok(())
}
