//! What an entry or a document says.

use domain::entries::body::Record;
use leptos::prelude::*;

use crate::entries::history::names;
use crate::kinds;
use crate::shell::phone::Phone;

#[component]
pub fn Facts(record: Record) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let at = record.at;
    let mut when = String::new();
    phone.ask(|port| when = format!("{}, {}", port.day(at), port.time(at)));
    let names = names(phone, &record.body);
    let heading = kinds::title(&record.body, &names, lang);
    let rows = kinds::lines(&record.body, &names, lang);
    let happened = record.body.kind().is_entry();
    view! {
        <section class="card">
            <h2>{heading}</h2>
            {happened.then(|| view! { <p class="quiet">{when}</p> })}
            <dl>{rows.into_iter().map(|(fact, text)| view! { <dt>{fact}</dt><dd>{text}</dd> }).collect_view()}</dl>
        </section>
    }
    .into_any()
}
