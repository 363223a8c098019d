//! One participant's weeks, attendance and make-ups.

use chrono::NaiveDate;
use domain::schedule::{Attendance, Coming, MakeUp, Track};
use leptos::prelude::*;

use super::fields::{self, Filled};
use super::{SessionLine, say_day, say_time, state, words as w};
use crate::care::people::pane::People;
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::words::i18n::Lang;
use crate::words::typed::{inside, whole};

#[derive(Clone, Debug)]
pub struct TimesLine {
    pub line: SessionLine,
    pub over: bool,
    pub withdrawn: bool,
    pub coming: Option<Coming>,
    pub reason: Option<String>,
    pub attendance: Option<Attendance>,
    pub make_up: Option<MakeUp>,
    pub note: Option<String>,
}

#[derive(Clone, Debug)]
pub struct TimesPage {
    /// Hexadecimal id.
    pub id: String,
    pub name: String,
    pub filled: Filled,
    /// The present version of the weeks.
    pub version: String,
    /// Current week, and number of weeks.
    pub week: Option<(u8, u8)>,
    /// By time.
    pub lines: Vec<TimesLine>,
    /// Sessions to choose from as a make-up.
    pub open: Vec<SessionLine>,
    pub saved: bool,
    /// The session that was chosen to make up for another cannot be.
    pub gone: bool,
    pub today: NaiveDate,
}

/// Number of marks in the small picture.
const MARKS: usize = 24;

pub fn page(frame: &Frame, people: &People, times: &TimesPage) -> String {
    let lang = frame.lang;
    let name = [("name", times.name.as_str())];
    let week = times.week.map(|(week, weeks)| {
        let said = w::TERM_IS.fill(lang, &[("week", &week.to_string()), ("weeks", &weeks.to_string())]);
        view! { <p>{said}</p> }
    });
    let gone = times.gone.then(|| {
        view! {
            <p class="care-error" role="alert">
                {w::MAKE_UP_GONE.say(lang)}
            </p>
        }
    });
    let tracks = std::iter::once((String::new(), w::NO_TRACK.say(lang).to_owned()))
        .chain(Track::ALL.iter().map(|track| (track.word().to_owned(), w::track(*track).say(lang).to_owned())))
        .collect();
    let action = format!("/care/people/{}/times", times.id);
    let filled = frame.kept(&action).map_or_else(|| times.filled.clone(), Filled::back);
    let term = view! {
        {fields::select(&filled, "track", w::TRACK, tracks, lang)}
        {fields::input(&filled, "began", "date", None, lang)}
        {fields::input(&filled, "term_weeks", "number", None, lang)}
        <button class="care-primary">{w::SAVE.say(lang)}</button>
    };
    let term =
        Post::to(action).class("care-form").made_from(filled.made_from(&times.version)).view(frame, term.into_any());
    let ahead: Vec<AnyView> = times.lines.iter().filter(|line| !line.over).map(|line| session(line, lang)).collect();
    let content = view! {
        <p>
            <a href=format!("/care/people/{}", times.id)>{w::BACK_TO.fill(lang, &name)}</a>
        </p>
        <h1>{w::TIMES_OF.fill(lang, &name)}</h1>
        {frame::status(times.saved.then(|| w::SAVED.say(lang).to_owned()))}
        {gone}
        {week}
        {make_ups(frame, times)}
        {so_far(times, lang)}
        <section aria-labelledby="ahead">
            <h2 id="ahead">{w::AHEAD.say(lang)}</h2>
            <ul class="care-entries">{ahead}</ul>
        </section>
        {fields::summary(&times.filled, lang)}
        {term}
    };
    frame::panes(frame, people, content.into_any())
}

fn heading(line: &SessionLine, lang: Lang) -> String {
    format!("{} {}, {}", say_day(line.day, lang), say_time(line.start, line.minutes), inside(&line.title))
}

fn session(times: &TimesLine, lang: Lang) -> AnyView {
    let coming = times.coming.map(|coming| match &times.reason {
        Some(reason) => format!("{}: {}", w::coming(coming).say(lang), inside(reason)),
        None => w::coming(coming).say(lang).to_owned(),
    });
    let withdrawn = times.withdrawn.then(|| w::CALLED_OFF.say(lang).to_owned());
    let said: Vec<AnyView> = [withdrawn.or_else(|| state(&times.line, lang)), coming]
        .into_iter()
        .flatten()
        .map(|said| view! { <span class="care-warm">{said}</span> }.into_any())
        .collect();
    view! {
        <li class="care-card care-row">
            <a href=format!("/care/schedule/sessions/{}", times.line.id)>{heading(&times.line, lang)}</a>
            {said}
        </li>
    }
    .into_any()
}

