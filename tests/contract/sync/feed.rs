//! Pages, cursors and digest.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use domain::base::id::{FeedVersion, ObjectId, RevisionId};
use domain::base::problem::ProblemKind;
use domain::sync::digest::Digest;
use domain::sync::{Change, Op, PAGE, SyncAnswer};
use tests::scribe::{delete, problem, revise, share};
use tests::{Db, Scribe, TestApp};

/// The digest that a phone computes from its changes.
#[derive(Default)]
struct Replica {
    versions: BTreeMap<(u8, [u8; 16]), FeedVersion>,
    bodies: BTreeSet<RevisionId>,
}

impl Replica {
    fn absorb(&mut self, answer: &SyncAnswer) {
        for change in &answer.changes {
            let (topic, id, version) = change.row();
            self.versions.insert((topic, id), version);
            if let Change::Object(object) = change {
                self.bodies.extend(object.revisions.iter().filter(|r| r.sealed.is_some()).map(|r| r.revision));
            }
        }
    }

    fn digest(&self) -> Digest {
        let mut digest = Digest::default();
        for ((topic, id), version) in &self.versions {
            digest.add(*topic, id, *version);
        }
        digest
    }
}

/// A server and two journals of one participant on two phones.
async fn two(db: Db) -> Result<(TestApp, Scribe, Scribe)> {
    let app = TestApp::start(db).await?;
    let participant = app.clinic().await?.participant;
    let (one, other) = (app.enrol(participant).await?, app.enrol(participant).await?);
    let (one, other) = (Scribe::new(&app, &one), Scribe::new(&app, &other));
    Ok((app, one, other))
}

fn entry(app: &TestApp) -> Op {
    Op::Revise(revise(app, app.id(ObjectId::from_bytes), vec![]))
}

pub async fn own_changes_come_back_without_bodies_and_foreign_ones_with_them(db: Db) -> Result<()> {
    let (app, mut writer, mut reader) = two(db).await?;
    let mut replica = Replica::default();
    let own = writer.send(&app, vec![entry(&app)]).await?;
    replica.absorb(&own);
    assert!(replica.bodies.is_empty());
    assert_eq!(own.changes.iter().filter(|c| matches!(c, Change::Object(o) if o.revisions.len() == 1)).count(), 1);
    replica.absorb(&reader.send(&app, vec![]).await?);
    assert_eq!(replica.bodies.len(), 1);
    Ok(())
}

pub async fn turning_pages_while_rows_move_misses_nothing(db: Db) -> Result<()> {
    let (app, mut writer, mut reader) = two(db).await?;
    let mut first = Vec::new();
    for _ in 0..12 {
        let batch: Vec<_> = (0..50).map(|_| revise(&app, app.id(ObjectId::from_bytes), vec![])).collect();
        writer.send(&app, batch.iter().cloned().map(Op::Revise).collect()).await?;
        first.extend(batch);
    }
    // Written early, edited late: the row is far behind the first revision.
    let mut edits = Vec::new();
    for old in first.iter().skip(10).take(3) {
        let edit = revise(&app, old.object, vec![old.revision]);
        edits.push(edit.revision);
        writer.send(&app, vec![Op::Revise(edit)]).await?;
    }
    let mut replica = Replica::default();
    let page = reader.send(&app, vec![]).await?;
    assert!(page.more && page.changes.len() <= PAGE, "{} changes", page.changes.len());
    replica.absorb(&page);
    // Rows of the first page and of the second move behind the cursor before the reader turns the page.
    for old in first.iter().take(3).chain(first.iter().rev().take(3)) {
        let edit = revise(&app, old.object, vec![old.revision]);
        edits.push(edit.revision);
        writer.send(&app, vec![Op::Revise(edit)]).await?;
    }
    let mut pages = 1;
    loop {
        let page = reader.send(&app, vec![]).await?;
        replica.absorb(&page);
        pages += 1;
        if !page.more {
            assert_eq!(replica.digest(), page.digest);
            break;
        }
    }
    let expected: BTreeSet<_> = first.iter().map(|r| r.revision).chain(edits).collect();
    assert_eq!(replica.bodies, expected);
    assert!(pages >= 2);

    writer.send(&app, vec![entry(&app)]).await?;
    let next = reader.send(&app, vec![]).await?;
    assert_eq!((next.changes.len(), next.more), (1, false), "afterwards only what is new");
    Ok(())
}

