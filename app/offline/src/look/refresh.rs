//! Reads only the changes since the last look, so that its cost does not grow with the history.

use domain::base::id::ObjectId;
use domain::entries::body::Record;
use domain::sync::Change;
use domain::vault::seal::Purpose;

use super::memory::{Closed, Content, Held, Memory};
use super::notes::Changed;
use crate::journal::{Journal, JournalError};
use crate::ports::{Cipher, Reads, Storage};
use crate::rows::{self, Meta, OBJECTS, ObjectRow, RevisionItem, TOLD, Told};

/// Rows that are read in one go: few enough that a slow phone answers a tap in between.
const PAGE: usize = 250;
impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Another tab wrote.
    pub fn heard(&self, changed: Changed) {
        self.notes.to_read.borrow_mut().add(changed);
    }

    /// Rows this page wrote since the last call.
    pub fn to_tell(&self) -> Changed {
        self.notes.to_tell.replace(Changed::NOTHING)
    }

    /// Reads the changes. If that fails, the next look starts over.
    pub(crate) async fn refresh(&self, memory: &mut Memory, meta: &Meta) -> Result<(), JournalError> {
        let held = self.vault.held().len();
        let mut changed = self.notes.to_read.replace(Changed::NOTHING);
        if memory.keys != held {
            // A new key came: the objects it opens are shown now.
            changed = Changed::Everything;
        }
        let read = self.read_changed(memory, meta, changed).await;
        match &read {
            Ok(()) => memory.keys = held,
            Err(_) => self.heard(Changed::Everything),
        }
        read
    }

    async fn read_changed(&self, memory: &mut Memory, meta: &Meta, changed: Changed) -> Result<(), JournalError> {
        let keys = match changed {
            Changed::Rows(keys) => keys,
            Changed::Everything => {
                *memory = Memory::default();
                for prefix in [TOLD, OBJECTS] {
                    self.read_all(memory, meta, prefix).await?;
                }
                return Ok(());
            }
        };
        let keys: Vec<String> = keys.into_iter().collect();
        for page in keys.chunks(PAGE) {
            let snapshot = self.storage.read(Reads::keys(page.iter().cloned())).await?;
            for (key, value) in page.iter().zip(snapshot.values) {
                self.take_in(memory, meta, key, value.as_deref()).await;
            }
        }
        Ok(())
    }

    async fn read_all(&self, memory: &mut Memory, meta: &Meta, prefix: &str) -> Result<(), JournalError> {
        let mut after = None;
        loop {
            let mut reads = Reads::default().and_all(prefix).at_most(PAGE);
            reads.after = after;
            let page = self.storage.read(reads).await?.scanned;
            for (key, value) in &page {
                self.take_in(memory, meta, key, Some(value)).await;
            }
            if page.len() < PAGE {
                return Ok(());
            }
            after = page.into_iter().next_back().map(|(key, _)| key);
        }
    }

    async fn take_in(&self, memory: &mut Memory, meta: &Meta, key: &str, value: Option<&[u8]>) {
        let Some(hex) = key.strip_prefix(OBJECTS) else { return self.take_told(memory, meta, key, value).await };
        let Ok(object) = hex.parse::<ObjectId>() else {
            memory.strange.insert(key.to_owned());
            return;
        };
        let before = memory.objects.remove(&object).and_then(|held| held.shown);
        let Some(value) = value else { return };
        let held = match rows::read::<ObjectRow>(value) {
            None => Held { share: None, known: true, content: Err(Closed::Unreadable), shown: None },
            Some(row) => {
                let heads = row.heads();
                let Some(shown) = heads.last() else { return };
                let content = self.content(meta, object, &heads, shown).await;
                Held { share: row.share, known: shown.known != 0, content, shown: before }
            }
        };
        memory.objects.insert(object, held);
    }

    async fn content(
        &self,
        meta: &Meta,
        object: ObjectId,
        heads: &[&RevisionItem],
        shown: &RevisionItem,
    ) -> Result<Content, Closed> {
        let why = if self.vault.holds(shown.key) { Closed::Unreadable } else { Closed::Locked };
        let record = self.open_record(meta, object, shown).await.ok_or(why)?;
        let mut others = Vec::new();
        for head in heads.iter().rev().skip(1) {
            if let Some(record) = self.open_record(meta, object, head).await {
                others.push((head.revision, record));
            }
        }
        Ok(Content { revision: shown.revision, record, heads: heads.iter().map(|h| h.revision).collect(), others })
    }

    async fn take_told(&self, memory: &mut Memory, meta: &Meta, key: &str, value: Option<&[u8]>) {
        memory.phones.remove(key);
        memory.times.remove(key);
        memory.newer.remove(key);
        for seen in memory.seen.values_mut() {
            seen.remove(key);
        }
        for replies in memory.replies.values_mut() {
            replies.remove(key);
        }
        let Some(value) = value else { return };
        let change = match rows::read::<Change>(value) {
            Some(change) => Some(change),
            None => self.open_told(meta, key, value).await,
        };
        match change {
            Some(Change::Phone(phone)) => drop(memory.phones.insert(key.to_owned(), phone)),
            Some(Change::Seen(seen)) => drop(memory.seen.entry(seen.object).or_default().insert(key.to_owned(), seen)),
            Some(Change::Reply(reply)) => {
                drop(memory.replies.entry(reply.object).or_default().insert(key.to_owned(), reply));
            }
            Some(
                change @ (Change::Session(_)
                | Change::Term(_)
                | Change::ReminderSettings(_)
                | Change::Habit(_)
                | Change::Occurrence(_)),
            ) => drop(memory.times.insert(key.to_owned(), change)),
            Some(Change::Newer { .. }) => drop(memory.newer.insert(key.to_owned())),
            _ => {}
        }
    }

    pub(crate) async fn open_told(&self, meta: &Meta, key: &str, value: &[u8]) -> Option<Change> {
        let told: Told = rows::read(value)?;
        let id = domain::base::id::from_hex(key.rsplit('/').next()?)?;
        let bytes = self.vault.open_local(Purpose::Told, told.key, meta.participant, id, &told.sealed).await.ok()?;
        rows::read(&bytes)
    }

    /// Opens a revision whose key is held.
    pub(crate) async fn open_record(&self, meta: &Meta, object: ObjectId, item: &RevisionItem) -> Option<Record> {
        if !self.vault.holds(item.key) {
            return None;
        }
        let bytes = self.vault.open_revision(meta.participant, object, item).await.ok()?;
        Record::from_bytes(&bytes).ok()
    }
}
