//! All sessions: today first, then by day; past ones, and the calendar.

use chrono::NaiveDate;
use domain::schedule::{SessionChange, TermChange};
use leptos::prelude::*;
use offline::look::schedule::Times;

use super::calendar::Calendar;
use super::earlier::Earlier;
use super::line::SessionLine;
use crate::entries::waiting::Waiting;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Net, Phone, Stage};
use crate::shell::router::A;
use crate::shell::unready::Unready;
use crate::words::{reminders, schedule as say};

#[component]
pub fn SchedulePage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let times = Memo::new(move |_| phone.look.with(|look| look.times.clone()));
    // Only the day: the lists are not redrawn every minute.
    let today = Memo::new(move |_| times.with(|times| today(phone, times)));
    let offline = move || phone.net.get() == Net::Offline;
    view! {
        <Frame title=say::TIMES>
            <Unready />
            <Show when=offline>
                <p class="note" role="status">
                    {say::OFFLINE.say(lang)}
                </p>
            </Show>
            <Show when=move || {
                phone.stage.get() == Stage::Ready
            }>
                {move || times.with(|times| times.term.as_ref().map(|term| week(phone, term, today.get())))}
                {move || times.with(|times| days(phone, times, today.get()))} <Earlier times today /> <ul class="links">
                    <li>
                        <A href=paths::REMINDERS>{reminders::REMINDERS.say(lang)}</A>
                    </li>
                    <li>
                        <A href=paths::INBOX>{reminders::INBOX.say(lang)}</A>
                    </li>
                </ul> <Calendar />
            </Show>
            <Waiting />
        </Frame>
    }
    .into_any()
}

/// The day in the program's zone.
fn today(phone: Phone, times: &Times) -> NaiveDate {
    let zone =
        times.term.as_ref().map(|term| &term.zone).or_else(|| times.sessions.first().map(|session| &session.zone));
    super::when::today(phone, zone)
}

/// "Week 5 of 12".
fn week(phone: Phone, term: &TermChange, today: NaiveDate) -> AnyView {
    let weeks = term.weeks.to_string();
    let text = match term.week(today) {
        Some(week) => say::WEEK_OF.fill(phone.lang, &[("n", &week.to_string()), ("weeks", &weeks)]),
        None if today < term.began => say::WEEKS_BEGIN
            .fill(phone.lang, &[("day", &super::when::day(phone, term.began, today)), ("weeks", &weeks)]),
        None => say::WEEKS_OVER.fill(phone.lang, &[("weeks", &weeks)]),
    };
    view! {
        <p>
            <b>{text}</b>
        </p>
    }
    .into_any()
}

/// Everything from today on, by day; today even when there is nothing.
fn days(phone: Phone, times: &Times, today: NaiveDate) -> AnyView {
    let lang = phone.lang;
    if times.sessions.is_empty() {
        return view! { <p class="card quiet">{say::NO_TIMES.say(lang)}</p> }.into_any();
    }
    let mut days: Vec<(NaiveDate, Vec<SessionChange>)> = vec![(today, Vec::new())];
    let mut ahead: Vec<&SessionChange> = times.sessions.iter().filter(|session| session.day >= today).collect();
    ahead.sort_by_key(|session| (session.day, session.start, session.session));
    for session in ahead {
        match days.last_mut() {
            Some((day, sessions)) if *day == session.day => sessions.push(session.clone()),
            _ => days.push((session.day, vec![session.clone()])),
        }
    }
    let of_day = |(day, sessions): (NaiveDate, Vec<SessionChange>)| {
        let id = format!("day-{day}");
        let of = id.clone();
        let none = sessions.is_empty().then(|| view! { <p class="quiet">{say::NOTHING_TODAY.say(lang)}</p> });
        view! {
            <section aria-labelledby=id>
                <h2 id=of>{super::when::day(phone, day, today)}</h2>
                {none}
                <div class="list">
                    {sessions.into_iter().map(|session| view! { <SessionLine session /> }).collect_view()}
                </div>
            </section>
        }
    };
    days.into_iter().map(of_day).collect_view().into_any()
}

/// The next session, for the first page.
#[component]
pub fn NextSession() -> impl IntoView {
    let phone = Phone::here();
    let times = Memo::new(move |_| phone.look.with(|look| look.times.clone()));
    // The next session changes with the clock; redraw only then.
    let next = Memo::new(move |_| {
        let now = super::when::now(phone);
        times.with(|times| times.sessions.iter().find(|session| super::when::is_ahead(session, now)).cloned())
    });
    let card = move || {
        let session = next.get()?;
        let day = super::when::day(phone, session.day, times.with_untracked(|times| today(phone, times)));
        Some(view! {
            <section class="list soft" aria-label=say::NEXT.say(phone.lang)>
                <SessionLine session day />
            </section>
        })
    };
    view! { {card} }.into_any()
}
