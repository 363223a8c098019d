//! B7: strangers neither guess a code nor lock anyone out. After 10,000 started passkey ceremonies and 10,000 wrong
//! codes from 200 addresses behind a proxy, staff sign in, a phone is enrolled, and an enrolled phone syncs from a
//! network that is over its limit.

use anyhow::{Context as _, Result, ensure};
use domain::base::id::DeviceId;
use domain::base::problem::ProblemKind;
use domain::base::text::Label;
use domain::people::Role;
use domain::people::enrolment::{CODE_BITS, CODE_LIFE};
use domain::sync::Op;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::{Value, json};
use server::http::cookie::Jar;
use server::http::tries::CODES;
use tests::{Authenticator, Db, Scribe, TestApp, report};

const ADDRESSES: u32 = 200;
const TIMES: u32 = 10_000;
const AT_ONCE: usize = 16;

/// The outcome of a wave of requests.
#[derive(Default)]
struct Wave {
    /// Processed.
    through: u32,
    /// Told to wait.
    refused: u32,
    other: Vec<String>,
}

/// Sends one request [`TIMES`] times, from `addresses` in turn.
async fn wave(app: &TestApp, addresses: u32, path: &str, body: impl Fn(u32) -> Value, looked_at: u16) -> Result<Wave> {
    let web = app.web()?;
    let sent = stream::iter(0..TIMES).map(|n| {
        let (web, body) = (web.forwarded_for(address(n % addresses)), body(n));
        async move { web.post(path, &body).await }
    });
    let mut answers = sent.buffer_unordered(AT_ONCE);
    let mut wave = Wave::default();
    while let Some(said) = answers.try_next().await? {
        match (said.status.as_u16(), said.kind()) {
            (429, Some(ProblemKind::TooManyTries)) if !said.header("retry-after").is_empty() => wave.refused += 1,
            (status, _) if status == looked_at => wave.through += 1,
            (status, kind) => wave.other.push(format!("{status} {kind:?}")),
        }
    }
    Ok(wave)
}

fn address(n: u32) -> String {
    format!("198.51.{}.{}", 100 + n / 100, 1 + n % 100)
}

async fn flooded(db: Db) -> Result<()> {
    let app =
        TestApp::start_with(db, 7, |settings| settings.public_url = "https://care.example.org".to_owned()).await?;
    let clinic = app.clinic().await?;
    let enrolled = app.enrol(clinic.participant).await?;
    let link = server::operate::invite::link(
        &app.shared,
        Label::new("name", "Ana New")?,
        Role::Counselor,
        Label::new("program", "Harbour")?,
    )
    .await?;
    let mut device = Authenticator::new(&app)?;
    let staff = app.web()?.forwarded_for("203.0.113.1");
    ensure!(device.join(&app, &staff, link.rsplit('/').next().context("a token")?).await?.status == 200, "no passkey");
    // Wrong codes are well-formed, and a valid one exists all the time.
    let good = app.store().make_demo_code(clinic.participant).await?.code.to_string();
    let guess = |n: u32| json!({"code": format!("00000{n:05}"), "device": DeviceId::from_bytes([9; 16])});

    let began = std::time::Instant::now();
    let begins = wave(&app, ADDRESSES, "/care/passkeys/authenticate/begin", |_| json!({}), 200).await?;
    let codes = wave(&app, ADDRESSES, "/api/v1/enrolments", guess, 403).await?;
    let seconds = began.elapsed().as_secs_f64();
    for wave in [&begins, &codes] {
        ensure!(wave.other.is_empty(), "{:?}", wave.other.first());
    }
    // With the clock stopped, one network gets its burst and no more.
    let policy = ADDRESSES * u32::try_from(CODES.0)?;
    ensure!(codes.through == policy && codes.refused == TIMES - policy, "{} guesses reached the store", codes.through);
    let chance = f64::from(codes.through) / f64::from(CODE_BITS).exp2();

    let fresh = app.web()?.forwarded_for("203.0.113.2");
    let signed_in = device.sign_in(&app, &fresh).await?;
    ensure!(signed_in.status == 200, "staff are kept out: {}", signed_in.body);
    let typed = json!({"code": good, "device": app.id(DeviceId::from_bytes)});
    let refused = app.web()?.forwarded_for(address(0)).post("/api/v1/enrolments", &typed).await?;
    ensure!(
        refused.kind() == Some(ProblemKind::TooManyTries),
        "a right code looks otherwise than a wrong one: {}",
        refused.body
    );
    let phone = fresh.post("/api/v1/enrolments", &typed).await?;
    ensure!(phone.status == 200 && phone.token().is_some(), "patients are kept out: {}", phone.body);
    // A phone that is in is never locked out, from wherever it asks.
    let inside = app.web()?.forwarded_for(address(0)).signed_in(Jar::Phone, &enrolled.token);
    let request = Scribe::new(&app, &enrolled).request(&app, vec![Op::Void]);
    ensure!(
        inside.post("/api/v1/sync", &serde_json::to_value(request)?).await?.status == 200,
        "an enrolled phone is kept out"
    );
    report(format_args!(
        "B7 {db:?}: {TIMES} beginnings and {TIMES} codes from {ADDRESSES} addresses in {seconds:.0} s: {} beginnings answered, {} codes \
         looked at (chance {chance:.0e} against one code), {} told to wait; then a passkey, an enrolment and a sync succeed",
        begins.through, codes.through, codes.refused
    ));
    Ok(())
}

