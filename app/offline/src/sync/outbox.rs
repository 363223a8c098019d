//! The outbox: intents, numbered without gaps, and turned into operations when they are sent.

use domain::base::id::{ObjectId, OpId};
use domain::entries::body::{Body, Names, SharedCopy};
use domain::sharing::{Share, ShareState};
use domain::sync::{Delete, MAX_BATCH_BYTES, Op, RawOperation, Revise, SetShare, SetShareSetting, StopShare};

use crate::journal::{Journal, JournalError};
use crate::ports::{Cipher, CipherError, Reads, Storage, Write};
use crate::rows::{self, Intent, META, Meta, ObjectRow, OutItem, Rest};

/// Gives the next number to `intent` and adds both writes.
pub(crate) fn queue(mut meta: Meta, op_id: OpId, now: i64, intent: Intent, writes: &mut Vec<Write>) {
    push(&mut meta, op_id, now, intent, writes);
    writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
}

/// Gives the next number to `intent`; the caller writes `meta`.
pub(crate) fn push(meta: &mut Meta, op_id: OpId, at: i64, intent: Intent, writes: &mut Vec<Write>) {
    let item = OutItem { seq: meta.next_seq, op_id, at, intent, rest: Rest::default() };
    meta.next_seq += 1;
    writes.push(Write::Put(rows::op_key(item.seq), rows::write(&item)));
}

/// The share as it will be once everything that waits has been taken.
pub(crate) fn latest_share(row: &ObjectRow, object: ObjectId, waiting: &[OutItem]) -> Option<Share> {
    let pending = waiting.iter().rev().filter_map(|item| share_of(&item.intent)).find(|(of, _)| *of == object);
    pending.map(|(_, share)| share).or(row.share)
}

/// The object and the share that an intent sets.
pub(crate) const fn share_of(intent: &Intent) -> Option<(ObjectId, Share)> {
    match intent {
        Intent::Share { object, revision, version, .. } => {
            Some((*object, Share { version: *version, state: ShareState::Open(*revision) }))
        }
        Intent::Unshare { object, version } => Some((*object, Share { version: *version, state: ShareState::Closed })),
        _ => None,
    }
}

/// Takes unshares of `object` that still wait out of `waiting` and leaves `void` in their place.
///
/// A share must name the server's version, never an unshare that is still on the way: that one always applies, also
/// over an unshare of another phone that this one has not seen, and the share would open on top of it.
pub(crate) fn withdraw_unshares(waiting: Vec<OutItem>, object: ObjectId, writes: &mut Vec<Write>) -> Vec<OutItem> {
    withdraw(waiting, writes, |intent| matches!(intent, Intent::Unshare { object: o, .. } if *o == object))
}

