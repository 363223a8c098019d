//! The staff side, from outside: who sees what, and what the ledger says about it. On both databases.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, TimeDelta};
use domain::body::{Body, Record, SharedCopy};
use domain::craving::{Craving, Intensity};
use domain::id::{DeviceId, ObjectId, ParticipantId, RevisionId, ShareVersion};
use domain::ledger::{Act, LedgerHead, LedgerRow, verify};
use domain::problem::ProblemKind;
use domain::program::Role;
use domain::sync::{Change, Op, SetShare, Verdict};
use domain::text::{Label, Note, ReplyText};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::store::care::{LinkPurpose, StoredPasskey};
use server::store::model::Entered;
use server::store::{StoreError, StoreResult};
use sqlx::{Connection as _, Row as _};
use tests::scribe::{revise, unshare};
use tests::{Clinic, Db, Scribe, TestApp};

macro_rules! on_both_databases {
    ($($name:ident)*) => {
        mod sqlite { $(#[tokio::test] async fn $name() -> anyhow::Result<()> { super::$name(super::Db::Sqlite).await })* }
        mod postgres { $(#[tokio::test] async fn $name() -> anyhow::Result<()> { super::$name(super::Db::Postgres).await })* }
    };
}

on_both_databases! {
    who_is_not_assigned_sees_nothing_and_cannot_tell_why
    a_read_without_its_ledger_row_shows_nothing
    an_unshared_entry_is_unreadable_at_once
    a_reply_reaches_the_phone_and_a_refused_one_keeps_what_was_typed
    reviewing_is_told_once_and_only_by_who_has_read
    an_admin_reads_nobody
    a_code_works_once_and_for_ten_minutes
    a_phone_is_in_only_after_staff_compared_the_number
    a_staff_sign_in_ends_after_fifteen_quiet_minutes_and_after_twelve_hours
    every_random_read_is_matched_by_the_ledger_and_every_missing_row_is_noticed
    a_stolen_database_names_nobody
    what_is_new_is_counted_until_it_is_opened
    an_invitation_works_once_for_a_day
    a_demo_link_works_once_and_never_through_a_proxy
    a_new_person_needs_a_name_and_keeps_what_was_typed
    lists_are_in_the_ledger_once_a_day
    the_staff_side_speaks_spanish
}

/// A staff member's browser.
struct Desk {
    client: reqwest::Client,
    origin: String,
    token: Option<String>,
    headers: Vec<(&'static str, String)>,
}

struct Shown {
    status: u16,
    location: Option<String>,
    cookies: Vec<String>,
    text: String,
}

impl Desk {
    fn new(app: &TestApp, token: Option<String>) -> Result<Self> {
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { client, origin: app.origin.clone(), token, headers: Vec::new() })
    }

    async fn get(&self, path: &str) -> Result<Shown> {
        self.send(self.client.get(format!("{}{path}", self.origin))).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Result<Shown> {
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        let request = self.client.post(format!("{}{path}", self.origin)).header("origin", &self.origin);
        self.send(request.header("content-type", "application/x-www-form-urlencoded").body(body.join("&"))).await
    }

    async fn send(&self, mut request: reqwest::RequestBuilder) -> Result<Shown> {
        if let Some(token) = &self.token {
            request = request.header("cookie", format!("__Host-ek-staff={token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let answer = request.send().await?;
        let text_of = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        Ok(Shown {
            status: answer.status().as_u16(),
            location: answer.headers().get("location").map(text_of),
            cookies: answer.headers().get_all("set-cookie").iter().map(text_of).collect(),
            text: answer.text().await?,
        })
    }
}

fn escape(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// A clinic, a phone that is in, and the counselor's desk.
struct Story {
    app: TestApp,
    clinic: Clinic,
    scribe: Scribe,
    desk: Desk,
    who: server::store::model::SignedInStaff,
}

async fn story(db: Db) -> Result<Story> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let scribe = Scribe::new(&app, &app.enrol(clinic.participant).await?);
    let (who, token) = app.sign_in(clinic.counselor).await?;
    let desk = Desk::new(&app, Some(token))?;
    Ok(Story { app, clinic, scribe, desk, who })
}

/// Writes and shares a craving with a note.
async fn tell(app: &TestApp, scribe: &mut Scribe, note: &str, target: &str) -> Result<(ObjectId, RevisionId)> {
    let entry = revise(app, app.id(ObjectId::from_bytes), vec![]);
    let craving = Craving { note: Note::optional("note", note)?, ..Craving::quick(entry.object, Intensity::new(7)?) };
    let record = Record::new(DateTime::from_timestamp_millis(1_767_600_000_000).context("a time")?.fixed_offset(), Body::Craving(craving));
    let copy = SharedCopy { record, target_name: Label::optional("target", target)? };
    let share = SetShare { object: entry.object, revision: entry.revision, version: app.id(ShareVersion::from_bytes), over: None, copy };
    let told = (entry.object, entry.revision);
    let answer = scribe.send(app, vec![Op::Revise(entry), Op::Share(share)]).await?;
    ensure!(answer.verdicts.iter().all(|v| v.verdict == Verdict::Accepted));
    Ok(told)
}

fn page_of(participant: ParticipantId, object: ObjectId) -> String {
    format!("/care/people/{participant}/entries/{object}")
}

async fn rows(app: &TestApp, participant: ParticipantId) -> Result<Vec<LedgerRow>> {
    Ok(app.store().ledger(participant).await?.into_iter().map(|named| named.row).collect())
}

async fn count(app: &TestApp, participant: ParticipantId, act: Act) -> Result<usize> {
    Ok(rows(app, participant).await?.iter().filter(|row| row.fact.act == act).count())
}

fn is<T>(kind: ProblemKind, answer: StoreResult<T>) -> bool {
    matches!(answer, Err(StoreError::Problem(problem)) if problem.kind == kind)
}

async fn who_is_not_assigned_sees_nothing_and_cannot_tell_why(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let other = app.staff(clinic.program, Role::Counselor, "Bo Bystander").await?;
    let (stranger, token) = app.sign_in(other).await?;
    let theirs = Desk::new(&app, Some(token))?;
    let nobody = app.id(ParticipantId::from_bytes);

    let missing = theirs.get(&page_of(nobody, object)).await?;
    assert_eq!(missing.status, 404);
    for path in [page_of(clinic.participant, object), format!("/care/people/{}", clinic.participant)] {
        let shown = theirs.get(&path).await?;
        assert_eq!((shown.status, &shown.text), (404, &missing.text));
    }
    assert!(is(ProblemKind::NotFound, app.store().read_entry(stranger, clinic.participant, object).await));
    assert!(is(ProblemKind::NotFound, app.store().open_person(stranger, clinic.participant).await));
    assert!(!theirs.get("/care").await?.text.contains("Sam Participant"));
    assert!(!rows(&app, clinic.participant).await?.iter().any(|row| row.fact.actor_id == *other.bytes()));

    // Assigned by mistake across programs is not assigned either.
    let elsewhere = app.store().create_program(Label::new("program", "Elsewhere")?).await?;
    let far = app.staff(elsewhere, Role::Counselor, "Far Away").await?;
    app.store().assign(clinic.participant, far).await?;
    let (far, _) = app.sign_in(far).await?;
    assert!(is(ProblemKind::NotFound, app.store().read_entry(far, clinic.participant, object).await));

    // Control: the assigned counselor reads it.
    assert!(desk.get(&page_of(clinic.participant, object)).await?.text.contains("walked round the lake"));
    Ok(())
}

async fn a_read_without_its_ledger_row_shows_nothing(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);

    // Control: with a ledger it is shown, and the newest read in the ledger is this one.
    assert!(desk.get(&path).await?.text.contains("walked round the lake"));
    let read = rows(&app, clinic.participant).await?.into_iter().rfind(|row| row.fact.act == Act::Read).context("no row")?;
    assert_eq!((read.fact.actor_id, read.fact.object), (*clinic.counselor.bytes(), *object.bytes()));

    app.tamper("ALTER TABLE ledger RENAME TO lost").await?;
    let shown = desk.get(&path).await?;
    assert_eq!(shown.status, 503);
    assert!(!shown.text.contains("walked round the lake"));
    app.tamper("ALTER TABLE lost RENAME TO ledger").await?;
    assert_eq!(count(&app, clinic.participant, Act::Read).await?, 1);
    Ok(())
}

async fn an_unshared_entry_is_unreadable_at_once(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, who } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);
    assert_eq!(desk.get(&path).await?.status, 200);

    scribe.send(&app, vec![Op::Unshare(unshare(&app, object))]).await?;
    assert_eq!(desk.get(&path).await?.status, 404);
    assert_eq!(desk.post(&format!("{path}/review"), &[]).await?.status, 404);
    assert_eq!(desk.post(&format!("{path}/replies"), &[("text", "Well done")]).await?.status, 404);
    assert!(app.store().open_person(who, clinic.participant).await?.entries.is_empty());
    assert_eq!(count(&app, clinic.participant, Act::Read).await?, 1);
    assert_eq!(count(&app, clinic.participant, Act::Replied).await?, 0);
    Ok(())
}

async fn a_reply_reaches_the_phone_and_a_refused_one_keeps_what_was_typed(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, revision) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);
    let first = desk.get(&path).await?;
    assert!(first.text.contains("You are the first to open this. Sam Participant sees that you did."));
    assert!(!desk.get(&path).await?.text.contains("You are the first"));

    let long = format!("{}<end>", "x".repeat(600));
    let refused = desk.post(&format!("{path}/replies"), &[("text", &long)]).await?;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("This one has 605.") && refused.text.contains("x&lt;end>"));
    assert_eq!(desk.post(&format!("{path}/replies"), &[("text", "  ")]).await?.status, 400);

    let sent = desk.post(&format!("{path}/replies"), &[("text", "Thank you for <telling> me.\r\nSee you at six.")]).await?;
    assert_eq!((sent.status, sent.location), (303, Some(format!("{path}?said=replied"))));
    assert!(desk.get(&path).await?.text.contains("Thank you for &lt;telling&gt; me."));

    let changes = scribe.send(&app, vec![]).await?.changes;
    let replies: Vec<_> = changes.iter().filter_map(|c| if let Change::Reply(reply) = c { Some(reply) } else { None }).collect();
    assert_eq!(replies.len(), 1);
    assert_eq!((replies[0].by.as_str(), replies[0].object), ("Ana Counselor", object));
    assert_eq!(replies[0].text, "Thank you for <telling> me.\nSee you at six.");
    let seen: Vec<_> = changes.iter().filter_map(|c| if let Change::Seen(seen) = c { Some(seen) } else { None }).collect();
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].by.as_str(), seen[0].revision, seen[0].reviewed), ("Ana Counselor", revision, false));
    Ok(())
}