fn so_far(times: &TimesPage, lang: Lang) -> AnyView {
    let marked: Vec<Attendance> = times.lines.iter().filter_map(|line| line.attendance).collect();
    let count = |said: Attendance| marked.iter().filter(|one| **one == said).count().to_string();
    let (attended, late) = (count(Attendance::Attended), count(Attendance::Late));
    let (excused, missed) = (count(Attendance::Excused), count(Attendance::Missed));
    let values = [("attended", attended.as_str()), ("late", &late), ("excused", &excused), ("missed", &missed)];
    view! {
        <section aria-labelledby="so-far">
            <h2 id="so-far">{w::SO_FAR.say(lang)}</h2>
            <p>{w::SO_FAR_IS.fill(lang, &values)}</p>
            {picture(&marked, lang)}
        </section>
    }
    .into_any()
}

/// A mark per session: full, half, ring, cross. Shapes and not only colours, and the same in words.
fn picture(marked: &[Attendance], lang: Lang) -> Option<AnyView> {
    let last = &marked[marked.len().saturating_sub(MARKS)..];
    if last.is_empty() {
        return None;
    }
    let list: Vec<&str> = last.iter().map(|said| w::attendance(*said).say(lang)).collect();
    let label = w::SO_FAR_PICTURE.fill(lang, &[("list", &list.join(", "))]);
    let marks: Vec<AnyView> = last
        .iter()
        .enumerate()
        .map(|(at, said)| {
            let x = 8 + at * 16;
            match said {
                Attendance::Attended => view! { <circle cx=x cy="8" r="6" fill="currentColor" /> }.into_any(),
                Attendance::Late => view! {
                    <circle cx=x cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2" />
                    <path d=format!("M{x} 3 a5 5 0 0 1 0 10 z") fill="currentColor" />
                }
                .into_any(),
                Attendance::Excused => {
                    view! { <circle cx=x cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2" /> }.into_any()
                }
                Attendance::Missed => {
                    let path = format!("M{} 4 l8 8 m0 -8 l-8 8", x - 4);
                    view! { <path d=path stroke="currentColor" stroke-width="2" fill="none" /> }.into_any()
                }
            }
        })
        .collect();
    let width = last.len() * 16;
    Some(view! {
        <svg class="care-marks" role="img" aria-label=label width=width height="16" viewBox=format!("0 0 {width} 16")>
            {marks}
        </svg>
    }.into_any())
}

fn make_ups(frame: &Frame, times: &TimesPage) -> Option<AnyView> {
    let lang = frame.lang;
    let asked: Vec<AnyView> = times
        .lines
        .iter()
        .filter(|line| line.make_up == Some(MakeUp::Asked))
        .map(|line| asked(frame, times, line))
        .collect();
    if asked.is_empty() {
        return None;
    }
    Some(
        view! {
            <section aria-labelledby="make-ups">
                <h2 id="make-ups">{w::MAKE_UPS.say(lang)}</h2>
                {asked}
            </section>
        }
        .into_any(),
    )
}

fn asked(frame: &Frame, times: &TimesPage, line: &TimesLine) -> AnyView {
    let lang = frame.lang;
    let action = format!("/care/people/{}/make-ups/{}", times.id, line.line.id);
    let kept = frame.kept(&action).map_or("", |kept| kept.get("instead"));
    let option = |open: &SessionLine| {
        view! {
            <option value=open.id.clone() selected=open.id == kept>
                {heading(open, lang)}
            </option>
        }
    };
    let options: Vec<AnyView> = times.open.iter().map(|open| option(open).into_any()).collect();
    let (id, note) = (format!("instead-{}", line.line.id), line.note.as_deref().map(whole));
    let fields = view! {
        <strong>{heading(&line.line, lang)}</strong>
        {note.map(|note| view! { <p class="care-said" dir="auto">{note}</p> })}
        <label for=id.clone()>{w::MAKE_UP_CHOOSE.say(lang)}</label>
        <select id=id name="instead">
            {options}
        </select>
        <div class="care-row care-start">
            <button class="care-primary" name="answer" value="accept">
                {w::MAKE_UP_ACCEPT.say(lang)}
            </button>
            <button class="care-button" name="answer" value="decline">
                {w::MAKE_UP_DECLINE.say(lang)}
            </button>
        </div>
    };
    Post::to(action).class("care-form care-card").view(frame, fields.into_any())
}
