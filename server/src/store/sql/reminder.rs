//! What a participant wants of reminders.

use domain::id::ParticipantId;
use domain::reminder::{SetReminders, SettingsChange};
use domain::sync::{Reason, Verdict};

use super::Tx;
use crate::store::StoreResult;
use crate::store::model::Head;

pub async fn set(_tx: &mut Tx<'_>, _locked: &mut Head, _op: &SetReminders) -> StoreResult<Verdict> {
    Ok(Verdict::rejected(Reason::NotThere))
}

pub async fn told(_tx: &mut Tx<'_>, _participant: ParticipantId) -> StoreResult<Option<SettingsChange>> {
    Ok(None)
}
