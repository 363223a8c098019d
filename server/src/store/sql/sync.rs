//! One exchange with a phone, in one transaction: numbering, the batch, and a page of the feed.

use std::collections::BTreeMap;

use domain::Invalid;
use domain::id::{DeviceId, OpId, ParticipantId, StreamId};
use domain::problem::{Problem, ProblemKind};
use domain::sync::{
    MAX_BATCH_BYTES, MAX_OPERATIONS, NumberedVerdict, Numbering, Place, RawOperation, Reason, SyncAnswer, SyncRequest, Verdict, place,
};
use sqlx::{Executor as _, Row as _};

use super::{Tx, apply, cursor, dialect, feed, head, id, sign_in, state};
use crate::store::model::{Head, SignedInPhone, Synced};
use crate::store::{StoreError, StoreResult};

pub async fn sync(tx: &mut Tx<'_>, phone: SignedInPhone, request: SyncRequest) -> StoreResult<Synced> {
    check(&request, phone)?;
    let mut locked = head::lock(tx, phone.participant).await?;
    sign_in::still_phone(tx, phone).await?;
    let epoch = state::epoch(tx).await?;
    if request.epoch.is_some_and(|known| known != epoch) {
        return Err(ProblemKind::Epoch.into());
    }
    let from = cursor::read(tx.keys, phone.participant, epoch, request.cursor.as_deref())?;
    if from.position > locked.feed_no {
        return Ok(Synced::RolledBack(epoch));
    }
    let stream = Stream::load(tx, phone, request.stream).await?;
    let (stream, verdicts) = take(tx, &mut locked, stream, &request).await?;
    stream.save(tx).await?;
    head::save(tx, &locked).await?;
    let page = feed::page(tx, &locked, from, request.stream).await?;
    Ok(Synced::Answer(Box::new(SyncAnswer {
        epoch,
        verdicts,
        changes: page.changes,
        cursor: cursor::write(tx.keys, phone.participant, epoch, page.next),
        more: page.more,
        digest: locked.digest,
        ledger: locked.ledger,
    })))
}

fn check(request: &SyncRequest, phone: SignedInPhone) -> Result<(), Problem> {
    if request.participant != phone.participant {
        return Err(ProblemKind::ForeignStream.into());
    }
    if request.ops.len() > MAX_OPERATIONS {
        let invalid = Some(Invalid::new("ops", format!("at most {MAX_OPERATIONS} operations")));
        return Err(Problem { invalid, ..ProblemKind::TooMany.into() });
    }
    if request.ops.iter().map(|op| op.op.to_string().len()).sum::<usize>() > MAX_BATCH_BYTES {
        let invalid = Some(Invalid::new("ops", format!("at most {MAX_BATCH_BYTES} bytes in all")));
        return Err(Problem { invalid, ..ProblemKind::TooLarge.into() });
    }
    if request.first_seq == 0 {
        return Err(Invalid::new("first_seq", "1 or more").into());
    }
    if request.ops.iter().any(|op| op.seq < request.first_seq || op.seq > request.head) {
        return Err(Invalid::new("ops.seq", "from first_seq to head").into());
    }
    Ok(())
}

/// What this transaction knows of the asking stream.
#[derive(Clone)]
pub struct Stream {
    pub participant: ParticipantId,
    pub id: StreamId,
    pub device: DeviceId,
    numbering: Numbering,
    /// As the database has it; `None` for a stream it never heard of.
    stored: Option<Numbering>,
}

impl Stream {
    async fn load(tx: &mut Tx<'_>, phone: SignedInPhone, stream: StreamId) -> StoreResult<Self> {
        let row = sqlx::query("SELECT device_id, next_seq, kept_from FROM stream WHERE participant_id = $1 AND stream_id = $2")
            .bind(phone.participant.bytes().to_vec())
            .bind(stream.bytes().to_vec())
            .fetch_optional(&mut *tx.conn)
            .await?;
        let numbering = match &row {
            None => Numbering::NEW,
            // A journal that another phone of the participant writes has been cloned.
            Some(row) if id::<DeviceId>(row, "device_id")? != phone.device => return Err(ProblemKind::Fork.into()),
            Some(row) => Numbering { next: number(row.try_get("next_seq")?)?, kept_from: number(row.try_get("kept_from")?)? },
        };
        Ok(Self { participant: phone.participant, id: stream, device: phone.device, numbering, stored: row.map(|_| numbering) })
    }

    async fn save(&self, tx: &mut Tx<'_>) -> StoreResult<()> {
        if self.stored.unwrap_or(Numbering::NEW) == self.numbering {
            return Ok(());
        }
        self.write(tx).await
    }

    async fn write(&self, tx: &mut Tx<'_>) -> StoreResult<()> {
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
        Ok(())
    }

    /// The verdicts that are kept from `first` on.
    async fn verdicts(&self, tx: &mut Tx<'_>, first: u64) -> StoreResult<BTreeMap<u64, (OpId, Verdict)>> {
        let rows = sqlx::query("SELECT seq, op_id, verdict FROM verdict WHERE participant_id = $1 AND stream_id = $2 AND seq >= $3")
            .bind(self.participant.bytes().to_vec())
            .bind(self.id.bytes().to_vec())
            .bind(stored(first)?)
            .fetch_all(&mut *tx.conn)
            .await?;
        rows.iter()
            .map(|row| {
                let verdict = serde_json::from_str(row.try_get("verdict")?).map_err(|_| StoreError::Corrupt("verdict"))?;
                Ok((number(row.try_get("seq")?)?, (id(row, "op_id")?, verdict)))
            })
            .collect()
    }
}

