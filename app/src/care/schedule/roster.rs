//! One session: its details, the links to change it, and attendance, in one form.

use std::collections::BTreeMap;

use domain::schedule::{Attendance, Coming, MakeUp};
use leptos::prelude::*;

use super::fields::{self, Filled};
use super::form::Changes;
use super::{SessionLine, say_day, say_time, state, words as w};
use crate::care::shell::form::Post;
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
    /// The present version of the session.
    pub version: String,
    /// The reason of a cancellation, as it was typed, if it was not taken.
    pub filled: Filled,
    /// What was typed over an older version.
    pub stale: Option<BTreeMap<String, String>>,
}

/// The field of a participant's attendance.
pub fn mark_field(participant: &str) -> String {
    format!("a_{participant}")
}

/// The field of the attendance that the form was made from.
pub fn was_field(participant: &str) -> String {
    format!("w_{participant}")
}

fn word(said: Option<Attendance>) -> &'static str {
    said.map_or("", Attendance::word)
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
        {roster.stale.is_some().then(|| fields::stale(lang))}
        {(!roster.begun).then(|| changes(frame, roster))}
        <section aria-labelledby="roster">
            <h2 id="roster">{title.say(lang)}</h2>
            {rows(frame, roster)}
        </section>
    };
    frame::wide(frame, content.into_any())
}

fn changes(frame: &Frame, roster: &RosterPage) -> AnyView {
    let (line, lang) = (&roster.line, frame.lang);
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
    let cancel = format!("{at}/cancel");
    let kept = frame.kept(&cancel).map(|kept| kept.get("reason"));
    let stale = roster.stale.as_ref().and_then(|typed| typed.get("reason")).map(String::as_str);
    let mut filled = roster.filled.clone();
    if let Some(reason) = stale.or(kept) {
        filled.set("reason", reason);
    }
    let off = if line.standing.takes_place() {
        let fields = view! {
            {fields::summary(&filled, lang)}
            {fields::input(&filled, "reason", "text", None, lang)}
            <button class="care-button">{w::CANCEL_SESSION.say(lang)}</button>
        };
        Post::to(cancel).class("care-form").made_from(filled.made_from(&roster.version)).view(frame, fields.into_any())
    } else {
        // What was typed about a session that somebody canceled meanwhile.
        let reason = whole(filled.get("reason"));
        let typed = (!reason.is_empty()).then(|| view! { <p class="care-said" dir="auto">{reason}</p> });
        let button = view! { <button class="care-button">{w::RESTORE_SESSION.say(lang)}</button> };
        let form = Post::to(format!("{at}/restore")).made_from(roster.version.clone()).view(frame, button.into_any());
        view! {
            {typed}
            {form}
        }
        .into_any()
    };
    view! {
        <div class="care-row care-start care-noprint">{links}</div>
        {off}
    }
    .into_any()
}

fn rows(frame: &Frame, roster: &RosterPage) -> AnyView {
    let lang = frame.lang;
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
    let action = format!("/care/schedule/sessions/{}/attendance", roster.line.id);
    let kept = frame.kept(&action).map(|kept| &kept.fields);
    let typed = kept.or(roster.stale.as_ref());
    let lines: Vec<AnyView> =
        roster.rows.iter().map(|row| one(row, markable.then_some((typed, kept.is_some())), lang)).collect();
    if !markable {
        return view! {
            <p class="care-quiet">{w::ROSTER_LEAD.say(lang)}</p>
            <ul class="care-entries">{lines}</ul>
            {others}
        }
        .into_any();
    }
    let fields = view! {
        <button class="care-button" name="everybody" value="attended">
            {w::ALL_ATTENDED.say(lang)}
        </button>
        <ul class="care-entries">{lines}</ul>
        <button class="care-primary">{w::SAVE.say(lang)}</button>
    };
    view! {
        {Post::to(action).class("care-form care-roster").view(frame, fields.into_any())}
        {others}
    }
    .into_any()
}

/// `markable`: what was typed, if anything, and if that was before a sign-in ended.
fn one(row: &RosterRow, markable: Option<(Option<&BTreeMap<String, String>>, bool)>, lang: Lang) -> AnyView {
    let said = row.coming.map(|coming| match &row.reason {
        Some(reason) => format!("{}: {}", w::coming(coming).say(lang), inside(reason)),
        None => w::coming(coming).say(lang).to_owned(),
    });
    let said = said.map(|said| view! { <span class="care-warm">{said}</span> });
    let make_up = row.make_up.map(|make_up| {
        view! { <a href=format!("/care/people/{}/times", row.id)>{w::make_up(make_up).say(lang)}</a> }
    });
    let marked = row.attendance.map_or(w::NOT_SAID, w::attendance).say(lang);
    let marks = if let Some((typed, kept)) = markable {
        let present = word(row.attendance);
        let field = |name: String| typed.and_then(|typed| typed.get(&name)).map(String::as_str);
        let (chosen, was) =
            (field(mark_field(&row.id)).unwrap_or(present), field(was_field(&row.id)).unwrap_or(present));
        let clash = (!kept && was != present && chosen != present)
            .then(|| view! { <span class="care-warm">{w::NOW_IS.fill(lang, &[("value", marked)])}</span> });
        let was = if kept { was } else { present }.to_owned();
        let choice = |value: String, text: &'static str, checked: bool| {
            view! {
                <label class="care-tick">
                    <input type="radio" name=mark_field(&row.id) value=value checked=checked />
                    " "
                    {text}
                </label>
            }
            .into_any()
        };
        let choices: Vec<AnyView> = Attendance::ALL
            .iter()
            .map(|said| choice(said.word().to_owned(), w::attendance(*said).say(lang), chosen == said.word()))
            .chain([choice(String::new(), w::NOT_SAID.say(lang), chosen.is_empty())])
            .collect();
        view! {
            <fieldset class="care-ticks">
                <legend dir="auto">{whole(&row.name)}</legend>
                <input type="hidden" name=was_field(&row.id) value=was />
                {choices}
                {clash}
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
