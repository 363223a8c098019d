//! Operations in one batch: together they do the same as one after the other.

use anyhow::{Context as _, Result};
use domain::base::id::{ObjectId, OpId, RevisionId, ShareVersion, StreamId};
use domain::sharing::ShareState;
use domain::sync::{Change, ObjectChange, Op, Reason, Revise, SyncAnswer, Verdict};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use tests::scribe::{delete, exchange, revise, share, unshare};
use tests::{Db, Scribe, TestApp};

use super::operations::{begun, poison, reason};

/// The whole feed for a new phone, without the phones.
async fn everything(app: &TestApp, scribe: &Scribe) -> Result<Vec<Change>> {
    let mut fresh = Scribe { stream: app.id(StreamId::from_bytes), cursor: None, next_seq: 1, ..scribe.clone() };
    let answer = fresh.send(app, vec![]).await?;
    assert!(!answer.more);
    Ok(answer.changes.into_iter().filter(|c| !matches!(c, Change::Phone(_))).collect())
}

async fn object(app: &TestApp, scribe: &Scribe, wanted: ObjectId) -> Result<ObjectChange> {
    let all = everything(app, scribe).await?;
    let mut found = all.into_iter().filter_map(|c| if let Change::Object(o) = c { Some(o) } else { None });
    found.find(|o| o.object == wanted).context("no such entry")
}

fn ids(change: &ObjectChange) -> Vec<RevisionId> {
    change.revisions.iter().map(|r| r.revision).collect()
}

fn all_accepted(answer: &SyncAnswer) -> bool {
    answer.verdicts.iter().all(|v| v.verdict == Verdict::Accepted)
}

pub async fn an_entry_edited_twice_in_one_batch_has_one_row_and_both_edits_in_order(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let first = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let second = revise(&app, first.object, vec![first.revision]);
    let third = revise(&app, first.object, vec![second.revision]);
    let expected = [&first, &second, &third].map(|r| r.revision);
    let answer = scribe.send(&app, [first, second, third].map(Op::Revise).to_vec()).await?;
    assert!(all_accepted(&answer));
    let rows: Vec<_> = answer.changes.iter().filter(|c| matches!(c, Change::Object(_))).collect();
    assert_eq!(rows.len(), 1);
    let Change::Object(row) = rows[0] else { unreachable!("filtered") };
    assert_eq!(ids(row), expected);
    Ok(())
}

pub async fn an_entry_written_deleted_and_edited_blindly_in_one_batch_keeps_the_edit(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let first = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let second = revise(&app, first.object, vec![first.revision]);
    let blind = revise(&app, first.object, vec![first.revision]);
    let gone = delete(&app, first.object, vec![second.revision]);
    let late = first.clone();
    let (buried, kept) = ([first.revision, second.revision], blind.revision);
    let ops = vec![Op::Revise(first), Op::Revise(second), Op::Delete(gone), Op::Revise(late), Op::Revise(blind)];
    let target = if let Op::Revise(r) = &ops[0] { r.object } else { unreachable!("the first one writes") };
    assert!(all_accepted(&scribe.send(&app, ops).await?));
    let row = object(&app, &scribe, target).await?;
    let mut tombstones = row.tombstones.clone();
    tombstones.sort_unstable();
    let mut expected = buried.to_vec();
    expected.sort_unstable();
    assert_eq!((ids(&row), tombstones), (vec![kept], expected));
    Ok(())
}

pub async fn known_revisions_beside_new_ones_and_the_same_one_twice_double_nothing(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let entries: Vec<Revise> = (0..4).map(|_| revise(&app, app.id(ObjectId::from_bytes), vec![])).collect();
    scribe.send(&app, vec![Op::Revise(entries[0].clone()), Op::Revise(entries[1].clone())]).await?;
    let mixed = [2, 0, 3, 1, 2].map(|n| Op::Revise(entries[n].clone()));
    let answer = scribe.send(&app, mixed.to_vec()).await?;
    assert!(all_accepted(&answer));
    let told: Vec<_> = answer.changes.iter().map(|c| c.row().1).collect();
    assert_eq!(told, [2, 3].map(|n| *entries[n].object.bytes()), "only what is new moves");
    assert_eq!(everything(&app, &scribe).await?.len(), 4);
    Ok(())
}

pub async fn a_share_of_a_revision_of_the_same_batch_opens(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let entry = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let open = share(&app, &entry, None);
    let expected = ShareState::Open(entry.revision);
    let answer = scribe.send(&app, vec![Op::Revise(entry), Op::Share(open)]).await?;
    assert!(all_accepted(&answer));
    assert!(answer.changes.iter().any(|c| matches!(c, Change::Share(s) if s.share.state == expected)));
    Ok(())
}

