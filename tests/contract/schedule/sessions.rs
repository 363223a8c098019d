//! The laws of one participant's sessions: RSVPs, attendance and make-ups.

use anyhow::Result;
use chrono::{TimeDelta, Weekday};
use domain::base::id::{ActId, SessionId};
use domain::base::problem::ProblemKind;
use domain::base::text::{Label, ReplyText};
use domain::people::Role;
use domain::schedule::{AnswerSession, AskMakeUp, Attendance, Coming, MakeUp, SessionState};
use domain::sync::{Op, Reason, Verdict};
use server::store::StoreError;
use server::store::types::schedule::{Audience, Mark, SeriesPlan};
use tests::schedule::{Evening, group};
use tests::{Db, TestApp};

/// Tuesdays for the participant, of which the phone knows; Fridays for nobody.
async fn begun(db: Db) -> Result<(Evening, Vec<SessionId>)> {
    let mut e = Evening::of(TestApp::start(db).await?).await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?).await?;
    let fridays =
        SeriesPlan { audience: Audience::People(vec![]), ..group(&[Weekday::Fri], "2026-01-05", "2026-01-30")? };
    e.app.store().plan_series(e.who, fridays).await?;
    let ids = e.news().await?.iter().map(|s| s.session).collect();
    Ok((e, ids))
}

fn answer(e: &Evening, session: SessionId, coming: Option<Coming>, reason: Option<&str>) -> Result<AnswerSession> {
    let reason = reason.map(|text| ReplyText::new("reason", text)).transpose()?;
    Ok(AnswerSession { session, act: e.app.id(ActId::from_bytes), coming, reason })
}

pub async fn an_answer_is_applied_once_and_the_latest_that_arrives_counts(db: Db) -> Result<()> {
    let (mut e, ids) = begun(db).await?;
    let cannot = answer(&e, ids[0], Some(Coming::CantCome), Some("marked reason: the bus"))?;
    assert_eq!(e.scribe.verdict(&e.app, Op::Answer(cannot.clone())).await?, Verdict::Accepted);
    assert_eq!(e.on("2026-01-06").await?.coming, Some(Coming::CantCome));
    assert!(!e.app.database_holds("marked reason: the bus")?);
    let coming = answer(&e, ids[0], Some(Coming::OnMyWay), None)?;
    e.scribe.send(&e.app, vec![Op::Answer(coming)]).await?;
    let again = e.scribe.send(&e.app, vec![Op::Answer(cannot)]).await?;
    assert_eq!((again.verdicts[0].verdict.clone(), again.changes.len()), (Verdict::Accepted, 0), "it was applied once");
    assert_eq!(e.on("2026-01-06").await?.coming, Some(Coming::OnMyWay));
    let taken_back = answer(&e, ids[0], None, None)?;
    e.scribe.send(&e.app, vec![Op::Answer(taken_back)]).await?;
    assert_eq!(e.on("2026-01-06").await?.coming, None);
    Ok(())
}

pub async fn a_session_of_somebody_else_cannot_be_answered(db: Db) -> Result<()> {
    let (mut e, ids) = begun(db).await?;
    let other = e.app.participant(e.clinic.program, "Kim Other").await?;
    let phone = e.app.enrol(other).await?;
    let mut theirs = tests::Scribe::new(&e.app, &phone);
    let op = answer(&e, ids[0], Some(Coming::OnMyWay), None)?;
    assert_eq!(theirs.verdict(&e.app, Op::Answer(op)).await?, Verdict::rejected(Reason::NotThere));
    let unknown = answer(&e, e.app.id(SessionId::from_bytes), Some(Coming::OnMyWay), None)?;
    assert_eq!(e.scribe.verdict(&e.app, Op::Answer(unknown)).await?, Verdict::rejected(Reason::NotThere));
    Ok(())
}

