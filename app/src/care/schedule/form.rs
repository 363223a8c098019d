//! The forms that plan: a new series, a change of one session, of this and following, of all.

use chrono::Weekday;
use domain::schedule::{SessionKind, Track};
use leptos::prelude::*;

use super::fields::{self, Filled};
use super::{SessionLine, say_day, say_time, words as w};
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::words::calendar;
use crate::words::i18n::{Lang, Words};
use crate::words::typed::inside;

/// The fields of the days of the week, Monday first.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

/// The sessions of a series that a form changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changes {
    New,
    One,
    Following,
    All,
}

impl Changes {
    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::One => "one",
            Self::Following => "following",
            Self::All => "all",
        }
    }

    pub const fn title(self) -> Words {
        match self {
            Self::New => w::NEW_SERIES,
            Self::One => w::CHANGE_ONE,
            Self::Following => w::CHANGE_FOLLOWING,
            Self::All => w::CHANGE_ALL,
        }
    }
}

/// Another session at the same time.
#[derive(Clone, Debug)]
pub struct ClashLine {
    pub line: SessionLine,
    pub leader: bool,
    pub people: usize,
}

#[derive(Clone, Debug)]
pub struct FormPage {
    pub changes: Changes,
    /// Hexadecimal id of the session that is changed.
    pub session: Option<String>,
    pub filled: Filled,
    /// The present version of what is changed.
    pub version: Option<String>,
    pub zone: String,
    /// Hexadecimal id and name of every person this reader may leave or make the leader.
    pub staff: Vec<(String, String)>,
    /// True if this reader may leave or make it without a leader.
    pub may_be_nobody: bool,
    /// Hexadecimal id and name of the reader's people.
    pub people: Vec<(String, String)>,
    /// Others who are on it.
    pub others: usize,
    pub clashes: Vec<ClashLine>,
}

pub fn page(frame: &Frame, form: &FormPage) -> String {
    let lang = frame.lang;
    let action = match &form.session {
        Some(session) => format!("/care/schedule/sessions/{session}/change?scope={}", form.changes.word()),
        None => "/care/schedule/series".to_owned(),
    };
    let filled = frame.kept(&action).map_or_else(|| form.filled.clone(), Filled::back);
    let form = &FormPage { filled, ..form.clone() };
    let back =
        form.session.as_ref().map_or_else(|| "/care/schedule".to_owned(), |id| format!("/care/schedule/sessions/{id}"));
    let lead = matches!(form.changes, Changes::Following | Changes::All)
        .then(|| view! { <p class="care-quiet">{w::CHANGE_LEAD.say(lang)}</p> });
    let when = if form.changes == Changes::One { one(form, lang) } else { series(form, lang) };
    let save = if form.clashes.is_empty() {
        view! { <button class="care-primary">{w::SAVE.say(lang)}</button> }.into_any()
    } else {
        view! {
            <button class="care-primary" name="confirmed" value="yes">
                {w::SAVE_ANYWAY.say(lang)}
            </button>
        }
        .into_any()
    };
    let mut post = Post::to(action).class("care-form");
    if let Some(version) = &form.version {
        post = post.made_from(form.filled.made_from(version));
    }
    let fields = view! {
        {fields::input(&form.filled, "title", "text", Some(w::TITLE_HINT), lang)}
        {fields::input(&form.filled, "name", "text", Some(w::NAME_HINT), lang)}
        {when}
        {fields::input(&form.filled, "room", "text", None, lang)}
        {fields::input(&form.filled, "link", "url", None, lang)}
        {leader(form, lang)}
        {(form.changes == Changes::One).then(|| fields::input(&form.filled, "reason", "text", None, lang))}
        {(form.changes != Changes::One).then(|| audience(form, lang))}
        <div class="care-row care-start">
            {save} <a class="care-button" href=back>
                {w::CANCEL.say(lang)}
            </a>
        </div>
    };
    let content = view! {
        <h1>{form.changes.title().say(lang)}</h1>
        <p class="care-quiet">{w::ZONE_IS.fill(lang, &[("zone", &form.zone)])}</p>
        {lead}
        {fields::summary(&form.filled, lang)}
        {clashes(form, lang)}
        {post.view(frame, fields.into_any())}
    };
    frame::schedule_form(frame, content.into_any())
}

