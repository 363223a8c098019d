//! What the screens read: entries opened, with their states, and what waits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::body::{Body, Record};
use domain::id::{DeviceId, ObjectId, RevisionId};
use domain::kind::Kind;
use domain::share::{Share, ShareState};
use domain::skill::Skill;
use domain::sync::{PhoneChange, ReplyChange, SeenChange, Verdict};
use domain::target::Target;

use crate::defaults::{latest_setting, setting_of};
use crate::glance::Glance;
use crate::journal::{Journal, JournalError, waiting};
use crate::memory::{Changed, Closed, Content, Held, Memory};
use crate::outbox::share_of;
use crate::ports::{Cipher, Reads, Storage};
use crate::rows::{self, LATER, LaterItem, META, Meta, OPS, OutItem, SettingRow, TRAY, TrayItem};
use crate::times::Times;

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

/// Whether new entries of a kind are shared by themselves, and whether the server knows it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefaultWish {
    pub kind: Kind,
    pub on: bool,
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Entries of every kind, newest claimed time first.
    pub entries: Vec<Arc<Entry>>,
    /// In the order in which they were made.
    pub targets: Vec<(ObjectId, Target)>,
    /// The participant's own skills, in the order in which they were made.
    pub skills: Vec<(ObjectId, Skill)>,
    /// Documents as they stand, with their heads and states, for the pages that edit them.
    pub documents: Vec<Arc<Entry>>,
    /// Operations that the server has not answered, and since when (ms of the phone's clock).
    pub waiting: usize,
    pub waiting_since: Option<i64>,
    /// Objects whose key this phone does not hold.
    pub locked: usize,
    /// Objects that a newer version of the app wrote.
    pub unreadable: usize,
    /// What the server told and this version of the app does not know: it may be about sharing.
    pub newer: usize,
    pub tray: Vec<TrayItem>,
    /// The sharing default of every kind of entries.
    pub defaults: Vec<DefaultWish>,
    pub phones: Vec<PhoneChange>,
    /// Which of them this one is.
    pub this_phone: Option<DeviceId>,
    /// A recovery code was made for the key in use.
    pub has_code: bool,
    pub times: Times,
}

impl Look {
    /// An entry that can be shown.
    pub fn entry(&self, object: ObjectId) -> Option<&Arc<Entry>> {
        self.entries.iter().find(|entry| entry.object == object)
    }

    /// Whether new entries of a kind are shared by themselves.
    pub fn shares(&self, kind: Kind) -> bool {
        self.defaults.iter().any(|wish| wish.kind == kind && wish.on)
    }
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Reads what changed since the last look and answers everything. What cannot be opened is counted, never dropped.
    pub async fn look(&self) -> Result<Look, JournalError> {
        let mut memory = self.memory.lock().await;
        let prefixes = [OPS, LATER, TRAY, rows::WRAPS, rows::SETTINGS];
        let reads = prefixes.into_iter().fold(Reads::keys([META.to_owned()]), Reads::and_all);
        let snapshot = self.storage.read(reads).await?;
        let Some(meta) = crate::journal::first::<Meta>(&snapshot, 0)? else {
            // Nothing of it may stay in memory.
            *memory = Memory::default();
            self.heard(Changed::Everything);
            return Err(JournalError::Missing);
        };
        self.refresh(&mut memory, &meta).await?;
        let mut pending = waiting(&snapshot)?;
        // What has to be sent again later waits as well.
        pending.extend(under(&snapshot.scanned, LATER).filter_map(|(_, v)| Some(rows::read::<LaterItem>(v)?.into())));
        let mut look = Look {
            waiting: pending.len(),
            waiting_since: pending.iter().map(|w| w.at).min(),
            this_phone: Some(meta.device),
            unreadable: memory.strange.len(),
            newer: memory.newer.len(),
            phones: memory.phones.values().cloned().collect(),
            defaults: defaults(&snapshot.scanned, &pending),
            ..Look::default()
        };
        look.phones.sort_by_key(|p| p.since);
        let tray: Vec<TrayItem> = under(&snapshot.scanned, TRAY).filter_map(|(_, v)| rows::read(v)).collect();
        look.has_code = under(&snapshot.scanned, rows::WRAPS).any(|(_, v)| has_code(&meta, v))
            || pending.iter().any(|w| matches!(&w.intent, rows::Intent::WrapKey(wrap) if wrap.key == meta.key));
        let says = self.all_said(&meta, &pending).await;
        look.times = Times::of(memory.times.values(), says);
        show(&mut memory, &Unsent::of(&pending, &tray), &mut look);
        look.tray = tray;
        look.entries.sort_by_key(|e| std::cmp::Reverse(e.record.at));
        look.documents.sort_by_key(|d| (d.record.at, d.object));
        for document in &look.documents {
            match &document.record.body {
                Body::Target(target) => look.targets.push((document.object, target.clone())),
                Body::Skill(skill) => look.skills.push((document.object, skill.clone())),
                _ => {}
            }
        }
        let shares_cravings = look.shares(Kind::Craving);
        self.keep_glance(&meta, Glance { targets: look.targets.clone(), shares_cravings }).await?;
        Ok(look)
    }
}

