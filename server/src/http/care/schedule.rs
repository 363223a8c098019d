//! `/care/schedule`: the week and the list, and code shared by the other schedule pages.

pub mod fields;
pub mod person;
pub mod plan;
pub mod session;
pub mod settings;

use app::care::schedule::{self, SessionLine, WeekPage};
use axum::extract::{Query, State};
use domain::base::id::ProgramId;
use domain::people::access::Act;
use serde::Deserialize;

use super::viewer::Viewer;
use super::{Page, page};
use crate::error::Answer;
use crate::http::actor::Staff;
use crate::state::Shared;
use crate::store::types::schedule::Session;

/// Maximum number of participants told within the request; the hourly job tells the rest.
const TOLD_AT_ONCE: usize = 100;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    view: String,
}

pub async fn show(State(shared): State<Shared>, viewer: Viewer, Staff(who): Staff, Query(asked): Query<Asked>) -> Page {
    let as_list = asked.view == "list";
    let from = domain::base::day::parse("from", &asked.from).ok();
    let listing = shared.store.list_sessions(who, from, if as_list { 28 } else { 7 }).await?;
    let sessions = listing.sessions.into_iter().map(|one| SessionLine {
        people: one.people,
        cannot: one.cannot,
        ..line(one.session, one.leader)
    });
    let week = WeekPage {
        from: listing.from,
        today: listing.today,
        zone: listing.zone,
        sessions: sessions.collect(),
        holidays: listing.holidays,
        as_list,
        may_set: who.role.can(Act::SetProgram),
    };
    page(schedule::page(&viewer.inside(&shared, who).await?, &week))
}

/// A session for a page.
fn line(session: Session, leader: Option<String>) -> SessionLine {
    let words = session.words;
    SessionLine {
        id: session.session.to_string(),
        kind: session.kind,
        title: words.title.as_str().to_owned(),
        day: session.day,
        start: session.start,
        minutes: session.minutes,
        zone: session.zone,
        standing: session.standing,
        reason: session.reason,
        place: words
            .room
            .map(|room| room.as_str().to_owned())
            .or_else(|| words.link.map(|link| link.as_str().to_owned())),
        leader,
        people: 0,
        cannot: 0,
    }
}

/// Tells participants of what was saved. The plan is saved whatever happens here: the hourly job tells the rest.
async fn tell(shared: &Shared, program: ProgramId) {
    if let Err(error) = shared.store.tell_behind(program, TOLD_AT_ONCE).await {
        tracing::error!("telling of sessions failed: {}", error.for_log());
    }
}

/// Parses an id in an address.
fn id_of<T: std::str::FromStr>(text: &str) -> Answer<T> {
    text.parse().map_err(|_| domain::base::problem::ProblemKind::NotFound.into())
}
