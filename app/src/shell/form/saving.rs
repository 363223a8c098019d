//! A form that is saved as an entry of its own with one tap, and may be taken back as long as it is on the screen.

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::Record;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::draft::FormDraft;
use super::writing::Writing;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;

#[derive(Clone, Copy)]
pub struct Saving {
    pub writing: Writing,
    pub draft: FormDraft,
    /// The saved entry, and its head.
    pub saved: RwSignal<Option<(ObjectId, RevisionId)>>,
    pub undone: RwSignal<bool>,
}

impl Saving {
    /// `typed` reads all values of the form, and `fill` sets them again after a reload.
    pub fn new<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static>(
        phone: Phone,
        form: FormId,
        typed: impl Fn() -> T + Copy + Send + Sync + 'static,
        fill: impl Fn(T) + Copy + Send + Sync + 'static,
    ) -> Self {
        let saved = RwSignal::new(None);
        let draft = FormDraft::of(phone, Signal::derive(move || saved.get().is_some()), form, typed, fill);
        Self { writing: Writing::new(phone), draft, saved, undone: RwSignal::new(false) }
    }

    pub fn is_saved(self) -> Signal<bool> {
        Signal::derive(move || self.saved.get().is_some())
    }

    /// Saves it.
    pub fn save(self, record: Record) {
        let Self { writing, draft, saved, undone } = self;
        let forget = draft.forgetting();
        writing.run(
            |_, late| late.record_at(record),
            move |done| {
                saved.try_set(Some(done));
                undone.try_set(false);
                forget();
            },
        );
    }

    pub fn undo(self) {
        let Self { writing, saved, undone, .. } = self;
        let Some((object, revision)) = saved.get_untracked() else { return };
        writing.run(
            |port, _| port.delete(object, vec![revision]),
            move |()| {
                saved.try_set(None);
                undone.try_set(true);
            },
        );
    }
}
