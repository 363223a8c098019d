//! The shared frame of all charts, and the format of their numbers.

use leptos::prelude::*;

use crate::kinds::fact::decimal_sign;
use crate::words::history as words;
use crate::words::i18n::{Lang, Words};

/// A picture before it is framed.
pub struct Picture {
    /// For the heading, unique on the page.
    pub id: &'static str,
    pub title: Words,
    /// The one sentence, with the n.
    pub says: String,
    /// Meaning of the marks.
    pub key: Words,
    /// The marks, hidden from readers that hear the page; none when there is nothing to mark.
    pub marks: Option<AnyView>,
    pub heads: Vec<String>,
    /// The first cell of a row is its subject.
    pub rows: Vec<Vec<String>>,
}

pub fn frame(picture: Picture, lang: Lang) -> AnyView {
    let Picture { id, title, says, key, marks, heads, rows } = picture;
    let title = title.say(lang);
    let label = format!("{title}. {says}");
    let marks = marks.map(|marks| {
        view! {
            <div class="marks" role="img" aria-label=label>
                {marks}
            </div>
            <p class="quiet">{key.say(lang)}</p>
        }
    });
    let numbers = (!rows.is_empty()).then(|| table(title, heads, rows, lang));
    view! {
        <section class="card picture" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p>{says}</p>
            {marks}
            {numbers}
        </section>
    }
    .into_any()
}

/// The same as a table, which scrolls on its own when it is wider than the screen.
fn table(title: &str, heads: Vec<String>, rows: Vec<Vec<String>>, lang: Lang) -> AnyView {
    let heads: Vec<AnyView> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect();
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let first = cells.next().map(|head| view! { <th scope="row">{head}</th> });
        let rest: Vec<AnyView> = cells.map(|cell| view! { <td>{cell}</td> }.into_any()).collect();
        view! { <tr>{first}{rest}</tr> }.into_any()
    };
    let rows: Vec<AnyView> = rows.into_iter().map(row).collect();
    let label = words::NUMBERS_OF.fill(lang, &[("title", title)]);
    view! {
        <details class="numbers">
            <summary>{words::NUMBERS.say(lang)}</summary>
            <div class="wide" role="region" tabindex="0" aria-label=label>
                <table>
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// A name, its text, and a bar below: text that wraps instead of text inside the picture.
pub fn bar(name: String, said: String, bar: AnyView) -> AnyView {
    view! {
        <div class="bar-row">
            <span>{name}</span>
            <b>{said}</b>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                {bar}
            </svg>
        </div>
    }
    .into_any()
}

/// A length in a picture, given in tenths of its unit and not below zero.
pub fn length(tenths: i32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// "3.2", without a sign.
pub fn tenths(value: i32, lang: Lang) -> String {
    let value = value.unsigned_abs();
    format!("{}{}{}", value / 10, decimal_sign(lang), value % 10)
}

/// "−3.2", "+0.4", "0.0".
pub fn signed(value: i32, lang: Lang) -> String {
    let sign = match value.signum() {
        -1 => "−",
        1 => "+",
        _ => "",
    };
    format!("{sign}{}", tenths(value, lang))
}
