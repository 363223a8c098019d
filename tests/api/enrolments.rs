//! Typing a code.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::http::Method;
use chrono::TimeDelta;
use domain::base::id::DeviceId;
use domain::base::problem::ProblemKind;
use serde_json::{Value, json};
use server::http::cookie::Jar;
use server::http::tries::CODES;
use server::store::types::care::PhoneAnswer;
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use tests::{Authenticator, Db, Said, TestApp, authenticator};

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
    let typed =
        web.post("/api/v1/enrolments", &request_of(&app, &format!(" {} ", code.to_lowercase()))).await?.json()?;
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
async fn a_wrong_an_expired_and_a_used_code_get_the_same_bytes() -> Result<()> {
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
    bodies.push(web.post("/api/v1/enrolments", &request_of(&app, "00000-00000")).await?);
    bodies.push(web.post("/api/v1/enrolments", &request_of(&app, "0000-0000")).await?);
    bodies.push(web.post("/api/v1/enrolments", &request_of(&app, "not a code at all")).await?);
    for said in &bodies {
        assert_eq!((said.status.as_u16(), said.kind()), (403, Some(ProblemKind::Code)));
        assert_eq!(said.body, bodies[0].body);
    }
    Ok(())
}

#[tokio::test]
async fn a_network_with_too_many_wrong_codes_is_told_when_to_try_again_and_nothing_of_what_it_typed() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let (web, elsewhere) = (app.web()?, app.web_from(IpAddr::from([127, 0, 0, 2]))?);
    for _ in 0..CODES.0 {
        assert_eq!(
            web.post("/api/v1/enrolments", &request_of(&app, "00000-00001")).await?.kind(),
            Some(ProblemKind::Code)
        );
    }
    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    let (known, unknown) = (request_of(&app, &good), request_of(&app, "00000-00001"));
    let (known, unknown) =
        (web.post("/api/v1/enrolments", &known).await?, web.post("/api/v1/enrolments", &unknown).await?);
    let problem = known.problem().context("no problem")?;
    assert_eq!((problem.kind, problem.status, problem.retry_after), (ProblemKind::TooManyTries, 429, Some(20)));
    assert_eq!((known.header("retry-after"), &known.body), ("20", &unknown.body));
    // Unknown tickets count as well; a waiting phone always gets a response.
    let unknown = json!({"ticket": "0".repeat(43)});
    assert_eq!(web.post("/api/v1/enrolments/check", &unknown).await?.kind(), Some(ProblemKind::TooManyTries));
    let (staff, _) = app.sign_in(clinic.counselor).await?;
    let asked = app.store().make_code(staff, clinic.participant).await?.code.to_string();
    let waiting = elsewhere.post("/api/v1/enrolments", &request_of(&app, &asked)).await?.json()?;
    let ticket = json!({"ticket": waiting["waiting"]["ticket"]});
    for _ in 0..2 * CODES.0 {
        assert_eq!(
            web.post("/api/v1/enrolments/check", &ticket).await?.json()?["waiting"]["number"],
            waiting["waiting"]["number"]
        );
    }

    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    assert_eq!(
        elsewhere.post("/api/v1/enrolments", &request_of(&app, &good)).await?.status,
        200,
        "others are not locked out"
    );
    app.clock.advance(TimeDelta::seconds(20));
    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    assert_eq!(web.post("/api/v1/enrolments", &request_of(&app, &good)).await?.status, 200);
    Ok(())
}

/// Holds a write lock while the returned connection lives.
async fn busy_writer(app: &TestApp) -> Result<SqliteConnection> {
    let mut busy =
        SqliteConnection::connect(app.shared.settings.database_url.as_deref().context("an address")?).await?;
    busy.execute("BEGIN IMMEDIATE").await?;
    Ok(busy)
}

