//! Every reminder with its state, open ones first. Push is a convenience; this is the truth.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use domain::reminders::{About, OccurrenceChange, Settled};
use domain::schedule::{SessionChange, SessionState};
use leptos::prelude::*;

use super::about::{became, is_ahead, is_open, leads_to, title};
use crate::entries::waiting::Waiting;
use crate::schedule::when;
use crate::shell::form::writing::Writing;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::shell::trouble::Alert;
use crate::shell::unready::Unready;
use crate::words::i18n::Words;
use crate::words::reminders as say;

/// Time of *tonight*, in minutes after midnight.
const TONIGHT: i64 = 20 * 60;

/// The snooze times before the expiry. `there` is the phone's civil time at `now`.
fn later(now: DateTime<Utc>, there: NaiveDateTime, expires: DateTime<Utc>) -> Vec<(Words, DateTime<Utc>)> {
    let midnight = there.date().and_time(chrono::NaiveTime::MIN);
    let tonight = now + (midnight + TimeDelta::minutes(TONIGHT) - there);
    [
        (say::LATER_10, now + TimeDelta::minutes(10)),
        (say::LATER_30, now + TimeDelta::minutes(30)),
        (say::LATER_60, now + TimeDelta::minutes(60)),
        (say::LATER_TONIGHT, tonight),
    ]
    .into_iter()
    .filter(|(_, at)| *at > now && *at < expires)
    .collect()
}

#[component]
pub fn InboxPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let all = Memo::new(move |_| phone.look.with(|look| look.times.occurrences.clone()));
    let writing = Writing::new(phone);
    // By id, so that a card stays as it is while its neighbours come and go.
    let of = move |which: fn(&OccurrenceChange, DateTime<Utc>) -> bool| {
        Memo::new(move |_| {
            let now = when::now(phone);
            all.with(|all| all.iter().filter(|o| which(o, now)).cloned().collect::<Vec<_>>())
        })
    };
    let open = of(is_open);
    let ahead = of(is_ahead);
    let earlier = of(|o, now| !is_open(o, now) && !is_ahead(o, now));
    let list = move |name: &'static str, heading: Words, rows: Memo<Vec<OccurrenceChange>>, soonest_first: bool| {
        let cards = move || {
            let mut rows = rows.get();
            if soonest_first {
                rows.reverse();
            }
            rows.into_iter().map(|occurrence| view! { <Card occurrence writing=writing.beside() /> }).collect_view()
        };
        view! {
            <Show when=move || rows.with(|rows| !rows.is_empty())>
                <section aria-labelledby=name>
                    <h2 id=name>{heading.say(lang)}</h2>
                    {cards}
                </section>
            </Show>
        }
    };
    let nothing = move || phone.stage.get() == Stage::Ready && all.with(Vec::is_empty);
    view! {
        <Frame title=say::INBOX>
            <Unready />
            <Show when=nothing>
                <p class="card quiet">{say::INBOX_EMPTY.say(lang)}</p>
            </Show>
            <Alert trouble=writing.trouble />
            {list("now", say::OPEN_NOW, open, false)}
            {list("ahead", say::COMING_UP, ahead, true)}
            {list("earlier", say::EARLIER, earlier, false)}
            <ul class="links">
                <li>
                    <A href=paths::REMINDERS>{say::REMINDERS.say(lang)}</A>
                </li>
            </ul>
            <Waiting />
        </Frame>
    }
    .into_any()
}

