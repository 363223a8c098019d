//! Operations that an older server could not accept yet.

use crate::journal::{Journal, JournalError, first};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, LATER, LaterItem, META, Meta};
use crate::sync::outbox::push;

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Queues all of it again at the end, each under a new number.
    pub(crate) async fn try_again(&self) -> Result<(), JournalError> {
        if self.storage.read(Reads::default().and_all(LATER).at_most(1)).await?.scanned.is_empty() {
            return Ok(());
        }
        self.update(Reads::keys([META.to_owned()]).and_all(LATER), |snapshot| {
            let mut meta: Meta = first(&snapshot, 0)?.ok_or(JournalError::Missing)?;
            let mut writes = Vec::new();
            let mut items: Vec<LaterItem> =
                snapshot.scanned.iter().filter_map(|(_, value)| rows::read(value)).collect();
            items.sort_by_key(|item| item.at);
            for item in items {
                writes.push(Write::Remove(rows::later_key(item.op_id)));
                push(&mut meta, self.op_id(), item.at, item.intent, &mut writes);
            }
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await
    }
}
