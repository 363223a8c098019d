//! What the screens read: entries opened, with their states, and what waits.

use std::collections::BTreeMap;

use domain::body::{Body, Record};
use domain::id::{DeviceId, ObjectId, RevisionId};
use domain::seal::Purpose;
use domain::share::{Share, ShareState};
use domain::skill::Skill;
use domain::sync::{Change, PhoneChange, ReplyChange, SeenChange, Verdict};
use domain::target::Target;

use crate::absorb::Told;
use crate::glance::Glance;
use crate::journal::{Journal, JournalError, waiting};
use crate::outbox::latest_share;
use crate::ports::{Cipher, Reads, Storage};
use crate::rows::{self, META, Meta, OBJECTS, OPS, ObjectRow, OutItem, RevisionItem, TRAY, TrayItem};

/// Where an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// Not yet on the server.
    OnThisPhone,
    /// On the server, sealed.
    StoredPrivately,
    /// The care team may read it.
    Shared,
    /// Could not be sent.
    Refused(Verdict),
}

/// What the participant wants of the care team, and whether the server knows it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareWish {
    /// The revision that may be read, if any.
    pub pinned: Option<RevisionId>,
    /// The server has not heard of the latest act yet.
    pub waiting: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub object: ObjectId,
    /// The revision that is shown.
    pub revision: RevisionId,
    pub record: Record,
    /// All heads; more than one means that it was edited on two phones.
    pub heads: Vec<RevisionId>,
    /// What the other heads say, for the participant to choose from.
    pub others: Vec<(RevisionId, Record)>,
    pub state: EntryState,
    pub share: ShareWish,
    /// Oldest first.
    pub seen: Vec<SeenChange>,
    /// Oldest first.
    pub replies: Vec<ReplyChange>,
}

