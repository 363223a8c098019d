//! The laws of what staff see of what was shared: lists, the inbox, one person, one entry; each look is in the ledger.

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use domain::base::id::{ObjectId, ParticipantId};
use domain::base::problem::ProblemKind;
use domain::base::text::{Label, ReplyText};
use domain::ledger::Act;
use domain::people::Role;
use domain::sync::{Change, Op};
use server::store::types::people::SignedInStaff;
use server::store::{StoreError, StoreResult};
use tests::people::NEWEST;
use tests::scribe::{revise, share, unshare};
use tests::{Clinic, Db, Scribe, TestApp};

/// A participant who shared one entry, and their counselor.
struct Shared {
    app: TestApp,
    clinic: Clinic,
    who: SignedInStaff,
    scribe: Scribe,
    object: ObjectId,
}

async fn shared(db: Db) -> Result<Shared> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let phone = app.enrol(clinic.participant).await?;
    let mut scribe = Scribe::new(&app, &phone);
    let entry = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    scribe.send(&app, vec![Op::Revise(entry.clone()), Op::Share(share(&app, &entry, None))]).await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    Ok(Shared { app, clinic, who, scribe, object: entry.object })
}

fn kind<T>(answer: StoreResult<T>) -> Option<ProblemKind> {
    match answer {
        Err(StoreError::Problem(problem)) => Some(problem.kind),
        _ => None,
    }
}

/// The number of ledger rows with this act.
async fn noted(app: &TestApp, participant: ParticipantId, act: Act) -> Result<usize> {
    Ok(app.store().ledger(participant, None).await?.iter().filter(|named| named.row.fact.act == act).count())
}

pub async fn a_list_names_the_readers_people_and_says_so_once_a_day(db: Db) -> Result<()> {
    let Shared { app, clinic, who, .. } = shared(db).await?;
    let other = app.participant(clinic.program, "Kim Unassigned").await?;
    for _ in 0..2 {
        let list = app.store().people(who).await?;
        let [person] = list.as_slice() else { anyhow::bail!("{} people", list.len()) };
        assert_eq!(
            (person.name.as_str(), person.new, person.has_phone, person.phone_waits),
            ("Sam Participant", 1, true, false)
        );
        assert!(person.last_shared.is_some());
    }
    assert_eq!(noted(&app, clinic.participant, Act::Listed).await?, 1);
    assert_eq!(noted(&app, other, Act::Listed).await?, 0);
    app.clock.advance(TimeDelta::hours(24));
    let (who, _) = app.sign_in(clinic.counselor).await?;
    app.store().people(who).await?;
    assert_eq!(noted(&app, clinic.participant, Act::Listed).await?, 2, "a new day");
    Ok(())
}

pub async fn the_inbox_holds_what_was_not_opened(db: Db) -> Result<()> {
    let Shared { app, clinic, who, object, .. } = shared(db).await?;
    let inbox = app.store().inbox(who, None).await?;
    assert_eq!(
        inbox.entries.iter().map(|new| (new.participant, new.object)).collect::<Vec<_>>(),
        [(clinic.participant, object)]
    );
    assert_eq!(inbox.older, None);
    app.store().read_entry(who, clinic.participant, object).await?;
    assert_eq!(app.store().inbox(who, None).await?.entries.len(), 0);
    Ok(())
}

pub async fn a_page_shows_copies_only_of_what_the_reader_has_read(db: Db) -> Result<()> {
    let Shared { app, clinic, who, object, .. } = shared(db).await?;
    let file = app.store().open_person(who, clinic.participant, NEWEST).await?;
    assert_eq!((file.name.as_str(), file.entries.len(), file.phones.phones.len()), ("Sam Participant", 1, 1));
    assert!(file.entries[0].copy.is_none() && !file.entries[0].reviewed);
    app.store().read_entry(who, clinic.participant, object).await?;
    app.store().review_entry(who, clinic.participant, object).await?;
    let file = app.store().open_person(who, clinic.participant, NEWEST).await?;
    assert!(file.entries[0].copy.is_some() && file.entries[0].reviewed);
    assert_eq!(noted(&app, clinic.participant, Act::Opened).await?, 2);
    Ok(())
}

