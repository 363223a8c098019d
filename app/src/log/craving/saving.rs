//! Saves a craving: the number at its tap, the details when they are done.

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::{Body, Record};
use domain::entries::intensity::Intensity;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::kinds::craving::form::Form;
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::shell::ports::Trouble;
use crate::shell::router::Address;

/// The saved entry and its current head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub object: ObjectId,
    pub revision: RevisionId,
}

/// State of the page besides the content of its form.
#[derive(Clone, Copy, Default)]
pub struct State {
    pub saved: RwSignal<Option<Saved>>,
    pub picked: RwSignal<Option<Intensity>>,
    pub target: RwSignal<Option<ObjectId>>,
    pub undone: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
    /// Something on the form is not in the journal yet.
    pub dirty: RwSignal<bool>,
    /// The form shows a draft left unfinished a moment ago.
    pub restored: RwSignal<bool>,
    /// An older draft is not dealt with yet.
    pub older: RwSignal<bool>,
}

/// Saves number and target: one write at a time, and the latest choice last, so that two quick taps are one craving.
pub fn saver(phone: Phone, form: Form, state: State) -> impl Fn() + Copy + Send + Sync {
    let State { saved, picked, target, trouble, .. } = state;
    let (busy, again) = (RwSignal::new(false), RwSignal::new(false));
    move || {
        if busy.get_untracked() {
            return again.set(true);
        }
        busy.set(true);
        phone.ask(|port| {
            spawn_local(async move {
                loop {
                    again.try_set(false);
                    let (Some(step), Some(target)) = (picked.get_untracked(), target.get_untracked()) else { break };
                    form.craving.update(|c| {
                        c.intensity = step;
                        c.target = target;
                    });
                    let first = saved.get_untracked();
                    if first.is_none() {
                        form.at.set(port.local_now());
                    }
                    let record = Record::new(form.at.get_untracked(), Body::Craving(form.saved_part(first.is_none())));
                    let done = match first {
                        None => port.record(record.body).await.map(|(object, revision)| Saved { object, revision }),
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
                    if again.try_get_untracked() != Some(true) {
                        break;
                    }
                }
                busy.try_set(false);
            });
        });
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
        if !state.dirty.get_untracked() {
            return go_on(after, s.object);
        }
        let Some(craving) = form.finish() else { return };
        let record = Record::new(form.at.get_untracked(), Body::Craving(craving));
        phone.ask(|port| {
            spawn_local(async move {
                match port.revise(s.object, vec![s.revision], record).await {
                    Ok(_) => {
                        port.keep_draft(None);
                        state.dirty.try_set(false);
                        go_on(after, s.object);
                    }
                    Err(why) => drop(state.trouble.try_set(Some(why))),
                }
            });
        });
    };
    on_cleanup(move || save(After::Left));
    save
}
