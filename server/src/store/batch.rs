//! A sync request whose operations have been read, ready to be taken: all together, or once more one by one.

use std::sync::Arc;

use domain::sync::{Op, SyncRequest, Verdict};

use super::types::people::SignedInPhone;
use super::types::sync::Synced;
use super::{Store, StoreError, StoreResult};

/// One operation, or the verdict that says why it cannot be taken.
pub type Parsed = Result<Op, Verdict>;

/// Cheap to clone.
#[derive(Clone)]
pub struct Batch(Arc<(SyncRequest, Vec<Parsed>)>);

impl Batch {
    /// Reads the operations, before any transaction waits for it.
    fn read(request: SyncRequest) -> Self {
        let parsed = request.ops.iter().map(|raw| raw.parse().map(|operation| operation.op)).collect();
        Self(Arc::new((request, parsed)))
    }

    pub fn request(&self) -> &SyncRequest {
        &self.0.0
    }

    /// As many as the request has operations, in the same order.
    pub fn parsed(&self) -> &[Parsed] {
        &self.0.1
    }
}

impl Store {
    /// One exchange with a phone, all or nothing. First the participant is locked, then sign-in and device are checked again,
    /// then epoch, cursor and numbering; only then operations apply, in order, each with a verdict that is kept until it is
    /// acknowledged. Replaying any request any number of times changes nothing. An operation that the database refuses by
    /// itself is rejected and harms no other: the whole exchange is undone and done once more with each by itself. Every
    /// problem (`foreign_stream`, `too_many`, `too_large`, `invalid`, `revoked`, `sign_in`, `epoch`, `cursor`, `fork`, `gap`)
    /// leaves everything as it was.
    pub async fn sync(&self, phone: SignedInPhone, request: SyncRequest) -> StoreResult<Synced> {
        let batch = Batch::read(request);
        match self.sync_together(phone, batch.clone()).await {
            Err(StoreError::Refused) => self.sync_one_by_one(phone, batch).await,
            other => other,
        }
    }
}
