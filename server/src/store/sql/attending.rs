//! One participant and their sessions: what phones are told, whether they come, make-ups.

use domain::id::ParticipantId;
use domain::schedule::{AnswerSession, AskMakeUp, TermChange};
use domain::sync::{Change, Reason, Verdict};

use super::Tx;
use crate::store::StoreResult;
use crate::store::model::Head;

pub async fn answer(_tx: &mut Tx<'_>, _locked: &mut Head, _op: &AnswerSession) -> StoreResult<Verdict> {
    Ok(Verdict::rejected(Reason::NotThere))
}

pub async fn ask_make_up(_tx: &mut Tx<'_>, _locked: &mut Head, _op: &AskMakeUp) -> StoreResult<Verdict> {
    Ok(Verdict::rejected(Reason::NotThere))
}

/// Sessions whose feed rows have numbers beyond `after`, up to `until`.
pub async fn told(_tx: &mut Tx<'_>, _participant: ParticipantId, _after: i64, _until: i64) -> StoreResult<Vec<Change>> {
    Ok(Vec::new())
}

pub async fn term(_tx: &mut Tx<'_>, _participant: ParticipantId) -> StoreResult<Option<TermChange>> {
    Ok(None)
}
