//! The laws of sharing.

use anyhow::Result;
use domain::base::id::{ObjectId, RevisionId, ShareVersion};
use domain::sharing::{Share, ShareState};
use domain::sync::{Change, Op, Reason, Revise, SyncAnswer, Verdict};
use tests::scribe::{exchange, revise, share, unshare};
use tests::{Db, Scribe, TestApp};

pub async fn begun(db: Db) -> Result<(TestApp, Scribe, Revise)> {
    let app = TestApp::start(db).await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let mut scribe = Scribe::new(&app, &phone);
    let entry = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    scribe.send(&app, vec![Op::Revise(entry.clone())]).await?;
    Ok((app, scribe, entry))
}

pub fn state(answer: &SyncAnswer) -> Option<Share> {
    answer.changes.iter().find_map(|c| if let Change::Share(s) = c { Some(s.share) } else { None })
}

pub async fn a_share_opens_over_the_version_it_names_and_only_there(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let first = share(&app, &entry, None);
    let answer = scribe.send(&app, vec![Op::Share(first.clone())]).await?;
    assert_eq!(state(&answer), Some(Share { version: first.version, state: ShareState::Open(entry.revision) }));

    let blind = share(&app, &entry, None);
    let answer = scribe.send(&app, vec![Op::Share(blind)]).await?;
    assert_eq!((answer.verdicts[0].verdict.clone(), state(&answer)), (Verdict::Conflict, None));

    let knowing = share(&app, &entry, Some(first.version));
    assert_eq!(scribe.verdict(&app, Op::Share(knowing)).await?, Verdict::Accepted);
    Ok(())
}

pub async fn an_unshare_always_applies_even_blindly(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    scribe.send(&app, vec![Op::Share(share(&app, &entry, None))]).await?;
    let stop = unshare(&app, entry.object);
    let answer = scribe.send(&app, vec![Op::Unshare(stop.clone())]).await?;
    assert_eq!(state(&answer), Some(Share { version: stop.version, state: ShareState::Closed }));

    let never = unshare(&app, app.id(ObjectId::from_bytes));
    assert_eq!(scribe.verdict(&app, Op::Unshare(never)).await?, Verdict::Accepted);
    Ok(())
}

pub async fn a_share_sent_again_after_an_unshare_stays_closed(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let opened = share(&app, &entry, None);
    let request = scribe.request(&app, vec![Op::Share(opened.clone())]);
    exchange(&app, scribe.who, &request).await?;
    scribe.next_seq += 1;
    let stop = unshare(&app, entry.object);
    let closed = scribe.send(&app, vec![Op::Unshare(stop.clone())]).await?;

    let again = scribe.send(&app, vec![Op::Share(opened.clone())]).await?;
    assert_eq!(again.verdicts[0].verdict, Verdict::Accepted, "it was applied once");
    assert_eq!((again.digest, again.changes.len()), (closed.digest, 0), "and is not applied again");
    let unaware = share(&app, &entry, Some(opened.version));
    assert_eq!(scribe.verdict(&app, Op::Share(unaware)).await?, Verdict::Conflict);
    let replayed = scribe.send(&app, vec![Op::Unshare(stop)]).await?;
    assert_eq!(replayed.digest, closed.digest);
    Ok(())
}

pub async fn only_a_known_living_revision_can_be_shared(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let unknown = Revise { revision: app.id(RevisionId::from_bytes), ..entry.clone() };
    let verdict = scribe.verdict(&app, Op::Share(share(&app, &unknown, None))).await?;
    assert_eq!(verdict, Verdict::rejected(Reason::UnknownRevision));
    let elsewhere = Revise { object: app.id(ObjectId::from_bytes), ..entry.clone() };
    let verdict = scribe.verdict(&app, Op::Share(share(&app, &elsewhere, None))).await?;
    assert_eq!(verdict, Verdict::rejected(Reason::UnknownRevision));

    let gone = tests::scribe::delete(&app, entry.object, vec![entry.revision]);
    let over: ShareVersion = gone.version;
    scribe.send(&app, vec![Op::Delete(gone)]).await?;
    let verdict = scribe.verdict(&app, Op::Share(share(&app, &entry, Some(over)))).await?;
    assert_eq!(verdict, Verdict::rejected(Reason::UnknownRevision));
    Ok(())
}

pub async fn a_shared_copy_is_unreadable_in_the_database(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let mut shared = share(&app, &entry, None);
    shared.copy.names.target = Some(domain::base::text::Label::new("name", "marked-bottle-7Q")?);
    assert_eq!(scribe.verdict(&app, Op::Share(shared)).await?, Verdict::Accepted);
    assert!(!app.database_holds("marked-bottle-7Q")?);
    app.tamper("UPDATE participant SET membership = 'marked-bottle-7Q'").await?;
    assert!(app.database_holds("marked-bottle-7Q")?, "the search finds what is there");
    Ok(())
}
