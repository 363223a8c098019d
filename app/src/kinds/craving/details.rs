//! Optional details of a craving besides its strength.

use chrono::{DateTime, FixedOffset};
use domain::base::id::ObjectId;
use domain::base::text::Note;
use domain::entries::catalogue::{Choice, Company, Place, Response};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use leptos::prelude::*;

use crate::parts::chips::Chips;
use crate::parts::date_time_field::DateTimeField;
use crate::shell::phone::Phone;
use crate::words::{self, choices};

/// The form of a craving's details.
#[derive(Clone, Copy)]
pub struct Form {
    pub craving: RwSignal<Craving>,
    pub at: RwSignal<DateTime<FixedOffset>>,
    /// As typed; checked when it is saved.
    pub note: RwSignal<String>,
    /// The note is too long; nothing of it is lost.
    pub wrong_note: RwSignal<bool>,
}

impl Form {
    pub fn new(craving: Craving, at: DateTime<FixedOffset>) -> Self {
        let note = craving.note.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default();
        Self {
            craving: RwSignal::new(craving),
            at: RwSignal::new(at),
            note: RwSignal::new(note),
            wrong_note: RwSignal::new(false),
        }
    }

    /// A form that nothing was picked on yet.
    pub fn empty() -> Self {
        Self::new(Craving::quick(ObjectId::from_bytes([0; 16]), Intensity::NOT_AT_ALL), DateTime::UNIX_EPOCH.into())
    }

    /// What a tap on a number saves: on the first one nothing else, later what was saved before.
    pub fn saved_part(self, first: bool) -> Craving {
        let craving = self.craving.get_untracked();
        if first { Craving::quick(craving.target, craving.intensity) } else { craving }
    }

    /// Empties the form.
    pub fn clear(self) {
        let Self { craving, note, wrong_note, .. } = self;
        craving.update(|c| *c = Craving::quick(c.target, c.intensity));
        note.set(String::new());
        wrong_note.set(false);
    }

    /// The craving as the form stands, if the note can be taken.
    pub fn finish(self) -> Option<Craving> {
        let note = Note::optional("note", &self.note.get_untracked());
        self.wrong_note.set(note.is_err());
        Some(Craving { note: note.ok()?, ..self.craving.get_untracked() })
    }
}

#[component]
pub fn Details(form: Form) -> impl IntoView {
    let lang = Phone::here().lang;
    let Form { craving, at, note, wrong_note } = form;
    // One place at most, so the list has one item at most.
    let place = Signal::derive(move || craving.with(|c| c.place.iter().cloned().collect::<Vec<Choice<Place>>>()));
    view! {
        <Chips legend=words::WHAT_SET_IT_OFF all=choices::TRIGGERS name=choices::trigger
            value=Signal::derive(move || craving.with(|c| c.triggers.clone())) on_change=move |v| craving.update(|c| c.triggers = v)/>
        <Chips legend=words::WHAT_DID_YOU_DO all=Response::ALL name=choices::response first=6
            value=Signal::derive(move || craving.with(|c| c.response.clone())) on_change=move |v| craving.update(|c| c.response = v)/>
        <Chips legend=words::WHERE all=Place::ALL name=choices::place first=5
            value=place on_change=move |v| craving.update(|c| c.place = v.last().cloned())/>
        <Chips legend=words::WITH_WHOM all=Company::ALL name=choices::company first=6
            value=Signal::derive(move || craving.with(|c| c.company.clone())) on_change=move |v| craving.update(|c| c.company = v)/>
        <div class="card field">
            <label for="note">{words::A_NOTE.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></label>
            <textarea id="note" rows="3" aria-invalid=move || wrong_note.get().to_string() aria-describedby="note-wrong"
                prop:value=move || note.get() on:input=move |e| note.set(event_target_value(&e))></textarea>
            <p id="note-wrong" class="wrong" role="alert">{move || wrong_note.get().then(|| words::WRONG_NOTE.say(lang))}</p>
        </div>
        <DateTimeField at/>
    }
    .into_any()
}
