//! A clinic in which every form of staff can be posted, and the fields of each.

use anyhow::{Context as _, Result, bail};
use chrono::{TimeDelta, Weekday};
use domain::base::id::{DeviceId, ObjectId, ParticipantId, SessionId, StaffId};
use domain::base::text::Label;
use domain::people::Role;
use domain::schedule::{AskMakeUp, Track};
use domain::sync::Op;
use server::store::types::people::{Entered, SignedInStaff};
use server::store::types::schedule::Term;
use tests::schedule::{Evening, day, group};
use tests::{Db, TestApp};

use super::desk::{Desk, tell};

pub struct World {
    pub e: Evening,
    /// A supervisor on the care team.
    pub who: SignedInStaff,
    pub desk: Desk,
    /// Another supervisor on the care team.
    pub other: StaffId,
    /// Somebody on no care team.
    pub colleague: StaffId,
    /// Another participant of the same people.
    pub second: ParticipantId,
    /// Sessions of one series: one that has begun, one that will.
    pub begun: SessionId,
    pub ahead: SessionId,
    /// A canceled one, for which the participant asks to make up.
    pub canceled: SessionId,
    pub phone: DeviceId,
}

impl World {
    pub async fn of(db: Db) -> Result<Self> {
        let mut e = Evening::of(TestApp::start(db).await?).await?;
        let (program, participant) = (e.clinic.program, e.clinic.participant);
        let staff = async |role, name| e.app.staff(program, role, name).await;
        let (sol, other) = (staff(Role::Supervisor, "Sol").await?, staff(Role::Supervisor, "Toni").await?);
        let colleague = staff(Role::Counselor, "Bo Bystander").await?;
        let second = e.app.participant(program, "Kit Other").await?;
        for (participant, staff) in
            [(participant, sol), (participant, other), (second, sol), (second, e.clinic.counselor)]
        {
            e.app.store().assign(participant, staff).await?;
        }
        let term = Term { track: Some(Track::Evening), began: day("2026-01-05")?, weeks: 12 };
        e.app.store().set_term(e.who, second, term).await?;
        e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-28")?).await?;
        let phone = e.app.enrol(participant).await?.who.device;
        e.news().await?;
        let sessions = [e.on("2026-01-06").await?, e.on("2026-01-13").await?, e.on("2026-01-20").await?];
        let [begun, ahead, canceled] = sessions.map(|session| session.session);
        e.app.clock.advance(TimeDelta::hours(40));
        e.app.store().touch_sign_in(e.scribe.who.token_hash).await?;
        let (who, token) = e.app.sign_in(sol).await?;
        e.app.store().cancel_session(who, canceled, None).await?;
        e.app.store().set_holiday(who, day("2026-02-09")?, Some(Label::new("name", "Harbor day")?)).await?;
        e.news().await?;
        let act = e.app.id(domain::base::id::ActId::from_bytes);
        e.scribe.send(&e.app, vec![Op::AskMakeUp(AskMakeUp { session: canceled, act, note: None })]).await?;
        let desk = Desk::new(&e.app, Some(token))?;
        Ok(Self { e, who, desk, other, colleague, second, begun, ahead, canceled, phone })
    }

    async fn waiting(&self) -> Result<DeviceId> {
        let device = self.e.app.id(DeviceId::from_bytes);
        let code = self.e.app.store().make_code(self.who, self.e.clinic.participant).await?.code;
        match self.e.app.store().enter_code(code, device, None).await? {
            Entered::Waiting { .. } => Ok(device),
            other => bail!("not waiting: {other:?}"),
        }
    }

    async fn entry(&mut self) -> Result<ObjectId> {
        let (object, _) = tell(&self.e.app, &mut self.e.scribe, "walked round the lake", "Wine").await?;
        Ok(object)
    }
}

/// One form, filled in.
pub struct Case {
    pub page: String,
    pub action: String,
    pub fields: Vec<(String, String)>,
    /// As the page shows what was typed.
    pub typed: String,
}

const SERIES: &str = "kind=Group&title=Evening circle&name=Evening&tue=on&start=18:00&minutes=90&first=2026-01-05&last=2026-01-28&weeks=&room=Room 9&link=&leader=&audience=Evening";
const ONE: &str = "title=Evening circle&name=Evening&day=2026-01-14&start=17:00&minutes=60&room=Room 9&link=&leader=&reason=The paint is wet";