async fn reviewing_is_told_once_and_only_by_who_has_read(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);
    assert_eq!(desk.post(&format!("{path}/review"), &[]).await?.status, 404);
    assert_eq!(desk.get(&path).await?.status, 200);
    for _ in 0..3 {
        assert_eq!(desk.post(&format!("{path}/review"), &[]).await?.status, 303);
    }
    assert_eq!(count(&app, clinic.participant, Act::Reviewed).await?, 1);
    let changes = scribe.send(&app, vec![]).await?.changes;
    assert_eq!(changes.iter().filter(|c| matches!(c, Change::Seen(seen) if seen.reviewed)).count(), 1);
    assert!(desk.get(&format!("/care/people/{}", clinic.participant)).await?.text.contains("Reviewed"));
    Ok(())
}

async fn an_admin_reads_nobody(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let admin = app.staff(clinic.program, Role::Admin, "Ad Min").await?;
    app.store().assign(clinic.participant, admin).await?;
    let (who, token) = app.sign_in(admin).await?;
    let theirs = Desk::new(&app, Some(token))?;
    assert_eq!(theirs.get(&page_of(clinic.participant, object)).await?.status, 403);
    assert_eq!(theirs.get("/care/people/new").await?.status, 403);
    assert!(theirs.get("/care/inbox").await?.text.contains("Nothing new."));
    assert!(is(ProblemKind::NotFound, app.store().read_entry(who, clinic.participant, object).await));
    assert!(app.store().open_person(who, clinic.participant).await?.entries.is_empty());
    // Control: who may read entries does.
    assert_eq!(desk.get(&page_of(clinic.participant, object)).await?.status, 200);
    assert!(desk.get("/care/inbox").await?.text.contains("Nothing new."));
    Ok(())
}

