//! A stream on the server: its numbering, and the verdicts not acknowledged yet.

use std::collections::BTreeMap;

use domain::Invalid;
use domain::base::id::{DeviceId, OpId, ParticipantId, StreamId};
use domain::base::problem::{Problem, ProblemKind};
use domain::sync::{NumberedVerdict, Numbering, Verdict};
use sqlx::{AssertSqlSafe, Row as _};

use super::sql::base::{DbRow, Tx, bulk, id, maybe_id};
use crate::store::types::people::SignedInPhone;
use crate::store::{StoreError, StoreResult};

/// The asking stream in this transaction.
pub struct Stream {
    pub participant: ParticipantId,
    pub id: StreamId,
    pub device: DeviceId,
    pub numbering: Numbering,
    /// As stored. `None` for an unknown stream.
    stored: Option<Numbering>,
}

impl Stream {
    /// Reads it from a row with `written_by`, `next_seq` and `kept_from`, which are NULL for an unknown stream.
    ///
    /// # Errors
    /// `fork` if another phone of the participant writes it: the journal was cloned.
    pub fn read(row: &DbRow, phone: SignedInPhone, stream: StreamId) -> StoreResult<Self> {
        let stored = match maybe_id::<DeviceId>(row, "written_by")? {
            None => None,
            Some(device) if device != phone.device => return Err(ProblemKind::Fork.into()),
            Some(_) => Some(Numbering {
                next: number(row.try_get("next_seq")?)?,
                kept_from: number(row.try_get("kept_from")?)?,
            }),
        };
        let numbering = stored.unwrap_or(Numbering::NEW);
        Ok(Self { participant: phone.participant, id: stream, device: phone.device, numbering, stored })
    }

    pub const fn is_new(&self) -> bool {
        self.stored.is_none()
    }

    /// Stores it if it changed.
    pub async fn save(&mut self, tx: &mut Tx<'_>) -> StoreResult<()> {
        if self.stored.unwrap_or(Numbering::NEW) == self.numbering {
            return Ok(());
        }
        self.write(tx).await
    }

    /// Stores it even if it did not change.
    pub async fn write(&mut self, tx: &mut Tx<'_>) -> StoreResult<()> {
        sqlx::query(
            "INSERT INTO stream (participant_id, stream_id, device_id, next_seq, kept_from) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (participant_id, stream_id) DO UPDATE SET next_seq = excluded.next_seq, kept_from = excluded.kept_from",
        )
        .bind(self.participant.bytes().to_vec())
        .bind(self.id.bytes().to_vec())
        .bind(self.device.bytes().to_vec())
        .bind(stored(self.numbering.next)?)
        .bind(stored(self.numbering.kept_from)?)
        .execute(&mut *tx.conn)
        .await?;
        self.stored = Some(self.numbering);
        Ok(())
    }

    /// Deletes the verdicts before `first`, which the phone has.
    pub async fn acknowledge(&mut self, tx: &mut Tx<'_>, first: u64) -> StoreResult<()> {
        if first <= self.numbering.kept_from {
            return Ok(());
        }
        sqlx::query("DELETE FROM verdict WHERE participant_id = $1 AND stream_id = $2 AND seq < $3")
            .bind(self.participant.bytes().to_vec())
            .bind(self.id.bytes().to_vec())
            .bind(stored(first)?)
            .execute(&mut *tx.conn)
            .await?;
        self.numbering.kept_from = first;
        Ok(())
    }

    /// The stored verdicts from `first` on.
    pub async fn verdicts(&self, tx: &mut Tx<'_>, first: u64) -> StoreResult<BTreeMap<u64, (OpId, Verdict)>> {
        if first >= self.numbering.next {
            // No verdicts there yet.
            return Ok(BTreeMap::new());
        }
        let rows = sqlx::query(
            "SELECT seq, op_id, verdict FROM verdict WHERE participant_id = $1 AND stream_id = $2 AND seq >= $3",
        )
        .bind(self.participant.bytes().to_vec())
        .bind(self.id.bytes().to_vec())
        .bind(stored(first)?)
        .fetch_all(&mut *tx.conn)
        .await?;
        rows.iter()
            .map(|row| {
                let verdict =
                    serde_json::from_str(row.try_get("verdict")?).map_err(|_| StoreError::Corrupt("verdict"))?;
                Ok((number(row.try_get("seq")?)?, (id(row, "op_id")?, verdict)))
            })
            .collect()
    }

    /// Stores verdicts until they are acknowledged.
    pub async fn keep(&self, tx: &mut Tx<'_>, verdicts: &[NumberedVerdict]) -> StoreResult<()> {
        for piece in bulk::pieces(verdicts) {
            let values = bulk::values(piece.len(), 3, 2);
            let sql = format!("INSERT INTO verdict (participant_id, stream_id, seq, op_id, verdict) VALUES {values}");
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for NumberedVerdict { seq, op_id, verdict } in piece {
                let verdict = serde_json::to_string(verdict).map_err(|_| StoreError::Corrupt("verdict"))?;
                query = query.bind(stored(*seq)?).bind(op_id.bytes().to_vec()).bind(verdict);
            }
            let query = query.bind(self.participant.bytes().to_vec()).bind(self.id.bytes().to_vec());
            query.execute(&mut *tx.conn).await?;
        }
        Ok(())
    }
}

fn number(raw: i64) -> StoreResult<u64> {
    u64::try_from(raw).map_err(|_| StoreError::Corrupt("stream"))
}

fn stored(number: u64) -> Result<i64, Problem> {
    i64::try_from(number).map_err(|_| Invalid::new("first_seq", "a number that this stream has given out").into())
}
