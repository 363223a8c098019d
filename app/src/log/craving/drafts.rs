//! The draft of a craving's details: kept at every change, restored after a reload.

use chrono::{DateTime, FixedOffset};
use domain::base::moment;
use domain::base::text::Note;
use domain::entries::body::{Body, CravingRecord, Plain};
use domain::entries::craving::Craving;
use leptos::prelude::*;

use super::saving::{Saved, State};
use crate::entries::recovered_draft::settled;
use crate::kinds::craving::form::Form;
use crate::shell::form::writing::read;
use crate::shell::phone::Phone;
use crate::shell::ports::Port;
use crate::shell::ports::drafts::Draft;

/// A draft is restored for this long. An older one is saved to its entry, so that the form is free.
const DRAFT_LIFE_MS: i64 = 10 * 60 * 1000;

/// Restores the draft found when the page was opened, so that a reload loses nothing.
pub fn restore(phone: Phone, form: Form, state: State) {
    let mut left = false;
    phone.ask(|port| left = port.has_draft());
    if !left {
        return;
    }
    // There is one place for a draft: until the old one is dealt with, nothing may be written over it.
    state.older.set(true);
    phone.once_ready(move |late| {
        let drafted = late.draft();
        phone.ask(|port| {
            let taking_up =
                Box::pin(async move { Ok(take_up(phone, form, state, &*port, drafted.await.ok().flatten()).await) });
            read(taking_up, move |done| {
                if done == Ok(true) {
                    state.older.try_set(false);
                }
            });
        });
    });
}

/// True if the draft is dealt with; if not, it stays for the next time.
pub async fn take_up(phone: Phone, form: Form, state: State, port: &dyn Port, draft: Option<Draft>) -> bool {
    let Some(draft) = draft else { return true };
    let craving = draft.record.craving().clone();
    let Some(entry) = phone.look.with_untracked(|l| l.entry(draft.object).cloned()) else {
        // Locked entries may come back with a key; a deleted one does not.
        if phone.look.with_untracked(|l| l.locked == 0) {
            port.keep_draft(None);
        }
        return true;
    };
    // None: the page is gone. Some number: somebody was quicker with the next craving than the phone.
    let Some(picked) = state.picked.try_get_untracked() else { return false };
    // Never without the note: if it cannot be saved, the participant sees it and decides.
    if let Ok(note) = Note::optional("note", &draft.note) {
        let record = CravingRecord::new(draft.record.at, Craving { note, ..craving.clone() });
        let now = port.local_now();
        // A time that nobody means is asked about first.
        let old = (now.timestamp_millis() - draft.kept > DRAFT_LIFE_MS || picked.is_some())
            && !moment::is_unlikely(record.at, now);
        let same = entry.record.at == record.at
            && matches!(&entry.record.body, Body::Craving(craving) if craving == record.craving());
        if settled(port, &entry, draft.base, same, Plain::from(&record), old).await {
            port.keep_draft(None);
            return true;
        }
    }
    if state.picked.try_get_untracked() != Some(None) {
        return false;
    }
    // On top of its base: if that was edited meanwhile, both versions are kept.
    state.saved.set(Some(Saved { object: draft.object, revision: draft.base }));
    state.picked.set(Some(craving.intensity));
    state.target.set(Some(craving.target));
    state.restored.set(true);
    form.at.choose(draft.record.at);
    form.note.set(draft.note);
    form.craving.set(craving);
    state.dirty.set(true);
    true
}

/// Keeps the content of the form, sealed, at every change after the first save.
pub fn keep_draft(phone: Phone, form: Form, state: State) {
    Effect::new(move |before: Option<(Craving, String, DateTime<FixedOffset>)>| {
        let now = (form.craving.get(), form.note.get(), form.at.get());
        let at = now.2;
        let (saved_at, older) = (state.saved.get(), state.older.get());
        // The number is saved by its own tap; later changes make a draft, and a draft follows the number.
        let alike = |b: &(Craving, String, DateTime<FixedOffset>)| {
            (Craving { intensity: now.0.intensity, target: now.0.target, ..b.0.clone() }, &b.1, b.2)
                == (now.0.clone(), &now.1, now.2)
        };
        let changed = before.is_some_and(|b| !alike(&b) && b.2 != DateTime::UNIX_EPOCH) || state.dirty.get_untracked();
        if let (Some(s), true) = (saved_at, changed) {
            state.dirty.set(true);
            let record = CravingRecord::new(at, now.0.clone());
            if older {
                return now;
            }
            phone.ask(|port| {
                let kept = port.local_now().timestamp_millis();
                port.keep_draft(Some(Draft { object: s.object, base: s.revision, record, note: now.1.clone(), kept }));
            });
        }
        now
    });
}
