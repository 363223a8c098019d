//! A clinic in which someone does an act that may change who sees whom, and everyone who could see more because of it.

use std::future::Future;
use std::pin::Pin;

use anyhow::{Context as _, Result};
use axum::http::Method;
use chrono::{Days, TimeDelta, Weekday};
use domain::base::id::{ActId, ObjectId, ParticipantId, ProgramId, SessionId, StaffId};
use domain::base::text::{Label, ReplyText};
use domain::people::Role;
use domain::schedule::{AnswerSession, Attendance, Coming, SessionState, Track, Zone};
use domain::sync::Op;
use server::http::cookie::Jar;
use server::store::types::schedule::{SeriesPlan, Term};
use tests::schedule::{group, told};
use tests::{EnrolledPhone, Said, Scribe, TestApp, Web};

use super::super::world::{NAME, write};

pub const OTHER: &str = "Marked Second Participant";
pub const REASON: &str = "marked reason for not coming";

/// The actor's relation to the participant before the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Nothing,
    Assigned,
    /// The table has them as the leader of the series that the participant is on, however they came there.
    Leads,
}

impl Relation {
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Assigned, Self::Leads];
}

pub struct Reader {
    pub staff: StaffId,
    pub role: Role,
    /// Signed in before anything was done.
    pub web: Web,
}

pub struct Scene<'a> {
    pub app: &'a TestApp,
    pub program: ProgramId,
    pub participant: ParticipantId,
    pub phone: EnrolledPhone,
    pub shared: ObjectId,
    /// On the track of the participant; only the carer's.
    pub other: ParticipantId,
    pub relation: Relation,
    /// The actor.
    pub actor: Reader,
    /// Whoever cares for both participants.
    pub carer: Reader,
    /// A counselor who has to do with nobody.
    pub colleague: Reader,
    /// Whoever leads when the actor does not.
    pub lee: Reader,
    /// Yesterday's, tomorrow's and the next day's session, for the whole track.
    pub sessions: [SessionId; 3],
    known: Vec<SessionId>,
    today: chrono::NaiveDate,
}

/// The outcome of an act.
#[derive(Default)]
pub struct Done {
    pub status: u16,
    /// The token of a phone that came in.
    pub phone: Option<String>,
    /// The hexadecimal id of a person who was brought in.
    pub newcomer: Option<String>,
}

pub type Doing<'s> = Pin<Box<dyn Future<Output = Result<Done>> + 's>>;

impl From<Said> for Done {
    fn from(said: Said) -> Self {
        Self { status: said.status.as_u16(), ..Self::default() }
    }
}

async fn reader(app: &TestApp, program: ProgramId, role: Role, name: &str) -> Result<Reader> {
    let staff = app.staff(program, role, name).await?;
    let (_, token) = app.sign_in(staff).await?;
    Ok(Reader { staff, role, web: app.web()?.signed_in(Jar::Staff, &token) })
}

impl<'a> Scene<'a> {
    pub async fn new(app: &'a TestApp, role: Role, relation: Relation) -> Result<Self> {
        let store = app.store();
        let program = store.create_program(Label::new("program", "Harbour House")?).await?;
        let (participant, other) = (app.participant(program, NAME).await?, app.participant(program, OTHER).await?);
        let phone = app.enrol(participant).await?;
        let actor = reader(app, program, role, "Ari Actor").await?;
        let carer = reader(app, program, Role::Counselor, "Cara Carer").await?;
        let colleague = reader(app, program, Role::Counselor, "Coco Colleague").await?;
        let lee = reader(app, program, Role::Counselor, "Lee Leader").await?;
        store.assign(participant, carer.staff).await?;
        store.assign(other, carer.staff).await?;
        if relation == Relation::Assigned {
            store.assign(participant, actor.staff).await?;
        }
        let shared = write(app, &phone, true).await?;
        let today = app.env().now().date_naive();
        let leader = if relation == Relation::Leads { actor.staff } else { lee.staff };
        let text = |day| domain::base::day::to_text(day);
        let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        let plan = SeriesPlan {
            leader: Some(leader),
            ..group(&days, &text(today - Days::new(2)), &text(today + Days::new(3)))?
        };
        let (since, utc) = (app.env().now() - TimeDelta::days(3), Zone::new("zone", "UTC")?);
        let made = store.invent_schedule(program, since, utc, vec![], vec![plan]).await?;
        for one in [participant, other] {
            let term = Term { track: Some(Track::Evening), began: today - Days::new(2), weeks: 12 };
            store.invent_term(program, one, term).await?;
            store.invent_attendance(one, made.clone(), vec![Attendance::Attended], carer.staff).await?;
        }
        let mut scribe = Scribe::new(app, &phone);
        let all = told(&scribe.send(app, vec![]).await?);
        let on =
            |day| all.iter().find(|session| session.day == day).map(|session| session.session).context("no session");
        let sessions = [on(today - Days::new(1))?, on(today + Days::new(1))?, on(today + Days::new(2))?];
        let mut answers = Vec::new();
        for session in sessions {
            let reason = Some(ReplyText::new("reason", REASON)?);
            answers.push(Op::Answer(AnswerSession {
                session,
                act: app.id(ActId::from_bytes),
                coming: Some(Coming::CantCome),
                reason,
            }));
        }
        scribe.send(app, answers).await?;
        let known = all.iter().map(|session| session.session).collect();
        Ok(Self {
            app,
            program,
            participant,
            phone,
            shared,
            other,
            relation,
            actor,
            carer,
            colleague,
            lee,
            sessions,
            known,
            today,
        })
    }

