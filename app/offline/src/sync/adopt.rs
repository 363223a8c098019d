//! After an update of the app: reads changes that an older version kept without knowing them.

use domain::sync::{Change, Topic};

use crate::journal::{Journal, JournalError, present};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, META};
use crate::sync::apply_answer::{merge, row_key, version_key};

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Moves changes that this version knows, and that have rows of their own form, into those rows. A change kept word
    /// for word is not moved: it is read from where it is.
    pub(crate) async fn adopt(&self) -> Result<(), JournalError> {
        let meta = self.must().await?;
        let topics = Topic::ALL.iter().filter(|topic| topic.has_row());
        let reads = topics.fold(Reads::default(), |reads, topic| reads.and_all(&rows::told_prefix(topic.number())));
        let mut found: Vec<(String, Change)> = Vec::new();
        for (key, value) in self.storage.read(reads).await?.scanned {
            match self.open_told(&meta, &key, &value).await {
                None | Some(Change::Newer { .. }) => {}
                Some(change) => found.push((key, change)),
            }
        }
        if found.is_empty() {
            return Ok(());
        }
        let versions =
            self.storage.read(Reads::keys(found.iter().map(|(_, change)| version_key(change)))).await?.values;
        let mut writes: Vec<Write> = found.iter().map(|(key, _)| Write::Remove(key.clone())).collect();
        // A change that was told again since is already in its row, and is newer.
        let current = |((_, change), version): ((String, Change), Option<Vec<u8>>)| {
            (version.as_deref() == Some(change.row().2.bytes().as_slice())).then_some(change)
        };
        let changes: Vec<Change> = found.into_iter().zip(versions).filter_map(current).collect();
        let keys = [META.to_owned()].into_iter().chain(changes.iter().map(row_key));
        self.update(Reads::keys(keys), move |snapshot| {
            let before = meta;
            let mut meta = present(&snapshot, before.participant)?;
            if (meta.stream, &meta.cursor) != (before.stream, &before.cursor) {
                // Another tab took something in meanwhile; the next start looks again.
                return Ok((Vec::new(), ()));
            }
            let told = vec![None; changes.len()];
            merge(&mut meta, &changes, told, &snapshot, 1, &mut writes)?;
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await
    }
}
