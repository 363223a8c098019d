//! Plans a new series, and changes one session, this and later ones, or all of a series.

use app::care::people::pane::People;
use app::care::schedule::fields::{Filled, LEADER_RIGHT};
use app::care::schedule::form::{self, Changes, ClashLine, FormPage};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::base::id::{ParticipantId, SessionId, StaffId};
use domain::base::problem::ProblemKind;
use domain::schedule::leading::{Before, Candidate, LeaderChange, may_set_leader};
use serde::Deserialize;

use super::fields::{self, Pairs, Reader};
use super::{id_of, line, tell};
use crate::error::Answer;
use crate::http::actor::Staff;
use crate::http::care::form::Typed;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, go, page, page_with};
use crate::state::Shared;
use crate::store::types::forms::Version;
use crate::store::types::schedule::{Audience, Clash, Planning, Scope, Series, Session, Wanted};
use crate::store::{StoreError, StoreResult};
use crate::unicode::sort_by_name;

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

/// The context of a form: people, leaders, and the session it is about.
struct Desk {
    planning: Planning,
    people: People,
    about: Option<(Session, Series)>,
    changes: Changes,
    /// The people this reader may keep or choose as leader, by name.
    leaders: Vec<(StaffId, String)>,
    may_be_nobody: bool,
}

impl Desk {
    async fn of(
        shared: &Shared,
        viewer: Viewer,
        who: Staff,
        session: Option<SessionId>,
        changes: Changes,
    ) -> Answer<Self> {
        let about = match session {
            Some(session) => Some(shared.store.find_session(who.0, session).await?),
            None => None,
        };
        if about.as_ref().is_some_and(|(session, _)| session.starts_at <= shared.env.now()) {
            return Err(ProblemKind::Forbidden.into());
        }
        let (planning, people) = (shared.store.planning(who.0).await?, viewer.people(shared, who, None).await?);
        let mut desk = Self { planning, people, about, changes, leaders: Vec::new(), may_be_nobody: false };
        // `sees_all`: on a new series this depends on the leader that the reader chooses.
        let may = |before, after: Option<StaffId>| {
            let after = after.map(|staff| Candidate { staff, may_lead: true });
            may_set_leader(&LeaderChange { by: who.0.staff, role: who.0.role, before, after, sees_all: true }).is_ok()
        };
        let before = desk.before();
        desk.leaders = desk.planning.staff.iter().filter(|(staff, _)| may(before, Some(*staff))).cloned().collect();
        desk.may_be_nobody = may(before, None);
        if let Some(present) = desk.present().filter(|present| !desk.leaders.iter().any(|(staff, _)| staff == present))
        {
            desk.leaders.push((present, shared.store.staff_name(present).await?));
        }
        sort_by_name(viewer.lang, &mut desk.leaders, |(_, name)| name);
        Ok(desk)
    }

    /// The current leader.
    fn before(&self) -> Before {
        match (&self.about, self.changes) {
            (None, _) => Before::New,
            (Some((session, _)), Changes::One) => Before::Led(session.leader),
            (Some((_, series)), _) => Before::Led(series.plan.leader),
        }
    }

    /// The present version of what the form changes.
    fn version(&self) -> Option<Version> {
        self.about.as_ref().map(|(session, series)| match self.changes {
            Changes::One => session.version(),
            _ => series.version(),
        })
    }

    /// The form of what is there now.
    fn contents(&self) -> Filled {
        match (&self.about, self.changes) {
            (Some((session, _)), Changes::One) => fields::of_session(session),
            (Some((_, series)), _) => fields::of_series(series),
            (None, _) => Filled::default(),
        }
    }

    /// The form as it was typed, beside what somebody changed since it was made.
    fn stale(&self, reader: Reader) -> Filled {
        reader.filled.stale(self.contents())
    }

    /// `true` if the form was made from another version than the present one.
    fn is_stale(&self, who: Staff) -> bool {
        let made_from = who.0.form.and_then(|form| form.made_from);
        made_from.is_some_and(|made_from| self.version().is_some_and(|version| version != made_from))
    }

    fn present(&self) -> Option<StaffId> {
        if let Before::Led(leader) = self.before() { leader } else { None }
    }

    /// The form as it was typed, with the field that the store refused. A leader they may not set is reset, so that the
    /// rest can be saved.
    fn refused(&self, reader: Reader, field: &str) -> Filled {
        let mut filled = reader.wrong(field);
        if field == LEADER_RIGHT {
            filled.set("leader", self.present().map(|leader| leader.to_string()).unwrap_or_default());
        }
        filled
    }

