//! Typing a code.

use std::net::IpAddr;

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use domain::id::DeviceId;
use domain::problem::ProblemKind;
use serde_json::{Value, json};
use server::http::cookie::Jar;
use server::store::care::PhoneAnswer;
use tests::{Db, TestApp};

fn request(app: &TestApp, code: &str) -> Value {
    json!({"code": code, "device": app.id(DeviceId::from_bytes)})
}

#[tokio::test]
async fn a_phone_types_the_code_waits_for_staff_and_is_signed_in_by_a_cookie_no_script_can_read() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let (staff, _) = app.sign_in(clinic.counselor).await?;
    let code = app.store().make_code(staff, clinic.participant).await?.code.to_string();
    let web = app.web()?;
    let typed = web.post("/api/v1/enrolments", &request(&app, &format!(" {} ", code.to_lowercase()))).await?.json()?;
    let typed = &typed["waiting"];
    let check = json!({"ticket": typed["ticket"]});
    let still = web.post("/api/v1/enrolments/check", &check).await?;
    assert_eq!((still.json()?["waiting"]["number"].clone(), still.header("set-cookie")), (typed["number"].clone(), ""));

    let waiting = app.store().waiting_phones(staff, clinic.participant).await?;
    let device = waiting.first().context("nobody waits")?.device;
    app.store().answer_phone(staff, clinic.participant, device, PhoneAnswer::Confirm).await?;
    let welcomed = web.post("/api/v1/enrolments/check", &check).await?;
    assert_eq!(welcomed.json()?["in"]["welcome"]["program"], "Harbour House");
    let cookie = welcomed.header("set-cookie");
    assert!(cookie.starts_with("__Host-ek="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax", "; Max-Age=15552000"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    let phone = app.web()?.signed_in(Jar::Phone, &welcomed.token().context("no token")?);
    assert_eq!(phone.get("/api/v1/sign-ins/current").await?.json()?["device"], json!(device));
    Ok(())
}

#[tokio::test]
async fn a_wrong_an_expired_and_a_used_code_and_too_many_tries_get_the_same_bytes() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let web = app.web()?;
    let mut bodies = Vec::new();
    let used = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    assert_eq!(web.post("/api/v1/enrolments", &request(&app, &used)).await?.status, 200);
    bodies.push(web.post("/api/v1/enrolments", &request(&app, &used)).await?);
    let expired = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    app.clock.advance(TimeDelta::minutes(10));
    bodies.push(web.post("/api/v1/enrolments", &request(&app, &expired)).await?);
    bodies.push(web.post("/api/v1/enrolments", &request(&app, "0000-0000")).await?);
    bodies.push(web.post("/api/v1/enrolments", &request(&app, "not a code at all")).await?);
    for _ in 0..10 {
        bodies.push(web.post("/api/v1/enrolments", &request(&app, "0000-0001")).await?);
    }
    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    bodies.push(web.post("/api/v1/enrolments", &request(&app, &good)).await?);
    for said in &bodies {
        assert_eq!((said.status.as_u16(), said.kind()), (403, Some(ProblemKind::Code)));
        assert_eq!(said.body, bodies[0].body);
    }
    let elsewhere = app.web_from(IpAddr::from([127, 0, 0, 2]))?;
    assert_eq!(elsewhere.post("/api/v1/enrolments", &request(&app, &good)).await?.status, 200, "others are not locked out");
    Ok(())
}

#[tokio::test]
async fn two_hundred_addresses_guess_no_more_than_sixty_codes_a_minute() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let enrolled = app.enrol(clinic.participant).await?;
    for n in 0..200u8 {
        let web = app.web_from(IpAddr::from([127, 0, 1, n]))?;
        assert_eq!(web.post("/api/v1/enrolments", &request(&app, "0000-0000")).await?.kind(), Some(ProblemKind::Code));
    }
    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    let web = app.web_from(IpAddr::from([127, 0, 2, 1]))?;
    assert_eq!(web.post("/api/v1/enrolments", &request(&app, &good)).await?.kind(), Some(ProblemKind::Code));
    let phone = app.web()?.signed_in(Jar::Phone, &enrolled.token);
    assert_eq!(phone.get("/api/v1/sign-ins/current").await?.status, 200, "a phone that is in is never locked out");
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(web.post("/api/v1/enrolments", &request(&app, &good)).await?.status, 200);
    Ok(())
}
