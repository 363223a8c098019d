//! Phones over HTTP: revoking and signing out.

use anyhow::Result;
use axum::http::Method;
use domain::base::problem::ProblemKind;
use domain::ledger::{LEDGER_PAGE, LedgerAnswer};
use server::http::cookie::Jar;
use server::keys::gone::Gone;
use tests::{Db, Said, TestApp};

#[tokio::test]
async fn a_phone_that_was_shut_out_hears_so_everywhere_and_on_its_next_request() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let participant = app.clinic().await?.participant;
    let (first, lost) = (app.enrol(participant).await?, app.enrol(participant).await?);
    let (web, lost_web) =
        (app.web()?.signed_in(Jar::Phone, &first.token), app.web()?.signed_in(Jar::Phone, &lost.token));
    let revoke = |web: &tests::Web, device| web.request(Method::POST, &format!("/api/v1/devices/{device}/revoke"));
    assert_eq!(Said::of(revoke(&lost_web, first.who.device)).await?.kind(), Some(ProblemKind::Forbidden));
    assert_eq!(app.store().gone().all()?, [], "a refused request notes nothing");
    assert_eq!(Said::of(revoke(&web, lost.who.device)).await?.status, 204);
    for path in ["/api/v1/sign-ins/current", "/api/v1/devices", "/api/v1/ledger"] {
        assert_eq!(lost_web.get(path).await?.kind(), Some(ProblemKind::Revoked), "{path}");
    }
    assert_eq!(app.store().gone().all()?, [Gone::Device(participant, lost.who.device)]);
    let phones = web.get("/api/v1/devices").await?.json()?;
    assert_eq!(
        (phones["devices"][0]["revoked"].as_bool(), phones["devices"][1]["revoked"].as_bool()),
        (Some(false), Some(true))
    );

    let stranger = app.enrol(app.clinic().await?.participant).await?;
    assert_eq!(Said::of(revoke(&web, stranger.who.device)).await?.kind(), Some(ProblemKind::NotFound));
    Ok(())
}

#[tokio::test]
async fn signing_out_ends_the_sign_in_and_clears_the_cookie() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let web = app.web()?.signed_in(Jar::Phone, &phone.token);
    let said = Said::of(web.request(Method::DELETE, "/api/v1/sign-ins/current")).await?;
    assert_eq!(said.status, 204);
    assert!(said.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(web.get("/api/v1/sign-ins/current").await?.kind(), Some(ProblemKind::SignIn));
    Ok(())
}

#[tokio::test]
async fn a_phone_fetches_its_ledger_page_by_page_and_an_older_one_all_of_it() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let phone = app.enrol(clinic.participant).await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    for _ in 0..LEDGER_PAGE {
        app.store().note_opened(who, clinic.participant).await?;
    }
    let web = app.web()?.signed_in(Jar::Phone, &phone.token);
    let rows = async |path: &str| -> Result<Vec<u64>> {
        let answer: LedgerAnswer = serde_json::from_value(web.get(path).await?.json()?)?;
        Ok(answer.rows.iter().map(|named| named.row.number).collect())
    };
    let (whole, first) = (rows("/api/v1/ledger").await?, rows("/api/v1/ledger?after=0").await?);
    assert!(whole.len() > first.len() && i64::try_from(first.len())? == LEDGER_PAGE);
    let rest = rows(&format!("/api/v1/ledger?after={LEDGER_PAGE}")).await?;
    assert_eq!([first, rest].concat(), whole);
    assert!(rows(&format!("/api/v1/ledger?after={}", whole.len())).await?.is_empty());
    Ok(())
}
