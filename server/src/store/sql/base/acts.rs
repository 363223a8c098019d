//! The random ids of applied acts, so that none applies twice: RSVPs, habits and settings of phones, and each version
//! of a share or a sharing default.

use domain::base::id::{ActId, ParticipantId, ShareVersion};

use super::Tx;
use crate::store::StoreResult;

/// The id of an act of any kind.
#[derive(Clone, Copy)]
pub struct Act([u8; 16]);

impl From<ActId> for Act {
    fn from(id: ActId) -> Self {
        Self(*id.bytes())
    }
}

impl From<ShareVersion> for Act {
    fn from(version: ShareVersion) -> Self {
        Self(*version.bytes())
    }
}

/// `true` if the act was ever applied.
pub async fn was_applied(tx: &mut Tx<'_>, participant: ParticipantId, act: impl Into<Act>) -> StoreResult<bool> {
    let row = sqlx::query("SELECT 1 AS found FROM act WHERE participant_id = $1 AND act_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(act.into().0.to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    Ok(row.is_some())
}

/// Records that the act was applied.
pub async fn note(tx: &mut Tx<'_>, participant: ParticipantId, act: impl Into<Act>) -> StoreResult<()> {
    sqlx::query("INSERT INTO act (participant_id, act_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(participant.bytes().to_vec())
        .bind(act.into().0.to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}
