//! The schedule on the staff side: planning by plain forms, warnings, and the people that each reader sees.

use anyhow::{Context as _, Result};
use chrono::{TimeDelta, Weekday};
use domain::base::id::ActId;
use domain::base::text::ReplyText;
use domain::ledger::Act;
use domain::people::Role;
use domain::schedule::{AnswerSession, AskMakeUp, Attendance, Coming, MakeUp, SessionState};
use domain::sync::Op;
use server::store::types::schedule::SeriesPlan;
use tests::schedule::{Evening, group};
use tests::{Db, TestApp};

use super::desk::{Desk, count};

async fn begun(db: Db) -> Result<(Evening, Desk)> {
    let e = Evening::of(TestApp::start(db).await?).await?;
    let desk = Desk::new(&e.app, Some(e.token.clone()))?;
    Ok((e, desk))
}

/// A valid form of a new series.
pub fn form() -> Vec<(&'static str, &'static str)> {
    vec![
        ("kind", "Group"),
        ("title", "Relapse prevention group"),
        ("name", "Evening"),
        ("tue", "on"),
        ("start", "18:00"),
        ("minutes", "90"),
        ("first", "2026-01-05"),
        ("last", ""),
        ("weeks", "3"),
        ("room", "Room 4"),
        ("link", ""),
        ("leader", ""),
        ("audience", "Evening"),
    ]
}

/// A valid form of one session.
pub const ONE: [(&str, &str); 9] = [
    ("title", "Relapse prevention group"),
    ("name", "Evening"),
    ("day", "2026-01-07"),
    ("start", "17:00"),
    ("minutes", "60"),
    ("room", "Room 4"),
    ("link", ""),
    ("leader", ""),
    ("reason", "The room is taken."),
];

pub fn with<'a>(mut form: Vec<(&'a str, &'a str)>, field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    form.retain(|(name, _)| *name != field);
    form.push((field, value));
    form
}

pub async fn a_series_is_planned_by_a_form_and_is_on_the_phone_at_once(db: Db) -> Result<()> {
    let (mut e, desk) = begun(db).await?;
    assert!(desk.get("/care/schedule/new").await?.text.contains("Short name on the phone"));
    let saved = desk.post("/care/schedule/series", &form()).await?;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let week = desk.get(&saved.location.context("no page")?).await?.text;
    assert!(
        week.contains("Relapse prevention group") && week.contains("18:00–19:30") && week.contains("people: 1"),
        "{week}"
    );
    assert!(desk.get("/care/schedule?view=list").await?.text.contains("Relapse prevention group"));
    let answer = e.scribe.send(&e.app, vec![]).await?;
    assert_eq!(tests::schedule::told(&answer).len(), 3, "without any job");
    Ok(())
}

pub async fn bad_input_comes_back_with_what_was_typed_and_what_is_allowed(db: Db) -> Result<()> {
    let (e, desk) = begun(db).await?;
    for (field, value, allowed) in [
        ("title", "", "Write 1 to 80 characters."),
        ("start", "25:00", "A time from 00:00 to 23:59"),
        ("minutes", "4", "A whole number from 5 to 720."),
        ("first", "2026-02-30", "A date such as 2026-11-22"),
        ("weeks", "105", "A whole number from 1 to 104"),
        ("link", "http://video.example.org", "An address that begins with https://"),
        ("tue", "", "at least one day of the week"),
        ("leader", "00000000000000000000000000000000", "Choose someone from the program"),
    ] {
        let shown =
            desk.post("/care/schedule/series", &with(with(form(), "room", "Typed \"room\""), field, value)).await?;
        assert_eq!(shown.status, 400, "{field}");
        assert!(
            shown.text.contains(allowed) && shown.text.contains("Nothing was saved yet."),
            "{field}: {}",
            shown.text
        );
        assert!(shown.text.contains("Typed &quot;room&quot;"), "what was typed is gone: {}", shown.text);
    }
    assert!(desk.get("/care/schedule?view=list").await?.text.contains("Nothing is planned."));
    drop(e);
    Ok(())
}

pub async fn a_clash_warns_before_it_is_saved_and_can_be_confirmed(db: Db) -> Result<()> {
    let (mut e, desk) = begun(db).await?;
    let leader = e.clinic.counselor.to_string();
    desk.post("/care/schedule/series", &with(form(), "leader", &leader)).await?;
    let other = with(with(with(form(), "start", "19:00"), "title", "Education class"), "audience", "Day");
    let fine = desk.post("/care/schedule/series", &with(other.clone(), "start", "19:30")).await?;
    assert_eq!(fine.status, 303, "one after the other, for others: {}", fine.text);
    let warned = desk.post("/care/schedule/series", &with(other.clone(), "leader", &leader)).await?;
    assert_eq!(warned.status, 409);
    assert!(
        warned.text.contains("same leader") && warned.text.contains("Tue 6 Jan 18:00–19:30, Relapse prevention group"),
        "{}",
        warned.text
    );
    let both = with(other, "audience", "Evening");
    let warned = desk.post("/care/schedule/series", &both).await?;
    assert!(warned.status == 409 && warned.text.contains("people on both: 1"));
    assert_eq!(e.news().await?.len(), 3, "nothing was saved");
    assert_eq!(desk.post("/care/schedule/series", &with(both, "confirmed", "yes")).await?.status, 303);
    assert_eq!(e.news().await?.len(), 3, "the confirmed one");
    Ok(())
}

