//! Planning: a new series; one session, this and following, or all of a series changed.

use app::care::people::People;
use app::care::schedule::fields::Filled;
use app::care::schedule::form::{self, Changes, ClashLine, FormPage};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::id::{ParticipantId, SessionId};
use domain::problem::ProblemKind;
use serde::Deserialize;

use super::fields::{self, Pairs, Reader};
use super::{id_of, line, tell};
use crate::error::Answer;
use crate::http::actor::Staff;
use crate::http::care::form::Typed;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, go, page, page_with};
use crate::state::Shared;
use crate::store::schedule::{Audience, Clash, Planning, Scope, Series, Session, Wanted};
use crate::store::{StoreError, StoreResult};

#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    scope: String,
}

impl Which {
    fn changes(&self) -> Answer<Changes> {
        let known = [Changes::One, Changes::Following, Changes::All].into_iter().find(|one| one.word() == self.scope);
        known.ok_or_else(|| ProblemKind::NotFound.into())
    }
}

/// What a form is drawn from, besides what it holds.
struct Desk {
    planning: Planning,
    people: People,
    about: Option<(Session, Series)>,
    changes: Changes,
}

impl Desk {
    async fn of(shared: &Shared, viewer: Viewer, who: Staff, session: Option<SessionId>, changes: Changes) -> Answer<Self> {
        let about = match session {
            Some(session) => Some(shared.store.find_session(who.0, session).await?),
            None => None,
        };
        if about.as_ref().is_some_and(|(session, _)| session.starts_at <= shared.env.now()) {
            return Err(ProblemKind::Forbidden.into());
        }
        Ok(Self { planning: shared.store.planning(who.0).await?, people: viewer.people(shared, who, None).await?, about, changes })
    }

    /// Who is on the series and not among the reader's people.
    fn stay(&self) -> Vec<ParticipantId> {
        let Some((_, Series { plan, .. })) = &self.about else { return Vec::new() };
        let Audience::People(people) = &plan.audience else { return Vec::new() };
        people.iter().copied().filter(|one| !self.people.lines.iter().any(|line| line.id == one.to_string())).collect()
    }

    fn page(&self, filled: Filled, clashes: Vec<Clash>) -> FormPage {
        let zone = self.about.as_ref().map_or(&self.planning.zone, |(session, _)| &session.zone);
        let clashes =
            clashes.into_iter().map(|clash| ClashLine { line: line(clash.session, None), leader: clash.leader, people: clash.people });
        FormPage {
            changes: self.changes,
            session: self.about.as_ref().map(|(session, _)| session.session.to_string()),
            filled,
            zone: zone.as_str().to_owned(),
            staff: self.planning.staff.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
            people: self.people.lines.iter().map(|line| (line.id.clone(), line.name.clone())).collect(),
            others: self.stay().len(),
            clashes: clashes.collect(),
        }
    }

    async fn show(&self, shared: &Shared, viewer: Viewer, who: Staff, status: StatusCode, filled: Filled, clashes: Vec<Clash>) -> Page {
        let frame = viewer.inside(shared, who.0).await?;
        page_with(status, form::page(&frame, &self.page(filled, clashes)))
    }
}

pub async fn new(State(shared): State<Shared>, viewer: Viewer, who: Staff) -> Page {
    let desk = Desk::of(&shared, viewer, who, None, Changes::New).await?;
    let filled = fields::of_nothing(desk.planning.today);
    page(form::page(&viewer.inside(&shared, who.0).await?, &desk.page(filled, Vec::new())))
}

