//! The laws of leading: a session that has begun keeps its leader, leaders read only while their role may, and each
//! attendee's ledger names new leaders.

use anyhow::{Context as _, Result};
use chrono::{TimeDelta, Weekday};
use domain::base::id::{ParticipantId, SeriesId, StaffId};
use domain::base::problem::ProblemKind;
use domain::ledger::Act;
use domain::people::Role;
use domain::schedule::{Attendance, SessionChange, Track};
use server::store::types::people::SignedInStaff;
use server::store::types::schedule::{Audience, Mark, OnePlan, Scope, SeriesPlan, Term};
use server::store::{StoreError, StoreResult};
use tests::schedule::{Evening, day, group};
use tests::{Db, TestApp};

/// Tuesdays of the evening track, led by Lee, whom a supervisor chose; nobody assigned Lee or Max to the participant.
struct Led {
    e: Evening,
    supervisor: StaffId,
    lee: StaffId,
    max: StaffId,
    series: SeriesId,
    plan: SeriesPlan,
    sessions: Vec<SessionChange>,
}

async fn led(db: Db) -> Result<Led> {
    let mut e = Evening::of(TestApp::start(db).await?).await?;
    let supervisor = e.app.staff(e.clinic.program, Role::Supervisor, "Sol Supervisor").await?;
    let lee = e.app.staff(e.clinic.program, Role::Counselor, "Lee Leader").await?;
    let max = e.app.staff(e.clinic.program, Role::CaseManager, "Max Manager").await?;
    let plan = SeriesPlan { leader: Some(lee), ..group(&[Weekday::Tue], "2026-01-05", "2026-01-30")? };
    let who = e.app.sign_in(supervisor).await?.0;
    let series = e.app.store().plan_series(who, plan.clone()).await?;
    let sessions = e.news().await?;
    Ok(Led { e, supervisor, lee, max, series, plan, sessions })
}

impl Led {
    async fn by(&self, staff: StaffId) -> Result<SignedInStaff> {
        Ok(self.e.app.sign_in(staff).await?.0)
    }

    async fn change(&self, scope: Scope, leader: StaffId, first: &str) -> Result<SeriesId> {
        let rule = group(&[Weekday::Tue], first, "2026-01-30")?.rule;
        let plan = SeriesPlan { leader: Some(leader), rule, ..self.plan.clone() };
        Ok(self.e.app.store().change_series(self.by(self.supervisor).await?, self.series, scope, plan).await?)
    }

    /// For each of the four sessions, whether a staff member sees the participant on it.
    async fn seen_by(&self, staff: StaffId) -> Result<[bool; 4]> {
        let mut seen = [false; 4];
        for (session, seen) in self.sessions.iter().zip(&mut seen) {
            let roster = self.e.app.store().roster(self.by(staff).await?, session.session).await?;
            *seen = roster.lines.iter().any(|line| line.participant == self.e.clinic.participant);
        }
        Ok(seen)
    }

    /// The leaders named in the participant's ledger.
    async fn told(&self, participant: ParticipantId) -> Result<Vec<StaffId>> {
        let rows = self.e.app.store().ledger(participant, None).await?;
        let rows = rows.iter().filter(|row| row.row.fact.act == Act::BecameLeader);
        Ok(rows.map(|row| StaffId::from_bytes(row.row.fact.actor_id)).collect())
    }
}

fn refused<T>(answer: StoreResult<T>) -> Option<String> {
    match answer {
        Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::Invalid => {
            problem.invalid.map(|invalid| invalid.field)
        }
        _ => None,
    }
}

