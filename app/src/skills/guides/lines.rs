//! Ways to say no: ours as examples, the participant's own to write, and one after the other to say out loud.

use leptos::prelude::*;

use super::note_field::NoteField;
use crate::skills::practice_run::PracticeRun;
use crate::words::i18n::Lang;
use crate::words::practice as words;
use crate::words::typed::whole;

/// Lines to say out loud: their own, else ours.
fn lines(typed: &str, lang: Lang) -> Vec<String> {
    let own: Vec<String> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if own.is_empty() {
        [words::LINES_1, words::LINES_2, words::LINES_3, words::LINES_4].map(|line| line.say(lang).to_owned()).to_vec()
    } else {
        own
    }
}

#[component]
pub fn Lines(run: PracticeRun) -> impl IntoView {
    let lang = run.phone.lang;
    let line = move || {
        let mut lines = lines(&run.note.get(), lang);
        let at = run.step.get() as usize % lines.len().max(1);
        (!lines.is_empty()).then(|| whole(&lines.swap_remove(at)))
    };
    view! {
        <h3>{words::LINES_SAY.say(lang)}</h3>
        <div role="status">
            <blockquote class="say">
                <p dir="auto">{line}</p>
            </blockquote>
        </div>
        <button type="button" class="small" on:click=move |_| run.step.update(|step| *step = step.wrapping_add(1))>
            {words::NEXT_LINE.say(lang)}
        </button>
        <NoteField run label=words::LINES_OWN />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_lines_take_the_place_of_ours() {
        assert_eq!(lines(" \n\n", Lang::En).len(), 4);
        assert_eq!(lines("No.\n\n  Not today. \n", Lang::En), ["No.", "Not today."]);
    }
}
