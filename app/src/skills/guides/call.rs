//! Calling someone: the person, the first words, and the lines that always answer.

use leptos::prelude::*;

use super::note_field::NoteField;
use crate::skills::practice_run::PracticeRun;
use crate::words::practice as words;

/// The lines that hold a telephone number, and the number to dial.
fn dialled(note: &str) -> Vec<(String, String)> {
    note.lines().filter_map(|line| Some((line.trim().to_owned(), number_in(line)?))).collect()
}

/// The first telephone number in a line: 7 to 15 digits with only the usual characters in between, and a leading plus
/// if it has one.
fn number_in(line: &str) -> Option<String> {
    let runs = line.split(|c: char| !(c.is_ascii_digit() || " +-().".contains(c)));
    runs.into_iter().find_map(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let plus = if run.trim_start().starts_with('+') { "+" } else { "" };
        (7..=15).contains(&digits.len()).then(|| format!("{plus}{digits}"))
    })
}

#[component]
pub fn Call(run: PracticeRun) -> impl IntoView {
    let lang = run.phone.lang;
    let found = Memo::new(move |_| run.note.with(|note| dialled(note)));
    let numbers = move || {
        let rows = found.get().into_iter().map(|(line, number)| {
            view! {
                <li>
                    <a class="call" href=format!("tel:{number}")>
                        <b>{line}</b>
                    </a>
                </li>
            }
        });
        found.with(|found| !found.is_empty()).then(|| view! { <ul class="calls">{rows.collect_view()}</ul> })
    };
    view! {
        <h3>{words::CALL_WHOM.say(lang)}</h3>
        <ul>
            <li>{words::CALL_1.say(lang)}</li>
            <li>{words::CALL_2.say(lang)}</li>
            <li>{words::CALL_3.say(lang)}</li>
        </ul>
        <NoteField run label=words::CALL_NAMES />
        {numbers}
        <h3>{words::CALL_BEGIN.say(lang)}</h3>
        <p>{words::CALL_LINE_1.say(lang)}</p>
        <p>{words::CALL_LINE_2.say(lang)}</p>
        <h3>{words::CALL_NOBODY.say(lang)}</h3>
        <ul class="calls">
            <li>
                <a class="call" href="tel:988">
                    <b>"988"</b>
                    <span>{words::CALL_988.say(lang)}</span>
                </a>
            </li>
            <li>
                <a class="call" href="tel:911">
                    <b>"911"</b>
                    <span>{words::CALL_911.say(lang)}</span>
                </a>
            </li>
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_number_can_be_dialled() {
        let note = "Ana (212) 555-0147\nMy sister, at 7 or 8 pm\n+34 600 555 014 Luis\n12345678901234567890\n";
        let found = dialled(note);
        assert_eq!(
            found,
            [("Ana (212) 555-0147", "2125550147"), ("+34 600 555 014 Luis", "+34600555014")]
                .map(|(l, n)| (l.to_owned(), n.to_owned()))
        );
    }
}
