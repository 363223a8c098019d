//! `/care/schedule/settings`: the zone and the holidays of the program.

use app::care::schedule::fields::Filled;
use app::care::schedule::settings::{self, Holiday, SettingsPage};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;

use super::fields::{Pairs, Reader};
use super::tell;
use crate::http::actor::Staff;
use crate::http::care::form::Typed;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, go, page_with};
use crate::state::Shared;
use crate::store::StoreError;
use crate::store::types::forms::Version;
use crate::store::types::people::SignedInStaff;
use crate::zones;

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

/// Holidays, each with the version that removing it is made from.
fn lines(all: Vec<(NaiveDate, String)>) -> Vec<Holiday> {
    let shown = |(day, name): (NaiveDate, String)| Holiday { version: Version::of(&name).to_string(), day, name };
    all.into_iter().map(shown).collect()
}

const DONE: &str = "/care/schedule/settings?said=saved";

/// The form that was posted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Posted {
    Nothing,
    Zone,
    Holiday,
    /// Somebody changed what the form was made from.
    Stale,
}

async fn draw(
    shared: &Shared,
    viewer: Viewer,
    who: SignedInStaff,
    (mut filled, posted): (Filled, Posted),
    saved: bool,
) -> Page {
    let planning = shared.store.planning(who).await?;
    let (zone, holidays) = (Version::of(&planning.zone).to_string(), Version::of(&planning.holidays).to_string());
    let versions = match posted {
        Posted::Zone => (filled.made_from(&zone), holidays),
        Posted::Holiday => (zone, filled.made_from(&holidays)),
        Posted::Nothing | Posted::Stale => (zone, holidays),
    };
    if posted == Posted::Stale {
        let day = filled.get("day").to_owned();
        let there = planning.holidays.iter().find(|(on, _)| domain::base::day::to_text(*on) == day);
        let mut now = Filled::default();
        now.set("zone", planning.zone.as_str());
        now.set("day", there.map_or_else(String::new, |_| day));
        now.set("holiday", there.map_or_else(String::new, |(_, name)| name.clone()));
        filled = filled.stale(now);
    }
    let status = match posted {
        Posted::Stale => StatusCode::CONFLICT,
        _ if filled.wrong.is_empty() => StatusCode::OK,
        _ => StatusCode::BAD_REQUEST,
    };
    if !filled.values.contains_key("zone") {
        filled.set("zone", planning.zone.as_str());
    }
    let shown = SettingsPage { filled, versions, holidays: lines(planning.holidays), saved };
    page_with(status, settings::page(&viewer.inside(shared, who).await?, &shown))
}

pub async fn show(State(shared): State<Shared>, viewer: Viewer, Staff(who): Staff, Query(said): Query<Said>) -> Page {
    draw(&shared, viewer, who, (Filled::default(), Posted::Nothing), said.said == "saved").await
}

pub async fn set(State(shared): State<Shared>, viewer: Viewer, Staff(who): Staff, Typed(pairs): Typed<Pairs>) -> Page {
    let reader = Reader::new(pairs);
    let Ok(zone) = zones::parse("zone", reader.filled.get("zone")) else {
        return draw(&shared, viewer, who, (reader.wrong("zone"), Posted::Zone), false).await;
    };
    match shared.store.set_zone(who, zone).await {
        Err(StoreError::Stale) => return draw(&shared, viewer, who, (reader.filled, Posted::Stale), false).await,
        done => done?,
    }
    tell(&shared, who.program).await;
    go(DONE)
}

pub async fn add_holiday(
    State(shared): State<Shared>,
    viewer: Viewer,
    Staff(who): Staff,
    Typed(pairs): Typed<Pairs>,
) -> Page {
    let mut reader = Reader::new(pairs);
    let Some((day, name)) = reader.holiday() else {
        return draw(&shared, viewer, who, (reader.filled, Posted::Holiday), false).await;
    };
    match shared.store.set_holiday(who, day, Some(name)).await {
        Err(StoreError::Stale) => return draw(&shared, viewer, who, (reader.filled, Posted::Stale), false).await,
        done => done?,
    }
    tell(&shared, who.program).await;
    go(DONE)
}

pub async fn remove_holiday(
    State(shared): State<Shared>,
    viewer: Viewer,
    Staff(who): Staff,
    Path(day): Path<String>,
) -> Page {
    let day = domain::base::day::parse("day", &day).map_err(|_| domain::base::problem::ProblemKind::NotFound)?;
    match shared.store.set_holiday(who, day, None).await {
        Err(StoreError::Stale) => {
            return draw(&shared, viewer, who, (Filled::default(), Posted::Stale), false).await;
        }
        done => done?,
    }
    tell(&shared, who.program).await;
    go(DONE)
}
