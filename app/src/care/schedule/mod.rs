//! The program's schedule as a week and as a list. It names no participant.

pub mod fields;
pub mod form;
pub mod person;
pub mod roster;
pub mod settings;
pub mod words;

use chrono::{Datelike as _, Days, NaiveDate};
use domain::schedule::{Minute, Minutes, PlannedDay, SessionKind, Zone};
use leptos::prelude::*;

use self::words as w;
use super::shell::frame::{self, Frame};
use crate::words::calendar;
use crate::words::i18n::Lang;
use crate::words::typed::{inside, whole};

/// One session of the program.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Hexadecimal id.
    pub id: String,
    pub kind: SessionKind,
    pub title: String,
    pub day: NaiveDate,
    pub start: Minute,
    pub minutes: Minutes,
    pub zone: Zone,
    pub standing: PlannedDay,
    pub reason: Option<String>,
    pub place: Option<String>,
    pub leader: Option<String>,
    /// Number of people on it, and of those who cannot come.
    pub people: i64,
    pub cannot: i64,
}

#[derive(Clone, Debug)]
pub struct WeekPage {
    pub from: NaiveDate,
    pub today: NaiveDate,
    pub zone: Zone,
    /// By time.
    pub sessions: Vec<SessionLine>,
    pub holidays: Vec<(NaiveDate, String)>,
    pub as_list: bool,
    /// True if the reader may change zone and holidays.
    pub may_set: bool,
}

/// "Thu 8 Jan".
pub fn say_day(day: NaiveDate, lang: Lang) -> String {
    format!("{} {} {}", calendar::weekday(day.weekday(), lang), day.day(), calendar::month(day, lang))
}

/// "18:00–19:30".
pub fn say_time(start: Minute, minutes: Minutes) -> String {
    let end = (start.get() + minutes.get()) % 1440;
    Minute::new(end).map_or_else(|_| start.to_string(), |end| format!("{start}–{end}"))
}

impl WeekPage {
    const fn days(&self) -> u64 {
        if self.as_list { 28 } else { 7 }
    }

    fn address(&self, from: Option<NaiveDate>) -> String {
        let view = if self.as_list { "&view=list" } else { "" };
        from.map_or_else(
            || format!("/care/schedule?{}", view.trim_start_matches('&')),
            |day| format!("/care/schedule?from={}{view}", domain::base::day::to_text(day)),
        )
    }
}

pub fn page(frame: &Frame, week: &WeekPage) -> String {
    let lang = frame.lang;
    let title = if week.as_list { w::FROM_DAY } else { w::WEEK_OF };
    let other = if week.as_list { (w::AS_WEEK, "") } else { (w::AS_LIST, "&view=list") };
    let other_at = format!("/care/schedule?from={}{}", domain::base::day::to_text(week.from), other.1);
    let (before, after) = (week.from - Days::new(week.days()), week.from + Days::new(week.days()));
    let settings = week.may_set.then(|| {
        view! {
            <a class="care-button" href="/care/schedule/settings">
                {w::SETTINGS.say(lang)}
            </a>
        }
    });
    let shown = if week.as_list { list(week, lang) } else { days(week, lang) };
    let content = view! {
        <div class="care-row">
            <h1>{title.fill(lang, &[("day", &say_day(week.from, lang))])}</h1>
            <span class="care-quiet">{w::ZONE_IS.fill(lang, &[("zone", week.zone.as_str())])}</span>
        </div>
        <nav class="care-row care-start care-noprint" aria-label=w::SCHEDULE.say(lang)>
            <a class="care-button" href=week.address(Some(before))>
                {w::BEFORE.say(lang)}
            </a>
            <a class="care-button" href=week.address(None)>
                {w::THIS_WEEK.say(lang)}
            </a>
            <a class="care-button" href=week.address(Some(after))>
                {w::AFTER.say(lang)}
            </a>
            <a class="care-button" href=other_at>
                {other.0.say(lang)}
            </a>
            <a class="care-primary" href="/care/schedule/new">
                {w::NEW_SERIES.say(lang)}
            </a>
            {settings}
        </nav>
        {shown}
    };
    frame::wide(frame, content.into_any())
}

