//! Sync and the ledger: what a phone exchanges with the server.

use domain::base::id::ParticipantId;
use domain::ledger::NamedRow;

use super::use_cases;
use crate::store::batch::Batch;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::people::SignedInPhone;
use crate::store::types::sync::Synced;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    /// An exchange whose operations apply together; see [`Store::sync`]. `Refused` if the database refused one of them.
    write fn sync_together(phone: SignedInPhone, batch: Batch) -> Synced = sync::exchange;
    /// The same exchange with a savepoint per operation.
    write fn sync_one_by_one(phone: SignedInPhone, batch: Batch) -> Synced = sync::exchange;
    /// The ledger, oldest row first, with the names of staff: the whole of it, or a page of the rows after a number.
    read fn ledger(participant: ParticipantId, after: Option<u64>) -> Vec<NamedRow> = ledger;
}
