//! Applies a response of the server to the journal: verdicts, changes and the new cursor, in one transaction.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::base::id::StreamId;
use domain::sync::digest::Digest;
use domain::sync::{Change, ObjectChange, SyncAnswer, SyncRequest, Verdict, WrapKey, WrapperChange};
use domain::vault::seal::Purpose;

use crate::journal::{Journal, JournalError, first, present};
use crate::ports::{Cipher, Reads, Snapshot, Storage, Write};
use crate::rows::{
    self, Intent, LaterItem, META, Meta, OPS, ObjectRow, OutItem, RevisionItem, SETTINGS, SettingRow, Told, TrayItem,
    VERSIONS,
};
use crate::sync::outbox::push;

/// The next step after a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Absorbed {
    /// Something still waits, on either side.
    pub more: bool,
    /// Nothing is pending and the copies differ all the same.
    pub differs: bool,
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    pub(crate) async fn absorb(&self, request: &SyncRequest, answer: SyncAnswer) -> Result<Absorbed, JournalError> {
        let before = self.must().await?;
        let told = self.seal_told(&before, &answer.changes).await?;
        let mut keys = vec![META.to_owned()];
        keys.extend(answer.verdicts.iter().map(|v| rows::op_key(v.seq)));
        keys.extend(answer.changes.iter().map(version_key));
        keys.extend(answer.changes.iter().map(row_key));
        let (stream, cursor, sent) = (request.stream, request.cursor.clone(), !request.ops.is_empty());
        self.update(
            Reads { keys, prefixes: vec![OPS.to_owned()], limit: Some(answer.verdicts.len() + 1), after: None },
            move |snapshot| {
                let mut meta = present(&snapshot, before.participant)?;
                if meta.stream != stream || meta.cursor != cursor {
                    // Another tab was faster. Its answer holds; this one was the same or an older one.
                    return Err(JournalError::Changed);
                }
                let mut writes = Vec::new();
                let mut refused: Vec<TrayItem> = Vec::new();
                let mut place = 1;
                for verdict in &answer.verdicts {
                    if let Some(item) = first::<OutItem>(&snapshot, place)?.filter(|i| i.op_id == verdict.op_id) {
                        writes.push(Write::Remove(rows::op_key(item.seq)));
                        let OutItem { op_id, at, intent, rest, .. } = item;
                        match &verdict.verdict {
                            Verdict::Accepted => {}
                            Verdict::Later => {
                                let item = LaterItem { op_id, at, intent, rest };
                                writes.push(Write::Put(rows::later_key(op_id), rows::write(&item)));
                            }
                            verdict => {
                                // A default shares an entry with every edit; the latest refusal replaces the
                                // earlier ones.
                                refused.retain(|earlier| !stands_for(&intent, &earlier.intent));
                                refused.push(TrayItem { op_id, at, intent, verdict: verdict.clone(), rest });
                            }
                        }
                    }
                    place += 1;
                }
                writes.extend(refused.iter().map(|item| Write::Put(rows::tray_key(item.op_id), rows::write(item))));
                for change in &answer.changes {
                    renumber(
                        &mut meta.digest,
                        change,
                        snapshot.values.get(place).and_then(Option::as_deref),
                        &mut writes,
                    );
                    place += 1;
                }
                merge(&mut meta, &answer.changes, told, &snapshot, place, &mut writes)?;
                meta.epoch = Some(answer.epoch);
                meta.cursor = Some(answer.cursor);
                if answer.ledger.number > meta.ledger.number {
                    meta.ledger = answer.ledger;
                }
                let pending = snapshot.scanned.len() > answer.verdicts.len();
                let differs = !answer.more && !pending && meta.digest != answer.digest;
                writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
                // If nothing waiting could be built, another round would send nothing either.
                Ok((writes, Absorbed { more: answer.more || (pending && sent), differs }))
            },
        )
        .await
    }

    /// Seals the server's plain words, before the transaction (awaiting a cipher inside one would end it).
    async fn seal_told(&self, meta: &Meta, changes: &[Change]) -> Result<Vec<Option<Vec<u8>>>, JournalError> {
        let mut sealed = Vec::with_capacity(changes.len());
        for change in changes {
            let (_, id, _) = change.row();
            sealed.push(if change.topic().is_none_or(|topic| !topic.has_row()) {
                let bytes =
                    self.vault.seal_local(Purpose::Told, meta.key, meta.participant, id, &rows::write(change)).await?;
                Some(rows::write(&Told { key: meta.key, sealed: bytes, told_in: meta.generation }))
            } else {
                None
            });
        }
        Ok(sealed)
    }

    /// Takes a new stream (or only starts pulling from the beginning again), renumbers the waiting operations, and
    /// notes that everything the server turns out to lack must be sent once more.
    pub(crate) async fn start_over(&self, mended_at: Option<i64>) -> Result<(), JournalError> {
        let before = self.must().await?;
        self.update(Reads::keys([META.to_owned()]).and_all(OPS).and_all(VERSIONS), |snapshot| {
            let mut meta = present(&snapshot, before.participant)?;
            if meta.stream != before.stream {
                return Ok((Vec::new(), ()));
            }
            meta.stream = StreamId::from_bytes(self.vault.cipher.random16());
            meta.next_seq = 1;
            meta.cursor = None;
            meta.generation += 1;
            meta.recheck = true;
            meta.digest = Digest::default();
            meta.mended_at = mended_at.or(meta.mended_at);
            let mut writes: Vec<Write> = snapshot.scanned.iter().map(|(key, _)| Write::Remove(key.clone())).collect();
            for item in crate::journal::waiting(&snapshot)? {
                push(&mut meta, self.op_id(), item.at, item.intent, &mut writes);
            }
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await
    }

    /// After a full pull: queues again everything the server did not name.
    pub(crate) async fn resend_unknown(&self, now: i64) -> Result<(), JournalError> {
        let before = self.must().await?;
        if !before.recheck {
            return Ok(());
        }
        self.update(
            Reads::keys([META.to_owned()]).and_all(OPS).and_all(rows::OBJECTS).and_all(rows::WRAPS).and_all(SETTINGS),
            |snapshot| {
                let mut meta = present(&snapshot, before.participant)?;
                let waiting = crate::journal::waiting(&snapshot)?;
                let generation = meta.generation;
                let mut writes = Vec::new();
                for (key, value) in snapshot.scanned.iter().filter(|(key, _)| key.starts_with(rows::OBJECTS)) {
                    let object = key.strip_prefix(rows::OBJECTS).and_then(|hex| hex.parse().ok());
                    let (Some(object), Some(mut row)) = (object, rows::read::<ObjectRow>(value)) else { continue };
                    if row.share.is_some() && row.share_told != generation {
                        // The server forgot this share (a restore closed everything): it is no longer shared.
                        row.share = None;
                        writes.push(Write::Put(key.clone(), rows::write(&row)));
                    }
                    for item in row.revisions.iter().filter(|r| r.known != generation && r.sealed.is_some()) {
                        let intent = Intent::Revise { object, revision: item.revision };
                        if !waiting.iter().any(|w| w.intent == intent) {
                            push(&mut meta, self.op_id(), now, intent, &mut writes);
                        }
                    }
                    let deleting =
                        waiting.iter().any(|w| matches!(&w.intent, Intent::Delete { object: o, .. } if *o == object));
                    if !row.tombstones.is_empty() && row.buried != meta.generation && !deleting {
                        let version = domain::base::id::ShareVersion::from_bytes(self.vault.cipher.random16());
                        for heads in row.tombstones.chunks(16) {
                            push(
                                &mut meta,
                                self.op_id(),
                                now,
                                Intent::Delete { object, heads: heads.to_vec(), version },
                                &mut writes,
                            );
                        }
                    }
                }
                for (key, value) in snapshot.scanned.iter().filter(|(key, _)| key.starts_with(SETTINGS)) {
                    let row: SettingRow = rows::read(value).unwrap_or_default();
                    if row.told_in != generation {
                        // The server forgot this default: it is off.
                        writes.push(Write::Put(
                            key.clone(),
                            rows::write(&SettingRow { told: None, told_in: generation, ..row }),
                        ));
                    }
                }
                if meta.vouched {
                    let wraps = snapshot.scanned.iter().filter(|(key, _)| key.starts_with(rows::WRAPS));
                    for change in wraps.filter_map(|(_, value)| rows::read::<WrapperChange>(value)) {
                        for row in change.wrappers {
                            let wrap = WrapKey {
                                key: change.key,
                                wrapper: row.wrapper,
                                method: row.method,
                                sealed: row.sealed,
                            };
                            push(&mut meta, self.op_id(), now, Intent::WrapKey(wrap), &mut writes);
                        }
                    }
                }
                meta.recheck = false;
                writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
                Ok((writes, ()))
            },
        )
        .await
    }
}

/// Both are shares of one entry, and the earlier one was made by a default.
fn stands_for(later: &Intent, earlier: &Intent) -> bool {
    matches!((later, earlier), (Intent::Share { .. }, Intent::Share { setting: Some(_), .. }))
        && later.object() == earlier.object()
}

pub(crate) fn version_key(change: &Change) -> String {
    let (topic, id, _) = change.row();
    rows::version_key(topic, &id)
}

/// Key of the row that keeps the change.
pub(crate) fn row_key(change: &Change) -> String {
    match change {
        Change::Object(c) => rows::object_key(c.object),
        Change::Share(c) => rows::object_key(c.object),
        Change::Wrapper(c) => rows::wrap_key(c.key),
        Change::ShareSetting(c) => rows::setting_key(c.kind),
        _ => {
            let (topic, id, _) = change.row();
            rows::told_key(topic, &id)
        }
    }
}

fn renumber(digest: &mut Digest, change: &Change, stored: Option<&[u8]>, writes: &mut Vec<Write>) {
    let (topic, id, version) = change.row();
    if let Some(old) = stored.and_then(domain::base::id::FeedVersion::from_slice) {
        digest.take(topic, &id, old);
    }
    digest.add(topic, &id, version);
    writes.push(Write::Put(rows::version_key(topic, &id), version.bytes().to_vec()));
}

/// Writes every change to its row. Two changes of one object (its revisions and its share) meet in one row. `told` has
/// the sealed values; the rows of the changes are in `snapshot` from `from` on.
pub(crate) fn merge(
    meta: &mut Meta,
    changes: &[Change],
    told: Vec<Option<Vec<u8>>>,
    snapshot: &Snapshot,
    from: usize,
    writes: &mut Vec<Write>,
) -> Result<(), JournalError> {
    let mut objects = BTreeMap::new();
    for (place, (change, told)) in changes.iter().zip(told).enumerate() {
        let key = row_key(change);
        match change {
            Change::Object(change) => {
                let row = kept(&mut objects, key, snapshot, from + place)?;
                merge_object(row, change, meta.generation);
            }
            Change::Share(change) => {
                let row = kept(&mut objects, key, snapshot, from + place)?;
                row.share = Some(change.share);
                row.share_told = meta.generation;
            }
            Change::Phone(phone) => {
                if phone.device == meta.device {
                    meta.vouched = phone.vouched;
                }
                writes.push(Write::Put(key, rows::write(change)));
            }
            Change::Wrapper(wrapper) => writes.push(Write::Put(key, rows::write(wrapper))),
            Change::ShareSetting(setting) => {
                let row: SettingRow = first(snapshot, from + place)?.unwrap_or_default();
                writes.push(Write::Put(
                    key,
                    rows::write(&SettingRow { told: Some(*setting), told_in: meta.generation, ..row }),
                ));
            }
            _ => writes.extend(told.map(|sealed| Write::Put(key, sealed))),
        }
    }
    writes.extend(objects.into_iter().map(|(key, row)| Write::Put(key, rows::write(&row))));
    Ok(())
}

/// The row of an object, from this answer's earlier changes or from storage.
fn kept<'a>(
    objects: &'a mut BTreeMap<String, ObjectRow>,
    key: String,
    snapshot: &Snapshot,
    place: usize,
) -> Result<&'a mut ObjectRow, JournalError> {
    Ok(match objects.entry(key) {
        Entry::Occupied(found) => found.into_mut(),
        Entry::Vacant(free) => free.insert(first(snapshot, place)?.unwrap_or_default()),
    })
}

/// The server's order first, then the revisions it does not have yet.
fn merge_object(row: &mut ObjectRow, change: &ObjectChange, generation: u32) {
    for told in &change.revisions {
        let mine = row.revisions.iter().position(|r| r.revision == told.revision).map(|at| row.revisions.remove(at));
        let (sealed, rest) = mine.map_or_else(Default::default, |mine| (mine.sealed, mine.rest));
        let sealed = sealed.or_else(|| told.sealed.clone());
        let item = RevisionItem {
            revision: told.revision,
            parents: told.parents.clone(),
            key: told.key,
            sealed,
            known: generation,
            rest,
        };
        let end = row.revisions.iter().take_while(|r| r.known == generation).count();
        row.revisions.insert(end, item);
    }
    row.bury(change.tombstones.iter().copied());
    if row.tombstones.iter().all(|t| change.tombstones.contains(t)) {
        row.buried = generation;
    }
}
