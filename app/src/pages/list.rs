//! Everything that was logged, by day.

use std::sync::Arc;

use domain::body::{Body, Names};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::frame::Frame;
use crate::components::state::State;
use crate::components::waiting::Waiting;
use crate::phone::{Phone, Stage};
use crate::{kinds, routes, words};

/// What the things that an entry points at are called now.
pub fn names(phone: Phone, body: &Body) -> Names {
    phone.look.with(|look| {
        let target = body.target().and_then(|id| look.targets.iter().find(|(known, _)| *known == id)).map(|(_, target)| target);
        let skill = body.skill().and_then(|id| look.skills.iter().find(|(known, _)| *known == id)).map(|(_, skill)| skill);
        Names { target: target.map(|t| t.name.clone()), unit: target.map(|t| t.unit.clone()), skill: skill.map(|s| s.name.clone()) }
    })
}

#[component]
pub fn List() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let days = move || {
        let look = phone.look.get();
        let mut days: Vec<(String, Vec<Arc<offline::view::Entry>>)> = Vec::new();
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
fn Row(entry: Arc<offline::view::Entry>) -> impl IntoView {
    let phone = Phone::here();
    let at = entry.record.at;
    let mut time = String::new();
    phone.ask(|port| time = port.time(at));
    let names = names(phone, &entry.record.body);
    let what = kinds::about(&entry.record.body, &names, phone.lang);
    let replies = entry.replies.len();
    let heading = kinds::title(&entry.record.body, &names, phone.lang);
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
