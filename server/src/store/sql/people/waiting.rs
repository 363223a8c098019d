//! Phones that wait for staff to confirm them.

use domain::base::id::{DeviceId, ParticipantId};
use domain::people::enrolment::CONFIRM_LIFE;
use sqlx::Row as _;

use super::sql::base::{Tx, id, ms};
use crate::store::types::care::WaitingPhone;
use crate::store::{StoreError, StoreResult};

/// Phones that entered a code and still wait, in that order.
pub async fn waiting(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<WaitingPhone>> {
    let rows = sqlx::query(
        "SELECT device_id, number FROM enrolment
         WHERE participant_id = $1 AND needs_confirmation = 1 AND decided IS NULL AND device_id IS NOT NULL
         AND number IS NOT NULL
             AND used_at > $2 ORDER BY used_at",
    )
    .bind(participant.bytes().to_vec())
    .bind(ms(tx.now - CONFIRM_LIFE))
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter()
        .map(|row| {
            let number =
                u8::try_from(row.try_get::<i64, _>("number")?).map_err(|_| StoreError::Corrupt("enrolment"))?;
            Ok(WaitingPhone { device: id::<DeviceId>(row, "device_id")?, number })
        })
        .collect()
}
