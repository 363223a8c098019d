//! The form of a craving. Drawn by `details.rs`, which comes with the second WASM file.

use chrono::{DateTime, FixedOffset};
use domain::base::id::ObjectId;
use domain::base::text::Note;
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use leptos::prelude::*;

use crate::kinds::when::When;

/// The form of a craving's details.
#[derive(Clone, Copy)]
pub struct Form {
    pub craving: RwSignal<Craving>,
    pub at: When,
    /// As typed; checked when it is saved.
    pub note: RwSignal<String>,
    /// The note is too long; nothing of it is lost.
    pub wrong_note: RwSignal<bool>,
}

impl Form {
    fn with(craving: Craving, at: When) -> Self {
        let note = craving.note.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default();
        Self { craving: RwSignal::new(craving), at, note: RwSignal::new(note), wrong_note: RwSignal::new(false) }
    }

    pub fn new(craving: Craving, at: DateTime<FixedOffset>) -> Self {
        Self::with(craving, When::of(at))
    }

    /// A form that nothing was picked on yet.
    pub fn empty() -> Self {
        Self::with(Craving::quick(ObjectId::from_bytes([0; 16]), Intensity::NOT_AT_ALL), When::now())
    }

    /// The part that a tap on a number saves: on the first one nothing else, later the part saved before.
    pub fn saved_part(self, first: bool) -> Craving {
        let craving = self.craving.get_untracked();
        if first { Craving::quick(craving.target, craving.intensity) } else { craving }
    }

    /// Empties the form.
    pub fn clear(self) {
        let Self { craving, note, wrong_note, .. } = self;
        craving.try_update(|c| *c = Craving::quick(c.target, c.intensity));
        note.try_set(String::new());
        wrong_note.try_set(false);
    }

    /// The craving as on the form, if the note is valid.
    pub fn finish(self) -> Option<Craving> {
        let note = Note::optional("note", &self.note.get_untracked());
        self.wrong_note.set(note.is_err());
        Some(Craving { note: note.ok()?, ..self.craving.get_untracked() })
    }
}
