//! A clinic with every kind of caller, created again for every cell of the matrix.

use anyhow::{Context as _, Result};
use chrono::{TimeDelta, Weekday};
use domain::base::id::{ActId, DeviceId, ObjectId, ParticipantId, ProgramId, SessionId, StaffId};
use domain::base::text::{Label, ReplyText};
use domain::people::access::{self, Act, Relation};
use domain::people::{Membership, Role};
use domain::schedule::{AskMakeUp, Attendance, Zone};
use domain::sync::Op;
use server::http::cookie::Jar;
use server::store::types::schedule::{Audience, SeriesPlan};
use tests::phone::{Direct, craving};
use tests::schedule::{group, told};
use tests::scribe::revise;
use tests::{EnrolledPhone, Phone, Scribe, TestApp, Web};

pub const NAME: &str = "Marked Participant Name";
pub const NOTE: &str = "marked words of a shared entry";

/// The caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Nobody,
    /// The participant's first phone.
    OwnPhone,
    /// A phone of the participant that nobody has vouched for.
    NewPhone,
    OtherPhone,
    RevokedPhone,
    ExpiredPhone,
    Counselor,
    UnassignedCounselor,
    /// Of another program, although an assignment says otherwise.
    ForeignCounselor,
    AssignedSupervisor,
    AssignedAdmin,
    /// Leads the series that the participant is on, and is not assigned to them.
    LeadingCounselor,
    /// As `LeadingCounselor`, by a role that reads nobody: no form makes an admin one.
    LeadingAdmin,
    ExpiredCounselor,
}

impl Actor {
    pub const ALL: [Self; 14] = [
        Self::Nobody,
        Self::OwnPhone,
        Self::NewPhone,
        Self::OtherPhone,
        Self::RevokedPhone,
        Self::ExpiredPhone,
        Self::Counselor,
        Self::UnassignedCounselor,
        Self::ForeignCounselor,
        Self::AssignedSupervisor,
        Self::AssignedAdmin,
        Self::LeadingCounselor,
        Self::LeadingAdmin,
        Self::ExpiredCounselor,
    ];

    /// Role of a signed-in staff account and its relation to the participant; `None` for everybody else.
    pub const fn stands(self) -> Option<(Role, Relation)> {
        Some(match self {
            Self::Counselor => (Role::Counselor, Relation::Assigned),
            Self::UnassignedCounselor | Self::ForeignCounselor => (Role::Counselor, Relation::Stranger),
            Self::AssignedSupervisor => (Role::Supervisor, Relation::Assigned),
            Self::AssignedAdmin => (Role::Admin, Relation::Assigned),
            Self::LeadingCounselor => (Role::Counselor, Relation::Leads),
            Self::LeadingAdmin => (Role::Admin, Relation::Leads),
            Self::Nobody
            | Self::OwnPhone
            | Self::NewPhone
            | Self::OtherPhone
            | Self::RevokedPhone
            | Self::ExpiredPhone
            | Self::ExpiredCounselor => return None,
        })
    }

    /// `true` if access allows the actor to do this to the participant.
    pub fn may(self, act: Act, membership: Membership) -> bool {
        self.stands().is_some_and(|(role, relation)| access::may(role, act, membership, relation).is_granted())
    }

    pub const fn leads(self) -> bool {
        matches!(self, Self::LeadingCounselor | Self::LeadingAdmin)
    }

    pub const fn is_care_team(self) -> bool {
        matches!(self, Self::Counselor | Self::AssignedSupervisor)
    }
}

/// The object of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Shared,
    Unshared,
    /// Shared by another participant whom the same care team looks after.
    OfAnother,
}

pub struct World {
    pub participant: ParticipantId,
    pub other: ParticipantId,
    pub spare: DeviceId,
    pub counselor: StaffId,
    /// On the care team whoever asks, so that nobody who is taken off it is the last.
    pub colleague: StaffId,
    /// The leader of the series.
    pub leader: Option<StaffId>,
    pub shared: ObjectId,
    pub unshared: ObjectId,
    pub of_another: ObjectId,
    /// Sessions the participant is on: tomorrow's, with a requested make-up, and yesterday's.
    pub session: SessionId,
    pub begun: SessionId,
    /// The first day of their series.
    pub first: String,
    pub web: Web,
    /// The device that asks, when a phone does.
    pub device: Option<DeviceId>,
}

