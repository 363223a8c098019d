//! The database at start and once an hour: is it the one we left, or was it restored from a backup?

use domain::id::{EpochId, ObjectId, ParticipantId, ShareVersion};
use domain::problem::ProblemKind;

use super::{Tx, device, head, id, setting, share, state};
use crate::gone::Gone;
use crate::store::model::Woken;
use crate::store::{StoreError, StoreResult};

pub async fn wake(tx: &mut Tx<'_>, file_generation: i64, gone: Vec<Gone>) -> StoreResult<Woken> {
    let known = state::get(tx.conn, state::GENERATION).await?;
    let known = known.map_or(Ok(0), |b| b.try_into().map(i64::from_be_bytes)).map_err(|_| StoreError::Corrupt("server_state"))?;
    let fresh = EpochId::from_bytes(tx.env.random());
    state::put_first(tx.conn, state::EPOCH, fresh.bytes().to_vec()).await?;
    let restored = known < file_generation;
    if restored {
        let epoch = state::epoch(tx).await?;
        begin_epoch(tx, epoch, gone).await?;
    }
    let generation = known.max(file_generation) + 1;
    state::put(tx.conn, state::GENERATION, generation.to_be_bytes().to_vec()).await?;
    Ok(Woken { generation, restored })
}

pub async fn begin_epoch(tx: &mut Tx<'_>, instead_of: EpochId, gone: Vec<Gone>) -> StoreResult<()> {
    if state::epoch(tx).await? != instead_of {
        return Ok(());
    }
    let epoch = EpochId::from_bytes(tx.env.random());
    state::put(tx.conn, state::EPOCH, epoch.bytes().to_vec()).await?;
    sqlx::query("DELETE FROM sign_in WHERE staff_id IS NOT NULL").execute(&mut *tx.conn).await?;
    close_all(tx).await?;
    setting::all_off(tx).await?;
    // What was taken back since would be open again: a private calendar's address, a browser's notifications. Phones subscribe
    // anew at their next start.
    sqlx::query("DELETE FROM calendar_link").execute(&mut *tx.conn).await?;
    sqlx::query("DELETE FROM subscription").execute(&mut *tx.conn).await?;
    for gone in gone {
        match keep_out(tx, gone).await {
            // Whoever is younger than the backup is not there to be kept out.
            Ok(()) | Err(StoreError::Problem(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Makes somebody gone again.
async fn keep_out(tx: &mut Tx<'_>, gone: Gone) -> StoreResult<()> {
    match gone {
        Gone::Device(participant, device) => device::revoke(tx, participant, device, None).await,
        Gone::Left(_) | Gone::Staff(_) => Ok(()),
    }
}

pub async fn all_gone(tx: &mut Tx<'_>) -> StoreResult<Vec<Gone>> {
    let devices = device::all_revoked(tx).await?.into_iter().map(|(participant, device)| Gone::Device(participant, device));
    Ok(devices.collect())
}

/// Closes every open share, participants in the order of their ids.
async fn close_all(tx: &mut Tx<'_>) -> StoreResult<()> {
    let rows = sqlx::query("SELECT participant_id, object_id FROM share WHERE revision_id IS NOT NULL ORDER BY participant_id, object_id")
        .fetch_all(&mut *tx.conn)
        .await?;
    for row in &rows {
        let participant: ParticipantId = id(row, "participant_id")?;
        let object: ObjectId = id(row, "object_id")?;
        let mut locked = match head::lock(tx, participant).await {
            Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::NotFound => continue,
            other => other?,
        };
        let version = ShareVersion::from_bytes(tx.env.random());
        share::close(tx, &mut locked, object, version).await?;
        head::save(tx, &locked).await?;
    }
    Ok(())
}