pub async fn add(State(shared): State<Shared>, viewer: Viewer, who: Staff, Typed(pairs): Typed<Pairs>) -> Page {
    let desk = Desk::of(&shared, viewer, who, None, Changes::New).await?;
    let mut reader = Reader::new(pairs);
    let Some(plan) = reader.series(None, &[]) else {
        return desk.show(&shared, viewer, who, StatusCode::BAD_REQUEST, reader.filled, Vec::new()).await;
    };
    let first = domain::day::to_text(plan.rule.first().max(desk.planning.today));
    if !reader.confirmed() {
        let clashes = shared.store.clashes(who.0, Wanted::Series(plan.clone(), None)).await?;
        if !clashes.is_empty() {
            return desk.show(&shared, viewer, who, StatusCode::CONFLICT, reader.filled, clashes).await;
        }
    }
    match refused(shared.store.plan_series(who.0, plan).await)? {
        Ok(_) => {
            tell(&shared, who.0.program).await;
            go(&format!("/care/schedule?from={first}"))
        }
        Err(field) => desk.show(&shared, viewer, who, StatusCode::BAD_REQUEST, reader.wrong(&field), Vec::new()).await,
    }
}

/// The field that the store would not take, when it was that.
fn refused<T>(answer: StoreResult<T>) -> Answer<Result<T, String>> {
    match answer {
        Ok(done) => Ok(Ok(done)),
        Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::Invalid => {
            Ok(Err(problem.invalid.map(|invalid| invalid.field).unwrap_or_default()))
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn form(
    State(shared): State<Shared>,
    viewer: Viewer,
    who: Staff,
    Path(session): Path<String>,
    Query(which): Query<Which>,
) -> Page {
    let (session, changes): (SessionId, _) = (id_of(&session)?, which.changes()?);
    let desk = Desk::of(&shared, viewer, who, Some(session), changes).await?;
    let filled = match (&desk.about, changes) {
        (Some((session, _)), Changes::One) => fields::of_session(session),
        (Some((_, series)), _) => fields::of_series(series),
        (None, _) => Filled::default(),
    };
    page(form::page(&viewer.inside(&shared, who.0).await?, &desk.page(filled, Vec::new())))
}

pub async fn change(
    State(shared): State<Shared>,
    viewer: Viewer,
    who: Staff,
    Path(session): Path<String>,
    Query(which): Query<Which>,
    Typed(pairs): Typed<Pairs>,
) -> Page {
    let (id, changes): (SessionId, _) = (id_of(&session)?, which.changes()?);
    let desk = Desk::of(&shared, viewer, who, Some(id), changes).await?;
    let Some((session, series)) = &desk.about else { return Err(ProblemKind::NotFound.into()) };
    let mut reader = Reader::new(pairs);
    let scope = if changes == Changes::Following { Scope::From(session.planned_day) } else { Scope::All };
    let wanted = match changes {
        Changes::One => reader.one().map(|plan| Wanted::One(id, plan)),
        _ => {
            let first = (changes == Changes::Following).then_some(session.planned_day);
            reader.series(first, &desk.stay()).map(|plan| Wanted::Series(plan, Some((series.series, scope))))
        }
    };
    let Some(wanted) = wanted else {
        return desk.show(&shared, viewer, who, StatusCode::BAD_REQUEST, reader.filled, Vec::new()).await;
    };
    if !reader.confirmed() {
        let clashes = shared.store.clashes(who.0, wanted.clone()).await?;
        if !clashes.is_empty() {
            return desk.show(&shared, viewer, who, StatusCode::CONFLICT, reader.filled, clashes).await;
        }
    }
    let saved = match wanted {
        Wanted::One(session, plan) => shared.store.change_session(who.0, session, plan).await,
        Wanted::Series(plan, _) => shared.store.change_series(who.0, series.series, scope, plan).await.map(drop),
    };
    match refused(saved)? {
        Ok(()) => {
            tell(&shared, who.0.program).await;
            // The session may be gone, when the plan has its day no more.
            match shared.store.find_session(who.0, id).await {
                Ok(_) => go(&format!("/care/schedule/sessions/{id}?said=saved")),
                Err(_) => go(&format!("/care/schedule?from={}", domain::day::to_text(session.day))),
            }
        }
        Err(field) => desk.show(&shared, viewer, who, StatusCode::BAD_REQUEST, reader.wrong(&field), Vec::new()).await,
    }
}