#[tokio::test]
async fn strangers_from_two_hundred_addresses_keep_nobody_out_and_guess_nothing_sqlite() -> Result<()> {
    flooded(Db::Sqlite).await
}

#[tokio::test]
async fn strangers_from_two_hundred_addresses_keep_nobody_out_and_guess_nothing_postgres() -> Result<()> {
    flooded(Db::Postgres).await
}

/// From one address everything beyond the limit is refused, and nobody else is affected.
#[tokio::test]
async fn a_stranger_at_one_address_guesses_thirty_codes_and_waits() -> Result<()> {
    let app =
        TestApp::start_with(Db::Sqlite, 7, |settings| settings.public_url = "https://care.example.org".to_owned())
            .await?;
    let participant = app.clinic().await?.participant;
    let guess = |n: u32| json!({"code": format!("00000{n:05}"), "device": DeviceId::from_bytes([9; 16])});
    let codes = wave(&app, 1, "/api/v1/enrolments", guess, 403).await?;
    ensure!((codes.through, codes.refused) == (30, TIMES - 30), "{} guesses reached the store", codes.through);
    let good = app.store().make_demo_code(participant).await?.code.to_string();
    let typed = json!({"code": good, "device": app.id(DeviceId::from_bytes)});
    ensure!(
        app.web()?.forwarded_for(address(1)).post("/api/v1/enrolments", &typed).await?.status == 200,
        "somebody else is kept out"
    );
    report(format_args!(
        "B7: {TIMES} codes from one address: {} looked at, {} told to wait",
        codes.through, codes.refused
    ));
    Ok(())
}

/// `true` if a new address is admitted after the flood under the old limits: one window per address and one for all.
fn lets_a_fresh_one_through(per_address: u32, over_all: u32) -> bool {
    let mut tried = [0; ADDRESSES as usize];
    for n in 0..TIMES {
        let mine = &mut tried[(n % ADDRESSES) as usize];
        if *mine < per_address {
            *mine += 1;
        }
    }
    tried.iter().sum::<u32>() < over_all
}

/// Control: global limits, as there once were, lock the new address out after the same flood; so does a network in
/// which nobody is told apart.
#[tokio::test]
async fn control_a_bound_over_all_keeps_everybody_out() -> Result<()> {
    ensure!(
        !lets_a_fresh_one_through(10, 60) && !lets_a_fresh_one_through(30, 300),
        "the flood kept nobody out of what there was"
    );
    ensure!(lets_a_fresh_one_through(30, u32::MAX), "without a limit over all somebody was kept out");
    // Behind an unknown proxy everyone counts as one: the same flood, the same new address.
    let app =
        TestApp::start_with(Db::Sqlite, 7, |settings| settings.public_url = "http://localhost:3000".to_owned()).await?;
    let participant = app.clinic().await?.participant;
    let guess = |n: u32| json!({"code": format!("00000{n:05}"), "device": DeviceId::from_bytes([9; 16])});
    let codes = wave(&app, ADDRESSES, "/api/v1/enrolments", guess, 403).await?;
    ensure!(codes.through == u32::try_from(CODES.0)?, "{}", codes.through);
    let good = app.store().make_demo_code(participant).await?.code.to_string();
    let typed = json!({"code": good, "device": app.id(DeviceId::from_bytes)});
    let kept_out = app.web()?.forwarded_for("203.0.113.2").post("/api/v1/enrolments", &typed).await?;
    ensure!(
        kept_out.kind() == Some(ProblemKind::TooManyTries),
        "one network for all went unnoticed: {}",
        kept_out.body
    );
    report("B7 control: one bound for everybody keeps the fresh address out, and it was noticed");
    ensure!(CODE_LIFE.num_minutes() == 10, "the policy is computed for ten minutes");
    Ok(())
}
