//! Sharing, and the ledger as this phone verifies it.

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::kinds::Kind;
use domain::ledger;

use crate::browser::rest::Rest;
use crate::browser::web::clock::now_ms;
use crate::browser::web::net::Api;
use crate::shell::ports::sharing::{LedgerReport, Sharing};
use crate::shell::ports::{Trouble, Working};

impl Sharing for Rest {
    fn share(&self, object: ObjectId, revision: RevisionId) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.share(object, revision, now_ms()).await }))
    }

    fn unshare(&self, object: ObjectId) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.unshare(object, now_ms()).await }))
    }

    fn set_default(&self, kind: Kind, on: bool) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.set_default(kind, on, now_ms()).await }))
    }

    fn ledger(&self) -> Working<LedgerReport> {
        let rest = self.clone();
        Box::pin(async move {
            let rows = Api.ledger().await?;
            let pinned = rest.journal().meta().await?.ok_or(Trouble::Gone)?.ledger;
            let holds = ledger::verify(rows.iter().map(|r| &r.row), pinned).is_ok();
            Ok(LedgerReport { rows, holds })
        })
    }
}
