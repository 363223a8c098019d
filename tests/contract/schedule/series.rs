//! The laws of planning: which sessions exist, which stay when a plan changes, and who is told.

use anyhow::{Context as _, Result};
use chrono::{TimeDelta, Weekday};
use domain::base::text::{Label, ReplyText};
use domain::schedule::{Minute, SessionState, TermChange, Track, Zone};
use domain::sync::Change;
use server::store::types::schedule::{Audience, OnePlan, Scope, SeriesPlan, Term, Words};
use tests::schedule::{Evening, day, days, group, told};
use tests::{Db, TestApp};

async fn evening(db: Db) -> Result<Evening> {
    Evening::of(TestApp::start(db).await?).await
}

fn texts(sessions: &[domain::schedule::SessionChange]) -> Vec<String> {
    days(sessions).into_iter().map(|(text, _)| text).collect()
}

pub async fn a_series_becomes_sessions_and_phones_are_told_of_five_weeks(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    let plan = SeriesPlan { leader: Some(e.clinic.counselor), ..group(&[Weekday::Tue], "2025-12-30", "2026-03-24")? };
    e.app.store().plan_series(e.who, plan).await?;
    let news = e.news().await?;
    assert_eq!(
        texts(&news),
        ["2026-01-06", "2026-01-13", "2026-01-20", "2026-01-27", "2026-02-03"],
        "not the past, not beyond 35 days"
    );
    let first = &news[0];
    assert_eq!(first.starts_at.to_rfc3339(), "2026-01-06T23:00:00+00:00", "18:00 in New York");
    assert_eq!((first.name.as_str(), first.room.as_ref().map(Label::as_str)), ("Evening", Some("Room 4")));
    assert_eq!(first.leader.as_ref().map(Label::as_str), Some("Ana Counselor"));
    assert_eq!(first.state, SessionState::Planned);

    e.app.clock.advance(TimeDelta::weeks(4));
    assert_eq!(
        texts(&e.news().await?),
        ["2026-02-10", "2026-02-17", "2026-02-24", "2026-03-03"],
        "what came within reach meanwhile"
    );
    e.app.clock.advance(TimeDelta::weeks(4));
    let news = e.news().await?;
    assert_eq!(texts(&news), ["2026-03-10", "2026-03-17", "2026-03-24"]);
    assert_eq!(news[0].starts_at.to_rfc3339(), "2026-03-10T22:00:00+00:00", "18:00 in summer time");
    Ok(())
}

pub async fn telling_again_changes_nothing_and_what_was_left_behind_is_taken_up(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    let second = e.app.participant(e.clinic.program, "Kim Second").await?;
    e.app.store().assign(second, e.clinic.counselor).await?;
    e.app
        .store()
        .set_term(e.who, second, Term { track: Some(Track::Evening), began: day("2026-01-05")?, weeks: 8 })
        .await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?).await?;
    assert_eq!(e.app.store().behind(e.clinic.program, None).await?.len(), 2);
    assert_eq!(e.app.store().tell_behind(e.clinic.program, 1).await?, 1, "as if it had been cut off there");
    assert_eq!(e.app.store().behind(e.clinic.program, None).await?.len(), 1);
    e.app.restart().await?;
    e.app.store().tell_everybody().await?;
    assert_eq!(e.app.store().behind(e.clinic.program, None).await?, []);
    let before = e.scribe.send(&e.app, vec![]).await?;
    assert_eq!(told(&before).len(), 4);
    e.app.store().tell(e.clinic.participant).await?;
    let after = e.scribe.send(&e.app, vec![]).await?;
    assert_eq!((after.digest, after.changes), (before.digest, vec![]));
    Ok(())
}

