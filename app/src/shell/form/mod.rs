//! Forms of the phone: everything that they have in common. A form that saves something new with one tap is a
//! [`saving::Saving`]; one with *Save* and *Cancel* is a [`Form`]; both write by [`writing::Writing`], and keep the
//! typed text by [`draft::FormDraft`].

pub mod complaint;
pub mod document;
pub mod draft;
pub mod save_or_cancel;
pub mod saving;
pub mod writing;

use std::rc::Rc;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::draft::FormDraft;
use self::writing::Writing;
use super::phone::Phone;
use super::ports::drafts::FormId;
use super::ports::{LatePort, Port, Trouble, Working};

/// A form that ends when it was saved, or when it is not wanted anymore.
#[derive(Clone, Copy)]
pub struct Form {
    pub writing: Writing,
    pub draft: FormDraft,
    ended: RwSignal<bool>,
}

impl Form {
    /// `typed` reads all values of the form, and `fill` sets them again after a reload.
    pub fn new<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static>(
        phone: Phone,
        form: FormId,
        typed: impl Fn() -> T + Copy + Send + Sync + 'static,
        fill: impl Fn(T) + Copy + Send + Sync + 'static,
    ) -> Self {
        let ended = RwSignal::new(false);
        let draft = FormDraft::of(phone, ended.into(), form, typed, fill);
        Self { writing: Writing::new(phone), draft, ended }
    }

    pub fn trouble(self) -> RwSignal<Option<Trouble>> {
        self.writing.trouble
    }

    /// Saves it; `then` runs once it is on this phone.
    pub fn save<T: 'static>(
        self,
        what: impl FnOnce(&Rc<dyn Port>, &Rc<dyn LatePort>) -> Working<T>,
        then: impl FnOnce(T) + 'static,
    ) {
        let (ended, forget) = (self.ended, self.draft.forgetting());
        self.writing.run(what, move |done| {
            ended.try_set(true);
            forget();
            then(done);
        });
    }

    /// The same for a form that goes on empty: `then` empties it.
    pub fn save_on<T: 'static>(
        self,
        what: impl FnOnce(&Rc<dyn Port>, &Rc<dyn LatePort>) -> Working<T>,
        then: impl FnOnce(T) + 'static,
    ) {
        let forget = self.draft.forgetting();
        self.writing.run(what, move |done| {
            then(done);
            self.draft.begin_anew();
            forget();
        });
    }

    /// What it saved was taken back: it goes on, and so does its draft.
    fn reopen(self) {
        self.ended.try_set(false);
    }

    /// It is not wanted anymore, nor is its draft.
    pub fn cancel(self) {
        self.ended.set(true);
        self.draft.forgetting()();
    }
}