/// The cases of one POST.
pub async fn cases(world: &mut World, pattern: &str) -> Result<Vec<Case>> {
    let person = format!("/care/people/{}", world.e.clinic.participant);
    let session = |session: SessionId| format!("/care/schedule/sessions/{session}");
    let case = |page: String, action: String, fields: &str, typed: &str| Case {
        page,
        action,
        fields: fields
            .split('&')
            .filter_map(|field| field.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        typed: typed.to_owned(),
    };
    let settings = || "/care/schedule/settings".to_owned();
    let (at_own, at_ahead) = (session(world.canceled), session(world.ahead));
    Ok(match pattern {
        "/care/people" => {
            vec![case("/care/people/new".to_owned(), pattern.to_owned(), "name=Kim Newcomer", "Kim Newcomer")]
        }
        "/care/people/{participant}/code" => {
            // The button is on two pages; the one with the code is where it leads.
            world.e.app.store().make_code(world.who, world.e.clinic.participant).await?;
            vec![case(format!("{person}/code"), format!("{person}/code"), "", "")]
        }
        "/care/people/{participant}/phones/{device}" => {
            vec![case(person.clone(), format!("{person}/phones/{}", world.waiting().await?), "answer=confirm", "")]
        }
        "/care/people/{participant}/phones/{device}/shut-out" => {
            let at = format!("{person}/phones/{}/shut-out", world.phone);
            vec![case(at.clone(), at, "", "")]
        }
        "/care/people/{participant}/team/{staff}" => {
            vec![case(format!("{person}/team"), format!("{person}/team/{}", world.colleague), "", "")]
        }
        "/care/people/{participant}/team/{staff}/remove" => {
            let at = format!("{person}/team/{}/remove", world.other);
            vec![case(at.clone(), at, "", "")]
        }
        "/care/people/{participant}/discharge" => {
            vec![case(format!("{person}/discharge"), format!("{person}/discharge"), "", "")]
        }
        "/care/people/{participant}/entries/{object}/review" => {
            let page = format!("{person}/entries/{}", world.entry().await?);
            vec![case(page.clone(), format!("{page}/review"), "", "")]
        }
        "/care/people/{participant}/entries/{object}/replies" => {
            let page = format!("{person}/entries/{}", world.entry().await?);
            vec![case(
                page.clone(),
                format!("{page}/replies"),
                "text=Thank you for telling me.",
                "Thank you for telling me.",
            )]
        }
        "/care/schedule/series" => {
            vec![case(
                "/care/schedule/new".to_owned(),
                pattern.to_owned(),
                &format!("{SERIES}&confirmed=yes"),
                "Evening circle",
            )]
        }
        "/care/schedule/settings" => vec![case(settings(), settings(), "zone=America/Chicago", "America/Chicago")],
        "/care/schedule/holidays" => {
            vec![case(settings(), pattern.to_owned(), "day=2026-02-02&holiday=Day of rest", "Day of rest")]
        }
        "/care/schedule/holidays/{day}/remove" => {
            vec![case(settings(), "/care/schedule/holidays/2026-02-09/remove".to_owned(), "", "")]
        }
        "/care/schedule/sessions/{session}/change" => [("all", SERIES), ("following", SERIES), ("one", ONE)]
            .map(|(scope, fields)| {
                let at = format!("{at_ahead}/change?scope={scope}");
                case(at.clone(), at, fields, "value=\"Room 9\"")
            })
            .into(),
        "/care/schedule/sessions/{session}/cancel" => {
            vec![case(at_ahead.clone(), format!("{at_ahead}/cancel"), "reason=Snow and ice", "Snow and ice")]
        }
        "/care/schedule/sessions/{session}/restore" => vec![case(at_own.clone(), format!("{at_own}/restore"), "", "")],
        "/care/schedule/sessions/{session}/attendance" => {
            let (page, mark) = (session(world.begun), format!("a_{}", world.e.clinic.participant));
            let typed = format!("name=\"{mark}\" value=\"Late\" checked");
            vec![case(page.clone(), format!("{page}/attendance"), &format!("{mark}=Late"), &typed)]
        }
        "/care/people/{participant}/times" => {
            let fields = "track=Day&began=2026-01-05&term_weeks=10";
            vec![case(format!("{person}/times"), format!("{person}/times"), fields, "value=\"10\"")]
        }
        "/care/people/{participant}/make-ups/{session}" => {
            vec![case(format!("{person}/times"), format!("{person}/make-ups/{}", world.canceled), "answer=decline", "")]
        }
        other => bail!("{other} has no case: write one"),
    })
}

/// The hidden fields of the form that posts to `action`. `None` if there is no such form.
pub fn hidden(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let start = page.find(&format!("method=\"post\" action=\"{action}\""))?;
    let form = page.get(start..)?.split("</form>").next()?;
    let value = |input: &str, name: &str| {
        let (_, rest) = input.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let inputs = form.split("<input").skip(1).filter(|input| input.contains("type=\"hidden\""));
    Some(inputs.filter_map(|input| Some((value(input, "name")?, value(input, "value")?))).collect())
}

/// A page without the keys of its forms, which no two pages have in common.
pub fn without_keys(page: &str) -> String {
    let key = "name=\"form_key\" value=\"";
    let mut parts = page.split(key);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').map_or(part, |(_, rest)| rest))
}

/// Tables in which acts of staff leave rows.
const TABLES: [&str; 15] = [
    "participant",
    "assignment",
    "enrolment",
    "device",
    "seen",
    "reply",
    "ledger",
    "feed",
    "series",
    "session",
    "attendee",
    "roster",
    "holiday",
    "occurrence",
    "form_taken",
];

/// The number of rows of each.
pub async fn counts(app: &TestApp) -> Result<Vec<(&'static str, i64)>> {
    let mut counts = Vec::new();
    for table in TABLES {
        let sql = format!("SELECT staff_id, staff_id, (SELECT COUNT(*) FROM {table}) FROM staff LIMIT 1");
        counts.push((table, app.ask(&sql).await?.first().context("no staff")?.2));
    }
    Ok(counts)
}
