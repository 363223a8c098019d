//! `/care` and `/care/people`: the list, and adding a person.

use app::care::people::{new_person, overview};
use app::care::words;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use domain::base::text::Label;
use serde::Deserialize;

use super::form::Typed;
use super::said::{DISCHARGED, LEFT_TEAM};
use super::viewer::Viewer;
use super::{Page, code, page, page_with};
use crate::http::actor::Staff;
use crate::state::Shared;
use crate::store::types::forms::Form;
use crate::store::types::people::SignedInStaff;

#[derive(Deserialize)]
pub struct NewPerson {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

pub async fn list(State(shared): State<Shared>, viewer: Viewer, staff: Staff, Query(said): Query<Said>) -> Page {
    let frame = viewer.inside(&shared, staff.0).await?;
    let said = match said.said.as_str() {
        DISCHARGED => Some(words::DISCHARGED),
        LEFT_TEAM => Some(words::TEAM_LEFT),
        _ => None,
    };
    page(overview::page(&frame, &viewer.people(&shared, staff, None).await?, said))
}

pub async fn form(State(shared): State<Shared>, viewer: Viewer, staff: Staff) -> Page {
    let frame = viewer.inside(&shared, staff.0).await?;
    page(new_person::page(&frame, &viewer.people(&shared, staff, None).await?, "", None))
}

pub async fn add(State(shared): State<Shared>, viewer: Viewer, staff: Staff, Typed(typed): Typed<NewPerson>) -> Page {
    let name = match Label::read(&typed.name) {
        Ok(name) => name,
        Err(refused) => {
            let frame = viewer.inside(&shared, staff.0).await?;
            let people = viewer.people(&shared, staff, None).await?;
            return page_with(StatusCode::BAD_REQUEST, new_person::page(&frame, &people, &typed.name, Some(refused)));
        }
    };
    let participant = shared.store.bring_in(staff.0, name).await?;
    let second = SignedInStaff { form: staff.0.form.map(Form::then), ..staff.0 };
    code::make(&shared, second, participant).await
}
