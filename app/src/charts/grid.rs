//! Cravings over the week: weekday by hour.

use chrono::Weekday;
use domain::charts::{BLOCKS, Grid, GridFact, HOURS, Noted, grid, grid_fact};
use leptos::prelude::*;

use super::drawing::Drawing;
use super::figure::{Picture, frame};
use crate::words::i18n::Lang;
use crate::words::{calendar, history as words};

const LEFT: u32 = 54;
const TOP: u32 = 26;
const WIDE: u32 = 44;
const HIGH: u32 = 26;
/// Shades besides none.
const SHADES: u32 = 3;

pub fn draw(drawing: &Drawing<'_>, noted: &[Noted<'_>]) -> AnyView {
    let lang = drawing.lang;
    let grid = grid(noted);
    let mut heads = vec![words::WEEKDAY.say(lang).to_owned()];
    heads.extend((0..BLOCKS).map(|block| block_name(block, lang)));
    let rows = weekdays().zip(&grid.cells).map(|(weekday, cells)| {
        let counts = cells.iter().map(ToString::to_string);
        std::iter::once(calendar::weekday(weekday, lang).to_owned()).chain(counts).collect()
    });
    let picture = Picture {
        id: "picture-grid",
        title: words::GRID_TITLE,
        says: says(&grid, lang),
        key: words::GRID_KEY,
        marks: (grid.n > 0).then(|| marks(&grid, lang)),
        rows: if grid.n > 0 { rows.collect() } else { Vec::new() },
        heads,
    };
    frame(picture, lang)
}

fn weekdays() -> impl Iterator<Item = Weekday> {
    (0..7u8).filter_map(|day| Weekday::try_from(day).ok())
}

fn block_name(block: u8, lang: Lang) -> String {
    let (from, to) = (calendar::hour(block * HOURS, lang), calendar::hour((block + 1) * HOURS, lang));
    words::FROM_TO_HOUR.fill(lang, &[("from", &from), ("to", &to)])
}

fn says(grid: &Grid, lang: Lang) -> String {
    match grid_fact(grid) {
        GridFact::TooFew { n } => words::FEW_CRAVINGS.fill(lang, &[("n", &n.to_string())]),
        GridFact::NoneStandsOut { n } => words::GRID_EVEN.fill(lang, &[("n", &n.to_string())]),
        GridFact::Busiest { weekday, from_hour, count, n } => {
            let (from, to) = (calendar::hour(from_hour, lang), calendar::hour(from_hour + HOURS, lang));
            let (count, n) = (count.to_string(), n.to_string());
            let weekday = calendar::every(weekday, lang);
            words::GRID_FACT
                .fill(lang, &[("weekday", weekday), ("from", &from), ("to", &to), ("count", &count), ("n", &n)])
        }
    }
}

fn marks(grid: &Grid, lang: Lang) -> AnyView {
    let most = grid.cells.iter().flatten().copied().max().unwrap_or(0).max(1);
    let cell = |x: u32, y: u32, count: u32| {
        let (class, text) = match (count * SHADES).div_ceil(most) {
            0 => ("cell-0", "mark-text"),
            1 => ("cell-1", "mark-count"),
            2 => ("cell-2", "mark-count"),
            _ => ("cell-3", "mark-count on-accent"),
        };
        let number = (count > 0).then(|| {
            view! {
                <text class=text x=x + WIDE / 2 y=y + HIGH / 2 text-anchor="middle" dominant-baseline="central">
                    {count}
                </text>
            }
        });
        view! {
            <rect class=class x=x + 1 y=y + 1 width=WIDE - 2 height=HIGH - 2 rx="4" />
            {number}
        }
        .into_any()
    };
    let hours: Vec<AnyView> = (0..)
        .zip(calendar::short_hours(lang))
        .map(|(block, text)| {
            view! {
                <text class="mark-text" x=LEFT + block * WIDE + 1 y="19">
                    {text}
                </text>
            }
            .into_any()
        })
        .collect();
    let rows: Vec<AnyView> = (0..)
        .zip(weekdays().zip(&grid.cells))
        .map(|(row, (weekday, counts))| {
            let y = TOP + row * HIGH;
            let cells: Vec<AnyView> =
                (0..).zip(counts).map(|(column, count)| cell(LEFT + column * WIDE, y, *count)).collect();
            let name = calendar::weekday(weekday, lang);
            view! {
                <text class="mark-text" x="0" y=y + HIGH / 2 dominant-baseline="central">
                    {name}
                </text>
                {cells}
            }
            .into_any()
        })
        .collect();
    view! {
        <svg viewBox="0 0 320 210" aria-hidden="true">
            {hours}
            {rows}
        </svg>
    }
    .into_any()
}
