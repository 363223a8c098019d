//! Sync over HTTP: responses other than verdicts.

use anyhow::Result;
use axum::http::Method;
use domain::base::id::ObjectId;
use domain::base::problem::ProblemKind;
use domain::sync::Op;
use serde_json::json;
use server::http::cookie::Jar;
use tests::scribe::revise;
use tests::{Db, Said, Scribe, TestApp, Web};

async fn begun() -> Result<(TestApp, Scribe, Web)> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let (scribe, web) = (Scribe::new(&app, &phone), app.web()?.signed_in(Jar::Phone, &phone.token));
    Ok((app, scribe, web))
}

#[tokio::test]
async fn a_batch_is_answered_and_a_later_look_brings_it_back() -> Result<()> {
    let (app, scribe, web) = begun().await?;
    let request = scribe.request(&app, vec![Op::Revise(revise(&app, app.id(ObjectId::from_bytes), vec![]))]);
    let said = web.post("/api/v1/sync", &serde_json::to_value(&request)?).await?;
    assert_eq!((said.status.as_u16(), said.header("cache-control")), (200, "no-store"));
    let answer = said.json()?;
    assert_eq!(answer["verdicts"][0]["verdict"], "accepted");
    assert_eq!(answer["changes"].as_array().map(Vec::len), Some(2), "the entry and the phone");
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_named_by_field_and_never_quoted() -> Result<()> {
    let (app, scribe, web) = begun().await?;
    let mut request = serde_json::to_value(scribe.request(&app, vec![Op::Void]))?;
    request["ops"][0]["op_id"] = json!("marked-secret");
    let said = web.post("/api/v1/sync", &request).await?;
    assert_eq!(said.problem().and_then(|p| p.invalid).map(|i| i.field), Some("ops[0].op_id".to_owned()));
    assert!(!said.body.contains("marked-secret"));

    let broken = Said::of(
        web.request(Method::POST, "/api/v1/sync").header("content-type", "application/json").body("{\"epoch\":"),
    )
    .await?;
    assert_eq!((broken.status.as_u16(), broken.kind()), (400, Some(ProblemKind::Invalid)));
    let empty = Said::of(web.request(Method::POST, "/api/v1/sync")).await?;
    assert_eq!(empty.kind(), Some(ProblemKind::Invalid));
    Ok(())
}

#[tokio::test]
async fn a_body_beyond_its_bound_is_too_large() -> Result<()> {
    let (_app, _, web) = begun().await?;
    let said = web.post("/api/v1/sync", &json!({"filler": "x".repeat(321 * 1024)})).await?;
    assert_eq!((said.status.as_u16(), said.kind()), (413, Some(ProblemKind::TooLarge)));
    let said = web.post("/api/v1/enrolments", &json!({"filler": "x".repeat(65 * 1024)})).await?;
    assert_eq!((said.status.as_u16(), said.kind()), (413, Some(ProblemKind::TooLarge)));
    Ok(())
}

#[tokio::test]
async fn a_rolled_back_database_answers_with_a_new_epoch() -> Result<()> {
    let (app, mut scribe, web) = begun().await?;
    scribe.send(&app, vec![Op::Void]).await?;
    app.tamper("UPDATE head SET feed_no = 0").await?;
    let request = serde_json::to_value(scribe.request(&app, vec![]))?;
    assert_eq!(web.post("/api/v1/sync", &request).await?.kind(), Some(ProblemKind::Epoch));
    scribe.epoch = None;
    scribe.cursor = None;
    let said = web.post("/api/v1/sync", &serde_json::to_value(scribe.request(&app, vec![]))?).await?.json()?;
    assert_ne!(said["epoch"], request["epoch"]);
    Ok(())
}
