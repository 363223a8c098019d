//! The revisions of one object, as `domain` reasons about them.

use domain::id::{DeviceId, ObjectId, ParticipantId, RevisionId};
use domain::revision::Graph;
use sqlx::Row as _;

use super::{DbRow, Tx, id};
use crate::store::{StoreError, StoreResult};

/// All revisions and tombstones of an object; erased ones too.
///
/// # Errors
/// When the database fails.
pub async fn load(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId) -> StoreResult<Graph> {
    let mut graph = Graph::default();
    let rows = sqlx::query("SELECT revision_id, parents FROM revision WHERE participant_id = $1 AND object_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    for row in &rows {
        graph.insert(id(row, "revision_id")?, parents(row)?);
    }
    let rows = sqlx::query("SELECT revision_id FROM tombstone WHERE participant_id = $1 AND object_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    for row in &rows {
        graph.bury(id(row, "revision_id")?);
    }
    Ok(graph)
}

/// Reads `parents` out of a row.
///
/// # Errors
/// When it is not a whole number of ids.
pub fn parents(row: &DbRow) -> StoreResult<Vec<RevisionId>> {
    let bytes: Vec<u8> = row.try_get("parents")?;
    bytes.chunks(16).map(|chunk| RevisionId::from_slice(chunk).ok_or(StoreError::Corrupt("revision"))).collect()
}

/// Whether every known revision of an object was written by this phone.
///
/// # Errors
/// When the database fails.
pub async fn is_of(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId, device: DeviceId) -> StoreResult<bool> {
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
