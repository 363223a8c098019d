//! A stolen copy of the database, without the key file, reveals no names, words or tokens.

use anyhow::{Context as _, Result, ensure};
use chrono::TimeDelta;
use domain::base::text::{Label, ReplyText};
use domain::people::Role;
use server::passkey::ceremony::Used;
use server::store::types::care::{LinkPurpose, StoredPasskey};
use sqlx::{Connection as _, Row as _};
use tests::{Db, Scribe, TestApp};

use super::desk::tell;

pub async fn a_stolen_database_names_nobody(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let marks = ["Zyxparticipant", "Zyxcounselor", "Zyxprogram", "Zyxnote", "Zyxtarget", "Zyxreply", "Zyxpasskey"];
    let program = app.store().create_program(Label::new("program", marks[2])?).await?;
    let counselor = app.staff(program, Role::Counselor, marks[1]).await?;
    let (who, _) = app.sign_in(counselor).await?;
    let participant = app.store().bring_in(who, Label::new("name", marks[0])?).await?;
    let mut scribe = Scribe::new(&app, &app.enrol(participant).await?);
    let (object, _) = tell(&app, &mut scribe, marks[3], marks[4]).await?;
    app.store().read_entry(who, participant, object).await?;
    app.store().reply_to_entry(who, participant, object, ReplyText::new("text", marks[5])?).await?;
    let link = app.store().make_link(counselor, LinkPurpose::Join, TimeDelta::hours(24)).await?;
    let passkey = StoredPasskey { credential_id: vec![7; 20], json: format!("{{\"{}\":1}}", marks[6]) };
    let ceremony = Used { hash: [1; 32], until: app.env().now() };
    app.store().join_with_passkey(server::seal::token_hash(&link), counselor, passkey, ceremony).await?;
    let code = app.store().make_code(who, participant).await?.code;

    let stolen = everything(&app).await?;
    for mark in marks.into_iter().chain([link.as_str(), &code.to_string(), &code.to_string().replace('-', "")]) {
        assert!(!holds(&stolen, mark), "{mark}");
    }
    // Control: plaintext is found.
    app.tamper("INSERT INTO server_state (name, value) VALUES ('Zyxplain', (SELECT value FROM server_state LIMIT 1))")
        .await?;
    assert!(holds(&everything(&app).await?, "Zyxplain"));
    Ok(())
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    let hex = domain::base::id::to_hex(mark.as_bytes());
    let find = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    find(mark.as_bytes()) || find(hex.as_bytes())
}

/// All bytes of a stolen database without the key file.
async fn everything(app: &TestApp) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    if app.db == Db::Sqlite {
        for file in std::fs::read_dir(&app.shared.settings.data)? {
            let file = file?;
            if file.file_type()?.is_file() && file.file_name().to_string_lossy().contains("sqlite") {
                all.extend(std::fs::read(file.path())?);
            }
        }
        ensure!(all.starts_with(b"SQLite format 3"), "no database was found");
        return Ok(all);
    }
    let url = app.shared.settings.database_url.clone().context("an address")?;
    let mut conn = sqlx::PgConnection::connect(&url).await?;
    let tables = sqlx::query("SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'")
        .fetch_all(&mut conn)
        .await?;
    ensure!(tables.len() > 15);
    for table in tables {
        let name: String = table.try_get("name")?;
        let query = sqlx::AssertSqlSafe(format!("SELECT t::text AS line FROM \"{name}\" t"));
        for row in sqlx::query(query).fetch_all(&mut conn).await? {
            all.extend(row.try_get::<String, _>("line")?.into_bytes());
        }
    }
    conn.close().await?;
    Ok(all)
}
