//! `/care/people/{participant}/team` and `/discharge`: the care team of a person, and discharge.

use app::care::people::pane::People;
use app::care::people::team::{self, Member, RemovePage, TeamPage};
use app::care::words;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::base::id::{ParticipantId, StaffId};
use domain::base::problem::ProblemKind;
use serde::Deserialize;

use super::said::{DISCHARGED, LEFT_TEAM};
use super::viewer::Viewer;
use super::{Page, go, page, page_with};
use crate::error::Answer;
use crate::http::actor::{Assigned, Staff};
use crate::keys::gone::Gone;
use crate::state::Shared;
use crate::store::StoreError;
use crate::store::types::care::Colleague;
use crate::unicode::sort_by_name;

/// The query word after someone was added to the team.
const ADDED: &str = "added";
/// The query word after someone was removed from it.
const REMOVED: &str = "removed";

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

fn member(one: Colleague) -> Member {
    Member { id: one.staff.to_string(), name: one.name, role: one.role, assigned: one.assigned }
}

/// The name of one of the reader's people.
///
/// # Errors
/// `not_found` if they are not.
pub fn name_of(people: &People, participant: ParticipantId) -> Answer<String> {
    let id = participant.to_string();
    let line = people.lines.iter().find(|line| line.id == id).ok_or(ProblemKind::NotFound)?;
    Ok(line.name.clone())
}

pub async fn show(
    State(shared): State<Shared>,
    viewer: Viewer,
    Assigned { staff, participant }: Assigned,
    Query(said): Query<Said>,
) -> Page {
    let mut team = shared.store.care_team(staff, participant).await?;
    sort_by_name(viewer.lang, &mut team, |one| &one.name);
    let people = viewer.people(&shared, Staff(staff), Some(participant)).await?;
    let shown = TeamPage {
        id: participant.to_string(),
        name: name_of(&people, participant)?,
        members: team.into_iter().map(member).collect(),
        said: match said.said.as_str() {
            ADDED => Some(words::TEAM_ADDED),
            REMOVED => Some(words::TEAM_REMOVED),
            _ => None,
        },
    };
    page(team::page(&viewer.inside(&shared, staff).await?, &people, &shown))
}

pub async fn add(
    State(shared): State<Shared>,
    Assigned { staff, participant }: Assigned,
    Path((_, colleague)): Path<(String, String)>,
) -> Page {
    let colleague: StaffId = colleague.parse().map_err(|_| ProblemKind::NotFound)?;
    shared.store.assign_colleague(staff, participant, colleague).await?;
    go(&format!("/care/people/{participant}/team?said={ADDED}"))
}

/// Asks before someone is removed from the team. `refused` after a removal that was not possible.
async fn draw_remove(
    shared: &Shared,
    viewer: Viewer,
    Assigned { staff, participant }: Assigned,
    colleague: StaffId,
    refused: bool,
) -> Page {
    let mut team = shared.store.care_team(staff, participant).await?;
    team.retain(|one| one.assigned);
    let last = team.len() == 1;
    let one = team.into_iter().find(|one| one.staff == colleague).ok_or(ProblemKind::NotFound)?;
    let people = viewer.people(shared, Staff(staff), Some(participant)).await?;
    let shown = RemovePage {
        id: participant.to_string(),
        name: name_of(&people, participant)?,
        member: member(one),
        oneself: colleague == staff.staff,
        last,
    };
    let status = if refused { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    page_with(status, team::remove(&viewer.inside(shared, staff).await?, &people, &shown))
}

pub async fn ask_remove(
    State(shared): State<Shared>,
    viewer: Viewer,
    assigned: Assigned,
    Path((_, colleague)): Path<(String, String)>,
) -> Page {
    let colleague: StaffId = colleague.parse().map_err(|_| ProblemKind::NotFound)?;
    draw_remove(&shared, viewer, assigned, colleague, false).await
}

pub async fn remove(
    State(shared): State<Shared>,
    viewer: Viewer,
    assigned: Assigned,
    Path((_, colleague)): Path<(String, String)>,
) -> Page {
    let colleague: StaffId = colleague.parse().map_err(|_| ProblemKind::NotFound)?;
    let Assigned { staff, participant } = assigned;
    match shared.store.remove_colleague(staff, participant, colleague).await {
        Ok(()) if colleague == staff.staff => go(&format!("/care?said={LEFT_TEAM}")),
        Ok(()) => go(&format!("/care/people/{participant}/team?said={REMOVED}")),
        Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::Invalid => {
            draw_remove(&shared, viewer, assigned, colleague, true).await
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn ask(State(shared): State<Shared>, viewer: Viewer, Assigned { staff, participant }: Assigned) -> Page {
    let people = viewer.people(&shared, Staff(staff), Some(participant)).await?;
    let name = name_of(&people, participant)?;
    page(team::discharge(&viewer.inside(&shared, staff).await?, &people, &participant.to_string(), &name))
}

pub async fn discharge(State(shared): State<Shared>, Assigned { staff, participant }: Assigned) -> Page {
    shared.store.note_gone(Gone::Left(participant), shared.store.discharge_person(staff, participant)).await?;
    go(&format!("/care?said={DISCHARGED}"))
}
