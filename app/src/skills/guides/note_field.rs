//! Field for the note of a practice.

use leptos::prelude::*;

use crate::parts::says::{Says, described};
use crate::skills::practice_run::PracticeRun;
use crate::words;
use crate::words::i18n::Words;
use crate::words::typed;

#[component]
pub fn NoteField(run: PracticeRun, label: Words) -> impl IntoView {
    let lang = run.phone.lang;
    let why = move || run.wrong_note.get().then(|| typed::why::<4000>(&run.note.get_untracked(), lang)).flatten();
    view! {
        <div class="field">
            <label for="note">{label.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></label>
            <textarea
                id="note"
                rows="4"
                aria-invalid=move || run.wrong_note.get().to_string()
                dir="auto"
                aria-describedby=described("note")
                prop:value=move || run.note.get()
                on:input=move |e| run.note.set(event_target_value(&e))
            ></textarea>
            <Says id="note" wrong=Signal::derive(why) />
        </div>
    }
    .into_any()
}
