//! What is wrong with the fields of a form, by their names.

use domain::Invalid;
use leptos::prelude::*;

use crate::words::i18n::{Lang, Words};
use crate::words::typed;

/// Error message of a field while `wrong` names it.
pub fn complaint(
    wrong: RwSignal<Vec<Invalid>>,
    fields: &'static [&'static str],
    says: Words,
    lang: Lang,
) -> Signal<Option<String>> {
    // Only a change of this field's own complaint may move the focus.
    Memo::new(move |_| {
        wrong.with(|all| all.iter().any(|w| fields.contains(&&*w.field))).then(|| says.say(lang).to_owned())
    })
    .into()
}

/// The reason that a text of up to `MOST` characters was not taken, while `wrong` names its field.
pub fn untaken<const MOST: usize>(
    wrong: RwSignal<Vec<Invalid>>,
    field: &'static str,
    value: RwSignal<String>,
    lang: Lang,
) -> Signal<Option<String>> {
    let named = move || wrong.with(|all| all.iter().any(|w| w.field == field));
    Memo::new(move |_| named().then(|| typed::why::<MOST>(&value.get_untracked(), lang)).flatten()).into()
}

/// Shows the errors, also if they are the same as before.
pub fn complain(wrong: RwSignal<Vec<Invalid>>, all: Vec<Invalid>) {
    wrong.set(Vec::new());
    set_timeout(move || drop(wrong.try_set(all)), std::time::Duration::ZERO);
}

/// The field being typed into counts as corrected; the others are still wrong.
pub fn forgive(wrong: RwSignal<Vec<Invalid>>, value: RwSignal<String>, fields: &'static [&'static str]) {
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now) {
            wrong.update(|all| all.retain(|w| !fields.contains(&&*w.field)));
        }
        now
    });
}
