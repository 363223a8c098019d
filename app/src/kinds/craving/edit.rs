//! Editing a craving.

use chrono::{DateTime, FixedOffset};
use domain::entries::body::{Body, Record};
use domain::entries::craving::Craving;
use leptos::prelude::*;

use super::details::Details;
use super::form::Form;
use crate::kinds::entry_kind::EditForm;
use crate::parts::scale::Scale;
use crate::targets::picker::Targets;

pub fn form(craving: Craving, at: DateTime<FixedOffset>) -> EditForm {
    let target = RwSignal::new(Some(craving.target));
    let form = Form::new(craving, at);
    let finish = Callback::new(move |()| {
        let craving = form.finish()?;
        let target = target.get_untracked().unwrap_or(craving.target);
        Some(Record::new(form.at.get_untracked(), Body::Craving(Craving { target, ..craving })))
    });
    let intensity = Signal::derive(move || Some(form.craving.with(|c| c.intensity)));
    let fields = view! {
        <Targets target />
        <Scale value=intensity on_pick=move |step| form.craving.update(|c| c.intensity = step) />
        <Details form />
    };
    EditForm { fields: fields.into_any(), finish }
}
