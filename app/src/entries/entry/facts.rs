//! What an entry or a document says.

use domain::body::{Body, Record};
use domain::target::Target;
use leptos::prelude::*;

use crate::entries::history::names;
use crate::kinds;
use crate::kinds::used::form::typed_amount;
use crate::shell::phone::Phone;
use crate::targets::figures::{aim_words, date};
use crate::words::i18n::Lang;
use crate::words::{self, daily};

#[component]
pub fn Facts(record: Record) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let at = record.at;
    let mut when = String::new();
    phone.ask(|port| when = format!("{}, {}", port.day(at), port.time(at)));
    let names = names(phone, &record.body);
    let heading = kinds::title(&record.body, &names, lang);
    let rows: Vec<(&'static str, String)> = match &record.body {
        Body::Target(target) => target_rows(target, lang),
        body => kinds::facts(body, &names, lang).into_iter().map(|(fact, text)| (words::kinds::fact(fact).say(lang), text)).collect(),
    };
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

/// Everything in which two versions of a target may differ.
fn target_rows(target: &Target, lang: Lang) -> Vec<(&'static str, String)> {
    let mut rows = vec![(daily::UNIT_IS.say(lang), target.unit.as_str().to_owned())];
    for aim in target.aims() {
        let from = daily::FROM_ON.fill(lang, &[("from", &date(aim.from, lang))]);
        let mut text = format!("{from}: {}", aim_words(aim.aim).say(lang));
        if aim.goal.is_some() {
            let goal = format!("{} {}", typed_amount(aim.goal, lang), target.unit.as_str());
            text = format!("{text}, {}", daily::AT_MOST.fill(lang, &[("amount", &goal)]));
        }
        rows.push((words::TARGET_AIM.say(lang), text));
    }
    if let Some(day) = target.retired() {
        rows.push((daily::LAID_ASIDE.say(lang), date(day, lang)));
    }
    rows
}
