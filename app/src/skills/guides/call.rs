//! Calling someone: the person, the first words, and the lines that always answer.

use domain::contacts::number::TelNumber;
use leptos::prelude::*;

use super::note_field::NoteField;
use crate::contacts::at_hand::AtHand;
use crate::contacts::calls;
use crate::parts::call_link::CallLink;
use crate::skills::practice_run::PracticeRun;
use crate::words::{help, practice as words};

/// The lines that hold a telephone number, and the address that calls it.
fn dialed(note: &str) -> Vec<(String, String)> {
    note.lines().filter_map(|line| Some((line.trim().to_owned(), calls::call(&TelNumber::find(line)?)))).collect()
}

#[component]
pub fn Call(run: PracticeRun) -> impl IntoView {
    let lang = run.phone.lang;
    let found = Memo::new(move |_| run.note.with(|note| dialed(note)));
    let numbers = move || {
        let rows = found.get().into_iter().map(|(line, call)| {
            view! {
                <li>
                    <CallLink href=call title=line />
                </li>
            }
        });
        found.with(|found| !found.is_empty()).then(|| view! { <ul class="calls">{rows.collect_view()}</ul> })
    };
    // The crisis line and 911.
    let always = help::LINES[..2].iter().map(|(dialed, shown, about)| {
        view! {
            <li>
                <CallLink href=format!("tel:{dialed}") title=*shown about=about.say(lang) />
            </li>
        }
    });
    view! {
        <h3>{words::CALL_WHOM.say(lang)}</h3>
        <ul>
            <li>{words::CALL_1.say(lang)}</li>
            <li>{words::CALL_2.say(lang)}</li>
            <li>{words::CALL_3.say(lang)}</li>
        </ul>
        <AtHand />
        <NoteField run label=words::CALL_NAMES />
        {numbers}
        <h3>{words::CALL_BEGIN.say(lang)}</h3>
        <p>{words::CALL_LINE_1.say(lang)}</p>
        <p>{words::CALL_LINE_2.say(lang)}</p>
        <h3>{words::CALL_NOBODY.say(lang)}</h3>
        <ul class="calls">{always.collect_view()}</ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_number_can_be_dialed() {
        let note = "Ana (212) 555-0147\nMy sister, at 7 or 8 pm\n+34 600 555 014 Luis\n12345678901234567890\n";
        let found = dialed(note);
        assert_eq!(
            found,
            [("Ana (212) 555-0147", "2125550147"), ("+34 600 555 014 Luis", "+34600555014")]
                .map(|(line, number)| (line.to_owned(), format!("tel:{number}")))
        );
    }
}
