//! Details of a practice, editable afterward except for the skill.

use chrono::{DateTime, FixedOffset};
use domain::base::id::ObjectId;
use domain::entries::intensity::Intensity;
use domain::entries::practice::{Practice, Setting};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kinds::craving_picker::CravingPicker;
use crate::kinds::when::When;
use crate::kinds::when_field::{WhenField, WhenQuestion, shown};
use crate::parts::radio_group::RadioGroup;
use crate::parts::scale::Scale;
use crate::parts::text_area::{self, TextArea};
use crate::shell::phone::Phone;
use crate::words::i18n::Words;
use crate::words::{self, daily, kinds as asked};

/// Values of the form for a practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedPractice {
    /// Its skill and its ratings.
    pub practice: Practice,
    pub in_craving: bool,
    pub craving: Option<ObjectId>,
    /// As typed, which need not be valid.
    pub note: String,
    pub at: DateTime<FixedOffset>,
}

/// The form of a practice.
#[derive(Clone, Copy)]
pub struct PracticeForm {
    pub at: When,
    practice: RwSignal<Practice>,
    in_craving: RwSignal<bool>,
    craving: RwSignal<Option<ObjectId>>,
    note: RwSignal<String>,
    wrong_note: RwSignal<bool>,
}

impl PracticeForm {
    pub fn new(practice: Practice, at: DateTime<FixedOffset>) -> Self {
        let (in_craving, craving) = match practice.setting {
            Setting::Calm => (false, None),
            Setting::Craving(which) => (true, which),
        };
        Self {
            at: When::of(at),
            in_craving: RwSignal::new(in_craving),
            craving: RwSignal::new(craving),
            note: text_area::typed(practice.note.as_ref()),
            wrong_note: RwSignal::new(false),
            practice: RwSignal::new(practice),
        }
    }

    /// Current values of the form.
    pub fn typed(self) -> TypedPractice {
        TypedPractice {
            practice: self.practice.get(),
            in_craving: self.in_craving.get(),
            craving: self.craving.get(),
            note: self.note.get(),
            at: self.at.get(),
        }
    }

    pub fn fill(self, typed: TypedPractice) {
        self.practice.set(typed.practice);
        self.in_craving.set(typed.in_craving);
        self.craving.set(typed.craving);
        self.note.set(typed.note);
        self.at.choose(typed.at);
    }

    /// The value of the form, if the note is valid.
    pub fn finish(self) -> Option<Practice> {
        let setting = if self.in_craving.get_untracked() {
            Setting::Craving(self.craving.get_untracked())
        } else {
            Setting::Calm
        };
        Some(Practice { setting, note: text_area::read(self.note, self.wrong_note)?, ..self.practice.get_untracked() })
    }
}

#[component]
pub fn PracticeFields(form: PracticeForm) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let rated = move |label: Words, part: fn(&mut Practice) -> &mut Option<Intensity>| {
        let value = Signal::derive(move || form.practice.with(|p| *part(&mut p.clone())));
        let pick = move |step| {
            form.practice.update(|p| {
                let rated = part(p);
                *rated = (*rated != Some(step)).then_some(step);
            });
        };
        view! {
            <fieldset class="card">
                <legend>{label.say(lang)}</legend>
                <Scale label value on_pick=pick />
            </fieldset>
        }
    };
    view! {
        <div class="card">
            <RadioGroup
                legend=daily::SETTING
                all=&[(false, asked::IN_CALM), (true, asked::IN_A_CRAVING)]
                value=form.in_craving
            />
        </div>
        <Show when=move || form.in_craving.get()>
            <CravingPicker value=form.craving at=shown(phone, form.at) />
        </Show>
        {rated(daily::RATED_BEFORE, |p| &mut p.before)}
        {rated(daily::RATED_AFTER, |p| &mut p.after)}
        <TextArea id="note" label=words::A_NOTE value=form.note wrong=form.wrong_note />
        <WhenField when=form.at />
        <WhenQuestion when=form.at />
    }
    .into_any()
}
