//! `/care/people/{participant}/phones/{device}`: the answer to a phone that waits.

use app::care::phones::{PhoneSaid, WaitingPhone as Shown};
use axum::extract::{Path, State};
use domain::Invalid;
use domain::id::DeviceId;
use domain::problem::ProblemKind;
use serde::Deserialize;

use super::form::Typed;
use super::{Page, go};
use crate::http::actor::Assigned;
use crate::state::Shared;
use crate::store::StoreError;
use crate::store::care::{PhoneAnswer, WaitingPhone};

#[derive(Deserialize)]
pub struct Answered {
    answer: String,
}

pub fn waiting(phone: &WaitingPhone) -> Shown {
    Shown { device: phone.device.to_string(), number: phone.number.to_string() }
}

pub async fn answer(
    State(shared): State<Shared>,
    Assigned { staff, participant }: Assigned,
    Path((_, device)): Path<(String, String)>,
    Typed(typed): Typed<Answered>,
) -> Page {
    let device: DeviceId = device.parse().map_err(|_| ProblemKind::NotFound)?;
    let (answer, done) = match typed.answer.as_str() {
        "confirm" => (PhoneAnswer::Confirm, PhoneSaid::Confirmed),
        "refuse" => (PhoneAnswer::Refuse, PhoneSaid::Refused),
        _ => return Err(Invalid::new("answer", "confirm or refuse").into()),
    };
    let said = match shared.store.answer_phone(staff, participant, device, answer).await {
        Ok(()) => done,
        Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::NotFound => PhoneSaid::Gone,
        Err(error) => return Err(error.into()),
    };
    go(&format!("/care/people/{participant}?said={}", said.word()))
}
