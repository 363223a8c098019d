//! Everything that was logged, by day.

use domain::body::{Body, Record};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::choices;
use crate::components::frame::Frame;
use crate::components::state::State;
use crate::components::waiting::Waiting;
use crate::phone::{Phone, Stage};
use crate::{routes, words};

/// "Craving 7, coffee": what an entry is called everywhere.
pub fn title(phone: Phone, record: &Record) -> String {
    match &record.body {
        Body::Craving(craving) => {
            let name = phone.look.with(|l| l.targets.iter().find(|(id, _)| *id == craving.target).map(|(_, t)| t.name.as_str().to_owned()));
            let title = words::CRAVING_N.fill(phone.lang, &[("n", &craving.intensity.get().to_string())]);
            name.map_or(title.clone(), |name| format!("{title} · {name}"))
        }
        Body::Target(target) => target.name.as_str().to_owned(),
    }
}

/// The triggers, comma-separated; empty when there are none.
pub fn triggers(phone: Phone, record: &Record) -> String {
    let Body::Craving(craving) = &record.body else { return String::new() };
    let names: Vec<String> = craving.triggers.iter().map(|t| choices::chosen(t, choices::trigger, phone.lang)).collect();
    names.join(", ")
}

#[component]
pub fn List() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let days = move || {
        let look = phone.look.get();
        let mut days: Vec<(String, Vec<offline::view::Entry>)> = Vec::new();
        phone.ask(|port| {
            for entry in &look.entries {
                let day = port.day(entry.record.at);
                match days.last_mut() {
                    Some((last, entries)) if *last == day => entries.push(entry.clone()),
                    _ => days.push((day, vec![entry.clone()])),
                }
            }
        });
        days.into_iter()
            .map(|(day, entries)| {
                view! {
                    <section>
                        <h2>{day}</h2>
                        {entries.into_iter().map(|entry| view! { <Row entry/> }).collect_view()}
                    </section>
                }
            })
            .collect_view()
    };
    let empty = move || phone.stage.get() == Stage::Ready && phone.look.with(|l| l.entries.is_empty());
    view! {
        <Frame title=words::LIST>
            <Waiting/>
            <Show when=empty><p class="card quiet">{words::NOTHING_YET.say(lang)}</p></Show>
            {days}
            <div class="push"><A attr:class="button primary" href=routes::LOG>{words::LOG_A_CRAVING.say(lang)}</A></div>
        </Frame>
    }
    .into_any()
}

#[component]
fn Row(entry: offline::view::Entry) -> impl IntoView {
    let phone = Phone::here();
    let at = entry.record.at;
    let mut time = String::new();
    phone.ask(|port| time = port.time(at));
    let what = triggers(phone, &entry.record);
    let replies = entry.replies.len();
    let heading = title(phone, &entry.record);
    view! {
        <article class="card">
            <A attr:class="row" href=routes::entry_path(entry.object)><b>{heading}</b><span class="quiet">{time}</span></A>
            {(!what.is_empty()).then(|| view! { <p>{what}</p> })}
            {(replies > 0).then(|| view! { <p class="tag">{words::HAS_REPLY.say(phone.lang)}</p> })}
            <State entry/>
        </article>
    }
    .into_any()
}