pub async fn a_make_up_is_asked_only_for_what_was_lost_and_answered_once(db: Db) -> Result<()> {
    let (mut e, ids) = begun(db).await?;
    let (participant, program) = (e.clinic.participant, e.clinic.program);
    let ask = |e: &Evening, session| AskMakeUp { session, act: e.app.id(ActId::from_bytes), note: None };
    let op = ask(&e, ids[0]);
    let verdict = e.scribe.verdict(&e.app, Op::AskMakeUp(op)).await?;
    assert!(
        matches!(verdict, Verdict::Rejected { reason: Reason::Invalid, .. }),
        "it takes place, and they come: {verdict:?}"
    );
    e.app.store().cancel_session(e.who, ids[0], None).await?;
    e.app.store().tell_behind(program, 100).await?;
    let op = ask(&e, ids[0]);
    assert_eq!(e.scribe.verdict(&e.app, Op::AskMakeUp(op)).await?, Verdict::Accepted);
    assert_eq!(e.on("2026-01-06").await?.make_up, Some(MakeUp::Asked));

    // A Friday, found on the phone of somebody who is on it.
    let friday = friday(&mut e).await?;
    let answer = e.app.store().answer_make_up(e.who, participant, ids[0], Some(ids[1])).await;
    assert!(
        matches!(answer, Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::Invalid),
        "they are on it anyway"
    );
    e.app.store().answer_make_up(e.who, participant, ids[0], Some(friday)).await?;
    let lost = e.on("2026-01-06").await?;
    assert_eq!((lost.make_up, lost.instead), (Some(MakeUp::Accepted), Some(friday)));
    assert_eq!((e.on("2026-01-09").await?.session, e.on("2026-01-09").await?.state), (friday, SessionState::Planned));
    assert_eq!(e.news().await?, [], "and stay on it when everybody is told again");
    let again = e.app.store().answer_make_up(e.who, participant, ids[0], None).await;
    assert!(
        matches!(again, Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::NotFound),
        "it was answered"
    );
    Ok(())
}

async fn friday(e: &mut Evening) -> Result<SessionId> {
    let other = e.app.participant(e.clinic.program, "Kim Friday").await?;
    e.app.store().assign(other, e.clinic.counselor).await?;
    let alone =
        SeriesPlan { audience: Audience::People(vec![other]), ..group(&[Weekday::Fri], "2026-01-09", "2026-01-10")? };
    e.app.store().plan_series(e.who, alone).await?;
    e.app.store().tell(other).await?;
    let phone = e.app.enrol(other).await?;
    let news = tests::schedule::told(&tests::Scribe::new(&e.app, &phone).send(&e.app, vec![]).await?);
    Ok(news[0].session)
}

pub async fn only_who_may_see_a_participant_says_whether_they_came(db: Db) -> Result<()> {
    let (mut e, ids) = begun(db).await?;
    let said = vec![Mark::set(e.clinic.participant, Some(Attendance::Late))];
    assert!(e.app.store().mark_session(e.who, ids[0], said.clone()).await.is_err(), "it has not begun");
    e.app.clock.advance(TimeDelta::hours(40));
    (e.who, _) = e.app.sign_in(e.clinic.counselor).await?;
    let stranger = e.app.staff(e.clinic.program, Role::Counselor, "Bo Bystander").await?;
    let (stranger, _) = e.app.sign_in(stranger).await?;
    assert!(e.app.store().mark_session(stranger, ids[0], said.clone()).await.is_err(), "not assigned, not leading");
    e.app.store().mark_session(e.who, ids[0], said).await?;
    assert_eq!(e.on("2026-01-06").await?.attendance, Some(Attendance::Late));
    e.app.store().mark_session(e.who, ids[0], vec![Mark::set(e.clinic.participant, None)]).await?;
    assert_eq!(e.on("2026-01-06").await?.attendance, None);
    Ok(())
}

pub async fn two_programs_share_nothing(db: Db) -> Result<()> {
    let (e, ids) = begun(db).await?;
    let elsewhere = e.app.store().create_program(Label::new("program", "Elsewhere")?).await?;
    let far = e.app.staff(elsewhere, Role::Supervisor, "Far Away").await?;
    let (far, _) = e.app.sign_in(far).await?;
    assert!(e.app.store().cancel_session(far, ids[0], None).await.is_err());
    let foreign =
        SeriesPlan { leader: Some(e.clinic.counselor), ..group(&[Weekday::Tue], "2026-01-05", "2026-01-30")? };
    assert!(e.app.store().plan_series(far, foreign).await.is_err(), "led by somebody of another program");
    let people = SeriesPlan {
        audience: Audience::People(vec![e.clinic.participant]),
        ..group(&[Weekday::Wed], "2026-01-05", "2026-01-30")?
    };
    assert!(
        e.app.store().plan_series(far, people).await.is_err(),
        "somebody of another program is nobody one could add"
    );
    assert_eq!(
        e.app.store().behind(elsewhere, None).await?,
        [],
        "a participant of another program is not put on a roster"
    );
    assert_eq!(e.app.store().behind(e.clinic.program, None).await?, []);
    Ok(())
}
