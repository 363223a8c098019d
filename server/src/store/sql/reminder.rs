//! What a participant wants of reminders, and where they are.

use domain::id::{DeviceId, FeedVersion, ParticipantId};
use domain::reminder::{ReminderSettings, SetReminders, SettingsChange};
use domain::schedule::Zone;
use domain::sync::{Topic, Verdict};
use sqlx::Row as _;

use super::{Tx, habit, head, id, occurrence, plan};
use crate::reminders::there::There;
use crate::store::model::Head;
use crate::store::{StoreError, StoreResult};
use crate::zones;

/// # Errors
/// When the database fails.
pub async fn set(tx: &mut Tx<'_>, locked: &mut Head, op: &SetReminders) -> StoreResult<Verdict> {
    let zone = told(tx, locked.participant).await?.and_then(|told| told.zone);
    put(tx, locked, &op.settings, zone.as_ref()).await?;
    plan::sessions(tx, locked, &op.settings).await?;
    habit::plan_all(tx, locked).await?;
    Ok(Verdict::Accepted)
}

/// A phone reports the zone it is in. When it moved since its last report, habits and quiet hours move with it.
///
/// # Errors
/// When the database fails.
pub async fn report_zone(tx: &mut Tx<'_>, locked: &mut Head, device: DeviceId, zone: &Zone) -> StoreResult<()> {
    if zones::known("zone", zone).is_err() {
        return Ok(());
    }
    sqlx::query("UPDATE device SET zone = $3 WHERE participant_id = $1 AND device_id = $2")
        .bind(locked.participant.bytes().to_vec())
        .bind(device.bytes().to_vec())
        .bind(zone.as_str().to_owned())
        .execute(&mut *tx.conn)
        .await?;
    let known = told(tx, locked.participant).await?;
    if known.as_ref().is_some_and(|known| known.zone.as_ref() == Some(zone)) {
        return Ok(());
    }
    put(tx, locked, &known.map(|known| known.settings).unwrap_or_default(), Some(zone)).await?;
    habit::plan_all(tx, locked).await
}

async fn put(tx: &mut Tx<'_>, locked: &mut Head, settings: &ReminderSettings, zone: Option<&Zone>) -> StoreResult<()> {
    let version = FeedVersion::from_bytes(tx.env.random());
    sqlx::query(
        "INSERT INTO reminder_setting (participant_id, version, settings, zone) VALUES ($1, $2, $3, $4)
         ON CONFLICT (participant_id) DO UPDATE SET version = excluded.version, settings = excluded.settings, zone = excluded.zone",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(version.bytes().to_vec())
    .bind(serde_json::to_string(settings).map_err(|_| StoreError::Corrupt("reminder_setting"))?)
    .bind(zone.map(|zone| zone.as_str().to_owned()))
    .execute(&mut *tx.conn)
    .await?;
    // Other quiet hours, another pause, or the same ones elsewhere.
    occurrence::look_again(tx, locked.participant).await?;
    head::announce(tx, locked, Topic::ReminderSettings, &SettingsChange::ROW, version).await
}

/// `None` while neither settings nor a zone were ever said.
///
/// # Errors
/// When the database fails.
pub async fn told(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Option<SettingsChange>> {
    let row = sqlx::query("SELECT version, settings, zone FROM reminder_setting WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let broken = |_| StoreError::Corrupt("reminder_setting");
    let settings = serde_json::from_str(row.try_get("settings")?).map_err(broken)?;
    let zone: Option<&str> = row.try_get("zone")?;
    let zone = zone.map(|zone| Zone::new("zone", zone)).transpose().map_err(|_| StoreError::Corrupt("reminder_setting"))?;
    Ok(Some(SettingsChange { version: id(&row, "version")?, settings, zone }))
}

/// What the participant wants, or the defaults.
///
/// # Errors
/// When the database fails.
pub async fn settings(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<ReminderSettings> {
    Ok(told(tx, participant).await?.map(|told| told.settings).unwrap_or_default())
}

/// What the participant wants and where they are: where a phone said, or else where the program is.
///
/// # Errors
/// When the database fails.
pub async fn settings_there(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<(ReminderSettings, There)> {
    let (settings, zone) = told(tx, participant).await?.map(|told| (told.settings, told.zone)).unwrap_or_default();
    if zone.is_some() {
        return Ok((settings, There::of(zone.as_ref())));
    }
    let row = sqlx::query("SELECT g.zone FROM participant p JOIN program g ON g.program_id = p.program_id WHERE p.participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let name: Option<&str> = row.as_ref().map(|row| row.try_get("zone")).transpose()?;
    let zone = name.and_then(|name| Zone::new("zone", name).ok());
    Ok((settings, There::of(zone.as_ref())))
}
