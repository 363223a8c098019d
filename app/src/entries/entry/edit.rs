//! Editing an entry: the form of its kind, filled in.

use chrono::{DateTime, FixedOffset};
use domain::body::{Body, Record};
use domain::craving::Craving;
use leptos::prelude::*;
use offline::view::Entry;

use crate::kinds::craving::details::{Details, Form};
use crate::kinds::practice::form::{PracticeFields, PracticeForm};
use crate::kinds::trigger::form::{TriggerFields, TriggerForm};
use crate::kinds::used::form::{UseFields, UseForm};
use crate::log::trigger::own_triggers;
use crate::parts::focus_heading::FocusHeading;
use crate::parts::scale::Scale;
use crate::shell::phone::Phone;
use crate::shell::ports::Trouble;
use crate::shell::run::run;
use crate::shell::trouble::Alert;
use crate::targets::picker::Targets;
use crate::words;

/// The fields of a form, and what they say once they can be taken.
type Filled = (AnyView, Callback<(), Option<Record>>);

#[component]
pub fn Edit(entry: Entry, editing: RwSignal<bool>, saved: RwSignal<bool>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let trouble = RwSignal::new(None::<Trouble>);
    let at = entry.record.at;
    let (fields, finish) = match entry.record.body.clone() {
        Body::Craving(craving) => of_craving(craving, at),
        Body::Trigger(met) => {
            let form = TriggerForm::new(met, at);
            let own = phone.look.with_untracked(|l| own_triggers(l));
            let fields = view! { <TriggerFields form own all=true/> {form.complaint()} }.into_any();
            (fields, Callback::new(move |()| Some(Record::new(form.at.get_untracked(), Body::Trigger(form.finish()?)))))
        }
        Body::Use(used) => {
            let form = UseForm::new(&used, at, lang);
            let finish = Callback::new(move |()| Some(Record::new(form.at.get_untracked(), Body::Use(form.finish()?))));
            (view! { <UseFields form/> }.into_any(), finish)
        }
        Body::Practice(practice) => {
            let form = PracticeForm::new(practice, at);
            let finish = Callback::new(move |()| Some(Record::new(form.at.get_untracked(), Body::Practice(form.finish()?))));
            (view! { <PracticeFields form/> }.into_any(), finish)
        }
        // Documents have pages of their own.
        Body::Target(_) | Body::Skill(_) | Body::Preparation(_) | Body::Habit(_) => return ().into_any(),
    };
    let heads = StoredValue::new(entry.heads.clone());
    let object = entry.object;
    phone.ask(|port| port.set_writing(true));
    on_cleanup(move || phone.ask(|port| port.set_writing(false)));
    let save = move |_| {
        let Some(record) = finish.run(()) else { return };
        run(
            phone,
            trouble,
            |port, _| port.revise(object, heads.get_value(), record),
            move |_| {
                saved.try_set(true);
                editing.try_set(false);
            },
        );
    };
    saved.set(false);
    view! {
        <FocusHeading text=words::EDIT_TITLE.say(lang).to_owned()/>
        {fields}
        <div class="dock">
            <Alert trouble/>
            <button type="button" class="button secondary" on:click=move |_| editing.set(false)>{words::CANCEL.say(lang)}</button>
            <button type="button" class="button primary" on:click=save>{words::SAVE.say(lang)}</button>
        </div>
    }
    .into_any()
}

fn of_craving(craving: Craving, at: DateTime<FixedOffset>) -> Filled {
    let target = RwSignal::new(Some(craving.target));
    let form = Form::new(craving, at);
    let finish = Callback::new(move |()| {
        let craving = form.finish()?;
        let target = target.get_untracked().unwrap_or(craving.target);
        Some(Record::new(form.at.get_untracked(), Body::Craving(Craving { target, ..craving })))
    });
    let intensity = Signal::derive(move || Some(form.craving.with(|c| c.intensity)));
    let fields = view! {
        <Targets target/>
        <Scale value=intensity on_pick=move |step| form.craving.update(|c| c.intensity = step)/>
        <Details form/>
    };
    (fields.into_any(), finish)
}