pub async fn what_has_begun_keeps_the_leader_it_began_with(db: Db) -> Result<()> {
    let led = led(db).await?;
    assert_eq!((led.seen_by(led.lee).await?, led.seen_by(led.max).await?), ([true; 4], [false; 4]));
    // The first has begun; the series changes its leader as a whole.
    led.e.app.clock.advance(TimeDelta::hours(40));
    led.change(Scope::All, led.max, "2026-01-05").await?;
    assert_eq!(led.seen_by(led.max).await?, [false, true, true, true]);
    assert_eq!(led.seen_by(led.lee).await?, [true, false, false, false]);
    // The second begins under Max; the rest becomes a series of its own, from a day on that lies before the second.
    led.e.app.clock.advance(TimeDelta::weeks(1));
    led.change(Scope::From(day("2026-01-13")?), led.lee, "2026-01-13").await?;
    assert_eq!(led.seen_by(led.lee).await?, [true, false, true, true]);
    assert_eq!(led.seen_by(led.max).await?, [false, true, false, false]);
    let said = vec![Mark::set(led.e.clinic.participant, Some(Attendance::Late))];
    let second = led.sessions[1].session;
    assert!(led.e.app.store().mark_session(led.by(led.lee).await?, second, said.clone()).await.is_err());
    led.e.app.store().mark_session(led.by(led.max).await?, second, said).await?;
    Ok(())
}

pub async fn a_leader_reads_only_while_the_account_and_its_role_do(db: Db) -> Result<()> {
    let led = led(db).await?;
    led.e.app.clock.advance(TimeDelta::hours(40));
    let said = vec![Mark::set(led.e.clinic.participant, Some(Attendance::Late))];
    let marks = async |staff| -> Result<bool> {
        Ok(led.e.app.store().mark_session(led.by(staff).await?, led.sessions[0].session, said.clone()).await.is_ok())
    };
    assert!(led.seen_by(led.lee).await? == [true; 4] && marks(led.lee).await?);
    led.e.app.tamper("UPDATE staff SET role = 'admin' WHERE role = 'counselor'").await?;
    assert!(led.seen_by(led.lee).await? == [false; 4] && !marks(led.lee).await?, "an admin reads nobody");
    led.e.app.tamper("UPDATE staff SET role = 'medical' WHERE role = 'admin'").await?;
    assert_eq!(led.seen_by(led.lee).await?, [true; 4]);
    led.e.app.store().discharge(led.e.clinic.participant).await?;
    assert!(led.seen_by(led.lee).await? == [false; 4] && !marks(led.lee).await?, "who has left is seen by nobody");
    Ok(())
}

pub async fn only_who_may_give_the_lead_sets_a_leader(db: Db) -> Result<()> {
    let led = led(db).await?;
    let (store, supervisor) = (led.e.app.store(), led.by(led.supervisor).await?);
    let admin = led.e.app.staff(led.e.clinic.program, Role::Admin, "Adi Admin").await?;
    let one = |leader| OnePlan {
        day: led.sessions[3].day,
        start: led.plan.start,
        minutes: led.plan.minutes,
        words: led.plan.words.clone(),
        leader,
        reason: None,
    };
    let last = led.sessions[3].session;
    for staff in [led.max, admin, led.e.clinic.counselor] {
        let (who, mine) = (led.by(staff).await?, SeriesPlan { leader: Some(staff), ..led.plan.clone() });
        let field = if staff == admin { "leader" } else { "leader_right" };
        for scope in [Scope::All, Scope::From(day("2026-01-13")?)] {
            assert_eq!(
                refused(store.change_series(who, led.series, scope, mine.clone()).await).as_deref(),
                Some(field)
            );
            let nobody = SeriesPlan { leader: None, ..mine.clone() };
            assert_eq!(
                refused(store.change_series(who, led.series, scope, nobody).await).as_deref(),
                Some("leader_right")
            );
        }
        assert_eq!(refused(store.change_session(who, last, one(Some(staff))).await).as_deref(), Some(field));
        // Everything else may be changed while the leader stays.
        store.change_series(who, led.series, Scope::All, led.plan.clone()).await?;
    }
    assert_eq!(refused(store.change_session(supervisor, last, one(Some(admin))).await).as_deref(), Some("leader"));
    let admins = SeriesPlan { leader: Some(led.max), ..group(&[Weekday::Sat], "2026-01-05", "2026-01-30")? };
    assert_eq!(refused(store.plan_series(led.by(admin).await?, admins).await).as_deref(), Some("leader_right"));
    // A leader hands it on, also for one session; then it is no longer theirs.
    let lee = led.by(led.lee).await?;
    store.change_session(lee, last, one(Some(led.max))).await?;
    assert_eq!(refused(store.change_session(lee, last, one(Some(led.lee))).await).as_deref(), Some("leader_right"));
    assert_eq!(led.seen_by(led.max).await?, [false, false, false, true]);
    store.change_session(led.by(led.max).await?, last, one(None)).await?;
    assert_eq!(led.seen_by(led.max).await?, [false; 4]);
    // On a new series, oneself: for the whole track only when everybody on it is one's own.
    let own =
        SeriesPlan { leader: Some(led.e.clinic.counselor), ..group(&[Weekday::Sun], "2026-01-05", "2026-01-30")? };
    store.plan_series(led.by(led.e.clinic.counselor).await?, own.clone()).await?;
    let theirs = SeriesPlan { leader: Some(led.max), ..own };
    assert_eq!(
        refused(store.plan_series(led.by(led.max).await?, theirs.clone()).await).as_deref(),
        Some("leader_right")
    );
    store.plan_series(supervisor, theirs).await?;
    Ok(())
}

