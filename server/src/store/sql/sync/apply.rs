//! Applies one operation. Each is idempotent by the ids it carries, so that resending it under another number changes
//! nothing.

use domain::base::id::{ObjectId, ParticipantId, RevisionId};
use domain::sharing as rule;
use domain::sharing::ShareDecision;
use domain::sync::{Delete, Op, Reason, SetShare, StopShare, Topic, Verdict};

use super::sql::base::{Tx, acts, head, sealed};
use super::sql::entries::{revise, revision_graph};
use super::sql::people::{device, wrapper};
use super::sql::reminders::{change_settings, habit, occurrence, plan};
use super::sql::schedule::attendance;
use super::sql::sharing::{setting, share};
use super::stream::Stream;
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};

/// # Errors
/// Fails on a database error; the caller decides whether the operation is the cause.
pub async fn apply(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, op: &Op) -> StoreResult<Verdict> {
    let Some(act) = op.act() else { return decide(tx, locked, stream, op).await };
    if acts::was_applied(tx, locked.participant, act).await? {
        return Ok(Verdict::Accepted);
    }
    let verdict = decide(tx, locked, stream, op).await?;
    if verdict == Verdict::Accepted {
        acts::note(tx, locked.participant, act).await?;
    }
    Ok(verdict)
}

async fn decide(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, op: &Op) -> StoreResult<Verdict> {
    match op {
        Op::Revise(op) => {
            let revised = revise::revise(tx, locked, stream, &[op]).await?;
            revised.verdicts.into_iter().next().ok_or(StoreError::Corrupt("revision"))
        }
        Op::Delete(op) => delete(tx, locked, stream, op).await,
        Op::Share(op) => open_share(tx, locked, op).await,
        Op::Unshare(op) => stop_share(tx, locked, op).await,
        Op::ShareSetting(op) => setting::set(tx, locked, stream, op).await,
        Op::WrapKey(op) => wrapper::keep(tx, locked, stream, op).await,
        Op::Answer(op) => attendance::answer(tx, locked, op).await,
        Op::AskMakeUp(op) => attendance::ask_make_up(tx, locked, op).await,
        Op::SetReminders(op) => change_settings::set(tx, locked, op).await,
        Op::SetHabit(op) => habit::set(tx, locked, op).await,
        Op::RemindOnce(op) => plan::once(tx, locked, op).await,
        Op::Settle(op) => occurrence::settle(tx, locked, op).await,
        Op::Void => Ok(Verdict::Accepted),
    }
}

async fn delete(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, op: &Delete) -> StoreResult<Verdict> {
    let mut graph = revision_graph::load(tx, locked.participant, op.object).await?;
    let gone: Vec<RevisionId> = graph.lineage(&op.heads).into_iter().filter(|r| !graph.is_buried(*r)).collect();
    if gone.is_empty() {
        return Ok(Verdict::Accepted);
    }
    if !device::is_vouched(tx, locked.participant, stream.device).await?
        && !revision_graph::is_of(tx, locked.participant, op.object, stream.device).await?
    {
        // The body stays, but someone who deletes a note does not want it read: close the share.
        stop_share(tx, locked, &StopShare { object: op.object, version: op.version }).await?;
        return Ok(Verdict::rejected(Reason::NotVouched));
    }
    for revision in gone {
        bury(tx, locked.participant, op.object, revision).await?;
        graph.bury(revision);
    }
    head::announce(tx, locked, Topic::Object, op.object.bytes(), graph.version()).await?;
    stop_share(tx, locked, &StopShare { object: op.object, version: op.version }).await
}

async fn bury(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId, revision: RevisionId) -> StoreResult<()> {
    sqlx::query("UPDATE revision SET sealed = NULL WHERE participant_id = $1 AND object_id = $2 AND revision_id = $3")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .bind(revision.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    sqlx::query("INSERT INTO tombstone (participant_id, object_id, revision_id) VALUES ($1, $2, $3)")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .bind(revision.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

async fn open_share(tx: &mut Tx<'_>, locked: &mut Head, op: &SetShare) -> StoreResult<Verdict> {
    let current = share::current(tx, locked.participant, op.object).await?;
    let before = acts::was_applied(tx, locked.participant, op.version).await?;
    let decision = rule::open(current, before, op.version, op.over, op.revision);
    if decision == ShareDecision::Known {
        return Ok(Verdict::Accepted);
    }
    let graph = revision_graph::load(tx, locked.participant, op.object).await?;
    if !graph.contains(op.revision) || graph.is_buried(op.revision) {
        return Ok(Verdict::rejected(Reason::UnknownRevision));
    }
    if decision == ShareDecision::Stale {
        return Ok(Verdict::Conflict);
    }
    if let Some(made_under) = op.setting {
        let now = setting::current(tx, locked.participant, op.copy.record.body.kind()).await?;
        if !rule::still_on(now, made_under) {
            return Ok(Verdict::Conflict);
        }
    }
    let copy = serde_json::to_vec(&op.copy).map_err(|_| StoreError::Corrupt("share"))?;
    let key = sealed::participant_key(tx, locked.participant).await?;
    let copy = key.seal(tx.env, share::copy_place(op.object.bytes()), &copy)?;
    share::open(tx, locked, op.object, op.version, op.revision, copy).await?;
    Ok(Verdict::Accepted)
}

async fn stop_share(tx: &mut Tx<'_>, locked: &mut Head, op: &StopShare) -> StoreResult<Verdict> {
    let before = acts::was_applied(tx, locked.participant, op.version).await?;
    if let ShareDecision::Apply(_) = rule::close(before, op.version) {
        share::close(tx, locked, op.object, op.version).await?;
    }
    Ok(Verdict::Accepted)
}