async fn a_code_works_once_and_for_ten_minutes(db: Db) -> Result<()> {
    let Story { app, clinic, who, .. } = story(db).await?;
    let made = app.store().make_code(who, clinic.participant).await?;
    app.clock.advance(TimeDelta::minutes(10) - TimeDelta::milliseconds(1));
    let (first, second) = (app.id(DeviceId::from_bytes), app.id(DeviceId::from_bytes));
    assert!(matches!(app.store().enter_code(made.code, first).await?, Entered::Waiting { .. }));
    assert!(matches!(app.store().enter_code(made.code, second).await?, Entered::No));

    let late = app.store().make_code(who, clinic.participant).await?;
    app.clock.advance(TimeDelta::minutes(10));
    assert!(matches!(app.store().enter_code(late.code, second).await?, Entered::No));
    assert!(!app.store().code_is_open(clinic.participant).await?);

    let replaced = app.store().make_code(app.sign_in(clinic.counselor).await?.0, clinic.participant).await?;
    let newest = app.store().make_code(app.sign_in(clinic.counselor).await?.0, clinic.participant).await?;
    assert!(matches!(app.store().enter_code(replaced.code, second).await?, Entered::No));
    assert!(matches!(app.store().enter_code(newest.code, second).await?, Entered::Waiting { .. }));
    assert_eq!(count(&app, clinic.participant, Act::CodeMade).await?, 4);
    Ok(())
}

