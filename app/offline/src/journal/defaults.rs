//! Sharing defaults per kind of entry, and the shares they make. Each share names the setting it was made under, and
//! the server opens it only while exactly that one is on.

use domain::base::id::{ObjectId, RevisionId, ShareVersion};
use domain::entries::kinds::Kind;
use domain::sharing::{Share, ShareSetting, ShareState};
use serde::Deserialize;

use crate::journal::{Journal, JournalError, first, present, waiting};
use crate::ports::{Cipher, Reads, Snapshot, Storage, Write};
use crate::rows::{self, Intent, META, OPS, ObjectRow, OutItem, SettingRow};
use crate::sync::outbox::{queue, withdraw};

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Turns the default of a kind of entry on or off, for entries recorded from now on. Existing shares stay.
    /// Documents have no default; nothing happens.
    pub async fn set_default(&self, kind: Kind, on: bool, now: i64) -> Result<(), JournalError> {
        if !kind.is_entry() {
            return Ok(());
        }
        let meta = self.must().await?;
        let op_id = self.op_id();
        let version = ShareVersion::from_bytes(self.vault.cipher.random16());
        let key = rows::setting_key(kind);
        self.update(Reads::keys([META.to_owned(), key.clone()]).and_all(OPS), move |snapshot| {
            let meta = present(&snapshot, meta.participant)?;
            let row: Option<SettingRow> = first(&snapshot, 1)?;
            let mut writes = Vec::new();
            let mut waiting = waiting(&snapshot)?;
            if on {
                waiting = withdraw_offs(waiting, kind, &mut writes);
            }
            let current = latest_setting(row.as_ref(), kind, &waiting);
            if on && writes.is_empty() && current.is_some_and(|s| s.on) {
                return Ok((Vec::new(), ()));
            }
            if row.is_none() {
                writes.push(Write::Put(key, rows::write(&SettingRow::default())));
            }
            queue(
                meta,
                op_id,
                now,
                Intent::ShareSetting { kind, version, over: current.map(|s| s.version), on },
                &mut writes,
            );
            Ok((writes, ()))
        })
        .await
    }
}

/// The default as it will be once everything that waits has been taken.
pub(crate) fn latest_setting(row: Option<&SettingRow>, kind: Kind, waiting: &[OutItem]) -> Option<ShareSetting> {
    let pending = waiting.iter().rev().filter_map(|item| setting_of(&item.intent)).find(|setting| setting.kind == kind);
    pending.or(row.and_then(|row| row.told))
}

/// The default that an intent sets.
pub(crate) const fn setting_of(intent: &Intent) -> Option<ShareSetting> {
    match intent {
        Intent::ShareSetting { kind, version, on, .. } => {
            Some(ShareSetting { kind: *kind, version: *version, on: *on })
        }
        _ => None,
    }
}

/// Takes acts that turn the default off and still wait out of `waiting`, for the reason that unshares are withdrawn for
/// ([`crate::sync::outbox::withdraw_unshares`]): turning on must name the server's version.
pub(crate) fn withdraw_offs(waiting: Vec<OutItem>, kind: Kind, writes: &mut Vec<Write>) -> Vec<OutItem> {
    withdraw(waiting, writes, |intent| setting_of(intent).is_some_and(|setting| setting.kind == kind && !setting.on))
}

/// A waiting act that bears on sharing: an [`OutItem`] read without its other forms, which the first file has no other
/// need for. Any other form fails to parse.
#[derive(Deserialize)]
struct Acted {
    intent: Act,
}

#[derive(Deserialize)]
struct Act {
    share: Option<Set>,
    unshare: Option<Set>,
    share_setting: Option<ShareSetting>,
}

#[derive(Deserialize)]
struct Set {
    object: ObjectId,
    version: ShareVersion,
    revision: Option<RevisionId>,
}

impl Act {
    fn of(&self, object: ObjectId) -> Option<Share> {
        let set = self.share.as_ref().or(self.unshare.as_ref()).filter(|set| set.object == object)?;
        Some(Share { version: set.version, state: set.revision.map_or(ShareState::Closed, ShareState::Open) })
    }
}

/// A revision of an entry that is about to be written.
pub(crate) struct Written<'a> {
    pub object: ObjectId,
    pub revision: RevisionId,
    /// The revisions it builds on; empty for a new entry.
    pub seen: &'a [RevisionId],
    pub kind: Kind,
    /// The row before it.
    pub row: &'a ObjectRow,
}

impl Written<'_> {
    /// The share that the default makes of it, under `version`: of a new entry always, of an edit if its base is
    /// shared. An entry that was unshared or deleted stays private.
    pub fn share(&self, snapshot: &Snapshot, setting: Option<SettingRow>, version: ShareVersion) -> Option<Intent> {
        let acts: Vec<Act> = snapshot
            .scanned
            .iter()
            .filter_map(|(_, value)| rows::read::<Acted>(value))
            .map(|acted| acted.intent)
            .collect();
        let pending = acts.iter().rev().filter_map(|act| act.share_setting).find(|s| s.kind == self.kind);
        let setting = pending.or(setting.and_then(|row| row.told)).filter(|s| s.on)?;
        let latest = acts.iter().rev().find_map(|act| act.of(self.object)).or(self.row.share);
        let follows = match latest.map(|s| s.state) {
            None => self.seen.is_empty(),
            Some(ShareState::Open(pinned)) => self.seen.contains(&pinned) && !self.row.tombstones.contains(&pinned),
            Some(ShareState::Closed) => false,
        };
        let over = latest.map(|s| s.version);
        let (object, revision, setting) = (self.object, self.revision, Some(setting.version));
        follows.then_some(Intent::Share { object, revision, version, over, setting })
    }
}