    pub fn readers(&self) -> [&Reader; 4] {
        [&self.actor, &self.carer, &self.colleague, &self.lee]
    }

    /// Whoever leads the series before anything is done.
    pub fn leader(&self) -> StaffId {
        if self.relation == Relation::Leads { self.actor.staff } else { self.lee.staff }
    }

    /// Sends a form as the actor.
    pub async fn post(&self, path: &str, form: &str) -> Result<Said> {
        let request = self.actor.web.request(Method::POST, path);
        Said::of(request.header("content-type", "application/x-www-form-urlencoded").body(form.to_owned())).await
    }

    /// Changes the series, or its rest, and nothing but what `with` says.
    pub async fn change(&self, session: usize, scope: &str, with: &str) -> Result<Done> {
        let days = "mon=on&tue=on&wed=on&thu=on&fri=on&sat=on&sun=on";
        let (first, last) = (
            domain::base::day::to_text(self.today - Days::new(2)),
            domain::base::day::to_text(self.today + Days::new(3)),
        );
        let day = domain::base::day::to_text(self.today + Days::new(session as u64));
        let words =
            "kind=Group&title=Relapse+prevention+group&name=Evening&start=18:00&minutes=90&room=Room+4&link=&reason=";
        let form =
            format!("{words}&{days}&first={first}&last={last}&weeks=&day={day}&audience=Evening&confirmed=yes&{with}");
        let path = format!("/care/schedule/sessions/{}/change?scope={scope}", self.sessions[session]);
        Ok(self.post(&path, &form).await?.into())
    }

    /// Plans a session for tomorrow.
    pub async fn plan(&self, with: &str) -> Result<Done> {
        Ok(self.post("/care/schedule/series", &self.own(with)).await?.into())
    }

    fn own(&self, with: &str) -> String {
        let days = "mon=on&tue=on&wed=on&thu=on&fri=on&sat=on&sun=on";
        let day = domain::base::day::to_text(self.today + Days::new(1));
        let words = "kind=Group&title=A+group+of+mine&name=Evening&start=09:00&minutes=30&room=&link=";
        format!("{words}&{days}&first={day}&last={day}&weeks=&confirmed=yes&{with}")
    }

    /// Changes the session of [`Self::plan`], which its planner finds in the list.
    pub async fn change_own(&self, with: &str) -> Result<Done> {
        let list = self.actor.web.get("/care/schedule?view=list").await?.body;
        let at = list.find("A group of mine").context("it is not in the list")?;
        let (_, link) = list[..at].rsplit_once("/care/schedule/sessions/").context("no link")?;
        let path = format!("/care/schedule/sessions/{}/change?scope=all", link.get(..32).context("no id")?);
        Ok(self.post(&path, &self.own(with)).await?.into())
    }

    /// A session that the participant is on since something was done.
    pub async fn fresh(&self) -> Result<Option<SessionId>> {
        let answer = Scribe::new(self.app, &self.phone).send(self.app, vec![]).await;
        // A phone that was removed knows nothing new.
        let Ok(answer) = answer else { return Ok(None) };
        let on = told(&answer).into_iter().filter(|session| session.state != SessionState::Withdrawn);
        Ok(on.map(|session| session.session).find(|session| !self.known.contains(session)))
    }
}
