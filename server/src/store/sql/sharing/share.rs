//! The share of one object: its state, its version, and the copy that the care team may read.

use domain::base::id::{FeedVersion, ObjectId, ParticipantId, RevisionId, ShareVersion};
use domain::sharing::{Share, ShareState};
use domain::sync::Topic;

use super::sql::base::{Tx, acts, head, id, maybe_id, ms};
use super::unopened;
use crate::seal::Place;
use crate::store::StoreResult;
use crate::store::types::head::Head;

/// The current share. `None` if there never was one.
pub async fn current(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId) -> StoreResult<Option<Share>> {
    let row = sqlx::query("SELECT version, revision_id FROM share WHERE participant_id = $1 AND object_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let state = maybe_id::<RevisionId>(&row, "revision_id")?.map_or(ShareState::Closed, ShareState::Open);
    Ok(Some(Share { version: id(&row, "version")?, state }))
}

/// Closes a share and destroys the copy.
pub async fn close(tx: &mut Tx<'_>, locked: &mut Head, object: ObjectId, version: ShareVersion) -> StoreResult<()> {
    put(tx, locked, object, version, None, None).await
}

/// Closes every share of the locked participant under a new version, even if it is closed: an act from before a restore
/// must not open it.
pub async fn close_all(tx: &mut Tx<'_>, locked: &mut Head) -> StoreResult<()> {
    let rows = sqlx::query("SELECT object_id FROM share WHERE participant_id = $1 ORDER BY object_id")
        .bind(locked.participant.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    for row in &rows {
        let version = ShareVersion::from_bytes(tx.env.random());
        close(tx, locked, id(row, "object_id")?, version).await?;
    }
    Ok(())
}

/// Opens a share. `copy` is already sealed, for [`copy_place`].
pub async fn open(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    object: ObjectId,
    version: ShareVersion,
    revision: RevisionId,
    copy: Vec<u8>,
) -> StoreResult<()> {
    put(tx, locked, object, version, Some(revision), Some(copy)).await
}

/// The place of a shared copy.
pub const fn copy_place(object: &[u8; 16]) -> Place<'_> {
    Place { table: "share", row: object, column: "copy_sealed" }
}

async fn put(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    object: ObjectId,
    version: ShareVersion,
    revision: Option<RevisionId>,
    copy: Option<Vec<u8>>,
) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO share (participant_id, object_id, version, revision_id, copy_sealed, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (participant_id, object_id) DO UPDATE
         SET version = excluded.version, revision_id = excluded.revision_id,
             copy_sealed = excluded.copy_sealed, changed_at = excluded.changed_at",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .bind(version.bytes().to_vec())
    .bind(revision.map(|r| r.bytes().to_vec()))
    .bind(copy)
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    match revision {
        Some(revision) => unopened::shared(tx, locked.participant, object, revision).await?,
        None => unopened::closed(tx, locked.participant, object).await?,
    }
    acts::note(tx, locked.participant, version).await?;
    head::announce(tx, locked, Topic::Share, object.bytes(), FeedVersion::from_bytes(*version.bytes())).await
}
