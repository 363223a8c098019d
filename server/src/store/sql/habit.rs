//! Time rules of habits.

use domain::id::ParticipantId;
use domain::reminder::{HabitChange, SetHabit};
use domain::sync::{Reason, Verdict};

use super::Tx;
use crate::store::StoreResult;
use crate::store::model::Head;

pub async fn set(_tx: &mut Tx<'_>, _locked: &mut Head, _op: &SetHabit) -> StoreResult<Verdict> {
    Ok(Verdict::rejected(Reason::NotThere))
}

pub async fn all(_tx: &mut Tx<'_>, _participant: ParticipantId) -> StoreResult<Vec<HabitChange>> {
    Ok(Vec::new())
}