#[component]
fn Card(occurrence: OccurrenceChange, writing: Writing) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let id = occurrence.occurrence;
    let expires = occurrence.expires_at;
    let about = occurrence.about;
    let now = phone.now.get_untracked();
    let now = DateTime::from_timestamp_millis(now).unwrap_or_default();
    let (open, ahead) = (is_open(&occurrence, now), is_ahead(&occurrence, now));
    let due = when::moment(phone, occurrence.due_at);
    let shown = StoredValue::new(occurrence.clone());
    let name = move || phone.look.with(|look| shown.with_value(|occurrence| title(look, occurrence, lang)));
    let href = move || phone.look.with(|look| shown.with_value(|occurrence| leads_to(look, occurrence)));
    // The time of the reminder is not the time of its subject.
    let begins = move || {
        let (About::Session(session) | About::Changed(session)) = about else { return None };
        if shown.with_value(|occurrence| !occurrence.sessions.is_empty()) {
            return None;
        }
        let starts_at = phone.look.with(|look| {
            let session = look.times.sessions.iter().find(|s| s.session == session)?;
            (session.state != SessionState::Cancelled).then_some(session.starts_at)
        });
        let starts_at = starts_at.filter(|at| *at > when::now(phone))?;
        Some(say::BEGINS.fill(lang, &[("when", &when::moment(phone, starts_at))]))
    };
    let waits = move || phone.look.with(|look| look.times.unheard.occurrences.contains(&id));
    let state = move || became(phone, &occurrence);
    let settle = move |to: Settled| writing.run(|_, late| late.settle(id, to), |()| {});
    let choices = move || {
        let now = when::now(phone);
        let there = when::told(phone, |late| late.civil_time(now, None));
        let choices = later(now, there, expires);
        (!choices.is_empty()).then(|| {
            let chip = |(words, until): (Words, DateTime<Utc>)| {
                view! {
                    <button type="button" class="chip" on:click=move |_| settle(Settled::Snoozed { until })>
                        {words.say(lang)}
                    </button>
                }
            };
            view! {
                <div class="chips" role="group" aria-label=say::LATER.say(lang)>
                    <span class="quiet chip-label">{say::LATER.say(lang)}</span>
                    {choices.into_iter().map(chip).collect_view()}
                </div>
            }
        })
    };
    view! {
        <article class="card reminder">
            <a class="row" href=href>
                <b>{name}</b>
                <span class="quiet">{due}</span>
            </a>
            {move || begins().map(|text| view! { <p>{text}</p> })}
            {move || shown.with_value(|occurrence| dates(phone, occurrence))}
            <p class="state" role="status">
                <span class="dot" class:full=move || !waits() aria-hidden="true"></span>
                {state}
                " "
                {move || waits().then(|| say::WAITS.say(lang))}
            </p>
            {(open || ahead)
                .then(|| {
                    view! {
                        <div class="pair">
                            <button type="button" class="small" on:click=move |_| settle(Settled::Done)>
                                {say::DONE.say(lang)}
                            </button>
                        </div>
                    }
                })}
            {open.then_some(choices)}
        </article>
    }
    .into_any()
}

/// Every session that one act changed, by time: when it is, its name, and whether it is canceled; then how many the
/// participant is no longer on, which the phone does not have.
fn dates(phone: Phone, occurrence: &OccurrenceChange) -> Option<AnyView> {
    let About::Changed(first) = occurrence.about else { return None };
    if occurrence.sessions.is_empty() {
        return None;
    }
    let lines = phone.look.with(|look| {
        let is_one =
            |session: &&SessionChange| session.session == first || occurrence.sessions.contains(&session.session);
        let mut sessions: Vec<_> = look.times.sessions.iter().filter(is_one).collect();
        sessions.sort_by_key(|session| session.starts_at);
        let missing = (occurrence.sessions.len() + 1).saturating_sub(sessions.len());
        // Later the phone may have let go of what is over.
        let missing = (missing > 0 && occurrence.expires_at > when::now(phone))
            .then(|| view! { <li>{say::NO_LONGER_N.fill(phone.lang, &[("n", &missing.to_string())])}</li> });
        let there = sessions
            .into_iter()
            .map(|session| {
                let off = (session.state == SessionState::Cancelled)
                    .then(|| format!(" · {}", crate::words::schedule::CANCELLED.say(phone.lang)));
                let line = format!("{} · {}", when::moment(phone, session.starts_at), session.name.as_str());
                view! { <li>{line} {off}</li> }
            })
            .collect_view();
        view! {
            {there}
            {missing}
        }
    });
    Some(view! { <ul>{lines}</ul> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_still_of_use_is_offered_for_later() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let now = at("2026-11-22T17:00:00Z");
        let there = now.naive_utc() - TimeDelta::hours(5);
        let names =
            |expires: &str| later(now, there, at(expires)).into_iter().map(|(words, _)| words.en).collect::<Vec<_>>();
        assert_eq!(names("2026-11-22T17:10:00Z"), Vec::<&str>::new());
        assert_eq!(names("2026-11-22T17:45:00Z"), ["10 min", "30 min"]);
        assert_eq!(names("2026-11-23T17:00:00Z"), ["10 min", "30 min", "1 hour", "Tonight"]);
        assert_eq!(
            later(now, there, at("2026-11-23T17:00:00Z"))[3].1,
            at("2026-11-23T01:00:00Z"),
            "eight in the evening, there"
        );
        let night = now.naive_utc() + TimeDelta::hours(5);
        assert_eq!(later(now, night, at("2026-11-23T17:00:00Z")).len(), 3, "tonight is over");
    }
}
