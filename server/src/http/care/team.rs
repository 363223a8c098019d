//! `/care/people/{participant}/team` and `/discharge`: who cares for somebody, and the end of it.

use app::care::people::People;
use app::care::team::{self, Member, TeamPage};
use axum::extract::{Path, Query, State};
use domain::id::{ParticipantId, StaffId};
use domain::problem::ProblemKind;
use serde::Deserialize;

use super::viewer::Viewer;
use super::{Page, go, page};
use crate::error::Answer;
use crate::http::actor::{Assigned, Staff};
use crate::state::Shared;

/// The word in the address after somebody was put on the team.
const ADDED: &str = "added";

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

fn name_of(people: &People, participant: ParticipantId) -> Answer<String> {
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
    let team = shared.store.care_team(staff, participant).await?;
    let people = viewer.people(&shared, Staff(staff), Some(participant)).await?;
    let member =
        |one: crate::store::care::Colleague| Member { id: one.staff.to_string(), name: one.name, role: one.role, assigned: one.assigned };
    let shown = TeamPage {
        id: participant.to_string(),
        name: name_of(&people, participant)?,
        members: team.into_iter().map(member).collect(),
        added: said.said == ADDED,
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

pub async fn ask(State(shared): State<Shared>, viewer: Viewer, Assigned { staff, participant }: Assigned) -> Page {
    let people = viewer.people(&shared, Staff(staff), Some(participant)).await?;
    let name = name_of(&people, participant)?;
    page(team::discharge(&viewer.inside(&shared, staff).await?, &people, &participant.to_string(), &name))
}

pub async fn discharge(State(shared): State<Shared>, Assigned { staff, participant }: Assigned) -> Page {
    shared.store.discharge_person(staff, participant).await?;
    go(&format!("/care?said={}", super::people::DISCHARGED))
}
