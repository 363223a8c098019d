//! Leading, for staff: nobody takes the lead on their own, forms explain what to do instead, and a plan reveals nothing
//! about other people's participants.

use anyhow::{Context as _, Result};
use chrono::{TimeDelta, Weekday};
use domain::base::id::{ActId, ParticipantId, SessionId, StaffId};
use domain::base::text::ReplyText;
use domain::people::Role;
use domain::schedule::{AnswerSession, Coming};
use domain::sync::Op;
use server::store::types::schedule::SeriesPlan;
use tests::schedule::{Evening, group};
use tests::{Db, TestApp};

use super::desk::Desk;
use super::formed::without_keys;
use super::schedule::{form, with};

const REASON: &str = "Marked reason: my sister drives";

async fn begun(db: Db) -> Result<Evening> {
    Evening::of(TestApp::start(db).await?).await
}

async fn desk_of(e: &Evening, staff: StaffId) -> Result<Desk> {
    let (_, token) = e.app.sign_in(staff).await?;
    Desk::new(&e.app, Some(token))
}

/// An evening group without a leader that began yesterday, with a reason for missing it and the next one.
async fn answered(e: &mut Evening) -> Result<(SessionId, SessionId)> {
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-25")?).await?;
    let news = e.news().await?;
    let (past, next) = (news[0].session, news[1].session);
    for session in [past, next] {
        let reason = Some(ReplyText::new("reason", REASON)?);
        let op = AnswerSession { session, act: e.app.id(ActId::from_bytes), coming: Some(Coming::CantCome), reason };
        e.scribe.send(&e.app, vec![Op::Answer(op)]).await?;
    }
    e.app.clock.advance(TimeDelta::hours(40));
    Ok((past, next))
}

pub async fn nobody_takes_the_lead_of_what_is_there_and_reads_its_past(db: Db) -> Result<()> {
    let mut e = begun(db).await?;
    let (past, next) = answered(&mut e).await?;
    for role in [Role::Admin, Role::CaseManager] {
        let attacker = e.app.staff(e.clinic.program, role, "Ari Attacker").await?;
        let (desk, leader) = (desk_of(&e, attacker).await?, attacker.to_string());
        for scope in ["all", "following"] {
            let first = if scope == "all" { "2026-01-05" } else { "2026-01-13" };
            let mine = with(with(with(form(), "first", first), "leader", &leader), "confirmed", "yes");
            let shown = desk.post(&format!("/care/schedule/sessions/{next}/change?scope={scope}"), &mine).await?;
            assert_eq!(shown.status, 400, "{role:?} {scope}: {}", shown.text);
            for session in [past, next] {
                let roster = desk.get(&format!("/care/schedule/sessions/{session}")).await?.text;
                assert!(!roster.contains("Sam Participant") && !roster.contains(REASON), "{role:?} {scope}: {roster}");
            }
            let field = format!("a_{}", e.clinic.participant);
            let marked =
                desk.post(&format!("/care/schedule/sessions/{past}/attendance"), &[(&field, "Missed")]).await?;
            assert_eq!(marked.status, 404, "{role:?} {scope}");
        }
    }
    assert_eq!(e.on("2026-01-06").await?.attendance, None);
    // Control: the care team sees both.
    let desk = desk_of(&e, e.clinic.counselor).await?;
    for session in [past, next] {
        assert!(desk.get(&format!("/care/schedule/sessions/{session}")).await?.text.contains(REASON));
    }
    Ok(())
}

