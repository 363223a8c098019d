//! Shared parts of the forms about a target: reading it, the two buttons beneath, and saving another version.

use chrono::NaiveDate;
use domain::Invalid;
use domain::base::id::ObjectId;
use domain::entries::body::{Body, Record};
use domain::targets::target::Target;
use leptos::prelude::*;
use offline::look::entry::Entry;

use crate::kinds::doubtful_day::DoubtfulDay;
use crate::shell::form::Form;
use crate::shell::form::complaint::complain;
use crate::shell::form::save_or_cancel::SaveOrCancel;
use crate::shell::ports::drafts::FormId;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Read,
    Edit,
    Change,
}

/// The name of a form about a target; drafts are stored under it.
pub fn form(mode: Mode, object: ObjectId) -> FormId {
    FormId::of_each(if mode == Mode::Change { "aim" } else { "edit" }, &object)
}

/// The document, and the target in it.
pub fn target_of(entry: &Entry) -> Option<&Target> {
    if let Body::Target(target) = &entry.record.body { Some(target) } else { None }
}

/// The same document with another target in it: its place among the others stays.
pub fn revised(entry: &Entry, target: Target) -> Record {
    Record::new(entry.record.at, Body::Target(target))
}

/// The two buttons beneath a form.
#[component]
pub fn Buttons(mode: RwSignal<Mode>, form: Form, doubt: DoubtfulDay) -> impl IntoView {
    view! {
        {doubt.question()}
        <SaveOrCancel form on_cancel=move || mode.set(Mode::Read) />
    }
    .into_any()
}

/// Submits a form about a target: shows the errors of `parse`, or saves its result.
pub fn on_submit(
    entry: Entry,
    mode: RwSignal<Mode>,
    wrong: RwSignal<Vec<Invalid>>,
    form: Form,
    doubt: DoubtfulDay,
    parse: impl Fn() -> Result<Target, Invalid>,
) -> impl Fn(leptos::ev::SubmitEvent) {
    move |event| {
        event.prevent_default();
        match parse() {
            Err(invalid) => complain(wrong, vec![invalid]),
            Ok(target) => {
                let entry = entry.clone();
                let day = new_day(target_of(&entry), &target);
                doubt.ask(day, move || save(&entry, target.clone(), mode, form));
            }
        }
    }
}

/// The first day of an aim that the target did not have before.
fn new_day(before: Option<&Target>, target: &Target) -> Option<NaiveDate> {
    let known = |from: NaiveDate| before.is_some_and(|before| before.aims().iter().any(|aim| aim.from == from));
    target.aims().iter().map(|aim| aim.from).find(|from| !known(*from))
}

/// Saves another version of the target and goes back to reading.
fn save(entry: &Entry, target: Target, mode: RwSignal<Mode>, form: Form) {
    let (object, heads, record) = (entry.object, entry.heads.clone(), revised(entry, target));
    form.save(
        |port, _| port.revise(object, heads, record.into()),
        move |_| {
            mode.try_set(Mode::Read);
        },
    );
}
