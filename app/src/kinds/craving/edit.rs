//! Editing a craving.

use chrono::{DateTime, FixedOffset};
use domain::entries::body::Body;
use domain::entries::craving::Craving;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::details::Details;
use super::form::Form;
use crate::kinds::entry_kind::EditForm;
use crate::parts::scale::Scale;
use crate::shell::phone::Phone;
use crate::targets::picker::Targets;

/// Values of the form for a craving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TypedCraving {
    craving: Craving,
    /// As typed, which need not be valid.
    note: String,
    at: DateTime<FixedOffset>,
}

pub fn form(craving: Craving, at: DateTime<FixedOffset>) -> EditForm {
    let phone = Phone::here();
    let target = RwSignal::new(Some(craving.target));
    let form = Form::new(craving, at);
    let finish = move || {
        let craving = form.finish().map(|craving| {
            let target = target.get_untracked().unwrap_or(craving.target);
            Body::Craving(Craving { target, ..craving })
        });
        form.at.record(phone.local_now(), craving)
    };
    let typed = move || TypedCraving {
        craving: Craving {
            target: target.get().unwrap_or_else(|| form.craving.with(|c| c.target)),
            ..form.craving.get()
        },
        note: form.note.get(),
        at: form.at.get(),
    };
    let fill = move |left: TypedCraving| {
        target.set(Some(left.craving.target));
        form.craving.set(left.craving);
        form.note.set(left.note);
        form.at.choose(left.at);
    };
    let intensity = Signal::derive(move || Some(form.craving.with(|c| c.intensity)));
    let fields = view! {
        <Targets target />
        <Scale value=intensity on_pick=move |step| form.craving.update(|c| c.intensity = step) />
        <Details form />
    };
    EditForm::new(form.at, fields, finish, typed, fill)
}