/// Everything at one moment.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Entries of every kind, newest claimed time first.
    pub entries: Vec<Entry>,
    /// In the order in which they were made.
    pub targets: Vec<(ObjectId, Target)>,
    /// The participant's own skills, in the order in which they were made.
    pub skills: Vec<(ObjectId, Skill)>,
    /// Documents as they stand, with their heads and states, for the pages that edit them.
    pub documents: Vec<Entry>,
    /// Operations that the server has not answered, and since when (ms of the phone's clock).
    pub waiting: usize,
    pub waiting_since: Option<i64>,
    /// Objects whose key this phone does not hold.
    pub locked: usize,
    /// Objects that a newer version of the app wrote.
    pub unreadable: usize,
    pub tray: Vec<TrayItem>,
    pub phones: Vec<PhoneChange>,
    /// Which of them this one is.
    pub this_phone: Option<DeviceId>,
    /// A recovery code was made for the key in use.
    pub has_code: bool,
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Reads everything. What cannot be opened is counted, never dropped.
    pub async fn look(&self) -> Result<Look, JournalError> {
        let reads = Reads::keys([META.to_owned()]).and_all(OBJECTS).and_all(OPS).and_all(TRAY).and_all(rows::TOLD).and_all(rows::WRAPS);
        let snapshot = self.storage.read(reads).await?;
        let meta: Meta = crate::journal::first(&snapshot, 0)?.ok_or(JournalError::Missing)?;
        let pending = waiting(&snapshot)?;
        let mut look = Look {
            waiting: pending.len(),
            waiting_since: pending.iter().map(|w| w.at).min(),
            this_phone: Some(meta.device),
            ..Look::default()
        };
        look.tray = under(&snapshot.scanned, TRAY).filter_map(|(_, v)| rows::read(v)).collect();
        look.has_code = under(&snapshot.scanned, rows::WRAPS).any(|(_, v)| has_code(&meta, v))
            || pending.iter().any(|w| matches!(&w.intent, rows::Intent::WrapKey(wrap) if wrap.key == meta.key));
        let mut told = self.open_told(&meta, &snapshot.scanned, &mut look.phones).await;
        for (key, value) in under(&snapshot.scanned, OBJECTS) {
            let object = key.strip_prefix(OBJECTS).and_then(|hex| hex.parse().ok());
            let (Some(object), Some(row)) = (object, rows::read::<ObjectRow>(value)) else {
                look.unreadable += 1;
                continue;
            };
            self.look_at(&meta, object, &row, &pending, &mut told, &mut look).await;
        }
        look.entries.sort_by_key(|e| std::cmp::Reverse(e.record.at));
        look.documents.sort_by_key(|d| (d.record.at, d.object));
        for document in &look.documents {
            match &document.record.body {
                Body::Target(target) => look.targets.push((document.object, target.clone())),
                Body::Skill(skill) => look.skills.push((document.object, skill.clone())),
                _ => {}
            }
        }
        self.keep_glance(&meta, Glance { targets: look.targets.clone() }).await?;
        Ok(look)
    }

    /// Adds what an object is to `look`.
    async fn look_at(&self, meta: &Meta, object: ObjectId, row: &ObjectRow, pending: &[OutItem], told: &mut ToldByObject, look: &mut Look) {
        let heads = row.heads();
        let Some(shown) = heads.last() else { return };
        let Some(record) = self.open_record(meta, object, shown).await else {
            if self.vault.holds(shown.key) {
                look.unreadable += 1;
            } else {
                look.locked += 1;
            }
            return;
        };
        let mut others = Vec::new();
        for head in heads.iter().rev().skip(1) {
            if let Some(record) = self.open_record(meta, object, head).await {
                others.push((head.revision, record));
            }
        }
        let share = wish(row, object, pending);
        let (seen, replies) = told.remove(&object).unwrap_or_default();
        let state = state(object, shown, row.share, pending, &look.tray);
        let heads = heads.iter().map(|h| h.revision).collect();
        let entries = if record.body.kind().is_entry() { &mut look.entries } else { &mut look.documents };
        entries.push(Entry { object, revision: shown.revision, record, heads, others, state, share, seen, replies });
    }

    /// Opens a revision, once; afterwards it comes from memory.
    pub(crate) async fn open_record(&self, meta: &Meta, object: ObjectId, item: &RevisionItem) -> Option<Record> {
        if let Some(known) = self.opened.borrow().get(&item.revision) {
            return known.clone();
        }
        if !self.vault.holds(item.key) {
            return None;
        }
        let bytes = self.vault.open_revision(meta.participant, object, item).await.ok()?;
        let record = Record::from_bytes(&bytes).ok();
        self.opened.borrow_mut().insert(item.revision, record.clone());
        record
    }

    async fn open_told(&self, meta: &Meta, scanned: &[(String, Vec<u8>)], phones: &mut Vec<PhoneChange>) -> ToldByObject {
        let mut by_object = ToldByObject::new();
        for (key, value) in under(scanned, rows::TOLD) {
            let change = match rows::read::<Change>(value) {
                Some(change) => Some(change),
                None => self.open_one(meta, key, value).await,
            };
            match change {
                Some(Change::Phone(phone)) => phones.push(phone),
                Some(Change::Seen(seen)) => by_object.entry(seen.object).or_default().0.push(seen),
                Some(Change::Reply(reply)) => by_object.entry(reply.object).or_default().1.push(reply),
                _ => {}
            }
        }
        for (seen, replies) in by_object.values_mut() {
            seen.sort_by_key(|s| s.at);
            replies.sort_by_key(|r| r.at);
        }
        phones.sort_by_key(|p| p.since);
        by_object
    }

    async fn open_one(&self, meta: &Meta, key: &str, value: &[u8]) -> Option<Change> {
        let told: Told = rows::read(value)?;
        let id = domain::id::from_hex(key.rsplit('/').next()?)?;
        let bytes = self.vault.open_local(Purpose::Told, told.key, meta.participant, id, &told.sealed).await.ok()?;
        rows::read(&bytes)
    }
}

type ToldByObject = BTreeMap<ObjectId, (Vec<SeenChange>, Vec<ReplyChange>)>;

fn under<'a>(scanned: &'a [(String, Vec<u8>)], prefix: &'static str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    scanned.iter().filter(move |(key, _)| key.starts_with(prefix)).map(|(key, value)| (key.as_str(), value.as_slice()))
}

fn has_code(meta: &Meta, value: &[u8]) -> bool {
    rows::read::<domain::sync::WrapperChange>(value).is_some_and(|w| w.key == meta.key && !w.wrappers.is_empty())
}

fn wish(row: &ObjectRow, object: ObjectId, pending: &[OutItem]) -> ShareWish {
    let latest = latest_share(row, object, pending);
    let pinned = latest.and_then(|s| if let ShareState::Open(revision) = s.state { Some(revision) } else { None });
    ShareWish { pinned, waiting: latest.map(|s| s.version) != row.share.map(|s| s.version) }
}

fn state(object: ObjectId, shown: &RevisionItem, share: Option<Share>, pending: &[OutItem], tray: &[TrayItem]) -> EntryState {
    if let Some(refused) = tray.iter().find(|t| t.intent.object() == Some(object)) {
        return EntryState::Refused(refused.verdict.clone());
    }
    let waits = pending.iter().any(|w| matches!(&w.intent, rows::Intent::Revise { revision, .. } if *revision == shown.revision));
    if waits || shown.known == 0 {
        EntryState::OnThisPhone
    } else if share.is_some_and(|s| matches!(s.state, ShareState::Open(_))) {
        EntryState::Shared
    } else {
        EntryState::StoredPrivately
    }
}