fn one(form: &FormPage, lang: Lang) -> AnyView {
    view! {
        {fields::input(&form.filled, "day", "date", None, lang)}
        {fields::input(&form.filled, "start", "time", None, lang)}
        {fields::input(&form.filled, "minutes", "number", None, lang)}
    }
    .into_any()
}

fn series(form: &FormPage, lang: Lang) -> AnyView {
    let kinds =
        SessionKind::ALL.iter().map(|kind| (kind.word().to_owned(), w::kind(*kind).say(lang).to_owned())).collect();
    let days: Vec<AnyView> = WEEKDAYS
        .iter()
        .map(|(field, day)| fields::tick(&form.filled, field, calendar::weekday(*day, lang).to_owned(), lang))
        .collect();
    let first = (form.changes != Changes::Following).then(|| fields::input(&form.filled, "first", "date", None, lang));
    view! {
        {fields::select(&form.filled, "kind", w::KIND, kinds, lang)}
        <fieldset class="care-ticks">
            <legend>{w::WEEKDAYS.say(lang)}</legend>
            {fields::error(&form.filled, "weekdays", lang)}
            {days}
        </fieldset>
        {fields::input(&form.filled, "start", "time", None, lang)}
        {fields::input(&form.filled, "minutes", "number", None, lang)}
        {first}
        {fields::input(&form.filled, "last", "date", None, lang)}
        {fields::input(&form.filled, "weeks", "number", None, lang)}
    }
    .into_any()
}

fn leader(form: &FormPage, lang: Lang) -> AnyView {
    let nobody = form.may_be_nobody.then(|| (String::new(), w::NOBODY.say(lang).to_owned()));
    let options = nobody.into_iter().chain(form.staff.iter().map(|(id, name)| (id.clone(), inside(name)))).collect();
    view! {
        <p class="care-quiet">{w::LEADER_HINT.say(lang)}</p>
        {fields::error(&form.filled, fields::LEADER_RIGHT, lang)}
        {fields::select(&form.filled, "leader", w::LEADER, options, lang)}
    }
    .into_any()
}

fn audience(form: &FormPage, lang: Lang) -> AnyView {
    let tracks = Track::ALL.iter().map(|track| (track.word().to_owned(), w::track(*track).say(lang).to_owned()));
    let options = tracks.chain([("people".to_owned(), w::PEOPLE.say(lang).to_owned())]).collect();
    let people: Vec<AnyView> = form
        .people
        .iter()
        .map(|(id, name)| fields::tick(&form.filled, &format!("p_{id}"), inside(name), lang))
        .collect();
    let others = (form.others > 0)
        .then(|| view! { <p class="care-quiet">{w::PEOPLE_OTHERS.fill(lang, &[("n", &form.others.to_string())])}</p> });
    view! {
        {fields::select(&form.filled, "audience", w::WHO_IS_ON_IT, options, lang)}
        <fieldset class="care-ticks">
            <legend>{w::PEOPLE_LEAD.say(lang)}</legend>
            {people}
            {others}
        </fieldset>
    }
    .into_any()
}

fn clashes(form: &FormPage, lang: Lang) -> Option<AnyView> {
    const SHOWN: usize = 5;
    if form.clashes.is_empty() {
        return None;
    }
    let lines: Vec<AnyView> =
        form.clashes.iter().take(SHOWN).map(|clash| view! { <li>{clash_line(clash, lang)}</li> }.into_any()).collect();
    let more = form
        .clashes
        .len()
        .checked_sub(SHOWN + 1)
        .map(|n| view! { <li>{w::CLASH_MORE.fill(lang, &[("n", &(n + 1).to_string())])}</li> });
    Some(
        view! {
            <section class="care-error" role="alert">
                <p>{w::CLASH.say(lang)}</p>
                <ul>{lines}{more}</ul>
            </section>
        }
        .into_any(),
    )
}

fn clash_line(clash: &ClashLine, lang: Lang) -> String {
    let line = &clash.line;
    let leader = clash.leader.then(|| w::CLASH_LEADER.say(lang).to_owned());
    let people = (clash.people > 0).then(|| w::CLASH_PEOPLE.fill(lang, &[("n", &clash.people.to_string())]));
    let why = leader.into_iter().chain(people).collect::<Vec<_>>().join(", ");
    format!("{} {}, {}: {why}", say_day(line.day, lang), say_time(line.start, line.minutes), inside(&line.title))
}