/// Takes the intents that `gone` names out of `waiting` and leaves `void` in their place.
pub(crate) fn withdraw(waiting: Vec<OutItem>, writes: &mut Vec<Write>, gone: impl Fn(&Intent) -> bool) -> Vec<OutItem> {
    let (gone, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|item| gone(&item.intent));
    for item in gone {
        writes.push(Write::Put(rows::op_key(item.seq), rows::write(&OutItem { intent: Intent::Void, ..item })));
    }
    others
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// The first operations that wait, at most `limit` of them and as many as fit one request.
    pub(crate) async fn batch(
        &self,
        meta: &Meta,
        waiting: &[OutItem],
        limit: usize,
    ) -> Result<Vec<RawOperation>, JournalError> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        for item in waiting.iter().take(limit) {
            let op = match self.build(meta, item).await {
                // An operation that cannot be opened here holds up those after it, and nothing is lost meanwhile.
                Err(JournalError::Cipher(_)) => break,
                built => built?,
            };
            let raw = op.into_raw(item.seq, item.op_id);
            // JSON adds far less than 200 bytes around an operation.
            bytes += raw.size() + 200;
            if bytes > MAX_BATCH_BYTES && !batch.is_empty() {
                break;
            }
            batch.push(raw);
        }
        Ok(batch)
    }

    /// The operation for an intent. One whose content was erased becomes `void`; the server answers by number, so that
    /// an operation it took already keeps its verdict.
    async fn build(&self, meta: &Meta, item: &OutItem) -> Result<Op, JournalError> {
        Ok(match &item.intent {
            Intent::Revise { object, revision } => {
                let row = self.object_row(*object).await?;
                match row
                    .as_ref()
                    .and_then(|r| r.find(*revision))
                    .and_then(|r| r.sealed.clone().map(|sealed| (r, sealed)))
                {
                    Some((found, sealed)) => Op::Revise(Revise {
                        object: *object,
                        revision: *revision,
                        parents: found.parents.clone(),
                        key: found.key,
                        sealed,
                    }),
                    None => Op::Void,
                }
            }
            Intent::Delete { object, heads, version } => {
                Op::Delete(Delete { object: *object, heads: heads.clone(), version: *version })
            }
            Intent::Share { object, revision, version, over, setting } => {
                match self.copy(meta, *object, *revision).await? {
                    Some(copy) => Op::Share(SetShare {
                        object: *object,
                        revision: *revision,
                        version: *version,
                        over: *over,
                        setting: *setting,
                        copy: Box::new(copy),
                    }),
                    None => Op::Void,
                }
            }
            Intent::ShareSetting { kind, version, over, on } => {
                Op::ShareSetting(SetShareSetting { kind: *kind, version: *version, over: *over, on: *on })
            }
            Intent::Unshare { object, version } => Op::Unshare(StopShare { object: *object, version: *version }),
            Intent::WrapKey(wrap) => Op::WrapKey(wrap.clone()),
            Intent::Say { act, key, sealed } => self.said(meta, *act, *key, sealed).await?,
            Intent::Void => Op::Void,
            // As with a key that is not here: it holds up the operations after it, until the version that wrote it is
            // back.
            Intent::Newer(_) => return Err(CipherError.into()),
        })
    }

    /// The plaintext of a share, created now and never stored on the phone.
    async fn copy(
        &self,
        meta: &Meta,
        object: ObjectId,
        revision: domain::base::id::RevisionId,
    ) -> Result<Option<SharedCopy>, JournalError> {
        let Some(row) = self.object_row(object).await? else { return Ok(None) };
        let Some(item) = row.find(revision) else { return Ok(None) };
        if item.sealed.is_none() {
            return Ok(None);
        }
        // A key may have come with another tab or another phone; a locked entry waits rather than vanishes.
        if !self.vault.holds(item.key) {
            self.unlock().await?;
        }
        let mut record = self.open_record(meta, object, item).await.ok_or(CipherError)?;
        let names = self.names(meta, &record.body).await?;
        record.body = record.body.for_sharing();
        Ok(Some(SharedCopy { record, names }))
    }

    /// Current names of everything an entry refers to.
    async fn names(&self, meta: &Meta, body: &Body) -> Result<Names, JournalError> {
        let mut names = Names::default();
        for object in [body.target(), body.skill()].into_iter().flatten() {
            match self.shown(meta, object).await? {
                Some(Body::Target(target)) => (names.target, names.unit) = (Some(target.name), Some(target.unit)),
                Some(Body::Skill(skill)) => names.skill = Some(skill.name),
                _ => {}
            }
        }
        Ok(names)
    }

    /// The current body of an object, if it is here and can be read.
    async fn shown(&self, meta: &Meta, object: ObjectId) -> Result<Option<Body>, JournalError> {
        let Some(row) = self.object_row(object).await? else { return Ok(None) };
        let Some(head) = row.heads().last().copied().cloned() else { return Ok(None) };
        Ok(self.open_record(meta, object, &head).await.map(|r| r.body))
    }

    pub(crate) async fn object_row(&self, object: ObjectId) -> Result<Option<ObjectRow>, JournalError> {
        let snapshot = self.storage.read(Reads::keys([rows::object_key(object)])).await?;
        crate::journal::first(&snapshot, 0)
    }
}
