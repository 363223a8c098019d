//! Play it forward: the whole film, both ways.

use leptos::prelude::*;

use super::note_field::NoteField;
use crate::skills::practice_run::PracticeRun;
use crate::words::practice as words;

#[component]
pub fn Forward(run: PracticeRun) -> impl IntoView {
    let lang = run.phone.lang;
    let list = move |questions: &'static [crate::words::i18n::Words]| {
        let questions = questions.iter().map(|q| view! { <li>{q.say(lang)}</li> }).collect_view();
        view! { <ul>{questions}</ul> }
    };
    view! {
        <h3>{words::FORWARD_IF.say(lang)}</h3>
        {list(&[words::FORWARD_1, words::FORWARD_2, words::FORWARD_3])}
        <h3>{words::FORWARD_IF_NOT.say(lang)}</h3>
        {list(&[words::FORWARD_4, words::FORWARD_5])}
        <NoteField run label=words::FORWARD_NOTE />
    }
    .into_any()
}