pub async fn a_read_is_in_the_ledger_each_time_and_first_once(db: Db) -> Result<()> {
    let Shared { app, clinic, who, object, mut scribe } = shared(db).await?;
    let before = app.store().ledger(clinic.participant, None).await?.len();
    assert!(app.store().read_entry(who, clinic.participant, object).await?.first);
    assert!(!app.store().read_entry(who, clinic.participant, object).await?.first);
    assert_eq!(app.store().ledger(clinic.participant, None).await?.len(), before + 2);
    let answer = scribe.send(&app, vec![]).await?;
    assert_eq!(
        answer.changes.iter().filter(|change| matches!(change, Change::Seen(_))).count(),
        1,
        "the phone hears of it once"
    );
    Ok(())
}

pub async fn what_is_not_shared_not_there_or_not_theirs_looks_alike(db: Db) -> Result<()> {
    let Shared { app, clinic, who, object, mut scribe } = shared(db).await?;
    let stranger = app.staff(clinic.program, Role::Counselor, "Bo Stranger").await?;
    let (stranger, _) = app.sign_in(stranger).await?;
    let nothing = app.id(ObjectId::from_bytes);
    let not_there = Some(ProblemKind::NotFound);
    assert_eq!(kind(app.store().read_entry(stranger, clinic.participant, object).await), not_there);
    assert_eq!(kind(app.store().read_entry(who, clinic.participant, nothing).await), not_there);
    assert_eq!(kind(app.store().open_person(stranger, clinic.participant, NEWEST).await), not_there);
    assert_eq!(
        kind(app.store().review_entry(who, clinic.participant, object).await),
        not_there,
        "nobody reviews what they did not read"
    );
    scribe.send(&app, vec![Op::Unshare(unshare(&app, object))]).await?;
    assert_eq!(kind(app.store().read_entry(who, clinic.participant, object).await), not_there);
    assert_eq!(
        kind(app.store().reply_to_entry(who, clinic.participant, object, ReplyText::new("text", "Hi")?).await),
        not_there
    );
    Ok(())
}

pub async fn a_reply_reaches_the_phone_and_is_sealed(db: Db) -> Result<()> {
    let Shared { app, clinic, who, object, mut scribe } = shared(db).await?;
    app.store().reply_to_entry(who, clinic.participant, object, ReplyText::new("text", "Well done, Sam")?).await?;
    let answer = scribe.send(&app, vec![]).await?;
    let reply =
        answer.changes.iter().find_map(|change| if let Change::Reply(reply) = change { Some(reply) } else { None });
    let reply = reply.context("the phone heard of no reply")?;
    assert_eq!((reply.text.as_str(), reply.by.as_str()), ("Well done, Sam", "Ana Counselor"));
    assert!(!app.database_holds("Well done, Sam")?);
    let opened = app.store().read_entry(who, clinic.participant, object).await?;
    assert_eq!(opened.replies.iter().map(|reply| reply.text.as_str()).collect::<Vec<_>>(), ["Well done, Sam"]);
    Ok(())
}

pub async fn an_admin_of_a_care_team_sees_names_and_no_entries(db: Db) -> Result<()> {
    let Shared { app, clinic, object, .. } = shared(db).await?;
    let admin = app.store().create_staff(clinic.program, Role::Admin, Label::new("name", "Ada Admin")?).await?;
    app.store().assign(clinic.participant, admin).await?;
    let (admin, _) = app.sign_in(admin).await?;
    let list = app.store().people(admin).await?;
    assert_eq!(
        list.iter().map(|person| (person.name.as_str(), person.new)).collect::<Vec<_>>(),
        [("Sam Participant", 0)]
    );
    assert_eq!(app.store().inbox(admin, None).await?.entries.len(), 0);
    assert_eq!(app.store().open_person(admin, clinic.participant, NEWEST).await?.entries.len(), 0);
    assert_eq!(kind(app.store().read_entry(admin, clinic.participant, object).await), Some(ProblemKind::NotFound));
    Ok(())
}
