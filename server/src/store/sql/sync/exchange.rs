//! One exchange with a phone, in one transaction: numbering, the batch, and a page of the feed.

use domain::Invalid;
use domain::base::problem::{Problem, ProblemKind};
use domain::sync::{
    Change, MAX_BATCH_BYTES, MAX_OPERATIONS, NumberedVerdict, Op, Place, RawOperation, Reason, Revise, SyncAnswer,
    SyncRequest, Verdict, place,
};
use sqlx::{Executor as _, Row as _};

use super::sql::base::{Tx, dialect, head};
use super::sql::entries::revise;
use super::sql::people::sign_in;
use super::sql::reminders::change_settings;
use super::stream::Stream;
use super::{apply, cursor, feed};
use crate::store::batch::{Batch, Parsed};
use crate::store::types::head::Head;
use crate::store::types::people::SignedInPhone;
use crate::store::types::sync::Synced;
use crate::store::{StoreError, StoreResult};

pub async fn sync_together(tx: &mut Tx<'_>, phone: SignedInPhone, batch: Batch) -> StoreResult<Synced> {
    exchange(tx, phone, &batch, false)
        .await
        .map_err(|error| if is_about_what_was_sent(&error) { StoreError::Refused } else { error })
}

pub async fn sync_one_by_one(tx: &mut Tx<'_>, phone: SignedInPhone, batch: Batch) -> StoreResult<Synced> {
    exchange(tx, phone, &batch, true).await
}