fn days(week: &WeekPage, lang: Lang) -> AnyView {
    let columns: Vec<AnyView> = (0..7)
        .map(|ahead| {
            let day = week.from + Days::new(ahead);
            let sessions: Vec<AnyView> = week.sessions.iter().filter(|s| s.day == day).map(|s| card(s, lang)).collect();
            let holiday = week
                .holidays
                .iter()
                .find(|(on, _)| *on == day)
                .map(|(_, name)| view! { <p class="care-warm" dir="auto">{whole(name)}</p> });
            view! {
                <section class="care-day" aria-current=(day == week.today).then_some("date")>
                    <h2>{say_day(day, lang)}</h2>
                    {holiday}
                    <ul class="care-entries">{sessions}</ul>
                </section>
            }
            .into_any()
        })
        .collect();
    view! { <div class="care-week">{columns}</div> }.into_any()
}

/// The note of a session that does not take place as planned.
pub fn state(line: &SessionLine, lang: Lang) -> Option<String> {
    let said = w::standing(line.standing).say(lang);
    match (&line.reason, line.standing) {
        (_, PlannedDay::Planned) => None,
        (Some(reason), _) => Some(format!("{said}: {}", inside(reason.as_str()))),
        (None, _) => Some(said.to_owned()),
    }
}

fn counts(line: &SessionLine, lang: Lang) -> String {
    let mut said = w::COUNT_PEOPLE.fill(lang, &[("n", &line.people.to_string())]);
    if line.cannot > 0 {
        said = format!("{said}, {}", w::COUNT_CANNOT.fill(lang, &[("n", &line.cannot.to_string())]));
    }
    said
}

fn card(line: &SessionLine, lang: Lang) -> AnyView {
    let off = !line.standing.takes_place();
    let class = if off { "care-card care-entry care-off" } else { "care-card care-entry" };
    let state = state(line, lang).map(|said| view! { <span class="care-warm">{said}</span> });
    let leader = line
        .leader
        .as_ref()
        .map(|name| view! { <span class="care-quiet">{w::LED_BY.fill(lang, &[("name", name)])}</span> });
    let place = line.place.as_ref().map(|place| view! { <span class="care-quiet" dir="auto">{whole(place)}</span> });
    view! {
        <li>
            <a class=class href=format!("/care/schedule/sessions/{}", line.id)>
                <span class="care-quiet">{say_time(line.start, line.minutes)}</span>
                <strong dir="auto">{whole(&line.title)}</strong>
                <span class="care-quiet">{w::kind(line.kind).say(lang)}</span>
                {leader}
                {place}
                <span class="care-quiet">{counts(line, lang)}</span>
                {state}
            </a>
        </li>
    }
    .into_any()
}

fn list(week: &WeekPage, lang: Lang) -> AnyView {
    if week.sessions.is_empty() {
        return view! { <p>{w::NOTHING.say(lang)}</p> }.into_any();
    }
    let rows: Vec<AnyView> = week
        .sessions
        .iter()
        .map(|line| {
            let who = [line.leader.as_deref().map(inside).unwrap_or_default(), counts(line, lang)]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>();
            view! {
                <tr>
                    <th scope="row">{say_day(line.day, lang)}</th>
                    <td>{say_time(line.start, line.minutes)}</td>
                    <td>
                        <a dir="auto" href=format!("/care/schedule/sessions/{}", line.id)>{whole(&line.title)}</a>
                    </td>
                    <td dir="auto">{line.place.as_deref().map(whole).unwrap_or_default()}</td>
                    <td>{who.join(", ")}</td>
                    <td>{state(line, lang).unwrap_or_else(|| w::PLANNED.say(lang).to_owned())}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads: Vec<AnyView> = [w::DAY, w::TIME, w::WHAT, w::WHERE, w::WHO, w::STATE]
        .into_iter()
        .map(|head| view! { <th scope="col">{head.say(lang)}</th> }.into_any())
        .collect();
    view! {
        <div class="care-scroll" tabindex="0" role="region" aria-label=w::SCHEDULE.say(lang)>
            <table class="care-table">
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
