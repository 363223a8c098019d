//! A participant's phones: enrolling, and vouching for each other. Revoking one is in `leaving.rs`.

use domain::base::id::{DeviceId, FeedVersion, ParticipantId};
use domain::base::problem::ProblemKind;
use domain::ledger::{Act, ActorKind, Fact};
use domain::sync::{PhoneChange, Topic};
use sqlx::Row as _;

use super::sign_in;
use super::sql::base::{DbRow, Tx, flag, head, id, ms, time};
use crate::store::StoreResult;
use crate::store::types::head::Head;
use crate::store::types::people::SignedInPhone;

/// Enrolls a phone. The participant's first phone is vouched for; later ones wait for an older phone or the recovery
/// code.
///
/// # Errors
/// `revoked` if this device was revoked before.
pub async fn admit(tx: &mut Tx<'_>, locked: &mut Head, device: DeviceId) -> StoreResult<()> {
    let phones = rows(tx, locked.participant).await?;
    if let Some(known) = phones.iter().find(|p| p.device == device) {
        return if known.revoked { Err(ProblemKind::Revoked.into()) } else { Ok(()) };
    }
    sqlx::query("INSERT INTO device (participant_id, device_id, created_at, vouched) VALUES ($1, $2, $3, $4)")
        .bind(locked.participant.bytes().to_vec())
        .bind(device.bytes().to_vec())
        .bind(ms(tx.now))
        .bind(i64::from(phones.is_empty()))
        .execute(&mut *tx.conn)
        .await?;
    announce(tx, locked, device).await?;
    let fact = Fact {
        at: tx.now,
        actor: ActorKind::Device,
        actor_id: *device.bytes(),
        act: Act::PhoneAdded,
        object: *device.bytes(),
    };
    head::record(tx, locked, fact).await?;
    Ok(())
}

/// `true` if a phone is vouched for.
///
/// # Errors
/// `not_found` if there is no such phone.
pub async fn is_vouched(tx: &mut Tx<'_>, participant: ParticipantId, device: DeviceId) -> StoreResult<bool> {
    let row = sqlx::query("SELECT vouched FROM device WHERE participant_id = $1 AND device_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(device.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    flag(&row, "vouched")
}

pub async fn vouch_for(tx: &mut Tx<'_>, by: SignedInPhone, device: DeviceId) -> StoreResult<()> {
    let mut locked = head::lock(tx, by.participant).await?;
    sign_in::still_phone(tx, by).await?;
    if !is_vouched(tx, by.participant, by.device).await? {
        return Err(ProblemKind::Forbidden.into());
    }
    if is_vouched(tx, by.participant, device).await? {
        return Ok(());
    }
    sqlx::query("UPDATE device SET vouched = 1 WHERE participant_id = $1 AND device_id = $2")
        .bind(by.participant.bytes().to_vec())
        .bind(device.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    announce(tx, &mut locked, device).await?;
    head::save(tx, &locked).await
}

pub async fn devices(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<PhoneChange>> {
    rows(tx, participant).await
}

/// Every revoked device, for the list of the gone.
pub async fn all_revoked(tx: &mut Tx<'_>) -> StoreResult<Vec<(ParticipantId, DeviceId)>> {
    let rows = sqlx::query("SELECT participant_id, device_id FROM device WHERE revoked_at IS NOT NULL")
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(|r| Ok((id(r, "participant_id")?, id(r, "device_id")?))).collect()
}

pub async fn announce(tx: &mut Tx<'_>, locked: &mut Head, device: DeviceId) -> StoreResult<()> {
    let version = FeedVersion::from_bytes(tx.env.random());
    head::announce(tx, locked, Topic::Phone, device.bytes(), version).await
}

pub async fn rows(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<PhoneChange>> {
    let rows = sqlx::query(
        "SELECT d.device_id, d.created_at, d.vouched, d.revoked_at, f.version FROM device d
         JOIN feed f ON f.participant_id = d.participant_id AND f.topic = $2 AND f.id = d.device_id
         WHERE d.participant_id = $1 ORDER BY d.created_at, d.device_id",
    )
    .bind(participant.bytes().to_vec())
    .bind(i64::from(Topic::Phone.number()))
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(phone).collect()
}

/// Reads a phone from a row with `device_id`, `version`, `created_at`, `vouched` and `revoked_at`.
///
/// # Errors
/// Fails if the row was not written by this program.
pub fn phone(row: &DbRow) -> StoreResult<PhoneChange> {
    Ok(PhoneChange {
        device: id(row, "device_id")?,
        version: id(row, "version")?,
        since: time(row, "created_at")?,
        revoked: row.try_get::<Option<i64>, _>("revoked_at")?.is_some(),
        vouched: flag(row, "vouched")?,
    })
}
