//! The sharing defaults of a participant: per kind of entry, whether phones share new ones automatically.

use domain::base::id::{FeedVersion, ParticipantId, ShareVersion};
use domain::entries::kinds::Kind;
use domain::sharing as rule;
use domain::sharing::{SettingDecision, ShareSetting};
use domain::sync::{Reason, SetShareSetting, Topic, Verdict};
use sqlx::Row as _;

use super::sql::base::{DbRow, Tx, acts, flag, head, id, ms};
use super::sql::people::device;
use super::sql::sync::stream::Stream;
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};

pub async fn set(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, op: &SetShareSetting) -> StoreResult<Verdict> {
    let current = current(tx, locked.participant, op.kind).await?;
    let before = acts::was_applied(tx, locked.participant, op.version).await?;
    let wanted = ShareSetting { kind: op.kind, version: op.version, on: op.on };
    match rule::set(current, before, wanted, op.over) {
        SettingDecision::Known => Ok(Verdict::Accepted),
        // A default affects everything written from now on, so an unvouched phone may not set it.
        _ if op.on && !device::is_vouched(tx, locked.participant, stream.device).await? => {
            Ok(Verdict::rejected(Reason::NotVouched))
        }
        SettingDecision::Stale => Ok(Verdict::Conflict),
        SettingDecision::Apply(setting) => {
            put(tx, locked, setting).await?;
            Ok(Verdict::Accepted)
        }
    }
}

/// The current default of a kind. `None` if it was never set.
pub async fn current(tx: &mut Tx<'_>, participant: ParticipantId, kind: Kind) -> StoreResult<Option<ShareSetting>> {
    Ok(all(tx, participant).await?.into_iter().find(|setting| setting.kind == kind))
}

/// Every default that was ever set, at most one per kind.
pub async fn all(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<ShareSetting>> {
    let rows = sqlx::query("SELECT kind, version, is_on FROM share_setting WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(setting).collect()
}

/// Turns every default of the locked participant off under a new version, even if it is off: an act from before a
/// restore must not turn it on.
pub async fn all_off(tx: &mut Tx<'_>, locked: &mut Head) -> StoreResult<()> {
    for known in all(tx, locked.participant).await? {
        let version = ShareVersion::from_bytes(tx.env.random());
        put(tx, locked, ShareSetting { version, on: false, ..known }).await?;
    }
    Ok(())
}

fn setting(row: &DbRow) -> StoreResult<ShareSetting> {
    let kind = Kind::from_number(row.try_get("kind")?).ok_or(StoreError::Corrupt("share_setting"))?;
    Ok(ShareSetting { kind, version: id(row, "version")?, on: flag(row, "is_on")? })
}

async fn put(tx: &mut Tx<'_>, locked: &mut Head, setting: ShareSetting) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO share_setting (participant_id, kind, version, is_on, changed_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (participant_id, kind) DO UPDATE SET version = excluded.version, is_on = excluded.is_on,
             changed_at = excluded.changed_at",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(i64::from(setting.kind.number()))
    .bind(setting.version.bytes().to_vec())
    .bind(i64::from(setting.on))
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    acts::note(tx, locked.participant, setting.version).await?;
    let version = FeedVersion::from_bytes(*setting.version.bytes());
    head::announce(tx, locked, Topic::ShareSetting, &ShareSetting::row_id(setting.kind), version).await
}
