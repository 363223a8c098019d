//! `cargo run -p tests --example record -- VERSION`: records a phone and its server in the state of this version, as
//! `tests/pasts/VERSION.json`. Once per released version; recordings never change.

use std::cell::RefCell;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, TimeDelta, Weekday};
use domain::base::id::{ObjectId, OccurrenceId, SessionId, to_hex};
use domain::base::text::{Label, ReplyText};
use domain::entries::body::Record;
use domain::entries::kinds::Kind;
use domain::people::Role;
use domain::people::enrolment::Welcome;
use domain::reminders::{HabitRule, ReminderSettings, Settled};
use domain::schedule::{Coming, Minute, Minutes, Track, Weekdays, Zone};
use domain::sync::{SyncAnswer, SyncRequest};
use offline::Journal;
use offline::native::{MemoryStorage, SeededCipher};
use offline::ports::{Transport, TransportError};
use offline::sync::engine::Pace;
use serde_json::Value;
use server::store::types::schedule::Term;
use tests::past::{self, DRAFT, Past, TYPED};
use tests::phone::{PHONE_NOW, Wire};
use tests::schedule::{day, group};
use tests::{Clinic, Db, Phone, TestApp};

/// Every kind, with all fields and with the fewest. Words in capital letters stand for ids.
const BODIES: [&str; 24] = [
    r#"{"target":{"kind":"behaviour","name":"Slots","unit":"dollars","aims":[{"from":"2025-11-01","aim":"reduce","goal":2000},{"from":"2025-12-01","aim":"abstain"}]}}"#,
    r#"{"target":{"kind":"substance","name":"Wine","unit":"glasses","aims":[{"from":"2025-11-01","aim":"abstain"}],"retired":"2026-01-01"}}"#,
    r#"{"skill":{"name":"Walk the dog","steps":"Shoes.\nDoor."}}"#,
    r#"{"craving":{"target":"TARGET","intensity":7}}"#,
    r#"{"craving":{"target":"TARGET","intensity":9,"second":{"intensity":3,"minutes":12},"triggers":[{"known":"payday"},{"own":"The bridge"}],"place":{"known":"on_the_way"},"company":[{"known":"nobody"}],"response":[{"known":"told_someone"}],"note":"Over."}}"#,
    r#"{"trigger":{"triggers":[{"known":"others_doing_it"}],"pull":4,"place":{"own":"Arcade"},"company":[{"known":"friends"}],"note":"Left.","craving":"CRAVING"}}"#,
    r#"{"use":{"target":"TARGET","amount":250,"craving":"CRAVING","before":"A long day.","next_time":"Call Ana.","need":"Sleep."}}"#,
    r#"{"practice":{"skill":{"own":"SKILL"},"setting":{"craving":"CRAVING"},"before":8,"after":4,"seconds":180,"note":"Helped."}}"#,
    r#"{"practice":{"skill":{"known":"urge_surfing"},"setting":{"craving":null}}}"#,
    r#"{"practice":{"skill":{"known":"delay_distract_decide"},"setting":"calm"}}"#,
    r#"{"preparation":{"session":"SESSION","text":"Ask about Sunday."}}"#,
    r#"{"habit":{"what":"medication","words":"The white one"}}"#,
    r#"{"habit":{"what":"own","words":"Water the plants"}}"#,
    r#"{"use":{"target":"TARGET"}}"#,
    r#"{"check_in":{"mood":0,"stress":4,"sleep":1,"connection":2,"note":"Long day."}}"#,
    r#"{"check_in":{"mood":3}}"#,
    r#"{"thought_record":{"situation":"Ana did not call.","thought":"Always me.","feelings":[{"known":"lonely"},{"own":"Flat"}],"before":80,"evidence_for":"Twice.","evidence_against":"She wrote.","other_view":"She works late.","after":30}}"#,
    r#"{"thought_record":{"thought":"Always me."}}"#,
    r#"{"meeting":{"which":{"own":"Tuesday circle"},"attended":true,"takeaway":"One day."}}"#,
    r#"{"meeting":{"which":{"known":"smart"},"attended":false}}"#,
    r#"{"contact":{"name":"Alma","role":{"known":"sponsor"},"number":"+1 (555) 010-0199","message":"Can you talk?","at_hand":true}}"#,
    r#"{"contact":{"name":"Rae","at_hand":false}}"#,
    r#"{"reach_out":{"contact":"CONTACT","role":{"known":"sponsor"},"way":"call","reached":true,"note":"Helped."}}"#,
    r#"{"reach_out":{"way":"met","reached":false}}"#,
];
const TARGET: usize = 0;
const SKILL: usize = 2;
const CRAVING: usize = 4;
const HABIT: usize = 11;
const CONTACT: usize = 20;
const DEVICE_KEY: [u8; 32] = [0x5e; 32];

