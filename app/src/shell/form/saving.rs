//! A form that is saved as an entry of its own with one tap, and may be taken back as long as it is on the screen.

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::Record;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Form;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;

#[derive(Clone, Copy)]
pub struct Saving {
    pub form: Form,
    /// The saved entry, and its head.
    pub saved: RwSignal<Option<(ObjectId, RevisionId)>>,
    pub undone: RwSignal<bool>,
}

impl Saving {
    /// As [`Form::new`].
    pub fn new<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static>(
        phone: Phone,
        form: FormId,
        typed: impl Fn() -> T + Copy + Send + Sync + 'static,
        fill: impl Fn(T) + Copy + Send + Sync + 'static,
    ) -> Self {
        let form = Form::new(phone, form, typed, fill);
        Self { form, saved: RwSignal::new(None), undone: RwSignal::new(false) }
    }

    pub fn is_saved(self) -> Signal<bool> {
        Signal::derive(move || self.saved.get().is_some())
    }

    /// Saves it.
    pub fn save(self, record: Record) {
        let Self { form, saved, undone } = self;
        form.save(
            |port, _| port.record(record.into()),
            move |done| {
                saved.try_set(Some(done));
                undone.try_set(false);
            },
        );
    }

    pub fn undo(self) {
        let Self { form, saved, undone } = self;
        let Some((object, revision)) = saved.get_untracked() else { return };
        form.writing.run(
            |port, _| port.delete(object, vec![revision]),
            move |()| {
                form.reopen();
                saved.try_set(None);
                undone.try_set(true);
            },
        );
    }
}