pub async fn a_plan_adds_only_people_of_whoever_saves_it(db: Db) -> Result<()> {
    let led = led(db).await?;
    let (store, participant) = (led.e.app.store(), led.e.clinic.participant);
    let unknown = led.e.app.id(ParticipantId::from_bytes);
    let of = |people: Vec<ParticipantId>| -> Result<SeriesPlan> {
        Ok(SeriesPlan { audience: Audience::People(people), ..group(&[Weekday::Tue], "2026-01-05", "2026-01-30")? })
    };
    let wanted = |plan: SeriesPlan, instead| server::store::types::schedule::Wanted::Series(plan, instead);
    for staff in [led.max, led.supervisor] {
        let who = led.by(staff).await?;
        for added in [participant, unknown] {
            assert_eq!(refused(store.plan_series(who, of(vec![added])?).await).as_deref(), Some("audience"));
            assert_eq!(
                refused(store.clashes(who, wanted(of(vec![added])?, None)).await).as_deref(),
                Some("audience"),
                "no oracle"
            );
        }
        // Their own series, to which somebody is added later, or the whole track.
        let mine = SeriesPlan { leader: Some(staff), ..of(vec![])? };
        let series = store.plan_series(who, mine.clone()).await?;
        for added in [participant, unknown] {
            let more = SeriesPlan { leader: Some(staff), ..of(vec![added])? };
            assert_eq!(
                refused(store.change_series(who, series, Scope::All, more.clone()).await).as_deref(),
                Some("audience")
            );
            assert_eq!(
                refused(store.clashes(who, wanted(more, Some((series, Scope::All)))).await).as_deref(),
                Some("audience")
            );
        }
        let track = SeriesPlan { audience: Audience::Track(Track::Evening), ..mine.clone() };
        let widened = refused(store.change_series(who, series, Scope::All, track).await);
        assert_eq!(widened.as_deref(), (staff == led.max).then_some("audience"), "a supervisor says who leads a track");
        // An assigned counselor adds the participant, and a later save by somebody else keeps them.
        let by_carer = SeriesPlan { leader: Some(staff), ..of(vec![participant])? };
        let counselor = led.by(led.e.clinic.counselor).await?;
        store.change_series(counselor, series, Scope::All, by_carer.clone()).await?;
        store.change_series(who, series, Scope::All, by_carer).await?;
    }
    Ok(())
}

