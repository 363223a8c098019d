//! Push subscriptions. Endpoints are sealed under the participant's key; each has one owner.

use chrono::TimeDelta;
use domain::base::id::{DeviceId, OccurrenceId, ParticipantId};
use domain::reminders::texts::Lang;
use sqlx::Row as _;

use super::occurrence::OPEN;
use super::plan;
use super::sql::base::{Tx, head, id, ms, sealed};
use super::sql::people::sign_in;
use crate::seal::{Place, SealKey, token_hash};
use crate::store::types::head::Head;
use crate::store::types::people::SignedInPhone;
use crate::store::types::reminders::{Subscription, Target};
use crate::store::{StoreError, StoreResult};

/// A push service must report an unknown subscription for this long before it is believed.
const BELIEVED_AFTER: TimeDelta = TimeDelta::days(1);
const fn place(device: &[u8; 16]) -> Place<'_> {
    Place { table: "subscription", row: device, column: "sealed" }
}

pub async fn subscribe(
    tx: &mut Tx<'_>,
    phone: SignedInPhone,
    subscription: Subscription,
    lang: Lang,
) -> StoreResult<()> {
    head::lock(tx, phone.participant).await?;
    sign_in::still_phone(tx, phone).await?;
    let hash = token_hash(&subscription.endpoint).to_vec();
    // Push follows the browser: its earlier owner shared the browser with this one.
    sqlx::query("DELETE FROM subscription WHERE endpoint_hash = $1").bind(hash.clone()).execute(&mut *tx.conn).await?;
    let key = sealed::participant_key(tx, phone.participant).await?;
    let plain = serde_json::to_vec(&subscription).map_err(|_| StoreError::Corrupt("subscription"))?;
    sqlx::query(
        "INSERT INTO subscription (participant_id, device_id, endpoint_hash, sealed, lang, since)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (participant_id, device_id) DO UPDATE
         SET endpoint_hash = excluded.endpoint_hash, sealed = excluded.sealed,
             lang = excluded.lang, since = excluded.since, missing_since = NULL",
    )
    .bind(phone.participant.bytes().to_vec())
    .bind(phone.device.bytes().to_vec())
    .bind(hash)
    .bind(key.seal(tx.env, place(phone.device.bytes()), &plain)?)
    .bind(lang.code())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

pub async fn unsubscribe(tx: &mut Tx<'_>, phone: SignedInPhone) -> StoreResult<()> {
    head::lock(tx, phone.participant).await?;
    sign_in::still_phone(tx, phone).await?;
    forget(tx, phone.participant, phone.device).await
}

pub async fn is_subscribed(tx: &mut Tx<'_>, phone: SignedInPhone) -> StoreResult<bool> {
    let row = sqlx::query("SELECT 1 AS found FROM subscription WHERE participant_id = $1 AND device_id = $2")
        .bind(phone.participant.bytes().to_vec())
        .bind(phone.device.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    Ok(row.is_some())
}

pub async fn ask_test(tx: &mut Tx<'_>, phone: SignedInPhone) -> StoreResult<OccurrenceId> {
    let mut locked = head::lock(tx, phone.participant).await?;
    sign_in::still_phone(tx, phone).await?;
    let occurrence = plan::test(tx, &mut locked, phone.device).await?;
    head::save(tx, &locked).await?;
    Ok(occurrence)
}

/// Unsubscribes the phone.
pub async fn forget(tx: &mut Tx<'_>, participant: ParticipantId, device: DeviceId) -> StoreResult<()> {
    sqlx::query("DELETE FROM subscription WHERE participant_id = $1 AND device_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(device.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Unsubscribes all phones of the participant.
pub async fn forget_all(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<()> {
    sqlx::query("DELETE FROM subscription WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Deletes a subscription that the push service reports as gone. Keeps a newer one of the phone.
pub async fn gone(tx: &mut Tx<'_>, locked: &Head, device: DeviceId, endpoint_hash: [u8; 32]) -> StoreResult<()> {
    sqlx::query("DELETE FROM subscription WHERE participant_id = $1 AND device_id = $2 AND endpoint_hash = $3")
        .bind(locked.participant.bytes().to_vec())
        .bind(device.bytes().to_vec())
        .bind(endpoint_hash.to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Records that the push service does not know the subscription; deletes it if it said so a day before.
pub async fn missing(tx: &mut Tx<'_>, locked: &Head, device: DeviceId, endpoint_hash: [u8; 32]) -> StoreResult<()> {
    sqlx::query(
        "DELETE FROM subscription WHERE participant_id = $1 AND device_id = $2 AND endpoint_hash = $3
                 AND missing_since <= $4",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(device.bytes().to_vec())
    .bind(endpoint_hash.to_vec())
    .bind(ms(tx.now - BELIEVED_AFTER))
    .execute(&mut *tx.conn)
    .await?;
    mark(tx, locked, endpoint_hash, Some(ms(tx.now))).await
}

/// Records that the push service knows the subscription.
pub async fn found(tx: &mut Tx<'_>, locked: &Head, endpoint_hash: [u8; 32]) -> StoreResult<()> {
    mark(tx, locked, endpoint_hash, None).await
}

async fn mark(tx: &mut Tx<'_>, locked: &Head, endpoint_hash: [u8; 32], missing_since: Option<i64>) -> StoreResult<()> {
    let sql = if missing_since.is_some() {
        "UPDATE subscription SET missing_since = $3 WHERE participant_id = $1 AND endpoint_hash = $2
         AND missing_since IS NULL"
    } else {
        "UPDATE subscription SET missing_since = $3 WHERE participant_id = $1 AND endpoint_hash = $2
         AND missing_since IS NOT NULL"
    };
    sqlx::query(sql)
        .bind(locked.participant.bytes().to_vec())
        .bind(endpoint_hash.to_vec())
        .bind(missing_since)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// The browsers an occurrence has not reached yet; only `device`, if given.
///
/// # Errors
/// Fails if an endpoint does not open.
pub async fn targets(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    occurrence: OccurrenceId,
    only: Option<DeviceId>,
) -> StoreResult<Vec<Target>> {
    let rows = sqlx::query(
        "SELECT s.device_id, s.sealed, s.lang, d.attempts FROM subscription s
         JOIN device v ON v.participant_id = s.participant_id AND v.device_id = s.device_id AND v.revoked_at IS NULL
         LEFT JOIN delivery d ON d.participant_id = s.participant_id AND d.device_id = s.device_id
         AND d.occurrence_id = $2
         WHERE s.participant_id = $1 AND (d.state IS NULL OR d.state = $3) ORDER BY s.device_id",
    )
    .bind(participant.bytes().to_vec())
    .bind(occurrence.bytes().to_vec())
    .bind(OPEN)
    .fetch_all(&mut *tx.conn)
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key: SealKey = sealed::participant_key(tx, participant).await?;
    let mut targets = Vec::with_capacity(rows.len());
    for row in &rows {
        let device: DeviceId = id(row, "device_id")?;
        if only.is_some_and(|only| only != device) {
            continue;
        }
        let plain = key.open(place(device.bytes()), row.try_get("sealed")?)?;
        let subscription = serde_json::from_slice(&plain).map_err(|_| StoreError::Corrupt("subscription"))?;
        let attempts = row.try_get::<Option<i64>, _>("attempts")?.unwrap_or(0);
        let lang = Lang::from_code(row.try_get("lang")?).ok_or(StoreError::Corrupt("subscription"))?;
        targets.push(Target { device, subscription, lang, attempts: u32::try_from(attempts).unwrap_or(u32::MAX) });
    }
    Ok(targets)
}
