//! Typing a code.

use std::net::IpAddr;

use anyhow::{Context as _, Result};
use axum::http::Method;
use chrono::TimeDelta;
use domain::id::DeviceId;
use domain::problem::ProblemKind;
use serde_json::{Value, json};
use server::http::cookie::Jar;
use server::store::care::PhoneAnswer;
use tests::{Db, Said, TestApp};

fn request_of(app: &TestApp, code: &str) -> Value {
    json!({"code": code, "device": app.id(DeviceId::from_bytes)})
}

#[tokio::test]
async fn a_phone_types_the_code_waits_for_staff_and_is_signed_in_by_a_cookie_no_script_can_read() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let (staff, _) = app.sign_in(clinic.counselor).await?;
    let code = app.store().make_code(staff, clinic.participant).await?.code.to_string();
    let web = app.web()?;
    let typed = web.post("/api/v1/enrolments", &request_of(&app, &format!(" {} ", code.to_lowercase()))).await?.json()?;
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
    assert_eq!(web.post("/api/v1/enrolments", &request_of(&app, &used)).await?.status, 200);
    bodies.push(web.post("/api/v1/enrolments", &request_of(&app, &used)).await?);
    let expired = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    app.clock.advance(TimeDelta::minutes(10));
    bodies.push(web.post("/api/v1/enrolments", &request_of(&app, &expired)).await?);
    bodies.push(web.post("/api/v1/enrolments", &request_of(&app, "0000-0000")).await?);
    bodies.push(web.post("/api/v1/enrolments", &request_of(&app, "not a code at all")).await?);
    for _ in 0..10 {
        bodies.push(web.post("/api/v1/enrolments", &request_of(&app, "0000-0001")).await?);
    }
    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    bodies.push(web.post("/api/v1/enrolments", &request_of(&app, &good)).await?);
    for said in &bodies {
        assert_eq!((said.status.as_u16(), said.kind()), (403, Some(ProblemKind::Code)));
        assert_eq!(said.body, bodies[0].body);
    }
    let elsewhere = app.web_from(IpAddr::from([127, 0, 0, 2]))?;
    assert_eq!(elsewhere.post("/api/v1/enrolments", &request_of(&app, &good)).await?.status, 200, "others are not locked out");
    Ok(())
}

#[tokio::test]
async fn two_hundred_addresses_guess_no_more_than_sixty_codes_a_minute() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let enrolled = app.enrol(clinic.participant).await?;
    for n in 0..200u8 {
        let web = app.web_from(IpAddr::from([127, 0, 1, n]))?;
        assert_eq!(web.post("/api/v1/enrolments", &request_of(&app, "0000-0000")).await?.kind(), Some(ProblemKind::Code));
    }
    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    let web = app.web_from(IpAddr::from([127, 0, 2, 1]))?;
    assert_eq!(web.post("/api/v1/enrolments", &request_of(&app, &good)).await?.kind(), Some(ProblemKind::Code));
    let phone = app.web()?.signed_in(Jar::Phone, &enrolled.token);
    assert_eq!(phone.get("/api/v1/sign-ins/current").await?.status, 200, "a phone that is in is never locked out");
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(web.post("/api/v1/enrolments", &request_of(&app, &good)).await?.status, 200);
    Ok(())
}

/// Ten wrong codes through 127.0.0.3 for one person; answers whether that person and another one may still try there.
async fn tried_through_a_proxy(trusted: bool, mine: &str, theirs: &str) -> Result<(bool, bool)> {
    let proxy = "127.0.0.3".parse::<IpAddr>()?;
    let app = TestApp::start_with(Db::Sqlite, 1, |settings| {
        if trusted {
            settings.trusted_proxy = vec![proxy.into()];
        }
    })
    .await?;
    let clinic = app.clinic().await?;
    let web = app.web_from(proxy)?;
    let typed = async |code: &str, forwarded: &str| {
        let request = web.request(Method::POST, "/api/v1/enrolments").header("x-forwarded-for", forwarded);
        Ok::<_, anyhow::Error>(Said::of(request.json(&request_of(&app, code))).await?.status == 200)
    };
    for _ in 0..10 {
        assert!(!typed("0000-0000", mine).await?);
    }
    let mut may = Vec::new();
    for whose in [mine, theirs] {
        let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
        may.push(typed(&good, whose).await?);
    }
    Ok((may[0], may[1]))
}

#[tokio::test]
async fn behind_a_trusted_proxy_two_people_are_two() -> Result<()> {
    assert_eq!(tried_through_a_proxy(true, "198.51.100.1", "198.51.100.2").await?, (false, true));
    // What somebody wrote into the header before the proxy did makes nobody another person.
    assert_eq!(tried_through_a_proxy(true, "203.0.113.1, 198.51.100.1", "203.0.113.2, 198.51.100.1").await?, (false, false));
    Ok(())
}

#[tokio::test]
async fn a_forged_header_from_anybody_else_changes_nothing() -> Result<()> {
    assert_eq!(tried_through_a_proxy(false, "198.51.100.1", "198.51.100.2").await?, (false, false));
    Ok(())
}

#[tokio::test]
async fn a_code_of_somebody_else_leaves_the_sign_in_alone_and_is_not_used_up() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let here = app.enrol(clinic.participant).await?;
    let other = app.participant(clinic.program, "Kim Other").await?;
    let code = app.store().make_demo_code(other).await?.code.to_string();
    let web = app.web()?.signed_in(Jar::Phone, &here.token);
    let mut typed = request_of(&app, &code);
    typed["participant"] = json!(clinic.participant);
    let said = web.post("/api/v1/enrolments", &typed).await?;
    assert_eq!((said.status.as_u16(), said.kind()), (403, Some(ProblemKind::ForeignStream)));
    assert_eq!((said.header("set-cookie"), said.body.contains(&other.to_string())), ("", false));
    assert_eq!(web.get("/api/v1/sign-ins/current").await?.status, 200);
    assert_eq!(app.store().devices(other).await?.len(), 0);

    // A wrong code looks as wrong as ever, and the good one is still good on a phone of their own.
    typed["code"] = json!("0000-0000");
    assert_eq!(web.post("/api/v1/enrolments", &typed).await?.kind(), Some(ProblemKind::Code));
    assert!(app.web()?.post("/api/v1/enrolments", &request_of(&app, &code)).await?.token().is_some());

    // Control: the same person's code is taken, also by a phone that names them.
    let mine = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    typed["code"] = json!(mine);
    assert!(web.post("/api/v1/enrolments", &typed).await?.token().is_some());
    Ok(())
}
