//! The laws of reminders before sessions, and of notices of a changed schedule.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc, Weekday};
use domain::base::id::{ActId, SeriesId, SessionId};
use domain::base::text::{Address, Label};
use domain::reminders::texts::{Lang, Notice};
use domain::reminders::{About, Lead, OccurrenceState, ReminderSettings, Travel, WhyNot};
use domain::schedule::{AnswerSession, Coming, Minute};
use domain::sync::Op;
use server::push::Recorder;
use server::reminders::dispatch::Dispatcher;
use server::store::types::reminders::Subscription;
use server::store::types::schedule::{Scope, SeriesPlan, Term};
use tests::schedule::{Evening, day, group};
use tests::{Db, TestApp};

use super::habits::{occurrences, settings, today};

struct Told {
    e: Evening,
    series: SeriesId,
    session: SessionId,
    recorder: Arc<Recorder>,
    dispatcher: Arc<Dispatcher>,
}

/// Tuesdays at six in the evening in New York, eleven at night UTC; the first is tomorrow.
async fn told(db: Db) -> Result<Told> {
    told_on(db, &[Weekday::Tue]).await
}

/// As [`told`], on these days of the week.
async fn told_on(db: Db, days: &[Weekday]) -> Result<Told> {
    let mut e = Evening::of(TestApp::start(db).await?).await?;
    let endpoint = "https://web.push.apple.com/x".to_owned();
    let subscription = Subscription { endpoint, p256dh: "key".to_owned(), auth: "secret".to_owned() };
    e.app.store().subscribe(e.scribe.who, subscription, Lang::English).await?;
    let series = e.app.store().plan_series(e.who, group(days, "2026-01-05", "2026-01-30")?).await?;
    let session = e.news().await?.first().context("a session")?.session;
    let recorder = Arc::new(Recorder::default());
    let dispatcher = Dispatcher::new(e.app.shared.clone(), Some(recorder.clone()));
    Ok(Told { e, series, session, recorder, dispatcher })
}

impl Told {
    /// Moves the clock and sends what is due; returns the texts sent.
    async fn at(&self, to: DateTime<Utc>) -> Result<Vec<Notice>> {
        Ok(self.heard_at(to).await?.into_iter().map(|(notice, _)| notice).collect())
    }

    /// As [`Told::at`], with `true` for each that has a sound.
    async fn heard_at(&self, to: DateTime<Utc>) -> Result<Vec<(Notice, bool)>> {
        self.e.app.clock.advance(to - self.e.app.env().now());
        self.dispatcher.pass().await?.join_all().await;
        Ok(self.recorder.take().into_iter().map(|sent| (sent.notice, !sent.silent)).collect())
    }

    /// The notices of changes that are not replaced, each with the number of sessions it lists.
    async fn changes(&self) -> Result<Vec<usize>> {
        let all = occurrences(&self.e.app, &self.e.scribe).await?;
        let stands = |state: &OccurrenceState| !matches!(state, OccurrenceState::NotDelivered { .. });
        let changes = all.into_iter().filter(|o| matches!(o.about, About::Changed(_)) && stands(&o.state));
        Ok(changes.map(|change| change.sessions.len() + 1).collect())
    }

