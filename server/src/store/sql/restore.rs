//! Checks at the start and every minute whether the database is the one we left or was restored from a backup.

use domain::base::id::EpochId;
use domain::base::problem::ProblemKind;
use sqlx::Row as _;

use super::base::{Tx, flag, head, id, server_state};
use super::leaving::{self, ShutOutBy};
use super::people::{accounts, device, membership};
use super::sharing::{setting, share};
use crate::keys::gone::Gone;
use crate::keys::witness::{self, Seen, Verdict};
use crate::store::types::restore::{Beat, Woken};
use crate::store::{StoreError, StoreResult};

pub async fn wake(tx: &mut Tx<'_>, beat: Beat, gone: Vec<Gone>) -> StoreResult<Woken> {
    let known = server_state::lock_generation(tx).await?;
    let fresh = EpochId::from_bytes(tx.env.random());
    server_state::put_first(tx.conn, server_state::EPOCH, fresh.bytes().to_vec()).await?;
    let epoch = server_state::epoch(tx).await?;
    let verdict = witness::judge(beat.known.as_ref(), &seen(tx, &beat, known, epoch).await?);
    if verdict == Verdict::Unsure && !beat.settle {
        return Ok(Woken { generation: known, epoch, verdict });
    }
    if verdict == Verdict::Restored {
        begin_epoch(tx, epoch, gone).await?;
    }
    let generation = known.max(beat.file_generation) + 1;
    server_state::put(tx.conn, server_state::GENERATION, generation.to_be_bytes().to_vec()).await?;
    sqlx::query(
        "INSERT INTO beat (keys_id, token, clean, number) VALUES ($1, $2, $3, $4)
         ON CONFLICT (keys_id) DO UPDATE SET token = excluded.token, clean = excluded.clean, number = excluded.number",
    )
    .bind(beat.id)
    .bind(beat.token)
    .bind(i64::from(beat.clean))
    .bind(generation)
    .execute(&mut *tx.conn)
    .await?;
    Ok(Woken { generation, epoch: server_state::epoch(tx).await?, verdict })
}

/// The evidence about this database.
async fn seen(tx: &mut Tx<'_>, beat: &Beat, generation: i64, epoch: EpochId) -> StoreResult<Seen> {
    let token = match &beat.known {
        Some(known) => {
            let row = sqlx::query("SELECT token FROM beat WHERE keys_id = $1")
                .bind(known.id.clone())
                .fetch_optional(&mut *tx.conn)
                .await?;
            row.map(|row| row.try_get("token")).transpose()?
        }
        None => None,
    };
    let newest = sqlx::query("SELECT keys_id, clean FROM beat ORDER BY number DESC LIMIT 1")
        .fetch_optional(&mut *tx.conn)
        .await?;
    let newest = newest.map(|row| StoreResult::Ok((row.try_get("keys_id")?, flag(&row, "clean")?))).transpose()?;
    Ok(Seen {
        token,
        epoch: Some(epoch),
        newest,
        behind: generation < beat.file_generation,
        unknown: generation > 0 && beat.file_generation == 0,
        alone: beat.alone,
        database: beat.database.clone(),
        first: beat.first,
    })
}

pub async fn begin_epoch(tx: &mut Tx<'_>, instead_of: EpochId, gone: Vec<Gone>) -> StoreResult<()> {
    let epoch = EpochId::from_bytes(tx.env.random());
    if !server_state::replace(tx.conn, server_state::EPOCH, instead_of.bytes().to_vec(), epoch.bytes().to_vec()).await?
    {
        return Ok(());
    }
    // The next beat with older notes sees that the restore was already noticed.
    sqlx::query("UPDATE beat SET token = NULL").execute(&mut *tx.conn).await?;
    sqlx::query("DELETE FROM sign_in WHERE staff_id IS NOT NULL").execute(&mut *tx.conn).await?;
    // A link that was used after the backup may be in chats and logs, and would create another passkey.
    accounts::end_all_links(tx).await?;
    close_all(tx).await?;
    // Calendar addresses and subscriptions that were removed since the backup would be valid again. Phones subscribe
    // again at their next start.
    sqlx::query("DELETE FROM calendar_link").execute(&mut *tx.conn).await?;
    sqlx::query("DELETE FROM subscription").execute(&mut *tx.conn).await?;
    for gone in gone {
        match keep_out(tx, gone).await {
            // People newer than the backup are not in it.
            Ok(()) | Err(StoreError::Problem(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Applies one line of the list of the gone.
async fn keep_out(tx: &mut Tx<'_>, gone: Gone) -> StoreResult<()> {
    match gone {
        Gone::Device(participant, device) => leaving::revoke(tx, participant, device, ShutOutBy::Server).await,
        Gone::Left(participant) => leaving::discharge(tx, participant).await,
        Gone::Staff(staff) => accounts::end(tx, staff).await,
    }
}

pub async fn all_gone(tx: &mut Tx<'_>) -> StoreResult<Vec<Gone>> {
    let mut gone: Vec<Gone> =
        device::all_revoked(tx).await?.into_iter().map(|(whose, device)| Gone::Device(whose, device)).collect();
    gone.extend(membership::all_left(tx).await?.into_iter().map(Gone::Left));
    gone.extend(accounts::all_disabled(tx).await?.into_iter().map(Gone::Staff));
    Ok(gone)
}

/// Closes every share and turns every default off. Locks every participant by id: requests with the old epoch wait, and
/// then learn of the new one.
async fn close_all(tx: &mut Tx<'_>) -> StoreResult<()> {
    let rows = sqlx::query("SELECT participant_id FROM head ORDER BY participant_id").fetch_all(&mut *tx.conn).await?;
    for row in &rows {
        let mut locked = match head::lock(tx, id(row, "participant_id")?).await {
            Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::NotFound => continue,
            other => other?,
        };
        share::close_all(tx, &mut locked).await?;
        setting::all_off(tx, &mut locked).await?;
        head::save(tx, &locked).await?;
    }
    Ok(())
}
