//! Details of a trigger. Only the trigger itself is required.

use chrono::{DateTime, FixedOffset};
use domain::base::id::ObjectId;
use domain::base::text::Label;
use domain::entries::body::Body;
use domain::entries::catalogue::{Choice, Company, Place};
use domain::entries::intensity::Intensity;
use domain::entries::trigger::{MetTrigger, Trigger, Triggers};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::choices::TriggerChoices;
use super::own::own_triggers;
use crate::kinds::by_use::{self, by_use};
use crate::kinds::craving_picker::CravingPicker;
use crate::kinds::entry_form::EntryForm;
use crate::kinds::when::{TypedWhen, When};
use crate::kinds::when_field::{WhenField, WhenQuestion, shown};
use crate::parts::chips::{Chips, ChipsOfOne};
use crate::parts::scale::Scale;
use crate::parts::text_area::{self, TextArea};
use crate::shell::phone::{Phone, Stage};
use crate::words::i18n::Words;
use crate::words::{self, choices};

/// Values of the form for a trigger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedTrigger {
    pub triggers: Vec<Choice<Trigger>>,
    pub pull: Option<Intensity>,
    pub place: Option<Choice<Place>>,
    pub company: Vec<Choice<Company>>,
    pub craving: Option<ObjectId>,
    pub note: String,
    /// The chosen time; none for the moment of saving. Earlier apps wrote the time at which the form was opened.
    pub at: Option<DateTime<FixedOffset>>,
    /// Time at which the form began to be filled in; not written by earlier apps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<DateTime<FixedOffset>>,
}

/// The form of a trigger.
#[derive(Clone, Copy)]
pub struct TriggerForm {
    triggers: RwSignal<Vec<Choice<Trigger>>>,
    at: When,
    note: RwSignal<String>,
    pull: RwSignal<Option<Intensity>>,
    place: RwSignal<Option<Choice<Place>>>,
    company: RwSignal<Vec<Choice<Company>>>,
    craving: RwSignal<Option<ObjectId>>,
    /// Nothing was chosen.
    none: RwSignal<bool>,
    wrong_note: RwSignal<bool>,
}

impl TriggerForm {
    pub fn empty() -> Self {
        Self {
            triggers: RwSignal::new(Vec::new()),
            at: When::now(),
            note: RwSignal::new(String::new()),
            pull: RwSignal::new(None),
            place: RwSignal::new(None),
            company: RwSignal::new(Vec::new()),
            craving: RwSignal::new(None),
            none: RwSignal::new(false),
            wrong_note: RwSignal::new(false),
        }
    }

    pub fn new(met: MetTrigger, at: DateTime<FixedOffset>) -> Self {
        let form = Self::empty();
        form.fill(TypedTrigger {
            triggers: met.triggers.as_slice().to_vec(),
            pull: met.pull,
            place: met.place,
            company: met.company,
            craving: met.craving,
            note: met.note.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default(),
            at: None,
            begun: None,
        });
        form.at.set(at);
        form
    }
}

impl EntryForm for TriggerForm {
    const NAME: &'static str = "met";
    type Typed = TypedTrigger;

    fn at(self) -> When {
        self.at
    }

    fn typed(self) -> TypedTrigger {
        let TypedWhen { at, begun } = self.at.typed();
        TypedTrigger {
            triggers: self.triggers.get(),
            pull: self.pull.get(),
            place: self.place.get(),
            company: self.company.get(),
            craving: self.craving.get(),
            note: self.note.get(),
            at,
            begun,
        }
    }

    fn fill(self, typed: TypedTrigger) {
        self.triggers.set(typed.triggers);
        self.pull.set(typed.pull);
        self.place.set(typed.place);
        self.company.set(typed.company);
        self.craving.set(typed.craving);
        self.note.set(typed.note);
        self.at.fill(TypedWhen { at: typed.at, begun: typed.begun });
    }

    fn finish(self) -> Option<Body> {
        let triggers = Triggers::new(self.triggers.get_untracked());
        self.none.set(triggers.is_err());
        let note = text_area::read(self.note, self.wrong_note);
        Some(Body::Trigger(MetTrigger {
            triggers: triggers.ok()?,
            pull: self.pull.get_untracked(),
            place: self.place.get_untracked(),
            company: self.company.get_untracked(),
            note: note?,
            craving: self.craving.get_untracked(),
        }))
    }

    fn missing(self) -> Option<Words> {
        (self.none.get() && self.triggers.with(Vec::is_empty)).then_some(words::daily::MET_NONE)
    }

    fn fields(self, all: bool) -> AnyView {
        let phone = Phone::here();
        // As it was when the form was drawn: an entry typed now does not move the chips about.
        let own = Memo::new(move |_| {
            if phone.stage.get() == Stage::Ready {
                phone.look.with_untracked(|look| own_triggers(look))
            } else {
                Vec::new()
            }
        });
        view! { <TriggerFields form=self own all /> }.into_any()
    }
}

#[component]
fn TriggerFields(form: TriggerForm, #[prop(into)] own: Signal<Vec<Label>>, all: bool) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    view! {
        <TriggerChoices value=form.triggers own=own />
        <details class="more" open=all>
            <summary>
                {words::daily::MORE_ABOUT_IT.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span>
            </summary>
            <fieldset class="card">
                <legend>{words::kinds::FACT_PULL.say(lang)}</legend>
                <Scale
                    label=words::kinds::FACT_PULL
                    value=form.pull
                    on_pick=move |step| form.pull.update(|p| *p = (*p != Some(step)).then_some(step))
                />
            </fieldset>
            <ChipsOfOne
                legend=words::WHERE
                all=by_use(phone, Place::ALL, by_use::place)
                name=choices::place
                first=5
                value=form.place
                on_change=move |place| form.place.set(place)
            />
            <Chips
                legend=words::WITH_WHOM
                all=by_use(phone, Company::ALL, by_use::company)
                name=choices::company
                first=6
                value=form.company
                on_change=move |v| form.company.set(v)
            />
            <TextArea id="note" label=words::A_NOTE value=form.note wrong=form.wrong_note />
            <CravingPicker value=form.craving at=shown(phone, form.at) />
            <WhenField when=form.at />
        </details>
        <WhenQuestion when=form.at />
    }
    .into_any()
}