async fn a_phone_is_in_only_after_staff_compared_the_number(db: Db) -> Result<()> {
    let Story { app, clinic, desk, who, .. } = story(db).await?;
    let person = format!("/care/people/{}", clinic.participant);
    for (answer, word) in [("confirm", "confirmed"), ("refuse", "refused")] {
        let device = app.id(DeviceId::from_bytes);
        let made = app.store().make_code(who, clinic.participant).await?;
        let Entered::Waiting { number, ticket } = app.store().enter_code(made.code, device).await? else { anyhow::bail!("not waiting") };
        let shown = desk.get(&person).await?.text;
        assert!(shown.contains(&format!("<p class=\"care-number\">{number}</p>")));
        // Control: nobody has answered, so it waits on.
        assert!(matches!(app.store().check_ticket(ticket.clone()).await?, Entered::Waiting { .. }));
        assert_eq!(desk.post(&format!("{person}/phones/{device}"), &[("answer", "perhaps")]).await?.status, 400);

        let answered = desk.post(&format!("{person}/phones/{device}"), &[("answer", answer)]).await?;
        assert_eq!(answered.location, Some(format!("{person}?said={word}")));
        let came_in = matches!(app.store().check_ticket(ticket).await?, Entered::In { .. });
        assert_eq!(came_in, answer == "confirm");
        let again = desk.post(&format!("{person}/phones/{device}"), &[("answer", "confirm")]).await?;
        assert_eq!(again.location, Some(format!("{person}?said=gone")));
    }
    assert_eq!(count(&app, clinic.participant, Act::PhoneConfirmed).await?, 1);
    Ok(())
}

async fn a_staff_sign_in_ends_after_fifteen_quiet_minutes_and_after_twelve_hours(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, who } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);
    app.clock.advance(TimeDelta::minutes(14));
    assert_eq!(desk.get(&path).await?.status, 200);
    app.clock.advance(TimeDelta::minutes(15));
    let shown = desk.get(&path).await?;
    assert_eq!((shown.status, shown.location.as_deref()), (303, Some("/care/sign-in")));
    assert!(desk.get("/care/sign-in").await?.text.contains("You were signed out after 15 quiet minutes"));
    assert_eq!(desk.post(&format!("{path}/replies"), &[("text", "hello")]).await?.status, 401);
    assert!(is(ProblemKind::SignIn, app.store().read_entry(who, clinic.participant, object).await));
    assert_eq!(count(&app, clinic.participant, Act::Read).await?, 1);

    let (_, token) = app.sign_in(clinic.counselor).await?;
    let busy = Desk::new(&app, Some(token))?;
    for _ in 0..71 {
        app.clock.advance(TimeDelta::minutes(10));
        assert_eq!(busy.get("/care").await?.status, 200);
    }
    app.clock.advance(TimeDelta::minutes(10));
    assert_eq!(busy.get("/care").await?.status, 303);

    let (_, token) = app.sign_in(clinic.counselor).await?;
    let leaving = Desk::new(&app, Some(token))?;
    assert_eq!(leaving.post("/care/sign-out", &[]).await?.status, 303);
    assert_eq!(leaving.get("/care").await?.status, 303);
    Ok(())
}