fn number(raw: i64) -> StoreResult<u64> {
    u64::try_from(raw).map_err(|_| StoreError::Corrupt("stream"))
}

fn stored(number: u64) -> Result<i64, Problem> {
    i64::try_from(number).map_err(|_| Invalid::new("first_seq", "a number that this stream has given out").into())
}

/// Forgets what is acknowledged and takes the batch; when one operation brings it down, once more with each by itself.
async fn take(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    mut stream: Stream,
    request: &SyncRequest,
) -> StoreResult<(Stream, Vec<NumberedVerdict>)> {
    if request.head < stream.numbering.next - 1 {
        return Err(ProblemKind::Fork.into());
    }
    if request.first_seq > stream.numbering.next {
        return Err(Problem::gap(stream.numbering.next).into());
    }
    if request.first_seq > stream.numbering.kept_from {
        sqlx::query("DELETE FROM verdict WHERE participant_id = $1 AND stream_id = $2 AND seq < $3")
            .bind(stream.participant.bytes().to_vec())
            .bind(stream.id.bytes().to_vec())
            .bind(stored(request.first_seq)?)
            .execute(&mut *tx.conn)
            .await?;
        stream.numbering.kept_from = request.first_seq;
    }
    let Some(first) = request.ops.first() else { return Ok((stream, Vec::new())) };
    let kept = stream.verdicts(tx, first.seq).await?;
    if stream.stored.is_none() {
        // Operations ask which phone wrote what.
        stream.write(tx).await?;
    }

    tx.conn.execute("SAVEPOINT batch").await?;
    let (mut trial, mut trial_head) = (stream.clone(), *locked);
    let verdicts = match batch(tx, &mut trial_head, &mut trial, &request.ops, &kept, false).await {
        Err(error) if is_about_what_was_sent(&error) => {
            tx.conn.execute("ROLLBACK TO SAVEPOINT batch").await?;
            (trial, trial_head) = (stream, *locked);
            batch(tx, &mut trial_head, &mut trial, &request.ops, &kept, true).await?
        }
        other => other?,
    };
    tx.conn.execute("RELEASE SAVEPOINT batch").await?;
    *locked = trial_head;
    Ok((trial, verdicts))
}

async fn batch(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    stream: &mut Stream,
    ops: &[RawOperation],
    kept: &BTreeMap<u64, (OpId, Verdict)>,
    one_by_one: bool,
) -> StoreResult<Vec<NumberedVerdict>> {
    let mut verdicts = Vec::with_capacity(ops.len());
    for raw in ops {
        let known = kept.get(&raw.seq);
        let verdict = match (place(stream.numbering, raw.seq, raw.op_id, known.map(|(op, _)| *op))?, known) {
            (Place::Repeat, Some((_, verdict))) => verdict.clone(),
            (Place::Repeat, None) => return Err(StoreError::Corrupt("verdict")),
            (Place::New, _) => {
                let verdict = if one_by_one { alone(tx, locked, stream, raw).await? } else { one(tx, locked, stream, raw).await? };
                keep(tx, stream, raw, &verdict).await?;
                stream.numbering.next += 1;
                verdict
            }
        };
        verdicts.push(NumberedVerdict { seq: raw.seq, op_id: raw.op_id, verdict });
    }
    Ok(verdicts)
}

async fn one(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, raw: &RawOperation) -> StoreResult<Verdict> {
    match raw.parse() {
        Ok(operation) => apply::apply(tx, locked, stream, operation.op).await,
        Err(verdict) => Ok(verdict),
    }
}

/// As [`one`], but what fails by itself is rejected and harms nobody.
async fn alone(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, raw: &RawOperation) -> StoreResult<Verdict> {
    tx.conn.execute("SAVEPOINT operation").await?;
    let mut trial = *locked;
    let verdict = match one(tx, &mut trial, stream, raw).await {
        Err(error) if is_about_what_was_sent(&error) => {
            tracing::error!("an operation failed by itself: {}", error.for_log());
            tx.conn.execute("ROLLBACK TO SAVEPOINT operation").await?;
            Verdict::rejected(Reason::Failed)
        }
        other => {
            let verdict = other?;
            *locked = trial;
            verdict
        }
    };
    tx.conn.execute("RELEASE SAVEPOINT operation").await?;
    Ok(verdict)
}

fn is_about_what_was_sent(error: &StoreError) -> bool {
    match error {
        StoreError::Database(cause) => !dialect::is_environment(cause),
        StoreError::Seal(_) | StoreError::Corrupt(_) => true,
        StoreError::Problem(_) | StoreError::NotCommitted | StoreError::Generation(_) => false,
    }
}

async fn keep(tx: &mut Tx<'_>, stream: &Stream, raw: &RawOperation, verdict: &Verdict) -> StoreResult<()> {
    let verdict = serde_json::to_string(verdict).map_err(|_| StoreError::Corrupt("verdict"))?;
    sqlx::query("INSERT INTO verdict (participant_id, stream_id, seq, op_id, verdict) VALUES ($1, $2, $3, $4, $5)")
        .bind(stream.participant.bytes().to_vec())
        .bind(stream.id.bytes().to_vec())
        .bind(stored(raw.seq)?)
        .bind(raw.op_id.bytes().to_vec())
        .bind(verdict)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}