pub async fn a_refused_operation_in_the_middle_harms_nothing_that_builds_on_each_other(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let known = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    scribe.send(&app, vec![Op::Revise(known.clone())]).await?;
    let first = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let bad = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let second = revise(&app, first.object, vec![first.revision]);
    app.tamper(&poison(db, bad.object)).await?;
    let expected = vec![first.revision, second.revision];
    let target = first.object;
    let ops = vec![Op::Revise(first), Op::Revise(known), Op::Revise(bad), Op::Void, Op::Revise(second)];
    let request = scribe.request(&app, ops);
    let answer = exchange(&app, scribe.who, &request).await?;
    let reasons: Vec<_> = answer.verdicts.iter().map(|v| reason(&v.verdict)).collect();
    assert_eq!(reasons, [None, None, Some(Reason::Failed), None, None]);
    assert_eq!(exchange(&app, scribe.who, &request).await?.verdicts, answer.verdicts, "the verdicts are final");
    assert_eq!(ids(&object(&app, &scribe, target).await?), expected);
    assert_eq!(everything(&app, &scribe).await?.len(), 2);
    Ok(())
}

pub async fn answered_and_new_operations_in_one_batch_are_answered_in_their_order(db: Db) -> Result<()> {
    let (app, scribe) = begun(db).await?;
    let entries: Vec<Op> = (0..4).map(|_| Op::Revise(revise(&app, app.id(ObjectId::from_bytes), vec![]))).collect();
    let mut all = scribe.request(&app, entries);
    all.ops[1].schema = 2;
    let mut half = all.clone();
    half.ops.truncate(2);
    let before = exchange(&app, scribe.who, &half).await?;
    let again = all.ops[1].clone();
    all.ops.push(again);
    let answer = exchange(&app, scribe.who, &all).await?;
    assert_eq!(answer.verdicts.iter().map(|v| v.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 2]);
    assert_eq!(answer.verdicts[..2], before.verdicts);
    assert_eq!(answer.verdicts[4], before.verdicts[1]);
    Ok(())
}

/// Operations on a few entries that often collide: new and known revisions, used ids, deletions, shares.
fn tangled(app: &TestApp, chance: &mut StdRng, count: usize) -> Vec<Op> {
    let objects: Vec<ObjectId> = (0..3).map(|_| app.id(ObjectId::from_bytes)).collect();
    let mut written: Vec<Revise> = vec![revise(app, objects[0], vec![])];
    let mut last: Option<ShareVersion> = None;
    let mut ops = Vec::new();
    while ops.len() < count {
        let object = *objects.choose(chance).unwrap_or(&objects[0]);
        let old = written.choose(chance).cloned().unwrap_or_else(|| written[0].clone());
        ops.push(match chance.random_range(0..12) {
            0..6 => {
                let parents = written
                    .iter()
                    .filter(|r| r.object == object && chance.random_bool(0.3))
                    .map(|r| r.revision)
                    .take(3);
                let new = revise(app, object, parents.collect());
                written.push(new.clone());
                Op::Revise(new)
            }
            6 => Op::Revise(old),
            7 => Op::Revise(Revise { object, ..old }),
            8 | 9 => Op::Delete(delete(app, old.object, vec![old.revision])),
            10 => {
                let open = share(app, &old, last.filter(|_| chance.random_bool(0.7)));
                last = Some(open.version);
                Op::Share(open)
            }
            _ => Op::Unshare(unshare(app, object)),
        });
    }
    ops
}

pub async fn any_batch_does_what_its_operations_do_one_after_the_other(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let chance = &mut StdRng::seed_from_u64(20);
    for _ in 0..12 {
        let mut scribes = Vec::new();
        for _ in 0..2 {
            let phone = app.enrol(app.clinic().await?.participant).await?;
            scribes.push(Scribe::new(&app, &phone));
        }
        let ops = tangled(&app, chance, 70);
        let (mut together, mut apart) = (Vec::new(), Vec::new());
        let mut rest = ops.as_slice();
        while !rest.is_empty() {
            let longest = if chance.random_bool(0.5) { 3 } else { 40 };
            let (batch, after) = rest.split_at(chance.random_range(1..=rest.len().min(longest)));
            let before = scribes[0].cursor.clone();
            let answer = scribes[0].send(&app, batch.to_vec()).await?;
            let later = Scribe { cursor: before, ..scribes[0].clone() }.send(&app, vec![]).await?;
            assert_eq!(
                (&answer.changes, &answer.cursor),
                (&later.changes, &later.cursor),
                "a later look tells the same"
            );
            together.extend(answer.verdicts.into_iter().map(|v| v.verdict));
            rest = after;
        }
        for op in ops {
            apart.push(scribes[1].verdict(&app, op).await?);
        }
        assert_eq!(together, apart);
        assert_eq!(everything(&app, &scribes[0]).await?, everything(&app, &scribes[1]).await?);
    }
    Ok(())
}

pub async fn a_batch_that_numbers_one_operation_twice_is_refused_whole(db: Db) -> Result<()> {
    let (app, scribe) = begun(db).await?;
    let mut request = scribe.request(&app, vec![Op::Void, Op::Void]);
    request.ops[1].seq = 1;
    request.ops[1].op_id = app.id(OpId::from_bytes);
    assert_eq!(
        tests::scribe::problem(&app, scribe.who, &request).await?.kind,
        domain::base::problem::ProblemKind::Fork
    );
    assert!(everything(&app, &scribe).await?.is_empty());
    Ok(())
}
