//! A parsed sync request, ready to be applied: all operations together, or again one by one.

use std::sync::Arc;

use domain::sync::{Op, SyncRequest, Verdict};

use super::types::people::SignedInPhone;
use super::types::sync::Synced;
use super::{Store, StoreError, StoreResult};

/// One operation, or the verdict that rejects it.
pub type Parsed = Result<Op, Verdict>;

/// Cheap to clone.
#[derive(Clone)]
pub struct Batch(Arc<(SyncRequest, Vec<Parsed>)>);

impl Batch {
    /// Parses the operations before a transaction begins.
    fn read(request: SyncRequest) -> Self {
        let parsed = request.ops.iter().map(|raw| raw.parse(request.client).map(|operation| operation.op)).collect();
        Self(Arc::new((request, parsed)))
    }

    pub fn request(&self) -> &SyncRequest {
        &self.0.0
    }

    /// One per operation of the request, in the same order.
    pub fn parsed(&self) -> &[Parsed] {
        &self.0.1
    }
}

impl Store {
    /// One exchange with a phone, all or nothing. Locks the participant, checks sign-in and device again, then epoch,
    /// cursor and numbering; only then applies the operations in order, each with a verdict that is kept until it is
    /// acknowledged. Replaying a request any number of times changes nothing. An operation that the database refuses is
    /// rejected without harm to the others: the whole exchange is rolled back and repeated with each operation on its
    /// own. Every problem (`foreign_stream`, `too_many`, `too_large`, `invalid`, `revoked`, `sign_in`, `epoch`,
    /// `cursor`, `fork`, `gap`) leaves everything unchanged.
    pub async fn sync(&self, phone: SignedInPhone, request: SyncRequest) -> StoreResult<Synced> {
        let batch = Batch::read(request);
        match self.sync_together(phone, batch.clone()).await {
            Err(StoreError::Refused) => self.sync_one_by_one(phone, batch).await,
            other => other,
        }
    }
}
