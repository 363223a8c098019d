//! The laws of deleting.

use anyhow::Result;
use domain::base::id::ObjectId;
use domain::sharing::{Share, ShareState};
use domain::sync::{Change, ObjectChange, Op, Reason, SyncAnswer, Verdict};
use tests::scribe::{delete, revise, share};
use tests::{Db, Scribe};

use super::super::sharing::shares::{begun, state};

fn object(answer: &SyncAnswer) -> Option<&ObjectChange> {
    answer.changes.iter().find_map(|c| if let Change::Object(o) = c { Some(o) } else { None })
}

pub async fn a_deletion_erases_what_it_saw_and_closes_the_share(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let edit = revise(&app, entry.object, vec![entry.revision]);
    scribe.send(&app, vec![Op::Revise(edit.clone()), Op::Share(share(&app, &entry, None))]).await?;
    let gone = delete(&app, entry.object, vec![edit.revision]);
    let answer = scribe.send(&app, vec![Op::Delete(gone.clone())]).await?;
    let mut expected = vec![entry.revision, edit.revision];
    expected.sort();
    assert_eq!(object(&answer).map(|o| o.tombstones.clone()), Some(expected));
    assert_eq!(state(&answer), Some(Share { version: gone.version, state: ShareState::Closed }));

    let other = app.enrol(scribe.who.participant).await?;
    let all = Scribe::new(&app, &other).send(&app, vec![]).await?;
    assert_eq!(object(&all).map(|o| o.revisions.len()), Some(0), "no body is left to send");

    let again = scribe.send(&app, vec![Op::Delete(delete(&app, entry.object, vec![edit.revision]))]).await?;
    assert_eq!(
        (again.verdicts[0].verdict.clone(), again.changes.iter().filter(|c| !matches!(c, Change::Phone(_))).count()),
        (Verdict::Accepted, 0)
    );
    Ok(())
}

pub async fn an_edit_that_a_deletion_had_not_seen_survives_private(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let unseen = revise(&app, entry.object, vec![entry.revision]);
    scribe.send(&app, vec![Op::Revise(unseen.clone()), Op::Share(share(&app, &unseen, None))]).await?;
    scribe.send(&app, vec![Op::Delete(delete(&app, entry.object, vec![entry.revision]))]).await?;

    let other = app.enrol(scribe.who.participant).await?;
    let all = Scribe::new(&app, &other).send(&app, vec![]).await?;
    let left: Vec<_> = object(&all).into_iter().flat_map(|o| &o.revisions).map(|r| r.revision).collect();
    assert_eq!(left, [unseen.revision]);
    assert_eq!(state(&all).map(|s| s.state), Some(ShareState::Closed));
    Ok(())
}

pub async fn a_revision_that_arrives_after_its_deletion_is_not_kept(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let late = revise(&app, entry.object, vec![entry.revision]);
    let before = scribe.send(&app, vec![Op::Delete(delete(&app, entry.object, vec![late.revision]))]).await?;
    let answer = scribe.send(&app, vec![Op::Revise(late)]).await?;
    assert_eq!(answer.verdicts[0].verdict, Verdict::Accepted);
    assert_eq!(answer.digest, before.digest);
    Ok(())
}

pub async fn an_unvouched_phone_deletes_only_what_it_wrote(db: Db) -> Result<()> {
    let (app, first, old) = begun(db).await?;
    let phone = app.enrol(first.who.participant).await?;
    assert!(!phone.vouched);
    let mut second = Scribe::new(&app, &phone);
    let verdict = second.verdict(&app, Op::Delete(delete(&app, old.object, vec![old.revision]))).await?;
    assert_eq!(verdict, Verdict::rejected(Reason::NotVouched));

    let own = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let gone = delete(&app, own.object, vec![own.revision]);
    let answer = second.send(&app, vec![Op::Revise(own), Op::Delete(gone)]).await?;
    assert_eq!(answer.verdicts[1].verdict, Verdict::Accepted, "in one batch too");

    app.store().vouch_for(first.who, phone.who.device).await?;
    let verdict = second.verdict(&app, Op::Delete(delete(&app, old.object, vec![old.revision]))).await?;
    assert_eq!(verdict, Verdict::Accepted);
    Ok(())
}

pub async fn an_unvouched_phones_delete_of_what_it_did_not_write_still_closes_the_share(db: Db) -> Result<()> {
    let (app, mut first, entry) = begun(db).await?;
    first.send(&app, vec![Op::Share(share(&app, &entry, None))]).await?;
    let phone = app.enrol(first.who.participant).await?;
    assert!(!phone.vouched);
    let gone = delete(&app, entry.object, vec![entry.revision]);
    let refused = Scribe::new(&app, &phone).send(&app, vec![Op::Delete(gone.clone())]).await?;
    assert_eq!(refused.verdicts[0].verdict, Verdict::rejected(Reason::NotVouched));

    let answer = first.send(&app, vec![]).await?;
    assert_eq!(state(&answer), Some(Share { version: gone.version, state: ShareState::Closed }));
    let other = app.enrol(first.who.participant).await?;
    let all = Scribe::new(&app, &other).send(&app, vec![]).await?;
    assert_eq!(object(&all).map(|o| o.revisions.len()), Some(1), "the note itself is still there");
    Ok(())
}
