//! The laws of reminders before sessions, and of notices that a time has changed.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc, Weekday};
use domain::base::id::{ActId, SessionId};
use domain::reminders::texts::{Lang, Notice};
use domain::reminders::{About, Lead, OccurrenceState, ReminderSettings, Travel, WhyNot};
use domain::schedule::{AnswerSession, Coming, Minute};
use domain::sync::Op;
use server::push::Recorder;
use server::reminders::dispatch::Dispatcher;
use server::store::types::reminders::Subscription;
use tests::schedule::{Evening, day, group};
use tests::{Db, TestApp};

use super::habits::{occurrences, settings, today};

struct Told {
    e: Evening,
    session: SessionId,
    recorder: Arc<Recorder>,
    dispatcher: Arc<Dispatcher>,
}

/// Tuesdays at six in the evening in New York, eleven at night UTC; the first is tomorrow.
async fn told(db: Db) -> Result<Told> {
    let mut e = Evening::of(TestApp::start(db).await?).await?;
    let endpoint = "https://web.push.apple.com/x".to_owned();
    let subscription = Subscription { endpoint, p256dh: "key".to_owned(), auth: "secret".to_owned() };
    e.app.store().subscribe(e.scribe.who, subscription, Lang::English).await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?).await?;
    let session = e.news().await?.first().context("a session")?.session;
    let recorder = Arc::new(Recorder::default());
    let dispatcher = Dispatcher::new(e.app.shared.clone(), Some(recorder.clone()));
    Ok(Told { e, session, recorder, dispatcher })
}

impl Told {
    /// Moves the clock and sends what is due; returns the texts sent.
    async fn at(&self, to: DateTime<Utc>) -> Result<Vec<Notice>> {
        self.e.app.clock.advance(to - self.e.app.env().now());
        self.dispatcher.pass().await?.join_all().await;
        Ok(self.recorder.take().into_iter().map(|sent| sent.notice).collect())
    }

    /// Pending reminders of the first session, by due time.
    async fn waiting(&self) -> Result<Vec<DateTime<Utc>>> {
        let all = occurrences(&self.e.app, &self.e.scribe).await?;
        let ours =
            all.into_iter().filter(|o| o.about == About::Session(self.session) && o.state == OccurrenceState::Waiting);
        Ok(ours.map(|o| o.due_at).collect())
    }

    async fn set(&mut self, leads: &[u16], travel: u8) -> Result<()> {
        let leads = leads.iter().map(|lead| Lead::new(*lead)).collect::<Result<_, _>>()?;
        let wanted = ReminderSettings { leads, travel: Travel::new(travel)?, ..ReminderSettings::default() };
        self.e.scribe.send(&self.e.app, vec![settings(&self.e.app, wanted)]).await?;
        Ok(())
    }

    async fn sign_in_staff_again(&mut self) -> Result<()> {
        (self.e.who, self.e.token) = self.e.app.sign_in(self.e.clinic.counselor).await?;
        Ok(())
    }
}

pub async fn every_lead_comes_earlier_by_the_way_there_and_never_in_the_past(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    assert_eq!(t.waiting().await?, [today(24 + 22, 0)?], "an hour before, by default");
    t.set(&[60, 1440], 30).await?;
    assert_eq!(t.waiting().await?, [today(22, 30)?, today(24 + 21, 30)?]);
    t.set(&[60, 2280], 15).await?;
    assert_eq!(t.waiting().await?, [today(24 + 21, 45)?], "one would have been this morning, at 8:45");
    assert_eq!(t.at(today(24 + 21, 45)?).await?, [Notice::StartsSoon]);
    t.sign_in_staff_again().await?;
    t.set(&[15], 0).await?;
    assert_eq!(t.at(today(24 + 22, 44)?).await?, []);
    assert_eq!(t.at(today(24 + 22, 45)?).await?, [Notice::StartsSoon]);
    Ok(())
}