    /// Plans one more series at `start` on the days of `plan`; returns its first session.
    async fn plan(&mut self, start: &str, plan: SeriesPlan) -> Result<SessionId> {
        self.sign_in_staff_again().await?;
        let plan = SeriesPlan { start: Minute::parse("start", start)?, ..plan };
        self.e.app.store().plan_series(self.e.who, plan).await?;
        Ok(self.e.news().await?.first().context("a session")?.session)
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
    assert_eq!(t.at(today(14, 0)?).await?, [Notice::ScheduleChanged]);
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
    assert_eq!(t.at(today(14, 0)?).await?, [Notice::ScheduleChanged]);
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

pub async fn f23_a_change_in_quiet_hours_comes_without_sound_before_one_leaves_and_never_once_it_begins(
    db: Db,
) -> Result<()> {
    let mut t = told(db).await?;
    // At four in the morning there, for half past six: quiet hours end at seven.
    move_to(&t, "2026-01-05", "06:30").await?;
    t.e.news().await?;
    assert_eq!(t.heard_at(today(11, 14)?).await?, []);
    assert_eq!(t.heard_at(today(11, 15)?).await?, [(Notice::ScheduleChanged, false)]);
    let all = occurrences(&t.e.app, &t.e.scribe).await?;
    let changed = all.iter().find(|o| o.about == About::Changed(t.session)).context("planned")?;
    assert_eq!(changed.expires_at, today(11, 30)?);

    // Nobody could send it in time: once the session has begun it is of no use.
    let mut late = told(db).await?;
    move_to(&late, "2026-01-05", "06:30").await?;
    late.e.news().await?;
    assert_eq!(late.heard_at(today(11, 30)?).await?, []);
    let all = occurrences(&late.e.app, &late.e.scribe).await?;
    let changed = all.iter().find(|o| o.about == About::Changed(late.session)).context("planned")?;
    assert_eq!(changed.state, OccurrenceState::Expired);
    Ok(())
}

pub async fn f23_a_cancellation_in_quiet_hours_waits_for_their_end_or_until_one_leaves(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    t.set(&[60], 30).await?;
    let monday = || group(&[Weekday::Mon], "2026-01-05", "2026-01-30");
    let early = t.plan("06:30", monday()?).await?;
    t.e.app.store().cancel_session(t.e.who, early, None).await?;
    t.e.news().await?;
    // Who needs half an hour leaves at six, eleven UTC.
    assert_eq!(t.heard_at(today(10, 44)?).await?, []);
    assert_eq!(t.heard_at(today(10, 45)?).await?, [(Notice::ScheduleChanged, false)]);
    let later = t.plan("08:00", monday()?).await?;
    t.e.app.store().cancel_session(t.e.who, later, None).await?;
    t.e.news().await?;
    assert_eq!(t.heard_at(today(11, 59)?).await?, []);
    assert_eq!(t.heard_at(today(12, 0)?).await?, [(Notice::ScheduleChanged, true)], "quiet hours are over");
    assert_eq!(t.heard_at(today(13, 0)?).await?, []);
    Ok(())
}

pub async fn f23_a_session_that_is_put_off_is_told_before_one_leaves_for_its_old_time(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    t.session = t.plan("06:30", group(&[Weekday::Mon], "2026-01-05", "2026-01-30")?).await?;
    move_to(&t, "2026-01-05", "18:00").await?;
    t.e.news().await?;
    assert_eq!(t.heard_at(today(11, 14)?).await?, []);
    assert_eq!(t.heard_at(today(11, 15)?).await?, [(Notice::ScheduleChanged, false)]);
    assert_eq!(t.heard_at(today(12, 0)?).await?, []);
    Ok(())
}

pub async fn f23_a_new_room_or_link_is_told_once_and_a_new_title_is_not(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    t.e.app.clock.advance(TimeDelta::hours(5));
    t.sign_in_staff_again().await?;
    let plan = group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?;
    let (mut words, mut minute) = (plan.words.clone(), 0);
    for (what, told) in [("title", false), ("room", true), ("link", true), ("no room", true)] {
        match what {
            "title" => words.title = Label::new("title", "Another title")?,
            "room" => words.room = Some(Label::new("room", "Room 7")?),
            "link" => words.link = Some(Address::new("link", "https://video.example.org/7")?),
            _ => words.room = None,
        }
        let one = server::store::types::schedule::OnePlan {
            words: words.clone(),
            leader: plan.leader,
            day: day("2026-01-06")?,
            start: plan.start,
            minutes: plan.minutes,
            reason: None,
        };
        t.e.app.store().change_session(t.e.who, t.session, one).await?;
        for _ in 0..2 {
            t.e.news().await?;
        }
        let expected = if told { vec![Notice::ScheduleChanged] } else { vec![] };
        for expected in [expected, vec![]] {
            minute += 1;
            assert_eq!(t.at(today(14, minute)?).await?, expected, "{what}");
        }
    }
    Ok(())
}

pub async fn f23_a_session_added_within_the_lead_is_told_once(db: Db) -> Result<()> {
    let mut t = told(db).await?;
    t.e.app.clock.advance(TimeDelta::hours(5));
    // It is nine there.
    let only_today = || group(&[Weekday::Mon], "2026-01-05", "2026-01-05");
    t.plan("09:45", only_today()?).await?;
    t.e.news().await?;
    assert_eq!(t.at(today(14, 0)?).await?, [Notice::ScheduleChanged]);
    assert_eq!(t.changes().await?, [1]);
    // Control: another one is further away than the lead, and has its own reminder.
    t.plan("10:15", only_today()?).await?;
    assert_eq!(t.at(today(14, 14)?).await?, []);
    assert_eq!(t.at(today(14, 15)?).await?, [Notice::StartsSoon]);
    for minute in 16..60 {
        assert_eq!(t.at(today(14, minute)?).await?, [], "{minute}");
    }
    Ok(())
}

pub async fn f5_one_act_is_one_notification_and_the_inbox_lists_the_dates(db: Db) -> Result<()> {
    let mut t = told_on(db, &[Weekday::Mon, Weekday::Wed, Weekday::Fri]).await?;
    t.e.app.clock.advance(TimeDelta::hours(5));
    t.sign_in_staff_again().await?;
    let plan = group(&[Weekday::Mon, Weekday::Wed, Weekday::Fri], "2026-01-05", "2026-01-30")?;
    let earlier = SeriesPlan { start: Minute::parse("start", "17:30")?, ..plan };
    let mut elsewhere = earlier.clone();
    elsewhere.words.room = Some(Label::new("room", "Room 7")?);
    let mut acts = 0;
    for (act, dates) in [("time", 12), ("room", 12), ("holiday", 1), ("no holiday", 1), ("rest", 5), ("track", 12)] {
        let store = t.e.app.store();
        match act {
            "time" => store.change_series(t.e.who, t.series, Scope::All, earlier.clone()).await.map(drop)?,
            "room" => store.change_series(t.e.who, t.series, Scope::All, elsewhere.clone()).await.map(drop)?,
            "holiday" => store.set_holiday(t.e.who, day("2026-01-07")?, Some(Label::new("name", "Off")?)).await?,
            "no holiday" => store.set_holiday(t.e.who, day("2026-01-07")?, None).await?,
            "rest" => {
                let rest = Scope::From(day("2026-01-21")?);
                let rule = group(&[Weekday::Mon, Weekday::Wed, Weekday::Fri], "2026-01-21", "2026-01-30")?.rule;
                let plan = SeriesPlan { rule, ..earlier.clone() };
                store.change_series(t.e.who, t.series, rest, plan).await.map(drop)?;
            }
            _ => {
                let term = Term { track: None, began: day("2026-01-05")?, weeks: 12 };
                store.set_term(t.e.who, t.e.clinic.participant, term).await?;
            }
        }
        for _ in 0..2 {
            t.e.news().await?;
        }
        acts += 1;
        assert_eq!(t.at(today(14, acts)?).await?, [Notice::ScheduleChanged], "{act}");
        assert_eq!(t.changes().await?.last(), Some(&dates), "{act}");
    }
    // A phone that hears of two acts at once is told once of what both changed.
    let mut t = told_on(db, &[Weekday::Mon, Weekday::Wed, Weekday::Fri]).await?;
    for start in ["17:30", "17:00"] {
        let plan = SeriesPlan { start: Minute::parse("start", start)?, ..elsewhere.clone() };
        t.e.app.store().change_series(t.e.who, t.series, Scope::All, plan).await?;
        t.e.news().await?;
    }
    assert_eq!(t.changes().await?, [12], "the earlier one is replaced while quiet hours hold both");
    assert_eq!(t.at(today(12, 0)?).await?, [Notice::ScheduleChanged]);
    tests::report(format_args!("{acts} acts of staff on a series were walked over, one notification each"));
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
