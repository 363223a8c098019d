//! Fields of the schedule's forms. Input comes back with its error and the allowed values.

use std::collections::BTreeMap;

use domain::base::text::{Address, Label, ReplyText};
use leptos::prelude::*;

use super::words as w;
use crate::care::shell::form::{Kept, MADE_FROM};
use crate::care::words::refusal;
use crate::words::i18n::{Lang, Words};

/// Name of the error of a leader whom somebody else has to choose.
pub const LEADER_RIGHT: &str = "leader_right";

/// The contents of a form, and its invalid fields.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    pub values: BTreeMap<String, String>,
    pub wrong: Vec<String>,
    /// The present contents, if they changed since the form was made: each is shown beside what was typed.
    pub now: Option<BTreeMap<String, String>>,
}

impl Filled {
    /// A form as it was typed before the sign-in ended.
    pub fn back(kept: &Kept) -> Self {
        Self { values: kept.fields.clone(), ..Self::default() }
    }

    /// The form as it was typed over an older version of `now`.
    pub fn stale(self, now: Self) -> Self {
        Self { now: Some(now.values), ..self }
    }

    /// The version that the form was made from: of a refused form the one it had, unless that is too old.
    pub fn made_from(&self, present: &str) -> String {
        let had = self.get(MADE_FROM);
        if had.is_empty() || self.now.is_some() { present.to_owned() } else { had.to_owned() }
    }

    /// The present value, if it differs from what was typed.
    fn differs(&self, field: &str) -> Option<&str> {
        let now = self.now.as_ref()?.get(field)?;
        (now.trim() != self.get(field).trim()).then_some(now)
    }

    pub fn get(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.values.insert(field.to_owned(), value.into());
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.wrong.iter().any(|wrong| wrong == field)
    }
}

/// Label of a field, and its allowed values.
fn about(field: &str) -> (Words, Words) {
    match field {
        "name" => (w::NAME, w::WRONG_TITLE),
        "holiday" => (w::HOLIDAY_NAME, w::WRONG_TITLE),
        "weekdays" => (w::WEEKDAYS, w::WRONG_WEEKDAYS),
        "start" => (w::START, w::WRONG_START),
        "minutes" => (w::MINUTES, w::WRONG_MINUTES),
        "first" => (w::FIRST, w::WRONG_DAY),
        "last" => (w::LAST, w::WRONG_DAY),
        "day" => (w::DAY, w::WRONG_DAY),
        "began" => (w::BEGAN, w::WRONG_DAY),
        "weeks" => (w::WEEKS, w::WRONG_WEEKS),
        "term_weeks" => (w::TERM_WEEKS, w::WRONG_WEEKS),
        "room" => (w::ROOM, w::WRONG_TITLE),
        "link" => (w::LINK, w::WRONG_LINK),
        "leader" => (w::LEADER, w::WRONG_LEADER),
        LEADER_RIGHT => (w::LEADER, w::WRONG_LEADER_RIGHT),
        "reason" => (w::REASON, w::WRONG_REASON),
        "zone" => (w::ZONE, w::WRONG_ZONE),
        "audience" => (w::WHO_IS_ON_IT, w::WRONG_AUDIENCE),
        _ => (w::TITLE, w::WRONG_TITLE),
    }
}

/// The reason that a field is wrong: of a text the true one, else the allowed values.
fn why(filled: &Filled, field: &str, lang: Lang) -> String {
    let typed = filled.get(field);
    let refused = match field {
        "title" | "name" | "holiday" | "room" => Label::read(typed).err().map(|refused| (refused, 80)),
        "link" => Address::read(typed).err().map(|refused| (refused, 500)),
        "reason" => ReplyText::read(typed).err().map(|refused| (refused, 600)),
        _ => None,
    };
    match refused {
        Some((refused, most)) => refusal(refused, most, lang),
        None => about(field).1.say(lang).to_owned(),
    }
}

