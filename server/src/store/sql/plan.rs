//! Plans occurrences of reminders from what they remind of. Each function is called with the participant locked, in the
//! transaction that changed what it is about, so that a plan never lags behind.

use domain::id::{ObjectId, ReplyId, SessionId};

use super::Tx;
use crate::store::StoreResult;
use crate::store::model::Head;

/// How a participant's session changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionNews {
    /// The phones are told of it for the first time, or of something that is no matter of time.
    Known,
    /// It was moved, or cancelled, or called off for this participant: reminders at the old time must not come.
    Changed,
}

/// Plans the reminders before a session anew from what stands in `session` and `attendee` now, and one about the change itself.
pub async fn session(_tx: &mut Tx<'_>, _locked: &mut Head, _session: SessionId, _news: SessionNews) -> StoreResult<()> {
    Ok(())
}

/// The participant answered a session (on the way, or cannot come): its reminders are done.
pub async fn session_answered(_tx: &mut Tx<'_>, _locked: &mut Head, _session: SessionId) -> StoreResult<()> {
    Ok(())
}

/// Staff replied.
pub async fn reply(_tx: &mut Tx<'_>, _locked: &mut Head, _object: ObjectId, _reply: ReplyId) -> StoreResult<()> {
    Ok(())
}
