//! `/care/people/{participant}/code`: the code for a phone. Only its HMAC is stored, so the code itself is in a cookie
//! of the browser that asked for it, while it is valid.

use app::care::people::code::{self, CodePage};
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Redirect};
use domain::base::id::ParticipantId;
use domain::base::problem::ProblemKind;
use domain::people::enrolment::{CODE_LIFE, EnrolmentCode};

use super::viewer::Viewer;
use super::{Page, page, phones};
use crate::http::actor::{Assigned, Staff};
use crate::http::cookie;
use crate::state::Shared;
use crate::store::types::forms::Form;
use crate::store::types::people::SignedInStaff;

const COOKIE: &str = "__Host-ek-code";

/// Creates a code and redirects to the page that shows it.
///
/// # Errors
/// Fails if the reader is not assigned to the participant.
pub async fn make(shared: &Shared, who: SignedInStaff, participant: ParticipantId) -> Page {
    let made = shared.store.make_code(who, participant).await?;
    let cookie = cookie_of(&participant.to_string(), made.code);
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&format!("/care/people/{participant}/code"))).into_response())
}

fn cookie_of(participant: &str, code: EnrolmentCode) -> String {
    let life = CODE_LIFE.num_seconds();
    format!("{COOKIE}={participant}.{code}; Path=/; Max-Age={life}; HttpOnly; Secure; SameSite=Strict")
}

/// The cookie of the code that a form made, for the answer of a second post. `None` if that answer shows no code.
pub fn again(shared: &Shared, answer: &str, action: &str, form: Form) -> Option<HeaderValue> {
    let participant = answer.strip_prefix("/care/people/")?.strip_suffix("/code")?;
    let form = if action == "/care/people" { form.then() } else { form };
    let code = EnrolmentCode::from_random(shared.store.keys().form_code(form.id));
    HeaderValue::try_from(cookie_of(participant, code)).ok()
}

pub async fn renew(State(shared): State<Shared>, Assigned { staff, participant }: Assigned) -> Page {
    make(&shared, staff, participant).await
}

pub async fn show(
    State(shared): State<Shared>,
    viewer: Viewer,
    headers: HeaderMap,
    Assigned { staff, participant }: Assigned,
) -> Page {
    let waiting = shared.store.waiting_phones(staff, participant).await?;
    let people = viewer.people(&shared, Staff(staff), Some(participant)).await?;
    let id = participant.to_string();
    let name =
        people.lines.iter().find(|line| line.id == id).map(|line| line.name.clone()).ok_or(ProblemKind::NotFound)?;
    let kept = cookie::read(&headers, COOKIE)
        .and_then(|value| value.split_once('.'))
        .filter(|(whose, _)| *whose == id)
        .and_then(|(_, code)| EnrolmentCode::parse(code).ok());
    let code = if shared.store.code_is_open(participant).await? { kept } else { None };
    let shown = CodePage {
        id,
        name,
        code: code.map(|code| code.to_string()),
        address: shared.origin.clone(),
        waiting: waiting.iter().map(phones::waiting).collect(),
    };
    page(code::page(&viewer.inside(&shared, staff).await?, &people, &shown))
}