pub async fn one_session_is_moved_cancelled_and_given_back_by_forms(db: Db) -> Result<()> {
    let (mut e, desk) = begun(db).await?;
    desk.post("/care/schedule/series", &form()).await?;
    let first = e.on("2026-01-06").await?.session;
    let at = format!("/care/schedule/sessions/{first}");
    let shown = desk.get(&format!("{at}/change?scope=one")).await?.text;
    assert!(shown.contains("value=\"2026-01-06\"") && shown.contains("value=\"18:00\""), "{shown}");
    assert_eq!(desk.post(&format!("{at}/change?scope=one"), &ONE).await?.status, 303);
    let moved = e.on("2026-01-07").await?;
    assert_eq!((moved.session, moved.state, moved.minutes.get()), (first, SessionState::Moved, 60));
    desk.post(&format!("{at}/cancel"), &[("reason", "Snow.")]).await?;
    let off = e.on("2026-01-07").await?;
    assert_eq!((off.state, off.reason.as_ref().map(ReplyText::as_str)), (SessionState::Cancelled, Some("Snow.")));
    assert!(desk.get(&at).await?.text.contains("canceled: Snow."));
    desk.post(&format!("{at}/restore"), &[]).await?;
    assert_eq!(e.on("2026-01-07").await?.state, SessionState::Moved);
    // This and following, from the second on: another room, one week less.
    let second = e.on("2026-01-13").await?.session;
    let rest = with(with(with(form(), "room", "Room 9"), "weeks", ""), "last", "2026-01-14");
    let saved = desk.post(&format!("/care/schedule/sessions/{second}/change?scope=following"), &rest).await?;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let now = e.on("2026-01-13").await?;
    assert_eq!((now.session, now.room.as_ref().map(domain::base::text::Label::as_str)), (second, Some("Room 9")));
    assert_eq!(e.on("2026-01-20").await?.state, SessionState::Cancelled);
    Ok(())
}

pub async fn a_roster_names_only_whom_the_reader_may_see_and_the_ledger_says_so(db: Db) -> Result<()> {
    let (mut e, desk) = begun(db).await?;
    let other = e.app.staff(e.clinic.program, Role::Counselor, "Bo Bystander").await?;
    let plan = SeriesPlan { leader: Some(other), ..group(&[Weekday::Tue], "2026-01-05", "2026-01-15")? };
    // Whoever leads sees everybody: a supervisor says who it is.
    let supervisor = e.app.staff(e.clinic.program, Role::Supervisor, "Sol Supervisor").await?;
    e.app.store().plan_series(e.app.sign_in(supervisor).await?.0, plan).await?;
    e.news().await?;
    let stranger = e.app.participant(e.clinic.program, "Kim Stranger").await?;
    let session = e.on("2026-01-06").await?.session;
    let at = format!("/care/schedule/sessions/{session}");
    // A participant on the same track whom nobody cares for.
    let (who, _) = e.app.sign_in(other).await?;
    e.app.store().assign(stranger, other).await?;
    let term = server::store::types::schedule::Term {
        track: Some(domain::schedule::Track::Evening),
        began: tests::schedule::day("2026-01-05")?,
        weeks: 4,
    };
    e.app.store().set_term(who, stranger, term).await?;
    let shown = desk.get(&at).await?.text;
    assert!(
        shown.contains("Sam Participant") && !shown.contains("Kim Stranger") && shown.contains("Others on it: 1."),
        "{shown}"
    );

    let (_, token) = e.app.sign_in(other).await?;
    let leads = Desk::new(&e.app, Some(token))?;
    let before = count(&e.app, e.clinic.participant, Act::Listed).await?;
    let shown = leads.get(&at).await?.text;
    assert!(shown.contains("Sam Participant") && shown.contains("Kim Stranger"), "who leads sees everybody");
    leads.get(&at).await?;
    assert_eq!(count(&e.app, e.clinic.participant, Act::Listed).await?, before + 1, "once a day");

    let third = e.app.staff(e.clinic.program, Role::Counselor, "Una Third").await?;
    let (_, token) = e.app.sign_in(third).await?;
    let shown = Desk::new(&e.app, Some(token))?.get(&at).await?.text;
    assert!(
        !shown.contains("Sam Participant") && !shown.contains("Kim Stranger") && shown.contains("Others on it: 2."),
        "{shown}"
    );
    Ok(())
}

