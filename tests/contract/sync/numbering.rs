//! Streams and sequence numbers.

use anyhow::Result;
use domain::base::id::{EpochId, ObjectId, OpId};
use domain::base::problem::ProblemKind;
use domain::sync::{MAX_BATCH_BYTES, MAX_OPERATIONS, Op, RawOperation, Verdict};
use tests::scribe::{exchange, problem, revise};
use tests::{Db, Scribe, TestApp};

fn revision(app: &TestApp) -> Op {
    Op::Revise(revise(app, app.id(ObjectId::from_bytes), vec![]))
}

/// A server, a phone, and a journal that has sent `count` revisions.
async fn begun(db: Db, count: usize) -> Result<(TestApp, Scribe)> {
    let app = TestApp::start(db).await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let mut scribe = Scribe::new(&app, &phone);
    let ops = (0..count).map(|_| revision(&app)).collect();
    scribe.send(&app, ops).await?;
    Ok((app, scribe))
}

pub async fn a_replayed_request_changes_nothing_and_gets_the_same_verdicts(db: Db) -> Result<()> {
    let (app, scribe) = begun(db, 2).await?;
    let request = scribe.request(&app, vec![revision(&app), Op::Void, revision(&app)]);
    let first = exchange(&app, scribe.who, &request).await?;
    assert_eq!(first.verdicts.len(), 3);
    for _ in 0..4 {
        let again = exchange(&app, scribe.who, &request).await?;
        assert_eq!(
            (again.verdicts, again.digest, again.cursor),
            (first.verdicts.clone(), first.digest, first.cursor.clone())
        );
    }
    Ok(())
}

pub async fn a_number_used_for_another_operation_is_a_fork(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db, 0).await?;
    let before = scribe.clone();
    scribe.send(&app, vec![revision(&app)]).await?;
    let clone = before.request(&app, vec![revision(&app)]);
    assert_eq!(problem(&app, before.who, &clone).await?.kind, ProblemKind::Fork);
    Ok(())
}

pub async fn a_journal_behind_the_server_is_a_fork(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db, 3).await?;
    let before = scribe.clone();
    scribe.send(&app, vec![revision(&app)]).await?;
    let behind = before.request(&app, vec![]);
    assert_eq!(problem(&app, before.who, &behind).await?.kind, ProblemKind::Fork);
    Ok(())
}

pub async fn a_journal_written_by_another_phone_is_a_fork(db: Db) -> Result<()> {
    let (app, scribe) = begun(db, 1).await?;
    let other = app.enrol(scribe.who.participant).await?;
    let clone = Scribe { who: other.who, ..scribe };
    let request = clone.request(&app, vec![revision(&app)]);
    assert_eq!(problem(&app, other.who, &request).await?.kind, ProblemKind::Fork);
    Ok(())
}

pub async fn missing_numbers_are_a_gap_that_names_the_expected_one(db: Db) -> Result<()> {
    let (app, scribe) = begun(db, 4).await?;
    let ahead = Scribe { next_seq: 8, ..scribe.clone() };
    let found = problem(&app, scribe.who, &ahead.request(&app, vec![revision(&app)])).await?;
    assert_eq!((found.kind, found.expected), (ProblemKind::Gap, Some(5)));

    let mut inside = scribe.request(&app, vec![revision(&app), revision(&app)]);
    inside.ops[1].seq += 1;
    inside.head += 1;
    let found = problem(&app, scribe.who, &inside).await?;
    assert_eq!((found.kind, found.expected), (ProblemKind::Gap, Some(6)));

    let answer = exchange(&app, scribe.who, &scribe.request(&app, vec![revision(&app)])).await?;
    assert_eq!(answer.verdicts[0].seq, 5, "nothing of the refused batches was kept");
    Ok(())
}

pub async fn acknowledged_verdicts_are_forgotten_and_their_numbers_stay_used(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db, 0).await?;
    let first = scribe.request(&app, vec![revision(&app)]);
    exchange(&app, scribe.who, &first).await?;
    scribe.next_seq = 2;
    scribe.send(&app, vec![revision(&app)]).await?;
    assert_eq!(problem(&app, scribe.who, &first).await?.kind, ProblemKind::Fork);
    Ok(())
}

pub async fn an_unknown_epoch_is_refused_and_nothing_is_taken(db: Db) -> Result<()> {
    let (app, scribe) = begun(db, 1).await?;
    let mut request = scribe.request(&app, vec![revision(&app)]);
    request.epoch = Some(app.id(EpochId::from_bytes));
    assert_eq!(problem(&app, scribe.who, &request).await?.kind, ProblemKind::Epoch);
    request.epoch = scribe.epoch;
    assert_eq!(exchange(&app, scribe.who, &request).await?.verdicts[0].seq, 2);
    Ok(())
}

pub async fn a_journal_of_somebody_else_is_refused(db: Db) -> Result<()> {
    let (app, scribe) = begun(db, 1).await?;
    let other = app.enrol(app.clinic().await?.participant).await?;
    let request = scribe.request(&app, vec![revision(&app)]);
    assert_eq!(problem(&app, other.who, &request).await?.kind, ProblemKind::ForeignStream);
    Ok(())
}

pub async fn too_many_and_too_large_batches_are_refused_whole(db: Db) -> Result<()> {
    let (app, scribe) = begun(db, 1).await?;
    let many = scribe.request(&app, vec![Op::Void; MAX_OPERATIONS + 1]);
    assert_eq!(problem(&app, scribe.who, &many).await?.kind, ProblemKind::TooMany);

    let mut large = scribe.request(&app, vec![Op::Void; 5]);
    for raw in &mut large.ops {
        let filler = serde_json::json!({"filler": "x".repeat(MAX_BATCH_BYTES / 5)});
        *raw = RawOperation { op: serde_json::value::to_raw_value(&filler)?, ..raw.clone() };
    }
    assert_eq!(problem(&app, scribe.who, &large).await?.kind, ProblemKind::TooLarge);

    let just = scribe.request(&app, vec![Op::Void; MAX_OPERATIONS]);
    assert_eq!(exchange(&app, scribe.who, &just).await?.verdicts.len(), MAX_OPERATIONS);
    Ok(())
}

pub async fn two_connections_sending_the_same_batch_store_it_once(db: Db) -> Result<()> {
    let (app, scribe) = begun(db, 0).await?;
    let request = scribe.request(&app, (0..10).map(|_| revision(&app)).collect());
    let (one, two) = tokio::join!(exchange(&app, scribe.who, &request), exchange(&app, scribe.who, &request));
    let (one, two) = (one?, two?);
    assert_eq!(one.verdicts, two.verdicts);
    assert!(one.verdicts.iter().all(|v| v.verdict == Verdict::Accepted));
    let mut fresh = Scribe { stream: app.id(domain::base::id::StreamId::from_bytes), cursor: None, ..scribe };
    assert_eq!(fresh.send(&app, vec![]).await?.changes.len(), 11, "ten revisions and the phone");
    let mut other = request.clone();
    other.ops[0].op_id = app.id(OpId::from_bytes);
    assert_eq!(problem(&app, scribe.who, &other).await?.kind, ProblemKind::Fork);
    Ok(())
}