pub async fn a_session_that_stays_on_its_day_keeps_its_id_and_what_has_begun_stays_as_it_was(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    let plan = group(&[Weekday::Mon, Weekday::Tue], "2026-01-05", "2026-01-20")?;
    let series = e.app.store().plan_series(e.who, plan.clone()).await?;
    let before = e.news().await?;
    assert_eq!(texts(&before), ["2026-01-05", "2026-01-06", "2026-01-12", "2026-01-13", "2026-01-19", "2026-01-20"]);
    // Monday's has begun.
    e.app.clock.advance(TimeDelta::hours(15));
    (e.who, _) = e.app.sign_in(e.clinic.counselor).await?;
    let changed = SeriesPlan {
        start: Minute::parse("start", "19:00")?,
        rule: group(&[Weekday::Tue, Weekday::Wed], "2026-01-05", "2026-01-20")?.rule,
        ..plan
    };
    assert_eq!(e.app.store().change_series(e.who, series, Scope::All, changed).await?, series);
    let news = e.news().await?;
    let state = |on: &str| {
        news.iter()
            .filter(|s| domain::base::day::to_text(s.day) == on)
            .map(|s| (s.state, s.start.get()))
            .collect::<Vec<_>>()
    };
    assert_eq!(state("2026-01-05"), [], "it has begun");
    assert_eq!(state("2026-01-12"), [(SessionState::Cancelled, 1080)], "no Mondays any more");
    assert_eq!(
        (state("2026-01-06"), state("2026-01-07")),
        (vec![(SessionState::Planned, 1140)], vec![(SessionState::Planned, 1140)])
    );
    for (on, session) in days(&before).into_iter().skip(1) {
        let now = news.iter().find(|s| s.session == session).context("it went missing")?;
        assert_eq!(domain::base::day::to_text(now.day), on, "the same session on the same day");
    }
    Ok(())
}

pub async fn this_and_following_becomes_a_series_of_its_own_with_the_same_sessions(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    let plan = group(&[Weekday::Tue], "2026-01-05", "2026-02-02")?;
    let series = e.app.store().plan_series(e.who, plan.clone()).await?;
    let before = e.news().await?;
    let words = Words { room: Some(Label::new("room", "Room 9")?), ..plan.words.clone() };
    let changed = SeriesPlan { words, rule: group(&[Weekday::Tue], "2026-01-20", "2026-02-10")?.rule, ..plan.clone() };
    let next = e.app.store().change_series(e.who, series, Scope::From(day("2026-01-20")?), changed).await?;
    assert_ne!(next, series);
    let news = e.news().await?;
    assert_eq!(
        texts(&news),
        ["2026-01-20", "2026-01-27", "2026-02-03"],
        "the earlier ones stay; 02-10 is out of reach"
    );
    assert!(news.iter().all(|s| s.room.as_ref().map(Label::as_str) == Some("Room 9")));
    assert_eq!(days(&before)[2..], days(&news)[..2], "with their ids");
    // The rest of the first series is not longer than before: its old plan makes no session twice.
    let nothing_new = SeriesPlan { rule: group(&[Weekday::Tue], "2026-01-05", "2026-01-19")?.rule, ..plan };
    e.app.store().change_series(e.who, series, Scope::All, nothing_new).await?;
    assert_eq!(e.news().await?, []);
    Ok(())
}

pub async fn a_holiday_takes_sessions_away_and_gives_them_back(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    let (known, unknown) = (day("2026-01-13")?, day("2026-03-03")?);
    e.app.store().set_holiday(e.who, day("2026-01-06")?, Some(Label::new("name", "Three Kings")?)).await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-03-10")?).await?;
    let before = e.news().await?;
    assert_eq!(texts(&before)[0], "2026-01-13", "left out from the beginning");
    for on in [known, unknown] {
        e.app.store().set_holiday(e.who, on, Some(Label::new("name", "House closed")?)).await?;
    }
    let news = e.news().await?;
    assert_eq!(texts(&news), ["2026-01-13"]);
    assert_eq!(
        (news[0].state, news[0].reason.as_ref().map(ReplyText::as_str)),
        (SessionState::Cancelled, Some("House closed"))
    );
    for on in [known, unknown, day("2026-01-06")?] {
        e.app.store().set_holiday(e.who, on, None).await?;
    }
    let news = e.news().await?;
    assert_eq!(texts(&news), ["2026-01-06", "2026-01-13"]);
    assert_eq!((news[1].session, news[1].state, &news[1].reason), (before[0].session, SessionState::Planned, &None));
    Ok(())
}

