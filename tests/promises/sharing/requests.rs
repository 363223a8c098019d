//! B5, the second half (the first, that no request of another site is taken, is with the API's tests): no GET changes
//! anything but the ledger, the heads that number it, and when a sign-in was last used.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use axum::http::Method;
use chrono::TimeDelta;
use domain::people::Membership;
use server::fault::Fault;
use server::router::routes;
use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};
use tests::app::run_past_the_server;
use tests::{Db, TestApp, report};

use super::world::{Actor, Thing, World};

/// Tables that a GET may touch.
const MAY_CHANGE: [&str; 3] = ["ledger", "head", "sign_in"];
const ASKING: [Actor; 7] = [
    Actor::Nobody,
    Actor::OwnPhone,
    Actor::OtherPhone,
    Actor::RevokedPhone,
    Actor::Counselor,
    Actor::UnassignedCounselor,
    Actor::AssignedAdmin,
];

/// Every table, row by row.
async fn contents(app: &TestApp) -> Result<BTreeMap<String, String>> {
    let url = app.shared.settings.database_url.as_deref().context("an address")?;
    let mut conn = SqliteConnection::connect(url).await?;
    let tables = sqlx::query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .fetch_all(&mut conn)
        .await?;
    let mut contents = BTreeMap::new();
    for table in tables {
        let table: String = table.try_get(0)?;
        let sql = format!(
            "SELECT group_concat('quote(\"' || name || '\")', ' || ''|'' || ') FROM pragma_table_info('{table}')"
        );
        let columns: String = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut conn).await?.try_get(0)?;
        let sql = format!(
            "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT {columns} AS line FROM \"{table}\"
             ORDER BY 1)"
        );
        contents.insert(table, sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut conn).await?.try_get(0)?);
    }
    conn.close().await?;
    Ok(contents)
}

fn changed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let differs = |table: &&String| before.get(*table) != after.get(*table) && !MAY_CHANGE.contains(&table.as_str());
    after.keys().filter(differs).cloned().collect()
}

#[tokio::test]
async fn no_get_changes_anything_but_the_ledger_and_last_seen() -> Result<()> {
    let app = TestApp::start_with(Db::Sqlite, 12, |settings| settings.fault = Some(Fault::SynchronousOff)).await?;
    let mut asked = 0;
    for actor in ASKING {
        let world = World::new(&app, actor, Membership::Active).await?;
        // Long enough that last-seen is due.
        app.clock.advance(TimeDelta::minutes(6));
        for (method, pattern, _) in routes().into_iter().filter(|(method, ..)| *method == Method::GET) {
            let path = super::authorization::path(&world, pattern, Thing::Shared);
            let before = contents(&app).await?;
            let status = world.web.get(&path).await?.status;
            let changed = changed(&before, &contents(&app).await?);
            ensure!(changed.is_empty(), "GET {pattern} by {actor:?} ({method}, {status}) changed {changed:?}");
            asked += 1;
        }
    }
    report(format_args!("B5: {asked} GETs by {} kinds of people, nothing changed but {MAY_CHANGE:?}", ASKING.len()));
    Ok(())
}

/// Control: an extra row in any other table is noticed.
#[tokio::test]
async fn control_a_change_in_any_table_is_noticed() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    app.clinic().await?;
    let before = contents(&app).await?;
    ensure!(before.len() > 10 && changed(&before, &contents(&app).await?).is_empty());
    let url = app.shared.settings.database_url.as_deref().context("an address")?;
    run_past_the_server(Db::Sqlite, url, "UPDATE participant SET membership = 'left'").await?;
    ensure!(changed(&before, &contents(&app).await?) == ["participant"], "a changed row went unnoticed");
    Ok(())
}