    /// Participants on the series who are not the reader's people.
    fn stay(&self) -> Vec<ParticipantId> {
        let Some((_, Series { plan, .. })) = &self.about else { return Vec::new() };
        let Audience::People(people) = &plan.audience else { return Vec::new() };
        people.iter().copied().filter(|one| !self.people.lines.iter().any(|line| line.id == one.to_string())).collect()
    }

    fn page(&self, filled: Filled, clashes: Vec<Clash>) -> FormPage {
        let zone = self.about.as_ref().map_or(&self.planning.zone, |(session, _)| &session.zone);
        let clashes = clashes.into_iter().map(|clash| ClashLine {
            line: line(clash.session, None),
            leader: clash.leader,
            people: clash.people,
        });
        FormPage {
            changes: self.changes,
            session: self.about.as_ref().map(|(session, _)| session.session.to_string()),
            filled,
            version: self.version().map(|version| version.to_string()),
            zone: zone.as_str().to_owned(),
            staff: self.leaders.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
            may_be_nobody: self.may_be_nobody,
            people: self.people.lines.iter().map(|line| (line.id.clone(), line.name.clone())).collect(),
            others: self.stay().len(),
            clashes: clashes.collect(),
        }
    }

    async fn show(
        &self,
        shared: &Shared,
        viewer: Viewer,
        who: Staff,
        status: StatusCode,
        filled: Filled,
        clashes: Vec<Clash>,
    ) -> Page {
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
    let first = domain::base::day::to_text(plan.rule.first().max(desk.planning.today));
    if !reader.confirmed() {
        let clashes = match refused(shared.store.clashes(who.0, Wanted::Series(plan.clone(), None)).await)? {
            Ok(clashes) => clashes,
            Err(field) => {
                let filled = desk.refused(reader, &field);
                return desk.show(&shared, viewer, who, StatusCode::BAD_REQUEST, filled, Vec::new()).await;
            }
        };
        if !clashes.is_empty() {
            return desk.show(&shared, viewer, who, StatusCode::CONFLICT, reader.filled, clashes).await;
        }
    }
    match refused(shared.store.plan_series(who.0, plan).await)? {
        Ok(_) => {
            tell(&shared, who.0.program).await;
            go(&format!("/care/schedule?from={first}"))
        }
        Err(field) => {
            desk.show(&shared, viewer, who, StatusCode::BAD_REQUEST, desk.refused(reader, &field), Vec::new()).await
        }
    }
}

/// The field that the store refused, if any.
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
    page(form::page(&viewer.inside(&shared, who.0).await?, &desk.page(desk.contents(), Vec::new())))
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
    if desk.is_stale(who) {
        return desk.show(&shared, viewer, who, StatusCode::CONFLICT, desk.stale(reader), Vec::new()).await;
    }
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
        let clashes = match refused(shared.store.clashes(who.0, wanted.clone()).await)? {
            Ok(clashes) => clashes,
            Err(field) => {
                let filled = desk.refused(reader, &field);
                return desk.show(&shared, viewer, who, StatusCode::BAD_REQUEST, filled, Vec::new()).await;
            }
        };
        if !clashes.is_empty() {
            return desk.show(&shared, viewer, who, StatusCode::CONFLICT, reader.filled, clashes).await;
        }
    }
    let saved = match wanted {
        Wanted::One(session, plan) => shared.store.change_session(who.0, session, plan).await,
        Wanted::Series(plan, _) => shared.store.change_series(who.0, series.series, scope, plan).await.map(drop),
    };
    if matches!(saved, Err(StoreError::Stale)) {
        // It changed since this request began.
        let desk = Desk::of(&shared, viewer, who, Some(id), changes).await?;
        return desk.show(&shared, viewer, who, StatusCode::CONFLICT, desk.stale(reader), Vec::new()).await;
    }
    match refused(saved)? {
        Ok(()) => {
            tell(&shared, who.0.program).await;
            // The session may be gone if the plan no longer has its day.
            match shared.store.find_session(who.0, id).await {
                Ok(_) => go(&format!("/care/schedule/sessions/{id}?said=saved")),
                Err(_) => go(&format!("/care/schedule?from={}", domain::base::day::to_text(session.day))),
            }
        }
        Err(field) => {
            desk.show(&shared, viewer, who, StatusCode::BAD_REQUEST, desk.refused(reader, &field), Vec::new()).await
        }
    }
}