pub async fn a_moved_session_says_so_at_once_and_reminds_at_its_new_time_only(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    t.e.app.clock.advance(TimeDelta::hours(5));
    t.sign_in_staff_again().await?;
    move_to(&t, "2026-01-06", "20:00").await?;
    t.e.news().await?;
    assert_eq!(t.at(today(14, 0)?).await?, [Notice::TimeChanged]);
    assert_eq!(t.at(today(24 + 22, 0)?).await?, [], "nothing at the old time");
    assert_eq!(t.at(today(48, 0)?).await?, [Notice::StartsSoon]);
    let all = occurrences(&t.e.app, &t.e.scribe).await?;
    let states: Vec<_> = all.iter().filter(|o| o.about == About::Session(t.session)).map(|o| o.state.clone()).collect();
    assert_eq!(states[0], OccurrenceState::NotDelivered { because: WhyNot::Cancelled });
    assert!(matches!(states[1], OccurrenceState::Sent { .. }));
    Ok(())
}

pub async fn a_cancelled_session_says_so_once_and_reminds_of_nothing(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    t.e.app.clock.advance(TimeDelta::hours(5));
    t.sign_in_staff_again().await?;
    t.e.app.store().cancel_session(t.e.who, t.session, None).await?;
    t.e.news().await?;
    t.e.news().await?;
    assert_eq!(t.at(today(14, 0)?).await?, [Notice::TimeChanged]);
    for hour in 15..50 {
        assert_eq!(t.at(today(hour, 0)?).await?, []);
    }
    assert_eq!(t.at(today(7 * 24 + 46, 0)?).await?, [Notice::StartsSoon], "next week's is on");
    Ok(())
}

pub async fn a_session_that_was_answered_reminds_no_more(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    t.set(&[60, 1440], 0).await?;
    let answer = AnswerSession {
        session: t.session,
        act: t.e.app.id(ActId::from_bytes),
        coming: Some(Coming::OnMyWay),
        reason: None,
    };
    t.e.scribe.send(&t.e.app, vec![Op::Answer(answer)]).await?;
    for hour in [23, 46, 47] {
        assert_eq!(t.at(today(hour, 0)?).await?, []);
    }
    Ok(())
}

pub async fn an_answer_that_was_taken_back_reminds_again(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    t.set(&[60, 1440], 0).await?;
    for coming in [Some(Coming::OnMyWay), None] {
        let answer = AnswerSession { session: t.session, act: t.e.app.id(ActId::from_bytes), coming, reason: None };
        t.e.scribe.send(&t.e.app, vec![Op::Answer(answer)]).await?;
    }
    for hour in [23, 46] {
        assert_eq!(t.at(today(hour, 0)?).await?.len(), 1, "{hour}");
    }
    Ok(())
}

pub async fn what_has_changed_is_of_no_use_once_the_session_begins(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    // At night: it waits for the end of quiet hours, seven in the morning there, unless the session has begun by then.
    move_to(&t, "2026-01-05", "06:30").await?;
    t.e.news().await?;
    assert_eq!(t.at(today(9, 1)?).await?, []);
    let all = occurrences(&t.e.app, &t.e.scribe).await?;
    let changed = all.iter().find(|o| o.about == About::Changed(t.session)).context("planned")?;
    assert_eq!(changed.expires_at, today(11, 30)?);
    assert_eq!(changed.state, OccurrenceState::NotDelivered { because: WhyNot::Quiet });
    Ok(())
}

/// Staff move the first session to another day or time.
async fn move_to(t: &Told, to: &str, start: &str) -> Result<()> {
    let plan = group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?;
    let one = server::store::types::schedule::OnePlan {
        words: plan.words,
        leader: plan.leader,
        day: day(to)?,
        start: Minute::parse("start", start)?,
        minutes: plan.minutes,
        reason: None,
    };
    Ok(t.e.app.store().change_session(t.e.who, t.session, one).await?)
}