async fn exchange(tx: &mut Tx<'_>, phone: SignedInPhone, batch: &Batch, one_by_one: bool) -> StoreResult<Synced> {
    let request = batch.request();
    check(request, phone)?;
    let mut locked = head::lock(tx, phone.participant).await?;
    let asking = sign_in::asking(tx, phone, request.stream).await?;
    let epoch = asking.epoch;
    if request.epoch.is_some_and(|known| known != epoch) {
        return Err(ProblemKind::Epoch.into());
    }
    let from = cursor::read(tx.keys, phone.participant, epoch, request.cursor.as_deref())?;
    if from.position > locked.feed_no {
        return Ok(Synced::RolledBack(epoch));
    }
    let mut stream = Stream::read(&asking.row, phone, request.stream)?;
    if let Some(zone) = &request.zone
        && asking.row.try_get::<Option<&str>, _>("zone")? != Some(zone.as_str())
    {
        change_settings::report_zone(tx, &mut locked, phone.device, zone).await?;
    }
    let in_step = from == cursor::Cursor { base: locked.feed_no, position: locked.feed_no };
    let Taken { verdicts, changes } = take(tx, &mut locked, &mut stream, batch, one_by_one).await?;
    stream.save(tx).await?;
    head::save(tx, &locked).await?;
    let page = match changes {
        // Nothing but this batch has happened since.
        Some(changes) if in_step => feed::Page::whole(&locked, changes),
        _ => feed::page(tx, &locked, from, request.stream).await?,
    };
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
    if request.ops.iter().map(RawOperation::size).sum::<usize>() > MAX_BATCH_BYTES {
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

/// The result of a batch.
struct Taken {
    verdicts: Vec<NumberedVerdict>,
    /// The feed rows for the asking stream, if known without reading the feed.
    changes: Option<Vec<Change>>,
}

/// Deletes acknowledged verdicts, finds the new operations, and applies them.
async fn take(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    stream: &mut Stream,
    batch: &Batch,
    one_by_one: bool,
) -> StoreResult<Taken> {
    let request = batch.request();
    if request.head < stream.numbering.next - 1 {
        return Err(ProblemKind::Fork.into());
    }
    if request.first_seq > stream.numbering.next {
        return Err(Problem::gap(stream.numbering.next).into());
    }
    stream.acknowledge(tx, request.first_seq).await?;
    let Some(first) = request.ops.first() else { return Ok(Taken { verdicts: Vec::new(), changes: Some(Vec::new()) }) };
    let kept = stream.verdicts(tx, first.seq).await?;
    let (mut answers, mut new) = (Vec::with_capacity(request.ops.len()), Vec::new());
    for (raw, parsed) in request.ops.iter().zip(batch.parsed()) {
        let known = kept.get(&raw.seq);
        answers.push(match place(stream.numbering, raw.seq, raw.op_id, known.map(|(op, _)| *op))? {
            Place::Repeat => Some(known.map(|(_, verdict)| verdict.clone()).ok_or(StoreError::Corrupt("verdict"))?),
            Place::New => {
                stream.numbering.next += 1;
                new.push((raw, parsed));
                None
            }
        });
    }
    if stream.is_new() {
        // Operations read which phone wrote what.
        stream.write(tx).await?;
    }
    let (verdicts, changes) = if one_by_one {
        (each(tx, locked, stream, &new).await?, None)
    } else {
        together(tx, locked, stream, &new).await?
    };
    let numbered = |raw: &RawOperation, verdict| NumberedVerdict { seq: raw.seq, op_id: raw.op_id, verdict };
    let fresh: Vec<NumberedVerdict> =
        new.iter().zip(verdicts).map(|((raw, _), verdict)| numbered(raw, verdict)).collect();
    stream.keep(tx, &fresh).await?;
    let mut fresh = fresh.into_iter();
    let answered = request.ops.iter().zip(answers).map(|(raw, repeated)| match repeated {
        Some(verdict) => Ok(numbered(raw, verdict)),
        None => fresh.next().ok_or(StoreError::Corrupt("verdict")),
    });
    Ok(Taken { verdicts: answered.collect::<StoreResult<_>>()?, changes })
}

type New<'a> = (&'a RawOperation, &'a Parsed);

/// Applies all in order, consecutive revisions as one run. Returns the changes if there were only revisions.
async fn together(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    stream: &Stream,
    new: &[New<'_>],
) -> StoreResult<(Vec<Verdict>, Option<Vec<Change>>)> {
    let mut verdicts = Vec::with_capacity(new.len());
    let mut changes = new.is_empty().then(Vec::new);
    let mut rest = new;
    while let Some(((_, parsed), after)) = rest.split_first() {
        let run: Vec<&Revise> = rest.iter().map_while(|(_, parsed)| as_revise(parsed)).collect();
        if run.is_empty() {
            verdicts.push(one(tx, locked, stream, parsed).await?);
            rest = after;
        } else {
            let revised = revise::revise(tx, locked, stream, &run).await?;
            verdicts.extend(revised.verdicts);
            changes = (run.len() == new.len()).then_some(revised.changes);
            rest = &rest[run.len()..];
        }
    }
    Ok((verdicts, changes))
}

const fn as_revise(parsed: &Parsed) -> Option<&Revise> {
    if let Ok(Op::Revise(op)) = parsed { Some(op) } else { None }
}

async fn one(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, parsed: &Parsed) -> StoreResult<Verdict> {
    match parsed {
        Ok(op) => apply::apply(tx, locked, stream, op).await,
        Err(verdict) => Ok(verdict.clone()),
    }
}

/// Applies each with its own savepoint: a failing operation is rejected without harm to the others.
async fn each(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, new: &[New<'_>]) -> StoreResult<Vec<Verdict>> {
    let mut verdicts = Vec::with_capacity(new.len());
    for (_, parsed) in new {
        verdicts.push(alone(tx, locked, stream, parsed).await?);
    }
    Ok(verdicts)
}

async fn alone(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, parsed: &Parsed) -> StoreResult<Verdict> {
    tx.conn.execute("SAVEPOINT operation").await?;
    let mut trial = *locked;
    let verdict = match one(tx, &mut trial, stream, parsed).await {
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
        StoreError::Problem(_)
        | StoreError::NotCommitted
        | StoreError::Replaced
        | StoreError::Generation(_)
        | StoreError::Refused
        | StoreError::Taken
        | StoreError::Stale => false,
    }
}