pub async fn a_form_offers_whom_one_may_set_and_keeps_the_plan_without_a_leader(db: Db) -> Result<()> {
    let mut e = begun(db).await?;
    let stranger = e.app.participant(e.clinic.program, "Kim Stranger").await?;
    let other = e.app.staff(e.clinic.program, Role::Medical, "Mo Medical").await?;
    let admin = e.app.staff(e.clinic.program, Role::Admin, "Adi Admin").await?;
    let supervisor = e.app.staff(e.clinic.program, Role::Supervisor, "Sol Supervisor").await?;
    e.app.store().assign(stranger, other).await?;
    let term = server::store::types::schedule::Term {
        track: Some(domain::schedule::Track::Evening),
        began: tests::schedule::day("2026-01-05")?,
        weeks: 4,
    };
    e.app.store().set_term(e.app.sign_in(other).await?.0, stranger, term).await?;
    let option = |staff: StaffId| format!("<option value=\"{staff}\"");

    // A counselor plans the whole track with themselves as leader, and not everybody on it is theirs.
    let (desk, me) = (desk_of(&e, e.clinic.counselor).await?, e.clinic.counselor.to_string());
    let new = desk.get("/care/schedule/new").await?.text;
    assert!(
        new.contains(&option(e.clinic.counselor))
            && !new.contains(&option(other))
            && !new.contains(&option(supervisor)),
        "{new}"
    );
    let mine = with(with(form(), "leader", &me), "room", "Typed \"room\"");
    let shown = desk.post("/care/schedule/series", &mine).await?;
    assert_eq!(shown.status, 400);
    assert!(
        shown.text.contains("A supervisor sets the leader here") && shown.text.contains("Typed &quot;room&quot;"),
        "{}",
        shown.text
    );
    assert!(
        shown.text.contains("<option value=\"\" selected") && !shown.text.contains(&format!("value=\"{me}\" selected")),
        "{}",
        shown.text
    );
    assert_eq!(
        desk.post("/care/schedule/series", &with(mine, "leader", "")).await?.status,
        303,
        "saved without a leader"
    );
    e.news().await?;
    let session = e.on("2026-01-06").await?.session;
    let at = format!("/care/schedule/sessions/{session}/change?scope=all");
    let shown = desk.get(&at).await?.text;
    assert!(!shown.contains(&option(e.clinic.counselor)), "not for what is there already: {shown}");

    // The supervisor sets them, and cannot set an admin.
    let theirs = desk_of(&e, supervisor).await?;
    let shown = theirs.get(&at).await?.text;
    assert!(
        shown.contains(&option(e.clinic.counselor))
            && shown.contains(&option(other))
            && !shown.contains(&option(admin)),
        "{shown}"
    );
    let shown = theirs.post(&at, &with(form(), "leader", &admin.to_string())).await?;
    assert!(
        shown.status == 400 && shown.text.contains("Choose someone from the program who can sign in"),
        "{}",
        shown.text
    );
    assert_eq!(theirs.post(&at, &with(form(), "leader", &me)).await?.status, 303);
    assert!(desk.get(&format!("/care/schedule/sessions/{session}")).await?.text.contains("Kim Stranger"));

    // Now anybody changes the rest, and only the present leader hands it on.
    let bystander = desk_of(&e, other).await?;
    let shown = bystander.get(&at).await?.text;
    assert!(
        shown.contains(&option(e.clinic.counselor))
            && !shown.contains("<option value=\"\"")
            && !shown.contains(&option(other))
    );
    assert_eq!(bystander.post(&at, &with(with(form(), "leader", &me), "room", "Room 8")).await?.status, 303);
    let shown = bystander.post(&at, &form()).await?;
    assert!(
        shown.status == 400 && shown.text.contains(&format!("value=\"{me}\" selected")),
        "the leader is as before: {}",
        shown.text
    );
    assert!(desk.get(&at).await?.text.contains("<option value=\"\""));
    assert_eq!(desk.post(&at, &with(form(), "leader", &other.to_string())).await?.status, 303);
    let spanish = Desk { headers: vec![("accept-language", "es".to_owned())], ..desk };
    let shown = spanish.post("/care/schedule/series", &with(form(), "leader", &me)).await?.text;
    assert!(
        shown.contains("Quien dirige ve a todas las personas") && shown.contains("Aquí la persona que supervisa"),
        "{shown}"
    );
    Ok(())
}

