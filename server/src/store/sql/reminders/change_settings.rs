//! Changes what a participant wants of reminders and where they are, and plans again what follows.

use domain::base::id::{DeviceId, FeedVersion};
use domain::reminders::{ReminderSettings, SetReminders, SettingsChange};
use domain::schedule::Zone;
use domain::sync::{Topic, Verdict};

use super::settings::told;
use super::sql::base::{Tx, head};
use super::{habit, occurrence, plan};
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};
use crate::zones;

pub async fn set(tx: &mut Tx<'_>, locked: &mut Head, op: &SetReminders) -> StoreResult<Verdict> {
    let zone = told(tx, locked.participant).await?.and_then(|told| told.zone);
    put(tx, locked, &op.settings, zone.as_ref()).await?;
    plan::sessions(tx, locked, &op.settings).await?;
    habit::plan_all(tx, locked).await?;
    Ok(Verdict::Accepted)
}

/// Records the time zone that a phone reports. If it changed, habits and quiet hours move with it.
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

pub async fn put(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    settings: &ReminderSettings,
    zone: Option<&Zone>,
) -> StoreResult<()> {
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
    // Quiet hours or pause changed, or the zone did.
    occurrence::look_again(tx, locked.participant).await?;
    head::announce(tx, locked, Topic::ReminderSettings, &SettingsChange::ROW, version).await
}
