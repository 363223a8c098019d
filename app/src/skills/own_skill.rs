//! The form for a skill of the participant's own: new, or one that is there.

use std::rc::Rc;

use domain::Invalid;
use domain::base::id::ObjectId;
use domain::base::text::{Label, Note};
use domain::entries::body::Body;
use domain::skills::skill::Skill;
use leptos::prelude::*;
use offline::look::entry::Entry;
use serde::{Deserialize, Serialize};

use crate::parts::says::{Says, described};
use crate::shell::form::Form;
use crate::shell::form::document::{self, Before};
use crate::shell::form::save_or_cancel::SaveOrCancel;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::words::{self, practice as texts, typed};

/// Names the form for a new skill; drafts are stored under it.
pub const NEW_SKILL: &str = "skill";

/// Names the form of a skill that is there.
pub fn form_of(skill: ObjectId) -> FormId {
    FormId::of_each(NEW_SKILL, &skill)
}

/// Values of the form for a skill of the participant's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TypedSkill {
    name: String,
    steps: String,
}

#[component]
pub fn OwnSkillForm(
    /// The one to change; none for a new one.
    document: Option<Entry>,
    /// It was saved, or nothing is to be saved.
    on_end: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let before = document
        .as_ref()
        .and_then(|d| if let Body::Skill(skill) = &d.record.body { Some(skill.clone()) } else { None });
    let name = RwSignal::new(before.as_ref().map(|s| s.name.as_str().to_owned()).unwrap_or_default());
    let steps = RwSignal::new(before.and_then(|s| s.steps).map(|s| s.as_str().to_owned()).unwrap_or_default());
    let document = StoredValue::new(document);
    let wrong = RwSignal::new(None::<Invalid>);
    let form = Form::new(
        phone,
        document.with_value(|d| d.as_ref().map_or_else(|| FormId::of(NEW_SKILL), |d| form_of(d.object))),
        move || TypedSkill { name: name.get(), steps: steps.get() },
        move |typed: TypedSkill| {
            name.set(typed.name);
            steps.set(typed.steps);
        },
    );
    let parse = move || -> Result<Skill, Invalid> {
        Ok(Skill {
            name: Label::new("name", &name.get_untracked())?,
            steps: Note::optional("steps", &steps.get_untracked())?,
        })
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let skill = parse();
        wrong.set(skill.as_ref().err().cloned());
        let Ok(skill) = skill else { return };
        form.save(
            |port, _| {
                let (port, before) = (Rc::clone(port), document.with_value(|d| d.as_ref().map(Before::from)));
                Box::pin(async move { document::keep(&port, before, Body::Skill(skill)).await })
            },
            move |_| on_end(),
        );
    };
    let bad = move |field: &'static str| wrong.with(|w| w.as_ref().is_some_and(|w| w.field == field));
    let why_name = move || bad("name").then(|| typed::why::<80>(&name.get_untracked(), lang)).flatten();
    let why_steps = move || bad("steps").then(|| typed::why::<4000>(&steps.get_untracked(), lang)).flatten();
    view! {
        <form class="field-list" on:submit=save on:input=move |_| form.draft.touch() novalidate>
            {form.draft.notice()}
            <div class="field">
                <label for="own-name">{texts::OWN_NAME.say(lang)}</label>
                <input
                    id="own-name"
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    aria-invalid=move || bad("name").to_string()
                    aria-describedby=described("own-name")
                    prop:value=move || name.get()
                    on:input=move |e| name.set(event_target_value(&e))
                />
                <Says
                    id="own-name"
                    hint=Signal::derive(move || texts::OWN_NAME_HINT.say(lang).to_owned())
                    wrong=Signal::derive(why_name)
                />
            </div>
            <div class="field">
                <label for="own-steps">
                    {texts::OWN_STEPS.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span>
                </label>
                <textarea
                    id="own-steps"
                    rows="4"
                    dir="auto"
                    aria-invalid=move || bad("steps").to_string()
                    aria-describedby=described("own-steps")
                    prop:value=move || steps.get()
                    on:input=move |e| steps.set(event_target_value(&e))
                ></textarea>
                <Says id="own-steps" wrong=Signal::derive(why_steps) />
            </div>
            <SaveOrCancel form on_cancel=on_end />
        </form>
    }
    .into_any()
}