/// What the server has not answered or has refused, by what it is about.
#[derive(Default)]
struct Unsent<'a> {
    revisions: BTreeSet<RevisionId>,
    /// The latest act of sharing that waits.
    shares: BTreeMap<ObjectId, Share>,
    refused: BTreeMap<ObjectId, &'a Verdict>,
}

impl<'a> Unsent<'a> {
    fn of(pending: &[OutItem], tray: &'a [TrayItem]) -> Self {
        let mut unsent = Self::default();
        for item in pending {
            if let rows::Intent::Revise { revision, .. } = &item.intent {
                unsent.revisions.insert(*revision);
            }
            if let Some((object, share)) = share_of(&item.intent) {
                unsent.shares.insert(object, share);
            }
        }
        for item in tray.iter().rev() {
            if let Some(object) = item.intent.object() {
                unsent.refused.insert(object, &item.verdict);
            }
        }
        unsent
    }
}

/// Adds every object to `look`, in the form it was shown last if nothing about it changed.
fn show(memory: &mut Memory, unsent: &Unsent<'_>, look: &mut Look) {
    let Memory { objects, seen, replies, .. } = memory;
    for (object, held) in objects {
        let content = match &held.content {
            Ok(content) => content,
            Err(Closed::Locked) => {
                look.locked += 1;
                continue;
            }
            Err(Closed::Unreadable) => {
                look.unreadable += 1;
                continue;
            }
        };
        let (state, share) = (state(*object, held, content, unsent), wish(*object, held, unsent));
        let (seen, replies) = (by_time(seen.get(object), |s| s.at), by_time(replies.get(object), |r| r.at));
        let same = held.shown.as_ref().filter(|shown| {
            shown.revision == content.revision
                && shown.heads == content.heads
                && shown.others == content.others
                && (&shown.state, shown.share) == (&state, share)
                && (&shown.seen, &shown.replies) == (&seen, &replies)
        });
        let entry = same.cloned().unwrap_or_else(|| {
            let Content { revision, record, heads, others } = content;
            let (record, heads, others) = (record.clone(), heads.clone(), others.clone());
            Arc::new(Entry { object: *object, revision: *revision, record, heads, others, state, share, seen, replies })
        });
        held.shown = Some(Arc::clone(&entry));
        if entry.record.body.kind().is_entry() { look.entries.push(entry) } else { look.documents.push(entry) }
    }
}

fn by_time<T: Clone, K: Ord>(rows: Option<&BTreeMap<String, T>>, at: impl Fn(&T) -> K) -> Vec<T> {
    let mut rows: Vec<T> = rows.into_iter().flat_map(BTreeMap::values).cloned().collect();
    rows.sort_by_key(at);
    rows
}

fn under<'a>(scanned: &'a [(String, Vec<u8>)], prefix: &'static str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    scanned.iter().filter(move |(key, _)| key.starts_with(prefix)).map(|(key, value)| (key.as_str(), value.as_slice()))
}

fn defaults(scanned: &[(String, Vec<u8>)], pending: &[OutItem]) -> Vec<DefaultWish> {
    let told: BTreeMap<&str, SettingRow> =
        under(scanned, rows::SETTINGS).filter_map(|(key, value)| Some((key, rows::read(value)?))).collect();
    let wish = |kind: Kind| {
        let row = told.get(rows::setting_key(kind).as_str());
        let waiting = pending.iter().any(|item| setting_of(&item.intent).is_some_and(|s| s.kind == kind));
        DefaultWish { kind, on: latest_setting(row, kind, pending).is_some_and(|s| s.on), waiting }
    };
    Kind::ALL.iter().copied().filter(|kind| kind.is_entry()).map(wish).collect()
}

fn has_code(meta: &Meta, value: &[u8]) -> bool {
    rows::read::<domain::sync::WrapperChange>(value).is_some_and(|w| w.key == meta.key && !w.wrappers.is_empty())
}

fn wish(object: ObjectId, held: &Held, unsent: &Unsent<'_>) -> ShareWish {
    let latest = unsent.shares.get(&object).copied().or(held.share);
    let pinned = latest.and_then(|s| if let ShareState::Open(revision) = s.state { Some(revision) } else { None });
    ShareWish { pinned, waiting: latest.map(|s| s.version) != held.share.map(|s| s.version) }
}

fn state(object: ObjectId, held: &Held, shown: &Content, unsent: &Unsent<'_>) -> EntryState {
    if let Some(verdict) = unsent.refused.get(&object) {
        return EntryState::Refused((*verdict).clone());
    }
    if unsent.revisions.contains(&shown.revision) || !held.known {
        EntryState::OnThisPhone
    } else if held.share.is_some_and(|s| matches!(s.state, ShareState::Open(_))) {
        EntryState::Shared
    } else {
        EntryState::StoredPrivately
    }
}
