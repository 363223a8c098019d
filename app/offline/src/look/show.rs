//! Builds the shown entries from the rows read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::base::id::{ObjectId, RevisionId};
use domain::sharing::{Share, ShareState};
use domain::sync::Verdict;

use super::entry::{Entry, EntryState, ShareWish};
use super::memory::{Closed, Content, Held, Memory};
use crate::rows::{self, OutItem, TrayItem};
use crate::sync::outbox::share_of;

/// Operations that the server has not answered or has refused, by their subject.
#[derive(Default)]
pub(super) struct Unsent<'a> {
    revisions: BTreeSet<RevisionId>,
    /// The latest act of sharing that waits.
    shares: BTreeMap<ObjectId, Share>,
    refused: BTreeMap<ObjectId, &'a Verdict>,
}

impl<'a> Unsent<'a> {
    pub fn of(pending: &[OutItem], tray: &'a [TrayItem]) -> Self {
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

/// Every object that there is.
#[derive(Default)]
pub(super) struct Shown {
    pub entries: Vec<Arc<Entry>>,
    pub documents: Vec<Arc<Entry>>,
    pub locked: usize,
    pub unreadable: usize,
}

/// Shows every object, in the form it was shown last if nothing about it changed.
pub(super) fn show(memory: &mut Memory, unsent: &Unsent<'_>) -> Shown {
    let mut look = Shown::default();
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
    look
}

fn by_time<T: Clone, K: Ord>(rows: Option<&BTreeMap<String, T>>, at: impl Fn(&T) -> K) -> Vec<T> {
    let mut rows: Vec<T> = rows.into_iter().flat_map(BTreeMap::values).cloned().collect();
    rows.sort_by_key(at);
    rows
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
