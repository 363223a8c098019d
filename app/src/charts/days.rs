//! Cravings over time, with the days of practice marked.

use chrono::Datelike as _;
use domain::charts::{CravingDay, DaysFact, Noted, cravings_by_day, days_fact};
use leptos::prelude::*;

use super::drawing::{Drawing, Weeks};
use super::figure::{Picture, frame, length, tenths};
use crate::words::i18n::Lang;
use crate::words::{calendar, history as words};

// In tenths of a unit of the picture; one unit is about one pixel of a phone. Room is left for letters twice as large.
const LEFT: i32 = 340;
const WIDTH: i32 = 2820;
const BOTTOM: i32 = 1120;
/// Of one step of the scale from 0 to 10.
const STEP: i32 = 100;

pub fn draw(drawing: &Drawing<'_>, noted: &[Noted<'_>]) -> AnyView {
    let lang = drawing.lang;
    let days = cravings_by_day(noted, drawing.last, drawing.weeks.days());
    let practised = days.iter().filter(|d| d.practised).count();
    let marked = practised > 0 || days.iter().any(|d| d.n > 0);
    let picture = Picture {
        id: "picture-days",
        title: words::DAYS_TITLE,
        says: says(&days, lang),
        key: words::DAYS_KEY,
        marks: marked.then(|| marks(&days, drawing.weeks, lang)),
        heads: [words::DAY, words::HOW_MANY, words::AVERAGE, words::STRONGEST, words::PRACTISED]
            .map(|w| w.say(lang).to_owned())
            .to_vec(),
        rows: days.iter().rev().filter(|d| d.n > 0 || d.practised).map(|day| row(day, lang)).collect(),
    };
    frame(picture, lang)
}

fn says(days: &[CravingDay], lang: Lang) -> String {
    match days_fact(days) {
        DaysFact::TooFew { n } => words::FEW_CRAVINGS.fill(lang, &[("n", &n.to_string())]),
        DaysFact::Cravings { n, days: with, practised_days, strongest, on } => {
            let when = format!("{} {}", calendar::weekday(on.weekday(), lang), calendar::date(on, lang));
            let (n, with, all, top) =
                (n.to_string(), with.to_string(), days.len().to_string(), strongest.get().to_string());
            let fact = words::DAYS_FACT
                .fill(lang, &[("n", &n), ("days", &with), ("all", &all), ("top", &top), ("when", &when)]);
            match practised_days {
                0 => fact,
                1 => format!("{fact} {}", words::DAYS_PRACTISED_ONE.say(lang)),
                many => format!("{fact} {}", words::DAYS_PRACTISED.fill(lang, &[("n", &many.to_string())])),
            }
        }
    }
}

fn row(day: &CravingDay, lang: Lang) -> Vec<String> {
    let name = format!("{} {}", calendar::weekday(day.day.weekday(), lang), calendar::date(day.day, lang));
    let mean = day.level.map_or_else(String::new, |level| tenths(level.mean_tenths, lang));
    let max = day.level.map_or_else(String::new, |level| level.max.get().to_string());
    let practised = if day.practised { words::YES.say(lang) } else { "" };
    vec![name, day.n.to_string(), mean, max, practised.to_owned()]
}

fn marks(days: &[CravingDay], weeks: Weeks, lang: Lang) -> AnyView {
    let count = i32::from(weeks.days());
    let wide = WIDTH / count;
    let bar = wide * 6 / 10;
    let dot = length(wide.min(70) * 4 / 10 + 5);
    let middle = |place: i32| LEFT + (place * 2 + 1) * WIDTH / (count * 2);
    let one = |(place, day): (i32, &CravingDay)| {
        let x = middle(place);
        let level = day.level.map(|level| {
            let mean = level.mean_tenths * STEP / 10;
            let top = BOTTOM - i32::from(level.max.get()) * STEP;
            view! {
                <rect
                    class="mark-bar"
                    x=length(x - bar / 2)
                    y=length(BOTTOM - mean)
                    width=length(bar)
                    height=length(mean)
                />
                <circle class="mark-dot" cx=length(x) cy=length(top) r=dot.clone() />
            }
        });
        let ring = day.practised.then(|| view! { <circle class="mark-ring" cx=length(x) cy="122" r=dot.clone() /> });
        view! {
            {level}
            {ring}
        }
        .into_any()
    };
    let all: Vec<AnyView> = (0..).zip(days).map(one).collect();
    // Three names have room, also in letters twice as large.
    let names: Vec<AnyView> =
        [(0, LEFT, "start"), (count / 2, middle(count / 2), "middle"), (count - 1, LEFT + WIDTH, "end")]
            .into_iter()
            .filter_map(|(place, x, anchor)| Some((days.get(usize::try_from(place).ok()?)?, x, anchor)))
            .map(|(day, x, anchor)| {
                view! {
                    <text class="mark-text" x=length(x) y="150" text-anchor=anchor>
                        {calendar::date(day.day, lang)}
                    </text>
                }
                .into_any()
            })
            .collect();
    let scale: Vec<AnyView> = [(10, 16), (5, 66), (0, 116)]
        .map(|(value, y)| {
            view! {
                <text class="mark-text" x="28" y=y text-anchor="end">
                    {value}
                </text>
            }
            .into_any()
        })
        .into();
    view! {
        <svg viewBox="0 0 320 156" aria-hidden="true">
            <path class="mark-line" d="M34 12H320M34 62H320M34 112H320" />
            {scale}
            {all}
            {names}
        </svg>
    }
    .into_any()
}
