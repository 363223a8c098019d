//! Field for the note of a practice.

use leptos::prelude::*;

use crate::skills::practice_run::PracticeRun;
use crate::words;
use crate::words::i18n::Words;

#[component]
pub fn NoteField(run: PracticeRun, label: Words) -> impl IntoView {
    let lang = run.phone.lang;
    view! {
        <div class="field">
            <label for="note">{label.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></label>
            <textarea
                id="note"
                rows="4"
                aria-invalid=move || run.wrong_note.get().to_string()
                aria-describedby="note-wrong"
                prop:value=move || run.note.get()
                on:input=move |e| run.note.set(event_target_value(&e))
            ></textarea>
            <p id="note-wrong" class="wrong" role="alert">
                {move || run.wrong_note.get().then(|| words::WRONG_NOTE.say(lang))}
            </p>
        </div>
    }
    .into_any()
}