pub async fn a_moved_and_a_cancelled_session_are_told_with_the_reason(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    let plan = group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?;
    let series = e.app.store().plan_series(e.who, plan.clone()).await?;
    let before = e.news().await?;
    let reason = |text| ReplyText::new("reason", text);
    let to = OnePlan {
        day: day("2026-01-07")?,
        start: Minute::parse("start", "17:00")?,
        minutes: plan.minutes,
        words: plan.words.clone(),
        leader: None,
        reason: Some(reason("The room is taken.")?),
    };
    e.app.store().change_session(e.who, before[0].session, to).await?;
    e.app.store().cancel_session(e.who, before[1].session, Some(reason("Snow.")?)).await?;
    // A change of the whole series leaves both as they are.
    let later = SeriesPlan { start: Minute::parse("start", "18:30")?, ..plan };
    e.app.store().change_series(e.who, series, Scope::All, later).await?;
    let news = e.news().await?;
    let moved = &news[0];
    assert_eq!((moved.session, moved.day, moved.start.get()), (before[0].session, day("2026-01-07")?, 17 * 60));
    assert_eq!(moved.starts_at.to_rfc3339(), "2026-01-07T22:00:00+00:00");
    assert_eq!(
        (moved.state, moved.reason.as_ref().map(ReplyText::as_str)),
        (SessionState::Moved, Some("The room is taken."))
    );
    assert_eq!(
        (news[1].session, news[1].state, news[1].start.get()),
        (before[1].session, SessionState::Cancelled, 18 * 60)
    );
    assert_eq!((news[2].state, news[2].start.get()), (SessionState::Planned, 18 * 60 + 30));

    e.app.store().restore_session(e.who, before[1].session).await?;
    let news = e.news().await?;
    assert_eq!((news[0].session, news[0].reason.clone()), (before[1].session, None));
    assert_ne!(news[0].state, SessionState::Cancelled);
    e.app.clock.advance(TimeDelta::days(3));
    (e.who, _) = e.app.sign_in(e.clinic.counselor).await?;
    assert!(e.app.store().cancel_session(e.who, before[0].session, None).await.is_err(), "it has begun");
    Ok(())
}

pub async fn who_leaves_the_track_or_the_program_is_called_off(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-14")?).await?;
    let people = SeriesPlan {
        audience: Audience::People(vec![e.clinic.participant]),
        ..group(&[Weekday::Fri], "2026-01-05", "2026-01-14")?
    };
    e.app.store().plan_series(e.who, people).await?;
    assert_eq!(texts(&e.news().await?), ["2026-01-06", "2026-01-09", "2026-01-13"]);
    let term = |track| Ok::<_, anyhow::Error>(Term { track, began: day("2026-01-05")?, weeks: 12 });
    e.app.store().set_term(e.who, e.clinic.participant, term(Some(Track::Day))?).await?;
    let news = told(&e.scribe.send(&e.app, vec![]).await?);
    assert_eq!(texts(&news), ["2026-01-06", "2026-01-13"]);
    assert!(news.iter().all(|s| s.state == SessionState::Withdrawn));
    e.app.store().set_term(e.who, e.clinic.participant, term(Some(Track::Evening))?).await?;
    let news = told(&e.scribe.send(&e.app, vec![]).await?);
    assert!(news.len() == 2 && news.iter().all(|s| s.state == SessionState::Planned));
    e.app.store().discharge(e.clinic.participant).await?;
    let news = told(&e.scribe.send(&e.app, vec![]).await?);
    assert!(news.len() == 3 && news.iter().all(|s| s.state == SessionState::Withdrawn));
    Ok(())
}

pub async fn the_weeks_are_told_and_follow_the_zone_of_the_program(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    let term = |answer: domain::sync::SyncAnswer| -> Vec<TermChange> {
        answer.changes.into_iter().filter_map(|c| if let Change::Term(t) = c { Some(t) } else { None }).collect()
    };
    let first = term(e.scribe.send(&e.app, vec![]).await?);
    assert_eq!((first[0].began, first[0].weeks, first[0].track), (day("2026-01-05")?, 12, Some(Track::Evening)));
    assert_eq!(first[0].zone.as_str(), "America/New_York");
    e.app.store().set_zone(e.who, Zone::new("zone", "America/Chicago")?).await?;
    e.app.store().tell_everybody().await?;
    let now = term(e.scribe.send(&e.app, vec![]).await?);
    assert_eq!((now.len(), now[0].zone.as_str(), now[0].weeks), (1, "America/Chicago", 12));
    assert_eq!(e.app.store().behind(e.clinic.program, None).await?, []);
    Ok(())
}

pub async fn what_sessions_are_called_is_unreadable_in_the_database(db: Db) -> Result<()> {
    let e = evening(db).await?;
    e.app.store().set_holiday(e.who, day("2026-02-03")?, Some(Label::new("name", "Marked holiday")?)).await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-14")?).await?;
    for text in ["Relapse prevention group", "Room 4", "Marked holiday"] {
        assert!(!e.app.database_holds(text)?, "{text}");
    }
    Ok(())
}