pub async fn a_plan_tells_nothing_about_people_of_others(db: Db) -> Result<()> {
    let mut e = begun(db).await?;
    let other = e.app.staff(e.clinic.program, Role::Counselor, "Bo Bystander").await?;
    let mine = e.app.participant(e.clinic.program, "Kim Own").await?;
    e.app.store().assign(mine, other).await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-25")?).await?;
    e.news().await?;
    let (desk, leader) = (desk_of(&e, other).await?, other.to_string());
    let plan = with(with(form(), "audience", "people"), "leader", &leader);
    let on = |who: ParticipantId| format!("p_{who}");
    let (known, unknown, own) = (on(e.clinic.participant), on(e.app.id(ParticipantId::from_bytes)), on(mine));
    let shown = desk.post("/care/schedule/series", &with(plan.clone(), &known, "on")).await?;
    let alike = desk.post("/care/schedule/series", &with(plan.clone(), &unknown, "on")).await?;
    assert_eq!(
        (shown.status, without_keys(&shown.text)),
        (400, without_keys(&alike.text)),
        "a participant of others and nobody look alike"
    );
    assert!(shown.text.contains("You can add only your own people."), "{}", shown.text);
    let confirmed = with(with(plan.clone(), &known, "on"), "confirmed", "yes");
    assert_eq!(desk.post("/care/schedule/series", &confirmed).await?.status, 400);
    assert_eq!(desk.post("/care/schedule/series", &with(plan.clone(), &own, "on")).await?.status, 303);
    // Nor by a change of the reader's own series.
    e.app.store().tell_everybody().await?;
    let list = desk.get("/care/schedule?view=list").await?.text;
    let led = list.split("/care/schedule/sessions/").skip(1).filter_map(|rest| rest.get(..32));
    let mut tried = 0;
    for session in led {
        let at = format!("/care/schedule/sessions/{session}");
        if desk.get(&at).await?.text.contains("with Bo Bystander") {
            tried += 1;
            let more = with(with(with(plan.clone(), &own, "on"), &known, "on"), "confirmed", "yes");
            assert_eq!(desk.post(&format!("{at}/change?scope=all"), &more).await?.status, 400);
            let track = with(with(plan.clone(), "audience", "Evening"), "confirmed", "yes");
            let shown = desk.post(&format!("{at}/change?scope=all"), &track).await?;
            assert!(shown.status == 400 && shown.text.contains("a whole track"), "{}", shown.text);
            assert!(!desk.get(&at).await?.text.contains("Sam Participant"));
        }
    }
    assert!(tried > 0, "{list}");
    Ok(())
}

pub async fn who_came_to_lead_is_read_on_the_phone(db: Db) -> Result<()> {
    let mut e = begun(db).await?;
    let supervisor = e.app.staff(e.clinic.program, Role::Supervisor, "Sol Supervisor").await?;
    let other = e.app.staff(e.clinic.program, Role::Counselor, "Bo Bystander").await?;
    let plan = SeriesPlan { leader: Some(other), ..group(&[Weekday::Tue], "2026-01-05", "2026-01-25")? };
    e.app.store().plan_series(e.app.sign_in(supervisor).await?.0, plan).await?;
    e.news().await?;
    let web = e.app.web()?.signed_in(server::http::cookie::Jar::Phone, &e.phone);
    let ledger = web.get("/api/v1/ledger").await?.json()?;
    let rows = ledger["rows"].as_array().context("rows")?;
    let led = rows.iter().filter(|row| row["row"]["fact"]["act"] == 11).collect::<Vec<_>>();
    assert_eq!(led.len(), 1, "{ledger}");
    assert_eq!(
        (led[0]["name"].as_str(), led[0]["row"]["fact"]["actor_id"].as_str()),
        (Some("Bo Bystander"), Some(&*other.to_string()))
    );
    Ok(())
}
