//! The data that pages read: opened entries with their states, and waiting operations.

pub mod entry;
pub(crate) mod memory;
pub mod notes;
mod refresh;
pub mod schedule;
mod show;
pub mod start_cache;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::id::{DeviceId, ObjectId};
use domain::contacts::contact::{AT_HAND, Contact};
use domain::entries::body::Body;
use domain::entries::kinds::Kind;
use domain::skills::skill::Skill;
use domain::sync::PhoneChange;
use domain::targets::target::Target;

use self::entry::Entry;
use self::memory::Memory;
use self::notes::Changed;
use self::schedule::Times;
use self::show::{Shown, Unsent, show};
use crate::journal::defaults::{latest_setting, setting_of};
use crate::journal::{Journal, JournalError, waiting};
use crate::ports::{Cipher, Reads, Storage};
use crate::rows::{self, Glance, LATER, LaterItem, META, Meta, OPS, OutItem, SettingRow, TRAY, TrayItem};

/// The sharing default of a kind, and whether the server knows it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefaultWish {
    pub kind: Kind,
    pub on: bool,
    /// The server has not heard of the latest act yet.
    pub waiting: bool,
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
    /// The participant's people to call, in the order in which they were made.
    pub contacts: Vec<(ObjectId, Contact)>,
    /// Current documents, with their heads and states, for the pages that edit them.
    pub documents: Vec<Arc<Entry>>,
    /// Operations that the server has not answered, and since when (ms of the phone's clock).
    pub waiting: usize,
    pub waiting_since: Option<i64>,
    /// Objects whose key this phone does not hold.
    pub locked: usize,
    /// Objects that a newer version of the app wrote.
    pub unreadable: usize,
    /// Changes from the server that this version of the app does not know: they may be about sharing.
    pub newer: usize,
    pub tray: Vec<TrayItem>,
    /// The sharing default of every kind of entries.
    pub defaults: Vec<DefaultWish>,
    pub phones: Vec<PhoneChange>,
    /// Id of this phone among them.
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

    /// A document that is there.
    pub fn document(&self, object: ObjectId) -> Option<&Arc<Entry>> {
        self.documents.iter().find(|document| document.object == object)
    }

    /// A target that can be shown, archived or not.
    pub fn target(&self, object: ObjectId) -> Option<&Target> {
        self.targets.iter().find(|(known, _)| *known == object).map(|(_, target)| target)
    }

    /// A person to call, unless deleted.
    pub fn contact(&self, object: ObjectId) -> Option<&Contact> {
        self.contacts.iter().find(|(known, _)| *known == object).map(|(_, contact)| contact)
    }

    /// The people under *Help*: the first that were put there. Phones that put others there at the same time make more.
    pub fn at_hand(&self) -> impl Iterator<Item = &(ObjectId, Contact)> {
        self.contacts.iter().filter(|(_, contact)| contact.at_hand && contact.number.is_some()).take(AT_HAND)
    }

    /// True if new entries of a kind are shared automatically.
    pub fn shares(&self, kind: Kind) -> bool {
        self.defaults.iter().any(|wish| wish.kind == kind && wish.on)
    }
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Reads the changes since the last look and returns everything. Objects it cannot open are counted, never dropped.
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
        // Operations to be sent again later count as waiting too.
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
        let Shown { entries, documents, locked, unreadable } = show(&mut memory, &Unsent::of(&pending, &tray));
        (look.entries, look.documents, look.locked) = (entries, documents, locked);
        look.unreadable += unreadable;
        look.tray = tray;
        look.entries.sort_by_key(|e| std::cmp::Reverse(e.record.at));
        look.documents.sort_by_key(|d| (d.record.at, d.object));
        for document in &look.documents {
            match &document.record.body {
                Body::Target(target) => look.targets.push((document.object, target.clone())),
                Body::Skill(skill) => look.skills.push((document.object, skill.clone())),
                Body::Contact(contact) => look.contacts.push((document.object, contact.clone())),
                _ => {}
            }
        }
        let shares_cravings = look.shares(Kind::Craving);
        self.keep_glance(&meta, Glance { targets: look.targets.clone(), shares_cravings }).await?;
        Ok(look)
    }
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
