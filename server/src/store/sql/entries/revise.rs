//! Applies a run of revisions at once: reads everything they touch in one or two queries, decides each in memory in
//! order, and writes all in a few statements. Equivalent to one after the other; a run of one uses the same body.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::id::{FeedVersion, KeyId, ObjectId, ParticipantId, RevisionId};
use domain::sync::{Change, ObjectChange, Reason, Revise, RevisionRow, Topic, Verdict};
use domain::vault::revision::Graph;
use sqlx::{AssertSqlSafe, Row as _};

use super::revision_graph;
use super::sql::base::{DbRow, Tx, bulk, head, id, ms};
use super::sql::sync::stream::Stream;
use crate::store::StoreResult;
use crate::store::types::head::Head;

/// The result of a run.
pub struct Revised {
    /// One per revision, in order.
    pub verdicts: Vec<Verdict>,
    /// The feed rows for the writing stream, in feed order, without bodies.
    pub changes: Vec<Change>,
}

/// # Errors
/// Fails on a database error; the caller decides whether the revisions are the cause.
pub async fn revise(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, run: &[&Revise]) -> StoreResult<Revised> {
    let mut known = Known::load(tx, locked.participant, run).await?;
    let mut taken = Vec::with_capacity(run.len());
    let verdicts = run.iter().map(|op| known.decide(locked, op, &mut taken)).collect();
    insert(tx, stream, &taken).await?;
    head::write(tx, locked.participant, Topic::Object, &known.moved).await?;
    Ok(Revised { verdicts, changes: known.changes(&taken) })
}

/// A revision to write, and the feed number of its object at that moment.
struct Taken<'a> {
    op: &'a Revise,
    number: i64,
}

/// The row stored under a revision id.
struct Twin {
    object: ObjectId,
    parents: Vec<RevisionId>,
    key: KeyId,
    /// `None` once erased.
    sealed: Option<Vec<u8>>,
}

impl Twin {
    fn is(&self, op: &Revise) -> bool {
        self.object == op.object
            && self.parents == op.parents
            && self.key == op.key
            && self.sealed.as_ref().is_none_or(|sealed| *sealed == op.sealed.0)
    }
}

/// The stored state of everything that a run touches, updated while the run is decided.
#[derive(Default)]
struct Known {
    revisions: BTreeMap<RevisionId, Twin>,
    graphs: BTreeMap<ObjectId, Graph>,
    announced: BTreeMap<ObjectId, FeedVersion>,
    /// Feed rows to write: version and number.
    moved: BTreeMap<[u8; 16], (FeedVersion, i64)>,
}

