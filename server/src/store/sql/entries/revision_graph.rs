//! The revisions of one object, as `domain` models them.

use std::collections::BTreeMap;

use domain::base::id::{DeviceId, ObjectId, ParticipantId, RevisionId};
use domain::vault::revision::Graph;
use sqlx::{AssertSqlSafe, Row as _};

use super::sql::base::{DbRow, Tx, bulk, id};
use crate::store::{StoreError, StoreResult};

/// All revisions and tombstones of an object, including erased ones.
pub async fn load(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId) -> StoreResult<Graph> {
    Ok(load_all(tx, participant, vec![object]).await?.remove(&object).unwrap_or_default())
}

/// Like [`load`], for many objects; omits those without revisions and tombstones.
pub async fn load_all(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    objects: Vec<ObjectId>,
) -> StoreResult<BTreeMap<ObjectId, Graph>> {
    let mut graphs: BTreeMap<ObjectId, Graph> = BTreeMap::new();
    if objects.is_empty() {
        return Ok(graphs);
    }
    let objects = bulk::padded(objects);
    let places = bulk::places(2, objects.len());
    let sql = format!(
        "SELECT object_id, revision_id, parents FROM revision WHERE participant_id = $1 AND object_id IN ({places})
         UNION ALL
         SELECT object_id, revision_id, NULL FROM tombstone WHERE participant_id = $1 AND object_id IN ({places})"
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(participant.bytes().to_vec());
    for object in &objects {
        query = query.bind(object.bytes().to_vec());
    }
    for row in &query.fetch_all(&mut *tx.conn).await? {
        let graph = graphs.entry(id(row, "object_id")?).or_default();
        match row.try_get::<Option<&[u8]>, _>("parents")? {
            Some(_) => graph.insert(id(row, "revision_id")?, parents(row)?),
            None => graph.bury(id(row, "revision_id")?),
        }
    }
    Ok(graphs)
}

/// Reads `parents` from a row.
///
/// # Errors
/// Fails if its length in bytes is not a multiple of 16, the length of an id.
pub fn parents(row: &DbRow) -> StoreResult<Vec<RevisionId>> {
    let bytes: &[u8] = row.try_get("parents")?;
    bytes.chunks(16).map(|chunk| RevisionId::from_slice(chunk).ok_or(StoreError::Corrupt("revision"))).collect()
}

/// `true` if this phone wrote every known revision of an object.
pub async fn is_of(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    object: ObjectId,
    device: DeviceId,
) -> StoreResult<bool> {
    let foreign = sqlx::query(
        "SELECT 1 AS found FROM revision r
         LEFT JOIN stream s ON s.participant_id = r.participant_id AND s.stream_id = r.stream_id
         WHERE r.participant_id = $1 AND r.object_id = $2 AND (s.device_id IS NULL OR s.device_id <> $3) LIMIT 1",
    )
    .bind(participant.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .bind(device.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(foreign.is_none())
}
