//! Planned times of reminders, and what became of them.

use domain::id::ParticipantId;
use domain::reminder::{RemindOnce, Settle};
use domain::sync::{Change, Reason, Verdict};

use super::Tx;
use crate::store::StoreResult;
use crate::store::model::Head;

pub async fn once(_tx: &mut Tx<'_>, _locked: &mut Head, _op: &RemindOnce) -> StoreResult<Verdict> {
    Ok(Verdict::rejected(Reason::NotThere))
}

pub async fn settle(_tx: &mut Tx<'_>, _locked: &mut Head, _op: &Settle) -> StoreResult<Verdict> {
    Ok(Verdict::rejected(Reason::NotThere))
}

/// Occurrences whose feed rows have numbers beyond `after`, up to `until`.
pub async fn told(_tx: &mut Tx<'_>, _participant: ParticipantId, _after: i64, _until: i64) -> StoreResult<Vec<Change>> {
    Ok(Vec::new())
}
