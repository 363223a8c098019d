//! Saves a craving: the number at its tap, the details when they are done.

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::{CravingRecord, Plain};
use domain::entries::intensity::Intensity;
use leptos::prelude::*;

use crate::kinds::craving::form::Form;
use crate::shell::form::writing::Writing;
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::shell::router::Address;

/// The saved entry and its current head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub object: ObjectId,
    pub revision: RevisionId,
}

/// State of the page besides the content of its form.
#[derive(Clone, Copy)]
pub struct State {
    pub saved: RwSignal<Option<Saved>>,
    pub picked: RwSignal<Option<Intensity>>,
    pub target: RwSignal<Option<ObjectId>>,
    pub undone: RwSignal<bool>,
    /// The taps on a number, and whatever follows them.
    pub writing: Writing,
    /// Something on the form is not in the journal yet.
    pub dirty: RwSignal<bool>,
    /// The form shows a draft left unfinished a moment ago.
    pub restored: RwSignal<bool>,
    /// An older draft is not dealt with yet.
    pub older: RwSignal<bool>,
    /// Ends the details, once they are there.
    end: StoredValue<Option<Callback<After>>>,
}

impl State {
    pub fn new(phone: Phone) -> Self {
        Self {
            saved: RwSignal::default(),
            picked: RwSignal::default(),
            target: RwSignal::default(),
            undone: RwSignal::default(),
            writing: Writing::new(phone),
            dirty: RwSignal::default(),
            restored: RwSignal::default(),
            older: RwSignal::default(),
            end: StoredValue::default(),
        }
    }

    pub fn ends_with(self, end: impl Fn(After) + Send + Sync + 'static) {
        self.end.set_value(Some(Callback::new(end)));
    }

    /// Saves the details and continues.
    pub fn end(self, after: After) {
        if let Some(end) = self.end.get_value() {
            end.run(after);
        }
    }
}

/// Saves number and target: one write at a time, and the latest choice last, so that two quick taps are one craving.
pub fn saver(form: Form, state: State) -> impl Fn() + Copy + Send + Sync {
    let State { saved, picked, target, writing, .. } = state;
    let trouble = writing.trouble;
    move || {
        writing.latest(
            move |port| {
                Box::pin(async move {
                    let (Some(step), Some(target)) = (picked.get_untracked(), target.get_untracked()) else {
                        return false;
                    };
                    form.craving.update(|c| {
                        c.intensity = step;
                        c.target = target;
                    });
                    let first = saved.get_untracked();
                    if first.is_none() {
                        form.at.set(port.local_now());
                    }
                    let craving = CravingRecord::new(untrack(|| form.at.get()), form.saved_part(first.is_none()));
                    let record = Plain::from(&craving);
                    let done = match first {
                        None => port.record(record).await.map(|(object, revision)| Saved { object, revision }),
                        Some(s) => port
                            .revise(s.object, vec![s.revision], record)
                            .await
                            .map(|revision| Saved { revision, ..s }),
                    };
                    // The page may be gone by now; what was saved is saved.
                    trouble.try_set(done.as_ref().err().cloned());
                    match done {
                        Ok(now) => drop(saved.try_set(Some(now))),
                        Err(_) => drop(picked.try_set(None)),
                    }
                    true
                })
            },
            || (),
        );
    }
}

/// Next step after the details were saved.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// To the entry.
    Show,
    /// An empty form.
    Anew,
    /// Nothing: the page is gone already.
    Left,
}

/// Saves the details and continues; leaving the page in any other way saves them too.
pub fn finish(phone: Phone, form: Form, state: State) -> impl Fn(After) + Copy + Send + Sync {
    let address = StoredValue::new(Address::here());
    let ending = state.writing.beside();
    let go_on = move |after: After, object: ObjectId| match after {
        After::Show => {
            address.with_value(|address| address.go(&paths::entry_path(object)));
        }
        After::Anew => {
            state.saved.set(None);
            state.picked.set(None);
            state.restored.set(false);
            form.clear();
        }
        After::Left => {}
    };
    let save = move |after: After| {
        let Some(s) = state.saved.get_untracked() else { return };
        if !state.dirty.get_untracked() && !form.at.is_missing() {
            return go_on(after, s.object);
        }
        let Some((at, craving)) = form.at.sure(phone.local_now(), form.finish()) else { return };
        let record = Plain::from(&CravingRecord::new(at, craving));
        ending.run(
            |port, _| port.revise(s.object, vec![s.revision], record),
            move |_| {
                phone.ask(|port| port.keep_draft(None));
                state.dirty.try_set(false);
                go_on(after, s.object);
            },
        );
    };
    form.at.on_sure(move || save(After::Show));
    on_cleanup(move || save(After::Left));
    save
}
