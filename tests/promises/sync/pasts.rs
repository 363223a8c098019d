//! Earlier installs: every recorded phone opens in today's app, and today's server accepts what it sends. The
//! recordings are in `tests/pasts`; a new version gets one with `cargo run -p tests --example record -- VERSION`.

use anyhow::{Context as _, Result, ensure};
use domain::people::enrolment::RecoveryCode;
use domain::sync::{SyncAnswer, SyncRequest};
use offline::look::entry::EntryState;
use serde_json::{Value, json};
use server::http::cookie::Jar;
use tests::past::{self, DRAFT, Past, TYPED, shown, still_says};
use tests::people::enrol_as;
use tests::phone::{PHONE_NOW, Wire};
use tests::{Db, EnrolledPhone, Said, TestApp, report};

/// A server that knows the participant and their phone, and nothing else.
async fn server_of(past: &Past, db: Db) -> Result<(TestApp, EnrolledPhone)> {
    // Another seed than the recorded server: nobody else may have the participant's id.
    let app = TestApp::start_with(db, 12, |_| ()).await?;
    let program = app.clinic().await?.program;
    app.chance.next_is(past.participant.bytes());
    let participant = app.participant(program, "Sam Again").await?;
    ensure!(participant == past.participant, "the participant got another id");
    let enrolled = enrol_as(&app.shared, participant, past.device).await?;
    Ok((app, enrolled))
}

#[tokio::test]
async fn a_phone_of_before_opens_in_todays_app() -> Result<()> {
    let pasts = past::all()?;
    ensure!(!pasts.is_empty(), "no past is recorded");
    for (version, past) in &pasts {
        let phone = past.phone((), None).await?;
        let now = shown(&phone.journal.look().await?)?;
        ensure!(
            still_says(&past.shows, &now),
            "{version} shows something else:\n{now:#}\ninstead of\n{:#}",
            past.shows
        );
        let draft: Option<String> = phone.journal.open_draft(DRAFT, &past.draft).await;
        ensure!(draft.as_deref() == Some(TYPED), "{version}: the draft does not open");
        serde_json::from_value::<SyncAnswer>(past.answer.clone()).with_context(|| format!("{version}: the answer"))?;

        // Under another phone's key nothing opens.
        let other = past.phone((), Some([1; 32])).await?;
        let locked = other.journal.look().await?;
        ensure!(locked.entries.is_empty() && locked.locked > 10, "{version}: opened without its key");
        ensure!(
            other.journal.open_draft::<String>(DRAFT, &past.draft).await.is_none(),
            "{version}: the draft opens everywhere"
        );
    }
    report(format_args!("A12: {} recorded phones open", pasts.len()));
    Ok(())
}

async fn takes_the_exchange(version: &str, past: &Past, db: Db) -> Result<()> {
    let (app, enrolled) = server_of(past, db).await?;
    let web = app.web()?.signed_in(Jar::Phone, &enrolled.token);
    let said = Said::of(web.request(axum::http::Method::POST, "/api/v1/sync").json(&past.request)).await?;
    ensure!(said.status == 200, "{version}, {db:?}: {} {}", said.status, said.body);
    let answer: Value = serde_json::from_str(&said.body)?;
    ensure!(
        still_says(&past.answer["verdicts"], &answer["verdicts"]),
        "{version}, {db:?}: other verdicts: {:#}",
        answer["verdicts"]
    );
    // The fields that an old app reads are unchanged: those of the response, and of every change by topic.
    for name in past.answer.as_object().context("an answer")?.keys() {
        ensure!(answer.get(name).is_some(), "{version}, {db:?}: the answer lacks {name}");
    }
    ensure!(
        answer["changes"].as_array().map(Vec::len) >= past.answer["changes"].as_array().map(Vec::len),
        "{version}: fewer changes"
    );
    Ok(())
}

async fn goes_on(version: &str, past: &Past, db: Db) -> Result<()> {
    let (app, enrolled) = server_of(past, db).await?;
    let phone = past.phone(Wire::new(&app.origin, &enrolled.token)?, None).await?;
    let before = phone.look().await?;
    phone.sync().await?;
    let after = phone.look().await?;
    ensure!(after.waiting == 0 && phone.waiting().await?.is_empty(), "{version}, {db:?}: something still waits");
    let lost = before.entries.len() + before.documents.len() - after.entries.len() - after.documents.len();
    ensure!(lost == 0 && after.locked + after.unreadable == 0, "{version}, {db:?}: {lost} entries are gone");
    for entry in after.entries.iter().chain(&after.documents) {
        ensure!(entry.state != EntryState::OnThisPhone, "{version}, {db:?}: {:?} is not stored", entry.record);
    }
    // Refuses only what this server cannot know: sessions and reminders of the old one, and shares after the new epoch,
    // which open nothing automatically.
    for item in &after.tray {
        let about = serde_json::to_value(&item.intent)?;
        let other_server = ["say", "share", "share_setting"].iter().any(|kind| about.get(kind).is_some());
        ensure!(other_server, "{version}, {db:?}: refused: {about}");
    }
    // Another phone with the code reads all of it.
    let other = app.phone_of(past.participant, 9).await?;
    other.sync().await?;
    other.journal.use_code(&RecoveryCode::parse(&past.recovery_code)?, PHONE_NOW).await?;
    ensure!(other.notes().await? == phone.notes().await?, "{version}, {db:?}: a second phone reads something else");
    Ok(())
}

#[tokio::test]
async fn todays_server_takes_what_a_phone_of_before_says() -> Result<()> {
    for (version, past) in past::all()? {
        let operations = serde_json::from_value::<SyncRequest>(past.request.clone())?.ops.len();
        for db in [Db::Sqlite, Db::Postgres] {
            takes_the_exchange(&version, &past, db).await?;
            goes_on(&version, &past, db).await?;
        }
        report(format_args!(
            "A12: {version}: {operations} operations taken as then, its phone went on, on both databases"
        ));
    }
    Ok(())
}

/// Control: a recording with something that no longer exists is noticed.
#[test]
fn control_what_is_not_said_any_more_is_noticed() {
    let then = json!({"entries": [{"note": "Over."}], "waiting": 3});
    assert!(still_says(&then, &json!({"entries": [{"note": "Over.", "mood": 2}], "waiting": 3, "more": true})));
    assert!(!still_says(&then, &json!({"entries": [{"mood": 2}], "waiting": 3})));
    assert!(!still_says(&then, &json!({"entries": [], "waiting": 3})));
    assert!(!still_says(&then, &json!({"entries": [{"note": "Over."}], "waiting": 4})));
}