/// Tells that somebody changed it meanwhile.
pub fn stale(lang: Lang) -> AnyView {
    view! {
        <p class="care-error" role="alert">
            {w::STALE.say(lang)}
        </p>
    }
    .into_any()
}

/// The present value, beside what was typed.
fn present(text: String, lang: Lang) -> AnyView {
    view! { <p class="care-warm">{w::NOW_IS.fill(lang, &[("value", &text)])}</p> }.into_any()
}

/// Lists the invalid fields at the top, or tells that somebody changed it meanwhile.
pub fn summary(filled: &Filled, lang: Lang) -> Option<AnyView> {
    if filled.wrong.is_empty() {
        return filled.now.is_some().then(|| stale(lang));
    }
    let names: Vec<&str> = filled.wrong.iter().map(|field| about(field).0.say(lang)).collect();
    Some(
        view! {
            <p class="care-error" role="alert">
                {w::WRONG.fill(lang, &[("fields", &names.join(", "))])}
            </p>
        }
        .into_any(),
    )
}

pub fn error(filled: &Filled, field: &'static str, lang: Lang) -> Option<AnyView> {
    let id = format!("{field}-error");
    filled.is_wrong(field).then(|| {
        view! {
            <p class="care-error" id=id>
                {why(filled, field, lang)}
            </p>
        }
        .into_any()
    })
}

/// One labelled input of a type.
pub fn input(filled: &Filled, field: &'static str, kind: &'static str, hint: Option<Words>, lang: Lang) -> AnyView {
    let wrong = filled.is_wrong(field);
    let described = [wrong.then(|| format!("{field}-error")), hint.map(|_| format!("{field}-hint"))];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let hint = hint.map(|hint| {
        view! {
            <p class="care-quiet" id=format!("{field}-hint")>
                {hint.say(lang)}
            </p>
        }
    });
    let now = filled.differs(field).map(|now| {
        let said = if now.is_empty() { w::NOTHING_THERE.say(lang) } else { now };
        present(said.to_owned(), lang)
    });
    view! {
        <label for=field>{about(field).0.say(lang)}</label>
        {hint}
        {error(filled, field, lang)}
        {now}
        <input
            id=field
            name=field
            type=kind
            dir=(kind == "text").then_some("auto")
            autocomplete="off"
            value=filled.get(field).to_owned()
            aria-describedby=(!described.is_empty()).then_some(described)
            aria-invalid=wrong.then_some("true")
        />
    }
    .into_any()
}

/// One of several: value and text.
pub fn select(
    filled: &Filled,
    field: &'static str,
    label: Words,
    options: Vec<(String, String)>,
    lang: Lang,
) -> AnyView {
    let chosen = filled.get(field).to_owned();
    let now = filled.differs(field).and_then(|now| options.iter().find(|(value, _)| value == now));
    let now = now.map(|(_, text)| present(text.clone(), lang));
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen;
            view! {
                <option value=value selected=selected>
                    {text}
                </option>
            }
            .into_any()
        })
        .collect();
    view! {
        <label for=field>{label.say(lang)}</label>
        {error(filled, field, lang)}
        {now}
        <select id=field name=field>
            {options}
        </select>
    }
    .into_any()
}

/// A box to tick.
pub fn tick(filled: &Filled, field: &str, text: String, lang: Lang) -> AnyView {
    let checked = filled.get(field) == "on";
    let present = filled.now.as_ref().map(|now| now.get(field).is_some_and(|value| value == "on"));
    let now = present.filter(|present| *present != checked).map(|present| {
        let said = if present { w::TICKED } else { w::NOT_TICKED };
        view! { <span class="care-warm">" "{w::NOW_IS.fill(lang, &[("value", said.say(lang))])}</span> }
    });
    view! {
        <label class="care-tick">
            <input type="checkbox" name=field.to_owned() value="on" checked=checked />
            " "
            {text}
            {now}
        </label>
    }
    .into_any()
}