pub async fn an_edited_object_has_one_row(db: Db) -> Result<()> {
    let (app, mut writer, mut reader) = two(db).await?;
    let first = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let mut parent = first.revision;
    writer.send(&app, vec![Op::Revise(first.clone())]).await?;
    for _ in 0..5 {
        let edit = revise(&app, first.object, vec![parent]);
        parent = edit.revision;
        writer.send(&app, vec![Op::Revise(edit)]).await?;
    }
    let all = reader.send(&app, vec![]).await?;
    let objects: Vec<_> =
        all.changes.iter().filter_map(|c| if let Change::Object(o) = c { Some(o) } else { None }).collect();
    assert_eq!(objects.len(), 1);
    assert_eq!(objects[0].revisions.len(), 6);
    assert_eq!(objects[0].revisions.last().map(|r| r.revision), Some(parent), "in the order they were taken");

    let edit = revise(&app, first.object, vec![parent]);
    writer.send(&app, vec![Op::Revise(edit)]).await?;
    let news = reader.send(&app, vec![]).await?;
    assert!(
        matches!(&news.changes[..], [Change::Object(o)] if o.revisions.len() == 1),
        "only the new revision travels"
    );
    Ok(())
}

pub async fn a_cursor_that_was_altered_or_given_to_somebody_else_is_refused(db: Db) -> Result<()> {
    let (app, mut writer, _) = two(db).await?;
    writer.send(&app, vec![entry(&app)]).await?;
    let genuine = writer.cursor.clone().unwrap_or_default();
    let stranger = app.enrol(app.clinic().await?.participant).await?;
    let request = Scribe { cursor: Some(genuine.clone()), ..Scribe::new(&app, &stranger) }.request(&app, vec![]);
    assert_eq!(problem(&app, stranger.who, &request).await?.kind, ProblemKind::Cursor);
    let altered = genuine.replacen(|c: char| c != 'A', "A", 1);
    for wrong in [altered.as_str(), "", "AAAA", "é", &genuine[1..], &format!("{genuine}AA")] {
        let request = Scribe { cursor: Some(wrong.to_owned()), ..writer.clone() }.request(&app, vec![]);
        assert_eq!(problem(&app, writer.who, &request).await?.kind, ProblemKind::Cursor, "{wrong}");
    }
    Ok(())
}

pub async fn what_the_phone_adds_up_is_the_digest(db: Db) -> Result<()> {
    let (app, mut writer, mut reader) = two(db).await?;
    let mut replica = Replica::default();
    for round in 0..6 {
        let new = revise(&app, app.id(ObjectId::from_bytes), vec![]);
        let edit = revise(&app, new.object, vec![new.revision]);
        let mut ops = vec![Op::Revise(new.clone()), Op::Revise(edit.clone()), Op::Share(share(&app, &new, None))];
        if round % 2 == 0 {
            ops.push(Op::Delete(delete(&app, new.object, vec![edit.revision])));
        }
        writer.send(&app, ops).await?;
        let answer = reader.send(&app, vec![]).await?;
        replica.absorb(&answer);
        assert_eq!(replica.digest(), answer.digest, "round {round}");
    }
    Ok(())
}

/// After a newer server was here: what only it knows is left out, and everyone continues.
pub async fn a_topic_that_this_server_does_not_know_stops_nobody(db: Db) -> Result<()> {
    let (app, mut writer, mut reader) = two(db).await?;
    writer.send(&app, vec![entry(&app)]).await?;
    app.tamper("UPDATE feed SET topic = 99 WHERE topic = 1").await?;
    writer.send(&app, vec![entry(&app)]).await?;
    let mut replica = Replica::default();
    replica.absorb(&reader.send(&app, vec![]).await?);
    assert_eq!(replica.bodies.len(), 1, "what it knows comes through");
    Ok(())
}
