//! One session: its details, the links to change it, and attendance, in one form.

use domain::schedule::{Attendance, Coming, MakeUp};
use leptos::prelude::*;

use super::fields::{self, Filled};
use super::form::Changes;
use super::{SessionLine, say_day, say_time, state, words as w};
use crate::care::shell::frame::{self, Frame};
use crate::words::i18n::Lang;
use crate::words::typed::{inside, whole};

#[derive(Clone, Debug)]
pub struct RosterRow {
    /// Hexadecimal id of the participant.
    pub id: String,
    pub name: String,
    pub coming: Option<Coming>,
    pub reason: Option<String>,
    pub attendance: Option<Attendance>,
    pub make_up: Option<MakeUp>,
}

#[derive(Clone, Debug)]
pub struct RosterPage {
    pub line: SessionLine,
    pub rows: Vec<RosterRow>,
    /// Number of unnamed people on it.
    pub others: usize,
    pub begun: bool,
    pub saved: bool,
    /// The reason of a cancellation, as it was typed, if it was not taken.
    pub filled: Filled,
}

pub fn page(frame: &Frame, roster: &RosterPage) -> String {
    let lang = frame.lang;
    let line = &roster.line;
    let facts = [
        Some(format!("{}, {}", say_day(line.day, lang), say_time(line.start, line.minutes))),
        Some(w::kind(line.kind).say(lang).to_owned()),
        line.leader.as_ref().map(|name| w::LED_BY.fill(lang, &[("name", name)])),
        line.place.as_deref().map(inside),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let title = if roster.begun { w::ROSTER } else { w::ROSTER_AHEAD };
    let content = view! {
        <p class="care-back-always">
            <a href=format!(
                "/care/schedule?from={}",
                domain::base::day::to_text(
                    line.day - chrono::Days::new(chrono::Datelike::weekday(&line.day).num_days_from_monday().into()),
                ),
            )>{w::BACK.say(lang)}</a>
        </p>
        <h1 dir="auto">{whole(&line.title)}</h1>
        {frame::status(roster.saved.then(|| w::SAVED.say(lang).to_owned()))}
        <p>{facts}</p>
        <p class="care-quiet">{w::ZONE_IS.fill(lang, &[("zone", line.zone.as_str())])}</p>
        {state(line, lang).map(|said| view! { <p class="care-warm">{said}</p> })}
        {(!roster.begun).then(|| changes(line, &roster.filled, lang))}
        <section aria-labelledby="roster">
            <h2 id="roster">{title.say(lang)}</h2>
            {rows(roster, lang)}
        </section>
    };
    frame::wide(frame, content.into_any())
}

fn changes(line: &SessionLine, filled: &Filled, lang: Lang) -> AnyView {
    let at = format!("/care/schedule/sessions/{}", line.id);
    let links: Vec<AnyView> = [Changes::One, Changes::Following, Changes::All]
        .into_iter()
        .map(|changes| {
            let href = format!("{at}/change?scope={}", changes.word());
            view! {
                <a class="care-button" href=href>
                    {changes.title().say(lang)}
                </a>
            }
            .into_any()
        })
        .collect();
    let off = if line.standing.takes_place() {
        view! {
            <form class="care-form" method="post" action=format!("{at}/cancel")>
                {fields::summary(filled, lang)}
                {fields::input(filled, "reason", "text", None, lang)}
                <button class="care-button">{w::CANCEL_SESSION.say(lang)}</button>
            </form>
        }
        .into_any()
    } else {
        view! {
            <form method="post" action=format!("{at}/restore")>
                <button class="care-button">{w::RESTORE_SESSION.say(lang)}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <div class="care-row care-start care-noprint">{links}</div>
        {off}
    }
    .into_any()
}

fn rows(roster: &RosterPage, lang: Lang) -> AnyView {
    let others = (roster.others > 0).then(
        || view! { <p class="care-quiet">{w::ROSTER_OTHERS.fill(lang, &[("n", &roster.others.to_string())])}</p> },
    );
    if roster.rows.is_empty() {
        return view! {
            <p>{w::ROSTER_EMPTY.say(lang)}</p>
            {others}
        }
        .into_any();
    }
    let markable = roster.begun && roster.line.standing.takes_place();
    let lines: Vec<AnyView> = roster.rows.iter().map(|row| one(row, markable, lang)).collect();
    if !markable {
        return view! {
            <p class="care-quiet">{w::ROSTER_LEAD.say(lang)}</p>
            <ul class="care-entries">{lines}</ul>
            {others}
        }
        .into_any();
    }
    view! {
        <form
            class="care-form care-roster"
            method="post"
            action=format!("/care/schedule/sessions/{}/attendance", roster.line.id)
        >
            <button class="care-button" name="everybody" value="attended">
                {w::ALL_ATTENDED.say(lang)}
            </button>
            <ul class="care-entries">{lines}</ul>
            <button class="care-primary">{w::SAVE.say(lang)}</button>
        </form>
        {others}
    }
    .into_any()
}

fn one(row: &RosterRow, markable: bool, lang: Lang) -> AnyView {
    let said = row.coming.map(|coming| match &row.reason {
        Some(reason) => format!("{}: {}", w::coming(coming).say(lang), inside(reason)),
        None => w::coming(coming).say(lang).to_owned(),
    });
    let said = said.map(|said| view! { <span class="care-warm">{said}</span> });
    let make_up = row.make_up.map(|make_up| {
        view! { <a href=format!("/care/people/{}/times", row.id)>{w::make_up(make_up).say(lang)}</a> }
    });
    let marked = row.attendance.map_or(w::NOT_SAID, w::attendance).say(lang);
    let marks = if markable {
        let choice = |value: String, text: &'static str, checked: bool| {
            view! {
                <label class="care-tick">
                    <input type="radio" name=format!("a_{}", row.id) value=value checked=checked />
                    " "
                    {text}
                </label>
            }
            .into_any()
        };
        let choices: Vec<AnyView> = Attendance::ALL
            .iter()
            .map(|said| choice(said.word().to_owned(), w::attendance(*said).say(lang), row.attendance == Some(*said)))
            .chain([choice(String::new(), w::NOT_SAID.say(lang), row.attendance.is_none())])
            .collect();
        view! {
            <fieldset class="care-ticks">
                <legend dir="auto">{whole(&row.name)}</legend>
                {choices}
            </fieldset>
        }
        .into_any()
    } else {
        view! {
            <strong dir="auto">{whole(&row.name)}</strong>
            " "
            <span class="care-quiet">{marked}</span>
        }
        .into_any()
    };
    view! { <li class="care-card">{marks}{said}{make_up}</li> }.into_any()
}