impl World {
    pub async fn new(app: &TestApp, actor: Actor, membership: Membership) -> Result<Self> {
        let store = app.store();
        let program = store.create_program(Label::new("program", "Harbour House")?).await?;
        let participant = store.create_participant(program, Label::new("name", NAME)?).await?;
        let other = app.participant(program, "Kim Other").await?;
        let mut own = app.enrol(participant).await?;
        let expired = own.clone();
        let counselor = app.staff(program, Role::Counselor, "Ana Counselor").await?;
        let (_, stale) = app.sign_in(counselor).await?;
        if matches!(actor, Actor::ExpiredPhone | Actor::ExpiredCounselor) {
            app.clock.advance(TimeDelta::days(181));
            own = app.enrol(participant).await?;
        }
        let (new, revoked, spare) =
            (app.enrol(participant).await?, app.enrol(participant).await?, app.enrol(participant).await?);
        let others = app.enrol(other).await?;
        let staff = match actor {
            Actor::AssignedAdmin => app.staff(program, Role::Admin, "Adi Admin").await?,
            Actor::AssignedSupervisor => app.staff(program, Role::Supervisor, "Sue Supervisor").await?,
            Actor::UnassignedCounselor => app.staff(program, Role::Counselor, "Uma Counselor").await?,
            Actor::LeadingCounselor => app.staff(program, Role::Counselor, "Lee Counselor").await?,
            Actor::LeadingAdmin => app.staff(program, Role::Admin, "Leo Admin").await?,
            Actor::ForeignCounselor => {
                let elsewhere = store.create_program(Label::new("program", "Another House")?).await?;
                app.staff(elsewhere, Role::Counselor, "Flo Counselor").await?
            }
            _ => counselor,
        };
        if actor != Actor::UnassignedCounselor && !actor.leads() {
            store.assign(participant, staff).await?;
            store.assign(other, staff).await?;
        }
        let colleague = app.staff(program, Role::CaseManager, "Cal Colleague").await?;
        store.assign(participant, colleague).await?;
        let shared = write(app, &own, true).await?;
        let unshared = write(app, &own, false).await?;
        let of_another = write(app, &others, true).await?;
        let leader = actor.leads().then_some(staff);
        let (first, begun, session) = scheduled(app, program, &own, leader).await?;
        let (who, token) = app.sign_in(staff).await?;
        if actor.is_care_team() {
            // Only who has read may review.
            store.read_entry(who, participant, shared).await?;
        }
        if actor == Actor::RevokedPhone {
            store.revoke_device(own.who, revoked.who.device).await?;
        }
        if membership == Membership::Left {
            store.discharge(participant).await?;
        }
        // Everybody at an address of their own: how often somebody tried from there is another test's concern.
        let [a, b, c] = app.env().random();
        let web = app.web_from([127, 1 | a, b, c].into())?;
        let (web, device) = match actor {
            Actor::Nobody => (web, None),
            Actor::OwnPhone => (web.signed_in(Jar::Phone, &own.token), Some(own.who.device)),
            Actor::NewPhone => (web.signed_in(Jar::Phone, &new.token), Some(new.who.device)),
            Actor::OtherPhone => (web.signed_in(Jar::Phone, &others.token), Some(others.who.device)),
            Actor::RevokedPhone => (web.signed_in(Jar::Phone, &revoked.token), None),
            Actor::ExpiredPhone => (web.signed_in(Jar::Phone, &expired.token), None),
            Actor::ExpiredCounselor => (web.signed_in(Jar::Staff, &stale), None),
            _ => (web.signed_in(Jar::Staff, &token), None),
        };
        Ok(Self {
            participant,
            other,
            spare: spare.who.device,
            counselor,
            colleague,
            leader,
            shared,
            unshared,
            of_another,
            session,
            begun,
            first,
            web,
            device,
        })
    }

    pub const fn object(&self, thing: Thing) -> ObjectId {
        match thing {
            Thing::Shared => self.shared,
            Thing::Unshared => self.unshared,
            Thing::OfAnother => self.of_another,
        }
    }
}

/// A series of every day from the day before yesterday on, for the participant of a phone: its first day, a session of
/// the past and one of tomorrow, which was cancelled and of which they asked for a make-up.
async fn scheduled(
    app: &TestApp,
    program: ProgramId,
    phone: &EnrolledPhone,
    leader: Option<StaffId>,
) -> Result<(String, SessionId, SessionId)> {
    let today = app.env().now().date_naive();
    let text = |days| domain::base::day::to_text(today + chrono::Days::new(days));
    let first = domain::base::day::to_text(today - chrono::Days::new(2));
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let plan = SeriesPlan {
        leader,
        audience: Audience::People(vec![phone.who.participant]),
        ..group(&days, &first, &text(3))?
    };
    let (since, utc) = (app.env().now() - TimeDelta::days(3), Zone::new("zone", "UTC")?);
    let made = app.store().invent_schedule(program, since, utc, vec![], vec![plan]).await?;
    let nobody = StaffId::from_bytes([0; 16]);
    app.store().invent_attendance(phone.who.participant, made.clone(), vec![Attendance::Attended], nobody).await?;
    let mut scribe = Scribe::new(app, phone);
    let all = told(&scribe.send(app, vec![]).await?);
    let on = |day: String| {
        all.iter().find(|s| domain::base::day::to_text(s.day) == day).map(|s| s.session).context("no session")
    };
    let tomorrow = on(text(1))?;
    let reason = ReplyText::new("reason", "Snow")?;
    app.store().invent_exception(program, made[0], today + chrono::Days::new(1), None, reason).await?;
    app.store().tell(phone.who.participant).await?;
    let ask = AskMakeUp { session: tomorrow, act: app.id(ActId::from_bytes), note: None };
    scribe.send(app, vec![Op::AskMakeUp(ask)]).await?;
    Ok((first, on(domain::base::day::to_text(today - chrono::Days::new(1)))?, tomorrow))
}

/// An entry with marked words, from a real journal, so that a shared one carries them in plain.
pub async fn write(app: &TestApp, phone: &EnrolledPhone, share: bool) -> Result<ObjectId> {
    let seed = u64::from_be_bytes(app.env().random());
    let writer = Phone::begin(phone, Direct { shared: app.shared.clone(), who: phone.who }, seed).await?;
    let (object, revision) = writer.journal.record(&craving(NOTE)?, tests::phone::PHONE_NOW).await?;
    if share {
        writer.journal.share(object, revision, tests::phone::PHONE_NOW).await?;
    }
    writer.sync().await?;
    Ok(object)
}

/// A revision that nobody can open, for requests that only have to be well-formed.
pub fn some_revision(app: &TestApp) -> Op {
    Op::Revise(revise(app, app.id(ObjectId::from_bytes), vec![]))
}
