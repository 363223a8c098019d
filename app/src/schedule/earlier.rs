//! Past sessions: the last weeks in counts and words, and the attendance of each session. No score.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::schedule::{Attendance, SessionChange};
use leptos::prelude::*;
use offline::look::schedule::Times;

use super::line::SessionLine;
use super::when;
use crate::shell::phone::Phone;
use crate::words::i18n::Lang;
use crate::words::schedule as say;

/// Days on each side of the comparison.
const SPAN: u64 = 28;

/// "7 attended, 1 late" of the sessions from `first` up to the day before `end`.
fn counts(sessions: &[SessionChange], first: NaiveDate, end: NaiveDate, lang: Lang) -> Option<String> {
    let mut marked = BTreeMap::<Attendance, u32>::new();
    for session in sessions.iter().filter(|session| session.day >= first && session.day < end) {
        if let Some(attendance) = session.attendance {
            *marked.entry(attendance).or_default() += 1;
        }
    }
    let words = |(what, n): (&Attendance, &u32)| say::attendance_count(*what).fill(lang, &[("n", &n.to_string())]);
    (!marked.is_empty()).then(|| marked.iter().map(words).collect::<Vec<_>>().join(", "))
}

/// Both sides of the comparison; none until anything was marked.
fn trend(sessions: &[SessionChange], today: NaiveDate, lang: Lang) -> Option<(String, String)> {
    let tomorrow = today.succ_opt()?;
    let middle = tomorrow.checked_sub_days(Days::new(SPAN))?;
    let first = middle.checked_sub_days(Days::new(SPAN))?;
    let (now, before) = (counts(sessions, middle, tomorrow, lang), counts(sessions, first, middle, lang));
    let none = || say::TREND_NONE.say(lang).to_owned();
    (now.is_some() || before.is_some()).then(|| (now.unwrap_or_else(none), before.unwrap_or_else(none)))
}

#[component]
pub fn Earlier(times: Memo<Times>, today: Memo<NaiveDate>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let trend = move || {
        let (now, before) = times.with(|times| trend(&times.sessions, today.get(), lang))?;
        Some(view! {
            <section class="card">
                <dl>
                    <dt>{say::TREND.say(lang)}</dt>
                    <dd>{now}</dd>
                    <dt>{say::TREND_BEFORE.say(lang)}</dt>
                    <dd>{before}</dd>
                </dl>
            </section>
        })
    };
    let rows = move || {
        let today = today.get();
        let past = times.with(|times| {
            times.sessions.iter().filter(|session| session.day < today).rev().cloned().collect::<Vec<_>>()
        });
        if past.is_empty() {
            return view! { <p class="quiet">{say::EARLIER_NONE.say(lang)}</p> }.into_any();
        }
        let rows = past.into_iter().map(|session| {
            let day = when::day(phone, session.day, today);
            view! { <SessionLine session day /> }
        });
        view! { <div class="list">{rows.collect_view()}</div> }.into_any()
    };
    view! {
        {trend}
        <details class="more">
            <summary>{say::EARLIER.say(lang)}</summary>
            {rows}
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::base::id::{FeedVersion, SessionId};
    use domain::base::text::Label;
    use domain::schedule::{Minute, Minutes, SessionKind, SessionState, Zone};

    use super::*;

    fn session(day: &str, attendance: Option<Attendance>) -> SessionChange {
        SessionChange {
            session: SessionId::from_bytes([1; 16]),
            version: FeedVersion::from_bytes([1; 16]),
            kind: SessionKind::Group,
            name: Label::new("name", "Evening").unwrap(),
            day: domain::base::day::parse("day", day).unwrap(),
            start: Minute::new(1080).unwrap(),
            minutes: Minutes::new(90).unwrap(),
            zone: Zone::new("zone", "UTC").unwrap(),
            starts_at: chrono::DateTime::UNIX_EPOCH,
            room: None,
            link: None,
            leader: None,
            state: SessionState::Planned,
            reason: None,
            coming: None,
            attendance,
            make_up: None,
            instead: None,
        }
    }

    #[test]
    fn the_last_four_weeks_stand_beside_the_four_before() {
        let today = domain::base::day::parse("day", "2026-11-22").unwrap();
        assert_eq!(trend(&[session("2026-11-20", None)], today, Lang::En), None);
        let all = [
            session("2026-10-25", Some(Attendance::Missed)),
            session("2026-10-26", Some(Attendance::Attended)),
            session("2026-11-21", Some(Attendance::Late)),
            session("2026-11-22", Some(Attendance::Attended)),
            session("2026-09-27", Some(Attendance::Attended)),
        ];
        assert_eq!(trend(&all, today, Lang::En), Some(("2 attended, 1 late".to_owned(), "1 missed".to_owned())));
        assert_eq!(trend(&all[..1], today, Lang::Es).map(|t| t.0), Some("nada marcado todavía".to_owned()));
    }
}