impl Known {
    async fn load(tx: &mut Tx<'_>, participant: ParticipantId, run: &[&Revise]) -> StoreResult<Self> {
        let mut known = Self::default();
        let revisions: BTreeSet<RevisionId> = run.iter().map(|op| op.revision).collect();
        let objects: BTreeSet<ObjectId> = run.iter().map(|op| op.object).collect();
        let (revisions, objects) = (bulk::padded(Vec::from_iter(revisions)), bulk::padded(Vec::from_iter(objects)));
        let shared = revisions.len() + objects.len() + 1;
        let sql = format!(
            "SELECT object_id, revision_id, parents, key_id, sealed FROM revision WHERE participant_id = ${shared}
             AND revision_id IN ({})
             UNION ALL
             SELECT id, version, NULL, NULL, NULL FROM feed WHERE participant_id = ${shared} AND topic = ${} AND id IN ({})",
            bulk::in_order(1, revisions.len()),
            shared + 1,
            bulk::in_order(revisions.len() + 1, objects.len())
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for revision in &revisions {
            query = query.bind(revision.bytes().to_vec());
        }
        for object in &objects {
            query = query.bind(object.bytes().to_vec());
        }
        let query = query.bind(participant.bytes().to_vec()).bind(i64::from(Topic::Object.number()));
        for row in &query.fetch_all(&mut *tx.conn).await? {
            let object: ObjectId = id(row, "object_id")?;
            match row.try_get::<Option<&[u8]>, _>("parents")? {
                Some(_) => drop(known.revisions.insert(id(row, "revision_id")?, twin(row, object)?)),
                None => drop(known.announced.insert(object, id(row, "revision_id")?)),
            }
        }
        // Every object with a revision or tombstone has been announced.
        let old: Vec<ObjectId> = known.announced.keys().copied().collect();
        known.graphs = revision_graph::load_all(tx, participant, old).await?;
        Ok(known)
    }

    fn decide<'a>(&mut self, locked: &mut Head, op: &'a Revise, taken: &mut Vec<Taken<'a>>) -> Verdict {
        if let Some(twin) = self.revisions.get(&op.revision) {
            return if twin.is(op) { Verdict::Accepted } else { Verdict::rejected(Reason::IdTaken) };
        }
        let graph = self.graphs.entry(op.object).or_default();
        if graph.is_buried(op.revision) {
            // Deleted before it arrived: it is not stored.
            return Verdict::Accepted;
        }
        graph.insert(op.revision, op.parents.clone());
        let version = graph.version();
        // The feed number that the object gets below.
        taken.push(Taken { op, number: locked.feed_no + 1 });
        let twin =
            Twin { object: op.object, parents: op.parents.clone(), key: op.key, sealed: Some(op.sealed.0.clone()) };
        self.revisions.insert(op.revision, twin);
        let before = self.announced.insert(op.object, version);
        if let Some(number) = head::count(locked, Topic::Object, op.object.bytes(), before, version) {
            self.moved.insert(*op.object.bytes(), (version, number));
        }
        Verdict::Accepted
    }

    fn changes(&self, taken: &[Taken<'_>]) -> Vec<Change> {
        let mut rows: BTreeMap<ObjectId, Vec<RevisionRow>> = BTreeMap::new();
        for Taken { op, .. } in taken {
            let row = RevisionRow { revision: op.revision, parents: op.parents.clone(), key: op.key, sealed: None };
            rows.entry(op.object).or_default().push(row);
        }
        let mut moved: Vec<_> = self.moved.iter().collect();
        moved.sort_unstable_by_key(|(_, (_, number))| *number);
        let change = |(id, (version, _)): (&[u8; 16], &(FeedVersion, i64))| {
            let object = ObjectId::from_bytes(*id);
            let tombstones = self.graphs.get(&object).map(|graph| graph.tombstones().collect()).unwrap_or_default();
            let revisions = rows.remove(&object).unwrap_or_default();
            Change::Object(ObjectChange { object, version: *version, revisions, tombstones })
        };
        moved.into_iter().map(change).collect()
    }
}

fn twin(row: &DbRow, object: ObjectId) -> StoreResult<Twin> {
    Ok(Twin { object, parents: revision_graph::parents(row)?, key: id(row, "key_id")?, sealed: row.try_get("sealed")? })
}

async fn insert(tx: &mut Tx<'_>, stream: &Stream, taken: &[Taken<'_>]) -> StoreResult<()> {
    for piece in bulk::pieces(taken) {
        let sql = format!(
            "INSERT INTO revision (participant_id, stream_id, arrived_at, object_id, revision_id, parents, key_id,
             sealed, taken_no)
             VALUES {}",
            bulk::values(piece.len(), 6, 3)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for Taken { op, number } in piece {
            let parents: Vec<u8> = op.parents.iter().flat_map(|p| *p.bytes()).collect();
            query = query
                .bind(op.object.bytes().to_vec())
                .bind(op.revision.bytes().to_vec())
                .bind(parents)
                .bind(op.key.bytes().to_vec())
                .bind(op.sealed.0.clone())
                .bind(*number);
        }
        let query = query.bind(stream.participant.bytes().to_vec()).bind(stream.id.bytes().to_vec()).bind(ms(tx.now));
        query.execute(&mut *tx.conn).await?;
    }
    Ok(())
}
