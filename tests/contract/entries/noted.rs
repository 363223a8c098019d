//! The laws of a list or a page that is read after its ledger row: nothing is shown without the row, and the reader may
//! still see it then.

use anyhow::Result;
use chrono::{DateTime, TimeDelta};
use domain::base::id::{ObjectId, ParticipantId};
use domain::base::problem::ProblemKind;
use domain::ledger::{Act, LEDGER_PAGE};
use domain::people::Role;
use domain::sync::Op;
use server::store::types::people::SignedInStaff;
use server::store::{StoreError, StoreResult};
use tests::people::NEWEST;
use tests::scribe::{revise, share};
use tests::{Clinic, Db, Scribe, TestApp};

fn kind<T>(answer: StoreResult<T>) -> Option<ProblemKind> {
    match answer {
        Err(StoreError::Problem(problem)) => Some(problem.kind),
        _ => None,
    }
}

async fn noted(app: &TestApp, participant: ParticipantId, act: Act) -> Result<usize> {
    Ok(app.store().ledger(participant, None).await?.iter().filter(|named| named.row.fact.act == act).count())
}

/// A participant with so many shared entries, in the order in which they were shared.
async fn shared(db: Db, count: usize) -> Result<(TestApp, Clinic, SignedInStaff, Vec<ObjectId>)> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let mut scribe = Scribe::new(&app, &app.enrol(clinic.participant).await?);
    let mut objects = Vec::new();
    for _ in 0..count {
        let entry = revise(&app, app.id(ObjectId::from_bytes), vec![]);
        scribe.send(&app, vec![Op::Revise(entry.clone()), Op::Share(share(&app, &entry, None))]).await?;
        objects.push(entry.object);
        app.clock.advance(TimeDelta::milliseconds(1));
    }
    let (who, _) = app.sign_in(clinic.counselor).await?;
    Ok((app, clinic, who, objects))
}

pub async fn nobody_is_in_a_list_before_the_ledger_says_so(db: Db) -> Result<()> {
    let (app, clinic, who, objects) = shared(db, 1).await?;
    let store = app.store();
    let stranger = app.participant(clinic.program, "Kim Unassigned").await?;
    assert_eq!(store.list_people(who).await?.len(), 0);
    assert_eq!(store.list_new(who, None).await?.entries.len(), 0);
    assert_eq!(store.list_unlisted(who).await?, [clinic.participant]);
    assert_eq!(noted(&app, clinic.participant, Act::Listed).await?, 0, "asking writes nothing");

    // Whoever is not theirs gets no row, and is not listed.
    for _ in 0..2 {
        store.note_listed(who, vec![stranger, clinic.participant]).await?;
    }
    assert_eq!(noted(&app, stranger, Act::Listed).await?, 0);
    assert_eq!(noted(&app, clinic.participant, Act::Listed).await?, 1);
    let list = store.list_people(who).await?;
    assert_eq!(list.iter().map(|one| one.participant).collect::<Vec<_>>(), [clinic.participant]);
    let new = store.list_new(who, None).await?;
    assert_eq!(new.entries.iter().map(|one| one.object).collect::<Vec<_>>(), objects);
    assert_eq!(store.list_unlisted(who).await?, []);

    // Somebody else's row of today is not the reader's.
    let bo = app.staff(clinic.program, Role::Counselor, "Bo Counselor").await?;
    store.assign(clinic.participant, bo).await?;
    let (bo, _) = app.sign_in(bo).await?;
    assert_eq!(store.list_people(bo).await?.len(), 0);
    assert_eq!(store.list_unlisted(bo).await?, [clinic.participant]);
    // Nor is yesterday's.
    app.clock.advance(TimeDelta::hours(24));
    let (who, _) = app.sign_in(clinic.counselor).await?;
    assert_eq!(store.list_people(who).await?.len(), 0);
    assert_eq!(store.list_unlisted(who).await?, [clinic.participant]);
    Ok(())
}