pub async fn attendance_is_marked_in_one_form_and_counted_on_the_persons_page(db: Db) -> Result<()> {
    let (mut e, desk) = begun(db).await?;
    desk.post("/care/schedule/series", &form()).await?;
    let session = e.on("2026-01-06").await?.session;
    let op = AnswerSession {
        session,
        act: e.app.id(ActId::from_bytes),
        coming: Some(Coming::CantCome),
        reason: Some(ReplyText::new("reason", "Bus <strike>")?),
    };
    e.scribe.send(&e.app, vec![Op::Answer(op)]).await?;
    let at = format!("/care/schedule/sessions/{session}");
    let shown = desk.get(&at).await?.text;
    assert!(
        shown.contains("cannot come: Bus &lt;strike")
            && !shown.contains("<strike")
            && shown.contains("once the session has begun"),
        "{shown}"
    );
    let field = format!("a_{}", e.clinic.participant);
    assert_eq!(desk.post(&format!("{at}/attendance"), &[(&field, "Missed")]).await?.status, 403, "too early");

    e.app.clock.advance(TimeDelta::hours(40));
    let (_, token) = e.app.sign_in(e.clinic.counselor).await?;
    let desk = Desk::new(&e.app, Some(token))?;
    assert!(desk.get(&at).await?.text.contains("Everyone attended"));
    assert_eq!(desk.post(&format!("{at}/attendance"), &[(&field, "Missed")]).await?.status, 303);
    assert_eq!(e.on("2026-01-06").await?.attendance, Some(Attendance::Missed));
    let person = desk.get(&format!("/care/people/{}/times", e.clinic.participant)).await?.text;
    assert!(
        person.contains("0 attended, 0 late, 0 excused, 1 missed.") && person.contains("Week 1 of 12."),
        "{person}"
    );
    desk.post(&format!("{at}/attendance"), &[(&field, "Missed"), ("everybody", "attended")]).await?;
    assert_eq!(e.on("2026-01-06").await?.attendance, Some(Attendance::Attended));
    Ok(())
}

pub async fn a_make_up_is_accepted_by_choosing_a_session_or_declined(db: Db) -> Result<()> {
    let (mut e, desk) = begun(db).await?;
    desk.post("/care/schedule/series", &form()).await?;
    desk.post("/care/schedule/series", &with(with(with(form(), "audience", "Day"), "tue", ""), "thu", "on")).await?;
    let session = e.on("2026-01-06").await?.session;
    desk.post(&format!("/care/schedule/sessions/{session}/cancel"), &[("reason", "")]).await?;
    let ask =
        AskMakeUp { session, act: e.app.id(ActId::from_bytes), note: Some(ReplyText::new("note", "Any evening")?) };
    e.scribe.send(&e.app, vec![Op::AskMakeUp(ask)]).await?;
    let page = format!("/care/people/{}/times", e.clinic.participant);
    let shown = desk.get(&page).await?.text;
    assert!(shown.contains("Any evening") && shown.contains("Thu 8 Jan 18:00–19:30"), "{shown}");
    let open = shown
        .split("<option value=\"")
        .filter_map(|rest| rest.get(..32))
        .find(|id| id.bytes().all(|b| b.is_ascii_hexdigit()));
    let at = format!("/care/people/{}/make-ups/{session}", e.clinic.participant);
    let gone = desk.post(&at, &[("answer", "accept"), ("instead", "0")]).await?;
    assert!(gone.location.is_some_and(|to| to.ends_with("said=gone")));
    desk.post(&at, &[("answer", "accept"), ("instead", open.context("nothing to choose")?)]).await?;
    assert_eq!(e.on("2026-01-06").await?.make_up, Some(MakeUp::Accepted));
    assert_eq!(e.on("2026-01-08").await?.state, SessionState::Planned);
    Ok(())
}

pub async fn zone_and_holidays_are_set_by_supervisors_only(db: Db) -> Result<()> {
    let (mut e, desk) = begun(db).await?;
    assert_eq!(desk.get("/care/schedule/settings").await?.status, 403);
    assert_eq!(
        desk.post("/care/schedule/holidays", &[("day", "2026-01-06"), ("holiday", "Closed")]).await?.status,
        403
    );
    desk.post("/care/schedule/series", &form()).await?;
    let supervisor = e.app.staff(e.clinic.program, Role::Supervisor, "Sol Supervisor").await?;
    let (_, token) = e.app.sign_in(supervisor).await?;
    let theirs = Desk::new(&e.app, Some(token))?;
    let wrong = theirs.post("/care/schedule/settings", &[("zone", "America/Nowhere")]).await?;
    assert!(
        wrong.status == 400
            && wrong.text.contains("value=\"America/Nowhere\"")
            && wrong.text.contains("such as America/New_York")
    );
    assert_eq!(
        theirs.post("/care/schedule/holidays", &[("day", "2026-01-06"), ("holiday", "Closed")]).await?.status,
        303
    );
    assert_eq!(e.on("2026-01-06").await?.state, SessionState::Cancelled);
    assert!(theirs.get("/care/schedule/settings").await?.text.contains("Closed"));
    theirs.post("/care/schedule/holidays/2026-01-06/remove", &[]).await?;
    assert_eq!(e.on("2026-01-06").await?.state, SessionState::Planned);
    Ok(())
}
