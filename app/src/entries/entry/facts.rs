//! The content of an entry or a document: the figure, the person's own words, then tags.

use domain::entries::body::{Body, Record};
use leptos::prelude::*;

use crate::entries::history::names;
use crate::kinds;
use crate::kinds::fact::Fact;
use crate::shell::phone::Phone;
use crate::words::OF_TEN;
use crate::words::kinds as words;

#[component]
pub fn Facts(record: Record) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let at = record.at;
    let mut when = String::new();
    phone.ask(|port| when = format!("{}, {}", port.day(at), port.time(at)));
    let names = names(phone, &record.body);
    let heading = kinds::title(&record.body, &names, lang);
    let happened = record.body.kind().is_entry();
    if !happened {
        let rows = kinds::lines(&record.body, &names, lang);
        return view! {
            <section class="card">
                <h2>{heading}</h2>
                <dl>
                    {rows
                        .into_iter()
                        .map(|(fact, text)| {
                            view! {
                                <dt>{fact}</dt>
                                <dd dir="auto">{text}</dd>
                            }
                        })
                        .collect_view()}
                </dl>
            </section>
        }
        .into_any();
    }
    // The heading says the number as well.
    let figure = if let Body::Craving(craving) = &record.body { Some(craving.intensity.get()) } else { None };
    let figure = figure.map(|n| {
        view! {
            <p class="figure" aria-hidden="true">
                {n}
                <small>{OF_TEN.say(lang)}</small>
            </p>
        }
    });
    let facts = kinds::facts(&record.body, &names, lang);
    let (said, tags): (Vec<_>, Vec<_>) =
        facts.into_iter().filter(|(fact, _)| *fact != Fact::Target).partition(|(fact, _)| own_words(*fact));
    let said = said.into_iter().map(|(fact, text)| {
        // A note needs no label: it is the person's own words.
        let label = (fact != Fact::Note).then(|| view! { <span class="quiet">{words::fact(fact).say(lang)}</span> });
        view! { <p class="mine lines">{label}<span dir="auto">{text}</span></p> }
    });
    let tag = |(fact, text): (Fact, String)| {
        view! {
            <div>
                <dt>{words::fact(fact).say(lang)}</dt>
                <dd dir="auto">{text}</dd>
            </div>
        }
    };
    view! {
        <section class="card">
            {figure} <h2>{heading}</h2> <p class="quiet">{when}</p> {said.collect_view()}
            {(!tags.is_empty()).then(|| view! { <dl class="tags">{tags.into_iter().map(tag).collect_view()}</dl> })}
        </section>
    }
    .into_any()
}

/// The person's own text, often whole sentences.
const fn own_words(fact: Fact) -> bool {
    matches!(fact, Fact::Note | Fact::NextTime | Fact::Need | Fact::Told(_))
}
