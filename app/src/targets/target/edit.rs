//! Name and unit of a target, and the day it began.

use domain::Invalid;
use domain::base::day;
use domain::base::text::Label;
use domain::targets::target::{Target, TargetKind};
use leptos::prelude::*;
use offline::look::entry::Entry;
use serde::{Deserialize, Serialize};

use super::revise::{self, Buttons, Mode, on_submit, target_of};
use crate::kinds::doubtful_day::DoubtfulDay;
use crate::parts::field::{Field, Input};
use crate::parts::radio_group::RadioGroup;
use crate::shell::form::Form;
use crate::shell::form::complaint::complaint;
use crate::shell::phone::Phone;
use crate::targets::form::{Called, KINDS};
use crate::words::{self, daily};

/// Values of the form.
#[derive(Clone, Serialize, Deserialize)]
struct TypedEdit {
    kind: TargetKind,
    name: String,
    unit: String,
    /// As in the field, `2026-01-31`.
    began: String,
}

#[component]
pub fn Edit(entry: Entry, mode: RwSignal<Mode>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let Some(target) = target_of(&entry).cloned() else { return ().into_any() };
    let (name, unit) = (RwSignal::new(target.name.as_str().to_owned()), RwSignal::new(target.unit.as_str().to_owned()));
    let (kind, began) = (RwSignal::new(target.kind), RwSignal::new(day::to_text(target.began())));
    let wrong = RwSignal::new(Vec::<Invalid>::new());
    let form = Form::new(
        phone,
        revise::form(Mode::Edit, entry.object),
        move || TypedEdit { kind: kind.get(), name: name.get(), unit: unit.get(), began: began.get() },
        move |left: TypedEdit| {
            kind.set(left.kind);
            name.set(left.name);
            unit.set(left.unit);
            began.set(left.began);
        },
    );
    let parse = move || -> Result<Target, Invalid> {
        let name = Label::new("name", &name.get_untracked())?;
        let unit = Label::new("unit", &unit.get_untracked())?;
        let began = day::parse("began", &began.get_untracked())?;
        let mut edited = target.clone().with_began(began)?;
        (edited.name, edited.unit, edited.kind) = (name, unit, kind.get_untracked());
        Ok(edited)
    };
    let doubt = DoubtfulDay::here();
    let submit = on_submit(entry, mode, wrong, form, doubt, parse);
    view! {
        <form class="card" on:submit=submit on:input=move |_| form.draft.touch() novalidate>
            {form.draft.notice()}
            <RadioGroup legend=words::TARGET_KIND all=KINDS value=kind />
            <Called name unit wrong />
            <Field
                id="began"
                label=daily::BEGAN_FIELD.say(lang).to_owned()
                hint=daily::STAYS.say(lang).to_owned()
                input=Input::Day
                value=began
                wrong=complaint(
                    wrong,
                    &["began", "target.aims", "target.aims.from", "target.retired"],
                    daily::BEGAN_WRONG,
                    lang,
                )
            />
            <Buttons mode form doubt />
        </form>
    }
    .into_any()
}