pub async fn who_leads_one_session_takes_no_track_into_the_series(db: Db) -> Result<()> {
    let mut led = led(db).await?;
    let (supervisor, counselor) = (led.by(led.supervisor).await?, led.by(led.e.clinic.counselor).await?);
    let people = Audience::People(vec![led.e.clinic.participant]);
    let nobodys = SeriesPlan { audience: people, ..group(&[Weekday::Thu], "2026-01-05", "2026-01-30")? };
    let series = led.e.app.store().plan_series(counselor, nobodys.clone()).await?;
    let thursday = led.e.news().await?[0].clone();
    let (start, minutes, words) = (nobodys.start, nobodys.minutes, nobodys.words.clone());
    let one = OnePlan { day: thursday.day, start, minutes, words, leader: Some(led.max), reason: None };
    led.e.app.store().change_session(supervisor, thursday.session, one).await?;
    let track = SeriesPlan { audience: Audience::Track(Track::Evening), ..nobodys };
    let stranger = led.e.app.participant(led.e.clinic.program, "Kim Stranger").await?;
    led.e.app.store().assign(stranger, led.lee).await?;
    let term = Term { track: Some(Track::Evening), began: day("2026-01-05")?, weeks: 4 };
    led.e.app.store().set_term(led.by(led.lee).await?, stranger, term).await?;
    let max = led.by(led.max).await?;
    let widened = led.e.app.store().change_series(max, series, Scope::All, track.clone()).await;
    assert_eq!(refused(widened).as_deref(), Some("audience"));
    led.e.app.store().change_series(supervisor, series, Scope::All, track).await?;
    Ok(())
}

pub async fn who_comes_to_lead_is_in_the_ledger_of_each_attendee(db: Db) -> Result<()> {
    let mut led = led(db).await?;
    let (store, program, participant) = (led.e.app.store().clone(), led.e.clinic.program, led.e.clinic.participant);
    assert_eq!(led.told(participant).await?, [led.lee], "with the first sessions");
    led.e.app.clock.advance(TimeDelta::weeks(1));
    led.e.news().await?;
    led.change(Scope::All, led.lee, "2026-01-05").await?;
    led.change(Scope::From(day("2026-01-20")?), led.lee, "2026-01-20").await?;
    led.e.news().await?;
    assert_eq!(led.told(participant).await?, [led.lee], "nobody came to lead");

    // Two are on it; whoever is not told in the request is told by the job.
    let second = led.e.app.participant(program, "Kim Second").await?;
    store.assign(second, led.e.clinic.counselor).await?;
    let term = Term { track: Some(Track::Evening), began: day("2026-01-05")?, weeks: 8 };
    store.set_term(led.by(led.e.clinic.counselor).await?, second, term).await?;
    assert_eq!(led.told(second).await?, [led.lee], "once, of the series and of its rest");
    let rest = led.e.app.store().find_session(led.by(led.lee).await?, led.sessions[3].session).await?.1;
    let plan = SeriesPlan { leader: Some(led.max), ..rest.plan };
    store.change_series(led.by(led.lee).await?, rest.series, Scope::All, plan.clone()).await?;
    store.tell_behind(program, 1).await?;
    let told = [led.told(participant).await?, led.told(second).await?];
    assert_eq!(told.iter().filter(|told| told.last() == Some(&led.max)).count(), 1, "as if it had been cut off there");
    // A look before the job was there is in the ledger all the same, and once.
    led.seen_by(led.max).await?;
    for _ in 0..2 {
        store.tell_everybody().await?;
        led.seen_by(led.max).await?;
    }
    assert_eq!(led.told(participant).await?, [led.lee, led.max]);
    assert_eq!(led.told(second).await?, [led.lee, led.max]);
    // Back again: that is news as well.
    let back = SeriesPlan { leader: Some(led.lee), ..plan };
    store.change_series(led.by(led.max).await?, rest.series, Scope::All, back).await?;
    store.tell_everybody().await?;
    assert_eq!(led.told(participant).await?, [led.lee, led.max, led.lee]);
    let row = store
        .ledger(participant, None)
        .await?
        .into_iter()
        .rfind(|row| row.row.fact.act == Act::BecameLeader)
        .context("a row")?;
    assert_eq!((row.name.as_deref(), row.row.fact.object), (Some("Lee Leader"), *rest.series.bytes()));
    Ok(())
}
