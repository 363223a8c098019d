//! A participant's reminder settings and time zone.

use domain::base::id::ParticipantId;
use domain::reminders::{ReminderSettings, SettingsChange};
use domain::schedule::Zone;
use sqlx::Row as _;

use super::sql::base::{Tx, id};
use crate::store::{StoreError, StoreResult};
use crate::zones::There;

/// `None` if neither settings nor a zone were ever set.
pub async fn told(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Option<SettingsChange>> {
    let row = sqlx::query("SELECT version, settings, zone FROM reminder_setting WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let broken = |_| StoreError::Corrupt("reminder_setting");
    let settings = serde_json::from_str(row.try_get("settings")?).map_err(broken)?;
    let zone: Option<&str> = row.try_get("zone")?;
    let zone =
        zone.map(|zone| Zone::new("zone", zone)).transpose().map_err(|_| StoreError::Corrupt("reminder_setting"))?;
    Ok(Some(SettingsChange { version: id(&row, "version")?, settings, zone }))
}

/// The participant's settings, or the defaults.
pub async fn settings(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<ReminderSettings> {
    Ok(told(tx, participant).await?.map(|told| told.settings).unwrap_or_default())
}

/// The participant's settings and zone: a phone's, or else the program's.
pub async fn settings_there(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<(ReminderSettings, There)> {
    let (settings, zone) = told(tx, participant).await?.map(|told| (told.settings, told.zone)).unwrap_or_default();
    if zone.is_some() {
        return Ok((settings, There::of(zone.as_ref())));
    }
    let row = sqlx::query(
        "SELECT g.zone FROM participant p JOIN program g ON g.program_id = p.program_id WHERE p.participant_id = $1",
    )
    .bind(participant.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    let name: Option<&str> = row.as_ref().map(|row| row.try_get("zone")).transpose()?;
    let zone = name.and_then(|name| Zone::new("zone", name).ok());
    Ok((settings, There::of(zone.as_ref())))
}
