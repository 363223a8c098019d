//! `/care/people/{participant}/phones/{device}`: answers a waiting phone, and revokes an enrolled one.

use app::care::people::phones::{PhoneSaid, WaitingPhone as Shown};
use app::care::people::shut_out::{self, KnownPhone, ShutOutPage};
use app::care::shell::when;
use app::words::i18n::Lang;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use domain::Invalid;
use domain::base::id::DeviceId;
use domain::base::problem::ProblemKind;
use domain::sync::PhoneChange;
use serde::Deserialize;

use super::form::Typed;
use super::team::name_of;
use super::viewer::Viewer;
use super::{Page, go, page};
use crate::error::Answer;
use crate::http::actor::{Assigned, Staff};
use crate::keys::gone::Gone;
use crate::state::Shared;
use crate::store::StoreError;
use crate::store::types::care::{PersonPhones, PhoneAnswer, WaitingPhone};
use crate::zones;

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

/// The phones of a person for a page, oldest first.
///
/// # Errors
/// Fails if the program's zone is invalid.
pub fn known(all: &PersonPhones, now: DateTime<Utc>, lang: Lang) -> Answer<Vec<KnownPhone>> {
    let zone = zones::known("zone", &all.zone)?;
    let now = zones::local(zone, now);
    let shown = |phone: &PhoneChange| KnownPhone {
        device: phone.device.to_string(),
        since: when::say(zones::local(zone, phone.since), now, lang),
        trusted: phone.vouched,
        shut_out: phone.revoked,
    };
    Ok(all.phones.iter().map(shown).collect())
}

/// Asks before a phone is revoked. Skipped for a revoked one.
pub async fn ask(
    State(shared): State<Shared>,
    viewer: Viewer,
    Assigned { staff, participant }: Assigned,
    Path((_, device)): Path<(String, String)>,
) -> Page {
    let phones = known(&shared.store.phones_of(staff, participant).await?, shared.env.now(), viewer.lang)?;
    let phone = phones.iter().find(|phone| phone.device == device).ok_or(ProblemKind::NotFound)?.clone();
    if phone.shut_out {
        return go(&format!("/care/people/{participant}?said={}", PhoneSaid::ShutOut.word()));
    }
    let only_trusted =
        phone.trusted && !phones.iter().any(|other| other.trusted && !other.shut_out && other.device != device);
    let people = viewer.people(&shared, Staff(staff), Some(participant)).await?;
    let name = name_of(&people, participant)?;
    let shown = ShutOutPage { id: participant.to_string(), name, phone, only_trusted };
    page(shut_out::ask(&viewer.inside(&shared, staff).await?, &people, &shown))
}

/// Revokes a phone at once. Records it in the list of the gone first, so that no restored backup lets it in again.
pub async fn shut_out(
    State(shared): State<Shared>,
    Assigned { staff, participant }: Assigned,
    Path((_, device)): Path<(String, String)>,
) -> Page {
    let device: DeviceId = device.parse().map_err(|_| ProblemKind::NotFound)?;
    let all = shared.store.phones_of(staff, participant).await?;
    let phone = all.phones.iter().find(|phone| phone.device == device).ok_or(ProblemKind::NotFound)?;
    if !phone.revoked {
        let gone = Gone::Device(participant, device);
        shared.store.note_gone(gone, shared.store.shut_out_phone(staff, participant, device)).await?;
    }
    go(&format!("/care/people/{participant}?said={}", PhoneSaid::ShutOut.word()))
}
