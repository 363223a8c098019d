//! `/care/schedule/settings`: the zone and the holidays of the program.

use app::care::schedule::fields::Filled;
use app::care::schedule::settings::{self, SettingsPage};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::fields::{Pairs, Reader};
use super::tell;
use crate::http::actor::Staff;
use crate::http::care::form::Typed;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, go, page_with};
use crate::state::Shared;
use crate::store::types::people::SignedInStaff;
use crate::zones;

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

const DONE: &str = "/care/schedule/settings?said=saved";

async fn draw(shared: &Shared, viewer: Viewer, who: SignedInStaff, mut filled: Filled, saved: bool) -> Page {
    let planning = shared.store.planning(who).await?;
    let status = if filled.wrong.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    if !filled.values.contains_key("zone") {
        filled.set("zone", planning.zone.as_str());
    }
    let shown = SettingsPage { filled, holidays: planning.holidays, saved };
    page_with(status, settings::page(&viewer.inside(shared, who).await?, &shown))
}

pub async fn show(State(shared): State<Shared>, viewer: Viewer, Staff(who): Staff, Query(said): Query<Said>) -> Page {
    draw(&shared, viewer, who, Filled::default(), said.said == "saved").await
}

pub async fn set(State(shared): State<Shared>, viewer: Viewer, Staff(who): Staff, Typed(pairs): Typed<Pairs>) -> Page {
    let reader = Reader::new(pairs);
    let Ok(zone) = zones::parse("zone", reader.filled.get("zone")) else {
        return draw(&shared, viewer, who, reader.wrong("zone"), false).await;
    };
    shared.store.set_zone(who, zone).await?;
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
        return draw(&shared, viewer, who, reader.filled, false).await;
    };
    shared.store.set_holiday(who, day, Some(name)).await?;
    tell(&shared, who.program).await;
    go(DONE)
}

pub async fn remove_holiday(State(shared): State<Shared>, Staff(who): Staff, Path(day): Path<String>) -> Page {
    let day = domain::base::day::parse("day", &day).map_err(|_| domain::base::problem::ProblemKind::NotFound)?;
    shared.store.set_holiday(who, day, None).await?;
    tell(&shared, who.program).await;
    go(DONE)
}