#[tokio::test]
async fn a_stranger_never_enters_the_one_writer() -> Result<()> {
    let app = TestApp::start_with(Db::Sqlite, 1, |settings| {
        settings.public_url = settings.public_url.replace("127.0.0.1", "localhost");
    })
    .await?;
    let clinic = app.clinic().await?;
    let (staff, _) = app.sign_in(clinic.counselor).await?;
    let web = app.web()?;
    let code = app.store().make_code(staff, clinic.participant).await?.code.to_string();
    let waiting = web.post("/api/v1/enrolments", &request_of(&app, &code)).await?.json()?;
    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    let mut device = Authenticator::new(&app)?;
    let busy = busy_writer(&app).await?;
    let strangers = async {
        let begun = authenticator::begin(&web, "authenticate", &json!({})).await?;
        let signed = device.sign(&app.origin, &begun["options"])?;
        Ok::<_, anyhow::Error>([
            web.post("/api/v1/enrolments", &request_of(&app, "00000-00001")).await?,
            web.post("/api/v1/enrolments", &request_of(&app, &code)).await?,
            web.post("/api/v1/enrolments/check", &json!({"ticket": "0".repeat(43)})).await?,
            web.post("/api/v1/enrolments/check", &json!({"ticket": waiting["waiting"]["ticket"]})).await?,
            authenticator::finish(&web, "authenticate", &begun["ceremony"], signed.clone()).await?,
            authenticator::finish(&web, "authenticate", &json!("0".repeat(32)), signed).await?,
            web.post("/care/passkeys/register/begin", &json!({"token": "0".repeat(43)})).await?,
        ])
    };
    // A write gives up after five seconds.
    let said =
        tokio::time::timeout(Duration::from_secs(4), strangers).await.context("somebody waited for the writer")??;
    let statuses = said.map(|said| said.status.as_u16());
    assert_eq!(statuses, [403, 403, 200, 200, 401, 401, 404]);
    // Control: a valid code does wait for the lock.
    let request = request_of(&app, &good);
    let writes = web.post("/api/v1/enrolments", &request);
    assert!(tokio::time::timeout(Duration::from_millis(500), writes).await.is_err(), "the writer was free");
    drop(busy);
    Ok(())
}

/// Sends as many wrong codes as a network may, through 127.0.0.3 for one person; returns whether that person and
/// another one may still try.
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
    for _ in 0..CODES.0 {
        assert!(!typed("00000-00000", mine).await?);
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
    // Entries that the sender wrote into the header before the proxy change nothing.
    assert_eq!(
        tried_through_a_proxy(true, "203.0.113.1, 198.51.100.1", "203.0.113.2, 198.51.100.1").await?,
        (false, false)
    );
    Ok(())
}

#[tokio::test]
async fn a_proxy_on_this_machine_is_believed_when_the_address_is_https() -> Result<()> {
    for (public, believed) in [("https://care.example.org", true), ("http://localhost:3000", false)] {
        let app = TestApp::start_with(Db::Sqlite, 1, |settings| settings.public_url = public.to_owned()).await?;
        let clinic = app.clinic().await?;
        let web = app.web()?;
        for _ in 0..CODES.0 {
            let said =
                web.forwarded_for("198.51.100.1").post("/api/v1/enrolments", &request_of(&app, "00000-00000")).await?;
            assert_eq!(said.kind(), Some(ProblemKind::Code));
        }
        let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
        let said =
            web.forwarded_for("203.0.113.5, 198.51.100.2").post("/api/v1/enrolments", &request_of(&app, &good)).await?;
        assert_eq!(said.status == 200, believed, "{public}: {}", said.body);
    }
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

    // A wrong code gets the usual response, and the valid one still works on the right phone.
    typed["code"] = json!("00000-00000");
    assert_eq!(web.post("/api/v1/enrolments", &typed).await?.kind(), Some(ProblemKind::Code));
    assert!(app.web()?.post("/api/v1/enrolments", &request_of(&app, &code)).await?.token().is_some());

    // Control: a code of the same person is accepted, also from a phone that names them.
    let mine = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    typed["code"] = json!(mine);
    assert!(web.post("/api/v1/enrolments", &typed).await?.token().is_some());
    Ok(())
}
