//! One person: what they shared, their phones that wait, a code for another.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

use super::frame::{self, Frame};
use super::people::People;
use super::phones::{self, PhoneSaid, WaitingPhone};
use super::summary::{self, EntryLine};
use super::{when, words as w};
use crate::i18n::Lang;

#[derive(Clone, Debug)]
pub struct PersonPage {
    /// Hexadecimal id.
    pub id: String,
    pub name: String,
    /// 1 in the first seven days.
    pub week: i64,
    /// Newest first.
    pub entries: Vec<EntryLine>,
    pub waiting: Vec<WaitingPhone>,
    pub said: Option<PhoneSaid>,
    /// Whether the reader's role reads entries at all.
    pub reads: bool,
    pub now: DateTime<Utc>,
}

pub fn page(frame: &Frame, people: &People, person: &PersonPage) -> String {
    let lang = frame.lang;
    let content = view! {
        <p class="care-back"><a href="/care">{w::BACK_TO_PEOPLE.say(lang)}</a></p>
        <div class="care-row">
            <h1>{person.name.clone()}</h1>
            <span class="care-quiet">{w::WEEK.fill(lang, &[("week", &person.week.to_string())])}</span>
        </div>
        {frame::status(person.said.map(|said| said.say(lang)))}
        <p class="care-quiet">{w::ONLY_SHARED.fill(lang, &[("name", &person.name)])}</p>
        {phones::list(&person.id, &person.waiting, lang)}
        <form class="care-form" method="post" action=format!("/care/people/{}/code", person.id)>
            <button class="care-button">{w::MAKE_CODE.say(lang)}</button>
        </form>
        {chart(person, lang)}
        <section aria-labelledby="entries">
            <h2 id="entries">{w::ENTRIES.say(lang)}</h2>
            {entries(person, lang)}
        </section>
        <div class="care-row care-start">
            <a class="care-button" href=format!("/care/people/{}/team", person.id)>{w::TEAM.say(lang)}</a>
            <a class="care-button" href=format!("/care/people/{}/discharge", person.id)>{w::DISCHARGE.fill(lang, &[("name", &person.name)])}</a>
        </div>
    };
    frame::panes(frame, people, content.into_any())
}

fn entries(person: &PersonPage, lang: Lang) -> AnyView {
    if !person.reads {
        view! { <p>{w::PEOPLE_ADMIN.say(lang)}</p> }.into_any()
    } else if person.entries.is_empty() {
        view! { <p>{w::ENTRIES_EMPTY.fill(lang, &[("name", &person.name)])}</p> }.into_any()
    } else {
        summary::list(&person.entries, person.now, lang)
    }
}

const LEFT: i64 = 40;
const WIDTH: i64 = 700;
const BOTTOM: i64 = 110;

/// The last seven days of what the reader has opened: a dot per craving, higher is stronger.
fn chart(person: &PersonPage, lang: Lang) -> Option<AnyView> {
    let from = person.now - TimeDelta::days(7);
    let shown = person.entries.iter().filter_map(|e| e.glance.as_ref()).filter(|g| g.at > from && g.at <= person.now);
    let shown: Vec<_> = shown.filter_map(|g| Some((g.at, g.intensity?))).collect();
    if shown.is_empty() {
        return None;
    }
    let place = |at: DateTime<Utc>| LEFT + (at - from).num_minutes() * WIDTH / (7 * 24 * 60);
    let dots: Vec<AnyView> = shown
        .iter()
        .map(|(at, intensity)| {
            let height = BOTTOM - i64::from(*intensity) * 9;
            view! { <circle cx=place(at.to_utc()) cy=height r="6" /> }.into_any()
        })
        .collect();
    let offset = *shown[0].0.offset();
    let days: Vec<AnyView> = (0..7)
        .map(|day| {
            let noon = from + TimeDelta::days(day) + TimeDelta::hours(12);
            view! { <text x=place(noon) y="140" text-anchor="middle">{when::weekday(noon.with_timezone(&offset), lang)}</text> }.into_any()
        })
        .collect();
    let count = shown.len();
    let sum: u32 = shown.iter().map(|(_, intensity)| u32::from(*intensity)).sum();
    let said = w::CHART.fill(lang, &[("count", &count.to_string())]);
    let meaning = if count < 5 {
        w::CHART_FEW.say(lang).to_owned()
    } else {
        let tenths = (sum * 10) / u32::try_from(count).unwrap_or(u32::MAX);
        let mean = format!("{}.{}", tenths / 10, tenths % 10);
        w::CHART_MEAN.fill(lang, &[("mean", &mean), ("count", &count.to_string())])
    };
    Some(
        view! {
            <figure class="care-card">
                <svg class="care-chart" viewBox="0 0 760 150" role="img" aria-label=said.clone()>
                    <path class="care-grid" d="M40 20H750M40 65H750M40 110H750" />
                    <g class="care-axis">
                        <text x="30" y="25" text-anchor="end">"10"</text>
                        <text x="30" y="70" text-anchor="end">"5"</text>
                        <text x="30" y="115" text-anchor="end">"0"</text>
                        {days}
                    </g>
                    <g class="care-dots">{dots}</g>
                </svg>
                <figcaption class="care-quiet">{said}" "{meaning}</figcaption>
            </figure>
        }
        .into_any(),
    )
}
