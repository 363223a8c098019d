//! A form that is saved as an entry of its own with one tap, and may be taken back as long as it is on the screen.

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::Record;
use leptos::prelude::*;

use super::phone::Phone;
use super::ports::Trouble;
use super::run::run;

#[derive(Clone, Copy)]
pub struct Saving {
    phone: Phone,
    /// The saved entry, and its head.
    pub saved: RwSignal<Option<(ObjectId, RevisionId)>>,
    pub undone: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Saving {
    pub fn new(phone: Phone) -> Self {
        Self { phone, saved: RwSignal::new(None), undone: RwSignal::new(false), trouble: RwSignal::new(None) }
    }

    pub fn is_saved(self) -> Signal<bool> {
        Signal::derive(move || self.saved.get().is_some())
    }

    /// Saves it; `then` runs once it is on this phone.
    pub fn save(self, record: Record, then: impl FnOnce() + 'static) {
        let Self { phone, saved, undone, trouble } = self;
        run(
            phone,
            trouble,
            |_, late| late.record_at(record),
            move |done| {
                saved.try_set(Some(done));
                undone.try_set(false);
                then();
            },
        );
    }

    pub fn undo(self) {
        let Self { phone, saved, undone, trouble } = self;
        let Some((object, revision)) = saved.get_untracked() else { return };
        run(
            phone,
            trouble,
            |port, _| port.delete(object, vec![revision]),
            move |()| {
                saved.try_set(None);
                undone.try_set(true);
            },
        );
    }
}