/// HTTP that records the exchange.
struct Overheard {
    way: Wire,
    said: RefCell<Vec<(Value, Value)>>,
}

impl Transport for Overheard {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        let (status, body) = self.way.exchange(request).await?;
        let (asked, answered) = (serde_json::to_value(request), serde_json::from_slice(&body));
        self.said.borrow_mut().extend(asked.ok().zip(answered.ok()));
        tests::phone::read_answer(status, &body)
    }
}

fn record(body: &str) -> Result<Record> {
    let text = format!(r#"{{"schema":1,"at":"2026-01-04T21:30:00-05:00","body":{body}}}"#);
    Record::from_bytes(text.as_bytes()).with_context(|| text.clone())
}

async fn write_everything(phone: &Phone<Overheard>) -> Result<Vec<ObjectId>> {
    let mut written: Vec<ObjectId> = Vec::new();
    for body in BODIES {
        let id = |place: usize| written.get(place).map(ToString::to_string).unwrap_or_default();
        let body = body
            .replace("TARGET", &id(TARGET))
            .replace("SKILL", &id(SKILL))
            .replace("CRAVING", &id(CRAVING))
            .replace("CONTACT", &id(CONTACT));
        let body = body.replace("SESSION", &SessionId::from_bytes([9; 16]).to_string());
        written.push(phone.journal.record(&record(&body)?, PHONE_NOW).await?.0);
    }
    Ok(written)
}

fn rule() -> Result<HabitRule> {
    let days = Weekdays::of([Weekday::Mon, Weekday::Tue, Weekday::Wed]).context("no day")?;
    Ok(HabitRule {
        times: vec![Minute::parse("time", "08:00")?, Minute::parse("time", "20:00")?],
        days,
        window: Minutes::new(60)?,
        through_quiet: true,
    })
}

/// Acts of staff and server: a session, an entry that is read and replied to, an expired reminder.
async fn answer_it(app: &TestApp, clinic: Clinic, shared: ObjectId) -> Result<()> {
    let (supervisor, _) = app.sign_in(app.staff(clinic.program, Role::Supervisor, "Sue Supervisor").await?).await?;
    app.store().set_zone(supervisor, Zone::new("zone", "America/New_York")?).await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    let term = Term { track: Some(Track::Evening), began: day("2026-01-05")?, weeks: 12 };
    app.store().set_term(who, clinic.participant, term).await?;
    app.store().plan_series(who, group(&[Weekday::Tue, Weekday::Thu], "2026-01-06", "2026-01-29")?).await?;
    app.store().tell_behind(clinic.program, 100).await?;
    app.store().read_entry(who, clinic.participant, shared).await?;
    app.store().review_entry(who, clinic.participant, shared).await?;
    app.store()
        .reply_to_entry(who, clinic.participant, shared, ReplyText::new("text", "Well done. See you on Tuesday.")?)
        .await?;
    app.store().plan_habits(clinic.participant).await?;
    app.clock.advance(TimeDelta::hours(30));
    app.store().lease(clinic.participant, TimeDelta::minutes(1), false).await?;
    app.enrol(clinic.participant).await?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let version = std::env::args().nth(1).context("VERSION")?;
    let app = TestApp::start(Db::Sqlite).await?;
    let clinic = app.clinic().await?;
    let enrolled = app.enrol(clinic.participant).await?;
    let journal = Journal::new(MemoryStorage::default(), SeededCipher::of_phone(DEVICE_KEY, 5));
    let (participant, device) = (clinic.participant, enrolled.who.device);
    journal
        .begin(&Welcome { participant, device, program: Label::new("program", "Harbour House")?, vouched: true })
        .await?;
    let way = Overheard { way: Wire::new(&app.origin, &enrolled.token)?, said: RefCell::default() };
    let phone = Phone { journal, pace: Pace::default(), way };
    let journal = &phone.journal;

    let code = journal.make_code(PHONE_NOW).await?;
    let written = write_everything(&phone).await?;
    let heads = |object| async move { anyhow::Ok(phone_row(journal, object).await?) };
    let seen = heads(written[3]).await?;
    journal
        .revise(
            written[3],
            &seen,
            &record(&format!(r#"{{"craving":{{"target":"{}","intensity":6}}}}"#, written[TARGET]))?,
            PHONE_NOW,
        )
        .await?;
    for shared in [CRAVING, 5, 6] {
        journal.share(written[shared], heads(written[shared]).await?[0], PHONE_NOW).await?;
    }
    journal.unshare(written[6], PHONE_NOW).await?;
    journal.delete(written[13], &heads(written[13]).await?, PHONE_NOW).await?;
    journal.set_default(Kind::Practice, true, PHONE_NOW).await?;
    journal.set_habit(written[HABIT], Some(rule()?), PHONE_NOW).await?;
    journal.set_reminders(ReminderSettings { messages: false, ..ReminderSettings::default() }, PHONE_NOW).await?;
    let now = DateTime::from_timestamp_millis(PHONE_NOW).context("a time")?;
    journal.remind_once(now + TimeDelta::hours(1), now + TimeDelta::hours(2), PHONE_NOW).await?;
    phone.sync().await?;
    let (request, answer) = phone.way.said.borrow().first().cloned().context("nothing was said")?;

    answer_it(&app, clinic, written[CRAVING]).await?;
    // Refused: nobody knows such a session.
    journal.answer_session(SessionId::from_bytes([9; 16]), Some(Coming::CantCome), None, PHONE_NOW).await?;
    phone.sync().await?;
    let look = phone.look().await?;
    ensure!(
        look.tray.len() == 1 && !look.times.sessions.is_empty() && !look.times.occurrences.is_empty(),
        "something is missing"
    );

    // Every kind of operation, still waiting to be sent.
    journal.record(&record(&BODIES[CRAVING].replace("TARGET", &written[TARGET].to_string()))?, PHONE_NOW).await?;
    journal.record(&record(BODIES[9])?, PHONE_NOW).await?;
    journal.share(written[3], *heads(written[3]).await?.last().context("no head")?, PHONE_NOW).await?;
    journal.unshare(written[5], PHONE_NOW).await?;
    journal.delete(written[8], &heads(written[8]).await?, PHONE_NOW).await?;
    journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
    let session = look.times.sessions.last().context("no session")?.session;
    journal
        .answer_session(session, Some(Coming::CantCome), Some(ReplyText::new("reason", "Work.")?), PHONE_NOW)
        .await?;
    journal.ask_make_up(session, None, PHONE_NOW).await?;
    let occurrence: OccurrenceId = look.times.occurrences.first().context("no occurrence")?.occurrence;
    journal.settle(occurrence, Settled::Done, PHONE_NOW).await?;
    journal.set_habit(written[12], Some(rule()?), PHONE_NOW).await?;
    let code = if look.has_code { code } else { journal.make_code(PHONE_NOW).await? };

    let past = Past {
        participant,
        device,
        device_key: to_hex(&DEVICE_KEY),
        recovery_code: code.to_string(),
        rows: past::rows(&journal.storage).await?,
        draft: journal.seal_draft(DRAFT, &serde_json::to_vec(TYPED)?).await?,
        request,
        answer,
        shows: past::shown(&phone.look().await?)?,
    };
    std::fs::write(past::path(&version), serde_json::to_string_pretty(&past)? + "\n")?;
    Ok(())
}

async fn phone_row(
    journal: &Journal<MemoryStorage, SeededCipher>,
    object: ObjectId,
) -> Result<Vec<domain::base::id::RevisionId>> {
    use offline::ports::{Reads, Storage as _};
    let snapshot = journal.storage.read(Reads::keys([offline::rows::object_key(object)])).await?;
    let row: offline::rows::ObjectRow =
        snapshot.values.first().and_then(Option::as_deref).and_then(offline::rows::read).context("no such entry")?;
    Ok(row.heads().iter().map(|item| item.revision).collect())
}