pub async fn what_follows_a_ledger_row_asks_again_who_may_see_it(db: Db) -> Result<()> {
    let (app, clinic, who, objects) = shared(db, 2).await?;
    let store = app.store();
    let bo = app.staff(clinic.program, Role::Counselor, "Bo Counselor").await?;
    let (stranger, _) = app.sign_in(bo).await?;
    let not_there = Some(ProblemKind::NotFound);
    assert_eq!(kind(store.note_opened(stranger, clinic.participant).await), not_there);
    assert_eq!(noted(&app, clinic.participant, Act::Opened).await?, 0);

    let opened = store.note_opened(who, clinic.participant).await?;
    assert_eq!(noted(&app, clinic.participant, Act::Opened).await?, 1);
    let ever = DateTime::UNIX_EPOCH;
    // Control: nothing has changed yet.
    assert_eq!(store.show_person(opened, NEWEST).await?.entries.len(), 2);
    assert_eq!(store.show_context(opened, objects[0], ever).await?.len(), 1);

    store.assign(clinic.participant, bo).await?;
    let (bo, _) = app.sign_in(bo).await?;
    store.remove_colleague(bo, clinic.participant, clinic.counselor).await?;
    assert_eq!(kind(store.show_person(opened, NEWEST).await), not_there);
    assert_eq!(kind(store.show_context(opened, objects[0], ever).await), not_there);
    store.note_listed(who, vec![clinic.participant]).await?;
    assert_eq!(noted(&app, clinic.participant, Act::Listed).await?, 0);

    let opened = store.note_opened(bo, clinic.participant).await?;
    store.end_sign_in(bo.token_hash).await?;
    let out = Some(ProblemKind::SignIn);
    assert_eq!(kind(store.show_person(opened, NEWEST).await), out);
    assert_eq!(kind(store.show_context(opened, objects[0], ever).await), out);
    assert_eq!(kind(store.list_unlisted(bo).await), out);
    assert_eq!(kind(store.list_people(bo).await), out);
    assert_eq!(kind(store.list_new(bo, None).await), out);
    assert_eq!(kind(store.note_listed(bo, vec![clinic.participant]).await), out);
    assert_eq!(kind(store.note_opened(bo, clinic.participant).await), out);

    let admin = app.staff(clinic.program, Role::Admin, "Ada Admin").await?;
    store.assign(clinic.participant, admin).await?;
    let (admin, _) = app.sign_in(admin).await?;
    let opened = store.note_opened(admin, clinic.participant).await?;
    assert_eq!(store.show_context(opened, objects[0], ever).await?.len(), 0, "an admin reads nobody");
    Ok(())
}

pub async fn around_an_entry_are_the_others_and_copies_only_of_what_was_read(db: Db) -> Result<()> {
    let (app, clinic, who, objects) = shared(db, 4).await?;
    let store = app.store();
    store.read_entry(who, clinic.participant, objects[3]).await?;
    let read = store.read_entry(who, clinic.participant, objects[2]).await?;
    let all = store.show_context(read.opened, read.object, DateTime::UNIX_EPOCH).await?;
    let shown: Vec<_> = all.iter().map(|entry| (entry.object, entry.copy.is_some())).collect();
    assert_eq!(shown, [(objects[0], false), (objects[1], false), (objects[3], true)], "oldest first");
    let some = store.show_context(read.opened, read.object, all[1].shared_at).await?;
    assert_eq!(some.iter().map(|entry| entry.object).collect::<Vec<_>>(), [objects[1], objects[3]]);

    // Charts are drawn from what was opened lately, and from nothing else.
    let file = store.open_person(who, clinic.participant, NEWEST).await?;
    let mut charted: Vec<_> = file.charted.iter().map(|(object, _)| *object).collect();
    let mut right = vec![objects[2], objects[3]];
    charted.sort_unstable();
    right.sort_unstable();
    assert_eq!(charted, right);
    Ok(())
}

pub async fn the_ledger_comes_in_pages_or_whole(db: Db) -> Result<()> {
    let (app, clinic, who, objects) = shared(db, 1).await?;
    let page = usize::try_from(LEDGER_PAGE)?;
    for _ in 0..page + 3 {
        app.store().read_entry(who, clinic.participant, objects[0]).await?;
    }
    let whole = app.store().ledger(clinic.participant, None).await?;
    assert!(whole.len() > page);
    let mut rows = Vec::new();
    loop {
        let after = rows.last().copied().unwrap_or(0);
        let next = app.store().ledger(clinic.participant, Some(after)).await?;
        assert!(next.len() <= page);
        if next.is_empty() {
            break;
        }
        rows.extend(next.iter().map(|named| named.row.number));
    }
    assert_eq!(rows, whole.iter().map(|named| named.row.number).collect::<Vec<_>>());
    assert!(app.store().ledger(clinic.participant, Some(u64::MAX)).await?.is_empty());
    Ok(())
}
