//! The laws of the invented people.

use anyhow::{Context as _, Result};
use chrono::{TimeDelta, Weekday};
use domain::base::id::ObjectId;
use domain::base::text::{Label, ReplyText};
use domain::entries::body::{Body, Names, Record, SharedCopy};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::schedule::{Attendance, PlannedDay, Track, Zone};
use server::store::types::schedule::Term;
use tests::people::NEWEST;
use tests::schedule::{day, group};
use tests::{Db, TestApp};

pub async fn a_demo_is_remembered(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    assert_eq!(app.store().demo().await?, None);
    app.store().keep_demo(clinic.counselor, clinic.participant).await?;
    assert_eq!(app.store().demo().await?, Some((clinic.counselor, clinic.participant)));
    Ok(())
}

pub async fn an_invented_entry_lies_in_the_past_and_may_have_been_read(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let now = app.env().now();
    let intensity = Intensity::all().last().context("an intensity")?;
    let body = Body::Craving(Craving::quick(app.id(ObjectId::from_bytes), intensity));
    let copy = SharedCopy { record: Record::new(now.fixed_offset(), body), names: Names::default() };
    app.store().invent_beginning(clinic.participant, now - TimeDelta::weeks(2)).await?;
    app.store().invent_entry(clinic.participant, copy.clone(), now - TimeDelta::days(3), None).await?;
    let read = Some((clinic.counselor, now - TimeDelta::days(1)));
    app.store().invent_entry(clinic.participant, copy.clone(), now - TimeDelta::days(2), read).await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    let file = app.store().open_person(who, clinic.participant, NEWEST).await?;
    assert_eq!(file.since, now - TimeDelta::weeks(2));
    let mut entries: Vec<_> =
        file.entries.iter().map(|entry| (entry.shared_at, entry.copy.is_some(), entry.reviewed)).collect();
    entries.sort_unstable();
    assert_eq!(entries, [(now - TimeDelta::days(3), false, false), (now - TimeDelta::days(2), true, true)]);
    Ok(())
}

pub async fn an_invented_schedule_began_before_today(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (program, sam) = (clinic.program, clinic.participant);
    // It is Monday, 2026-01-05.
    let since = app.env().now() - TimeDelta::weeks(3);
    let holidays = vec![(day("2025-12-23")?, Label::new("name", "Closed")?)];
    let plans = vec![group(&[Weekday::Tue], "2025-12-16", "2026-01-27")?];
    let series =
        app.store().invent_schedule(program, since, Zone::new("zone", "America/New_York")?, holidays, plans).await?;
    let term = Term { track: Some(Track::Evening), began: day("2025-12-15")?, weeks: 12 };
    app.store().invent_term(program, sam, term).await?;
    let reason = || ReplyText::new("reason", "Snow");
    app.store().invent_exception(program, series[0], day("2026-01-13")?, Some(day("2026-01-14")?), reason()?).await?;
    app.store().invent_exception(program, series[0], day("2026-01-20")?, None, reason()?).await?;
    let said = vec![Attendance::Attended, Attendance::Late];
    app.store().invent_attendance(sam, series, said, clinic.counselor).await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    let times = app.store().person_times(who, sam).await?;
    let told: Vec<_> = times
        .sessions
        .iter()
        .map(|one| (domain::base::day::to_text(one.session.day), one.session.standing, one.attendance))
        .collect();
    let expected = [
        ("2025-12-16", PlannedDay::Planned, Some(Attendance::Attended)),
        ("2025-12-30", PlannedDay::Planned, Some(Attendance::Late)),
        ("2026-01-06", PlannedDay::Planned, None),
        ("2026-01-14", PlannedDay::Moved, None),
        ("2026-01-20", PlannedDay::Cancelled, None),
        ("2026-01-27", PlannedDay::Planned, None),
    ];
    assert_eq!(told, expected.map(|(on, standing, said)| (on.to_owned(), standing, said)));
    Ok(())
}