async fn every_random_read_is_matched_by_the_ledger_and_every_missing_row_is_noticed(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, .. } = story(db).await?;
    let mut chance = StdRng::seed_from_u64(9);
    let other = app.participant(clinic.program, "Kim Other").await?;
    let mut theirs = Scribe::new(&app, &app.enrol(other).await?);
    let second = app.staff(clinic.program, Role::Supervisor, "Bo Second").await?;
    app.store().assign(other, second).await?;
    let mut entries = Vec::new();
    for n in 0..12 {
        let (whose, writer) = if n % 2 == 0 { (clinic.participant, &mut scribe) } else { (other, &mut theirs) };
        let (object, _) = tell(&app, writer, &format!("note {n}"), "Wine").await?;
        if n % 5 == 4 {
            writer.send(&app, vec![Op::Unshare(unshare(&app, object))]).await?;
        }
        entries.push((whose, object));
    }
    let mut matched: BTreeMap<_, usize> = BTreeMap::new();
    let mut refused = 0;
    for _ in 0..1000 {
        let staff = if chance.random_bool(0.5) { clinic.counselor } else { second };
        let (who, _) = app.sign_in(staff).await?;
        let (whose, object) = entries[chance.random_range(0..entries.len())];
        match app.store().read_entry(who, whose, object).await {
            Ok(_) => *matched.entry((whose, *staff.bytes(), *object.bytes())).or_default() += 1,
            Err(StoreError::Problem(problem)) => {
                ensure!(problem.kind == ProblemKind::NotFound);
                refused += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
    assert!(refused > 100 && matched.values().sum::<usize>() > 100);
    let mut written: BTreeMap<_, usize> = BTreeMap::new();
    for whose in [clinic.participant, other] {
        let chain = rows(&app, whose).await?;
        let head = verify(&chain, LedgerHead::EMPTY)?;
        for row in chain.iter().filter(|row| row.fact.act == Act::Read) {
            *written.entry((whose, row.fact.actor_id, row.fact.object)).or_default() += 1;
        }
        // A row taken out or changed shows, wherever it stood; so does a tail that was cut off.
        for place in 0..chain.len() {
            let mut cut = chain.clone();
            cut.remove(place);
            assert!(verify(&cut, head).is_err());
            let mut changed = chain.clone();
            changed[place].fact.object[0] ^= 1;
            assert!(verify(&changed, head).is_err());
        }
    }
    assert_eq!(written, matched);
    Ok(())
}

async fn a_stolen_database_names_nobody(db: Db) -> Result<()> {
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
    app.store().join_with_passkey(server::seal::token_hash(&link), counselor, passkey).await?;
    let code = app.store().make_code(who, participant).await?.code;

    let stolen = everything(&app).await?;
    for mark in marks.into_iter().chain([link.as_str(), &code.to_string(), &code.to_string().replace('-', "")]) {
        assert!(!holds(&stolen, mark), "{mark}");
    }
    // Control: what is written plainly is found.
    app.tamper("INSERT INTO server_state (name, value) VALUES ('Zyxplain', (SELECT value FROM server_state LIMIT 1))").await?;
    assert!(holds(&everything(&app).await?, "Zyxplain"));
    Ok(())
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    let hex = domain::id::to_hex(mark.as_bytes());
    let find = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    find(mark.as_bytes()) || find(hex.as_bytes())
}

/// Every byte that a thief of the database without the key file would have.
async fn everything(app: &TestApp) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    if app.db == Db::Sqlite {
        for file in std::fs::read_dir(app.folder())? {
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
    let tables = sqlx::query("SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'").fetch_all(&mut conn).await?;
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

async fn what_is_new_is_counted_until_it_is_opened(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    assert!(desk.get("/care/inbox").await?.text.contains("Nothing new."));
    let (first, _) = tell(&app, &mut scribe, "one", "Wine").await?;
    tell(&app, &mut scribe, "two", "Wine").await?;
    assert!(desk.get("/care").await?.text.contains("2 new"));
    let inbox = desk.get("/care/inbox").await?.text;
    assert!(inbox.contains(&page_of(clinic.participant, first)) && !inbox.contains("of 10"));
    // What is not opened says nothing on the person's page either.
    let person = desk.get(&format!("/care/people/{}", clinic.participant)).await?.text;
    assert!(person.contains("not opened yet") && !person.contains("7 of 10") && !person.contains("Wine"));

    desk.get(&page_of(clinic.participant, first)).await?;
    assert!(desk.get("/care").await?.text.contains("1 new"));
    assert!(!desk.get("/care/inbox").await?.text.contains(&page_of(clinic.participant, first)));
    assert!(desk.get(&format!("/care/people/{}", clinic.participant)).await?.text.contains("7 of 10"));
    Ok(())
}

async fn an_invitation_works_once_for_a_day(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let desk = Desk::new(&app, None)?;
    let label = |text: &str| Label::new("name", text);
    let link = server::invite::link(&app.shared, label("Ana New")?, Role::Counselor, label("Harbour")?).await?;
    let path = link.strip_prefix(&app.origin).context("our address")?.to_owned();
    let token = path.rsplit('/').next().context("a token")?.to_owned();
    for _ in 0..3 {
        let shown = desk.get(&path).await?;
        assert_eq!(shown.status, 200);
        assert!(shown.text.contains("Welcome, Ana New") && shown.text.contains("Harbour as counselor"));
    }
    let staff = app.store().find_link(token.clone(), LinkPurpose::Join).await?.context("a link")?.staff;
    let passkey = || StoredPasskey { credential_id: vec![7; 20], json: "{}".to_owned() };
    let hash = server::seal::token_hash(&token);
    app.store().join_with_passkey(hash, staff, passkey()).await?;
    assert!(is(ProblemKind::NotFound, app.store().join_with_passkey(hash, staff, passkey()).await));
    assert_eq!(desk.get(&path).await?.status, 404);
    assert_eq!(app.store().find_passkey(staff, vec![7; 20]).await?.context("a passkey")?.json, "{}");

    let late = server::invite::link(&app.shared, label("Bo Late")?, Role::Counselor, label("Other")?).await?;
    let late = late.strip_prefix(&app.origin).context("our address")?.to_owned();
    assert_eq!(desk.get(&late).await?.status, 200);
    app.clock.advance(TimeDelta::hours(24));
    assert_eq!(desk.get(&late).await?.status, 404);
    assert_eq!(desk.get(&late).await?.text, desk.get("/care/join/never").await?.text);
    Ok(())
}

async fn a_demo_link_works_once_and_never_through_a_proxy(db: Db) -> Result<()> {
    let app = TestApp::start_with(db, 3, |settings| settings.demo = true).await?;
    let (counselor, phone) = server::demo::prepare(&app.shared).await?;
    assert_eq!(server::demo::prepare(&app.shared).await?, (counselor, phone));
    let token = app.store().make_link(counselor, LinkPurpose::Demo, TimeDelta::hours(1)).await?;
    let path = format!("/care/demo/{token}");
    for header in ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"] {
        let mut behind = Desk::new(&app, None)?;
        behind.headers.push((header, "192.0.2.7".to_owned()));
        assert_eq!(behind.get(&path).await?.status, 404, "{header}");
        assert_eq!(behind.post(&path, &[]).await?.status, 404, "{header}");
    }
    let mut desk = Desk::new(&app, None)?;
    assert!(desk.get(&path).await?.text.contains("Sign in as Dana Demo"));
    let signed_in = desk.post(&path, &[]).await?;
    assert_eq!((signed_in.status, signed_in.location.as_deref()), (303, Some("/care")));
    let cookie = signed_in.cookies.first().context("a cookie")?;
    assert!(cookie.contains("; HttpOnly; Secure; SameSite=Lax"));
    assert_eq!(desk.post(&path, &[]).await?.status, 404);
    desk.token = cookie.split(['=', ';']).nth(1).map(str::to_owned);
    let list = desk.get("/care").await?.text;
    assert!(list.contains("Rowan Testperson") && list.contains("Demo Phone"));

    // A demo's code asks nobody.
    let made = app.store().make_demo_code(phone).await?;
    assert!(matches!(app.store().enter_code(made.code, app.id(DeviceId::from_bytes)).await?, Entered::In { .. }));
    // Eight weeks of it, in an honest ledger.
    let (who, _) = app.sign_in(counselor).await?;
    for person in app.store().list_people(who, None).await? {
        verify(&rows(&app, person.participant).await?, LedgerHead::EMPTY)?;
        let entries = app.store().open_person(who, person.participant).await?.entries.len();
        assert!(person.participant == phone || entries > 10, "{entries}");
    }
    // Control: without --demo there is no such address.
    let plain = TestApp::start(db).await?;
    assert_eq!(Desk::new(&plain, None)?.get(&path).await?.status, 404);
    Ok(())
}

async fn a_new_person_needs_a_name_and_keeps_what_was_typed(db: Db) -> Result<()> {
    let Story { app, desk, .. } = story(db).await?;
    let long = format!("\"{}", "ñ".repeat(80));
    let refused = desk.post("/care/people", &[("name", &long)]).await?;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("nobody was added") && refused.text.contains(&"ñ".repeat(80)) && refused.text.contains("aria-invalid"));
    assert_eq!(desk.post("/care/people", &[]).await?.status, 400);
    assert!(!desk.get("/care").await?.text.contains("ññ"));

    let added = desk.post("/care/people", &[("name", "Jo New")]).await?;
    assert_eq!(added.status, 303);
    let to = added.location.context("an address")?;
    let mut showing = Desk::new(&app, None)?;
    let code = added.cookies.first().and_then(|c| c.split(';').next()).context("a cookie")?;
    showing.headers.push(("cookie", format!("{code}; __Host-ek-staff={}", desk.token.as_deref().unwrap_or_default())));
    let shown = showing.get(&to).await?.text;
    assert!(shown.contains("A code for a phone of Jo New") && shown.contains("care-code") && shown.contains("data-watch"));
    // Another browser of the same counselor is not shown the code.
    assert!(!desk.get(&to).await?.text.contains("care-code\""));
    app.clock.advance(TimeDelta::minutes(10));
    assert!(!showing.get(&to).await?.text.contains("care-code\""));
    Ok(())
}

async fn lists_are_in_the_ledger_once_a_day(db: Db) -> Result<()> {
    let Story { app, clinic, desk, .. } = story(db).await?;
    for _ in 0..3 {
        desk.get("/care").await?;
        desk.get("/care/inbox").await?;
    }
    assert_eq!(count(&app, clinic.participant, Act::Listed).await?, 1);
    app.clock.advance(TimeDelta::days(1));
    let (_, token) = app.sign_in(clinic.counselor).await?;
    Desk::new(&app, Some(token))?.get("/care").await?;
    assert_eq!(count(&app, clinic.participant, Act::Listed).await?, 2);
    Ok(())
}

async fn the_staff_side_speaks_spanish(db: Db) -> Result<()> {
    let Story { app, mut desk, .. } = story(db).await?;
    desk.headers.push(("accept-language", "es-MX,es;q=0.9".to_owned()));
    let shown = desk.get("/care").await?.text;
    assert!(shown.contains("<html lang=\"es\">") && shown.contains("Mis personas") && shown.contains("<title>Evenkeel</title>"));
    let chosen = desk.post("/care/language", &[("lang", "en")]).await?;
    assert!(chosen.cookies.iter().any(|c| c.starts_with("lang=en;")));
    desk.headers.push(("cookie", "lang=en".to_owned()));
    let outside = Desk { token: None, ..desk };
    assert!(outside.get("/care/sign-in").await?.text.contains("Sign in with a passkey"));
    drop(app);
    Ok(())
}
