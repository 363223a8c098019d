//! Every form of staff, posted twice (F4), from an older page (F10), and after the sign-in had ended (F6).

use anyhow::{Context as _, Result, ensure};
use axum::http::Method;
use chrono::{TimeDelta, Weekday};
use domain::base::text::{Label, ReplyText};
use domain::people::Role;
use domain::schedule::{Attendance, Track, Zone};
use server::http::access::Access;
use server::http::care::form::places::page_of;
use server::router::routes;
use server::store::types::schedule::{Mark, Scope, Term};
use tests::schedule::{day, group};
use tests::{Db, TestApp, report};

use super::desk::{Desk, Shown, story, tell};
use super::formed::{Case, World, cases, counts, hidden};

/// POSTs of staff that no form with a key sends, or that cannot be sent twice.
const OTHERS: [(&str, &str); 2] = [
    ("/care/here", "typing that counts as being there: no form, and it changes only when the sign-in was last used"),
    ("/care/sign-out", "ends the sign-in that a second post would need"),
];

/// Forms that are made from no version.
const NO_VERSION: [(&str, &str); 11] = [
    ("/care/people", "adds"),
    ("/care/people/{participant}/code", "adds, and only the newest code works"),
    ("/care/people/{participant}/phones/{device}", "the answer says if somebody was quicker"),
    ("/care/people/{participant}/phones/{device}/shut-out", "there is one outcome"),
    ("/care/people/{participant}/team/{staff}", "there is one outcome"),
    ("/care/people/{participant}/team/{staff}/remove", "there is one outcome"),
    ("/care/people/{participant}/discharge", "there is one outcome"),
    ("/care/people/{participant}/entries/{object}/review", "there is one outcome"),
    ("/care/schedule/series", "adds"),
    ("/care/people/{participant}/make-ups/{session}", "the answer says if somebody was quicker"),
    ("/care/schedule/sessions/{session}/attendance", "each participant's mark is its own version"),
];

fn all() -> Vec<&'static str> {
    let posts = routes()
        .into_iter()
        .filter(|(method, _, access)| *method == Method::POST && matches!(access, Access::Staff(_)));
    posts.map(|(_, pattern, _)| pattern).filter(|pattern| !OTHERS.iter().any(|(other, _)| other == pattern)).collect()
}

async fn post(desk: &Desk, case: &Case, hidden: &[(String, String)]) -> Result<Shown> {
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.retain(|(name, _)| !case.fields.iter().any(|(field, _)| field == name));
    fields.extend(case.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    desk.post(&case.action, &fields).await
}

pub async fn f4_every_form_of_staff_posted_twice_is_done_once(db: Db) -> Result<()> {
    let mut walked = 0;
    for pattern in all() {
        for number in 0.. {
            let mut world = World::of(db).await?;
            let Some(case) = cases(&mut world, pattern).await?.into_iter().nth(number) else {
                ensure!(number > 0, "{pattern} has no case");
                break;
            };
            let page = world.desk.get(&case.page).await?.text;
            let hidden = hidden(&page, &case.action).with_context(|| format!("{pattern}: no form on {}", case.page))?;
            ensure!(hidden.iter().any(|(name, _)| name == "form_key"), "{pattern}: the form has no key");
            let first = post(&world.desk, &case, &hidden).await?;
            ensure!(first.status == 303, "{pattern}: {} {}", first.status, first.text);
            let after = counts(&world.e.app).await?;
            let second = post(&world.desk, &case, &hidden).await?;
            ensure!((second.status, &second.location) == (303, &first.location), "{pattern}: {:?}", second.location);
            ensure!(second.cookies == first.cookies, "{pattern}: another code");
            let now = counts(&world.e.app).await?;
            ensure!(now == after, "{pattern}: the second post left {now:?} instead of {after:?}");
            walked += 1;
        }
    }
    report(format_args!("F4: {walked} forms of staff posted twice ({db:?}), over {} routes", all().len()));
    Ok(())
}

async fn replies(app: &TestApp) -> Result<i64> {
    Ok(counts(app).await?.into_iter().find(|(table, _)| *table == "reply").context("no table")?.1)
}

pub async fn f4_two_replies_at_once_are_one_and_without_a_key_they_are_two(db: Db) -> Result<()> {
    let mut s = story(db).await?;
    let (object, _) = tell(&s.app, &mut s.scribe, "walked round the lake", "Wine").await?;
    let page = format!("/care/people/{}/entries/{object}", s.clinic.participant);
    let action = format!("{page}/replies");
    let shown = s.desk.get(&page).await?.text;
    let mut fields = hidden(&shown, &action).context("no form")?;
    fields.push(("text".to_owned(), "Thank you for telling me.".to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (first, second) = tokio::join!(s.desk.post(&action, &fields), s.desk.post(&action, &fields));
    let (first, second) = (first?, second?);
    assert_eq!((first.status, &first.location), (303, &second.location), "{}", second.text);
    assert_eq!(replies(&s.app).await?, 1);
    // Another text from the same page is another reply: nothing that was typed is taken for a second post.
    let mut other = fields.clone();
    other.retain(|(name, _)| *name != "text");
    other.push(("text", "And see you on Thursday."));
    assert_eq!(s.desk.post(&action, &other).await?.status, 303);
    assert_eq!(replies(&s.app).await?, 2);
    // A taken form is remembered for longer than its key is good for, and then forgotten.
    s.app.clock.advance(TimeDelta::hours(47));
    assert_eq!(s.app.store().forget_forms().await?, 0);
    s.app.clock.advance(TimeDelta::hours(2));
    assert_eq!((s.app.store().forget_forms().await?, s.app.store().forget_forms().await?), (2, 0));
    // Control: pages of older versions have no key.
    let desk = Desk::new(&s.app, Some(s.app.sign_in(s.clinic.counselor).await?.1))?;
    for _ in 0..2 {
        assert_eq!(desk.post(&action, &[("text", "Thank you.")]).await?.status, 303);
    }
    assert_eq!(replies(&s.app).await?, 4);
    Ok(())
}

/// Somebody else changes what a form was made from. What is there then, as the page says it.
async fn meddle(world: &World, pattern: &str) -> Result<&'static str> {
    let (who, _) = world.e.app.sign_in(world.e.clinic.counselor).await?;
    let (store, participant) = (world.e.app.store(), world.e.clinic.participant);
    Ok(match pattern {
        "/care/schedule/settings" => {
            store.set_zone(who, Zone::new("zone", "America/Denver")?).await?;
            "Now: America/Denver"
        }
        "/care/schedule/holidays" => {
            store.set_holiday(who, day("2026-02-02")?, Some(Label::new("name", "Staff retreat")?)).await?;
            "Now: Staff retreat"
        }
        "/care/schedule/holidays/{day}/remove" => {
            store.set_holiday(who, day("2026-02-09")?, Some(Label::new("name", "Open house")?)).await?;
            "Open house"
        }
        "/care/people/{participant}/times" => {
            let term = Term { track: Some(Track::Evening), began: day("2026-01-05")?, weeks: 6 };
            store.set_term(who, participant, term).await?;
            "Now: 6"
        }
        "/care/people/{participant}/entries/{object}/replies" => "shared a newer version",
        "/care/schedule/sessions/{session}/attendance" => {
            store.mark_session(who, world.begun, vec![Mark::set(participant, Some(Attendance::Attended))]).await?;
            "Now: attended"
        }
        "/care/schedule/sessions/{session}/cancel" => {
            store.cancel_session(who, world.ahead, ReplyText::optional("reason", "A burst pipe")?).await?;
            "canceled: A burst pipe"
        }
        _ => {
            let series = store.find_session(who, world.ahead).await?.1;
            let mut plan = group(&[Weekday::Tue], "2026-01-05", "2026-01-28")?;
            plan.words.room = Some(Label::new("room", "Room 7")?);
            store.change_series(who, series.series, Scope::All, plan).await?;
            "Room 7"
        }
    })
}

pub async fn f10_every_form_posted_from_an_older_page_shows_what_is_there_now_beside_what_was_typed(
    db: Db,
) -> Result<()> {
    let (mut walked, mut none) = (0, 0);
    for pattern in all() {
        let by_participant = pattern.ends_with("/attendance");
        if NO_VERSION.iter().any(|(one, _)| *one == pattern) && !by_participant {
            none += 1;
            continue;
        }
        for number in 0.. {
            let mut world = World::of(db).await?;
            let Some(case) = cases(&mut world, pattern).await?.into_iter().nth(number) else {
                ensure!(number > 0, "{pattern} has no case");
                break;
            };
            let page = world.desk.get(&case.page).await?.text;
            let mut old = hidden(&page, &case.action).context("no form")?;
            ensure!(by_participant || old.iter().any(|(name, _)| name == "made_from"), "{pattern} has no version");
            let now = meddle(&world, pattern).await?;
            if pattern.ends_with("/replies") {
                // As if it was made from another revision.
                old.iter_mut().filter(|(name, _)| name == "made_from").for_each(|(_, value)| *value = "0".repeat(16));
            }
            let before = counts(&world.e.app).await?;
            let told = post(&world.desk, &case, &old).await?;
            ensure!(told.status == 409, "{pattern}: {} {}", told.status, told.text);
            ensure!(told.text.contains(now), "{pattern}: what is there now is not shown: {}", told.text);
            ensure!(told.text.contains(&case.typed), "{pattern}: what was typed is gone: {}", told.text);
            ensure!(
                told.text.contains("Nothing of yours was saved yet") || pattern.ends_with("/replies"),
                "{pattern}: nothing says so"
            );
            let after = counts(&world.e.app).await?;
            ensure!(
                after.iter().zip(&before).all(|(now, then)| now == then || now.0 == "ledger"),
                "{pattern}: {after:?}"
            );
            // Control: from the page that shows both, it is saved. There is nothing to cancel any more.
            if !pattern.ends_with("/cancel") {
                let fresh = hidden(&told.text, &case.action).context("no form")?;
                let saved = post(&world.desk, &case, &fresh).await?;
                ensure!(saved.status == 303, "{pattern}: {} {}", saved.status, saved.text);
            }
            walked += 1;
        }
    }
    report(format_args!(
        "F10: {walked} forms of staff posted from an older page ({db:?}); {none} are made from no version"
    ));
    Ok(())
}

pub async fn f10_two_rosters_that_mark_different_participants_both_stand(db: Db) -> Result<()> {
    let mut world = World::of(db).await?;
    let (first, second) = (world.e.clinic.participant, world.second);
    let case = cases(&mut world, "/care/schedule/sessions/{session}/attendance").await?.remove(0);
    let (_, token) = world.e.app.sign_in(world.e.clinic.counselor).await?;
    let other = Desk::new(&world.e.app, Some(token))?;
    let mine = hidden(&world.desk.get(&case.page).await?.text, &case.action).context("no roster")?;
    let theirs = hidden(&other.get(&case.page).await?.text, &case.action).context("no roster")?;
    let mark = async |desk: &Desk, made: &[(String, String)], marks: [&str; 2]| {
        let names = [format!("a_{first}"), format!("a_{second}")];
        let mut fields: Vec<(&str, &str)> = made.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend(names.iter().map(String::as_str).zip(marks));
        desk.post(&case.action, &fields).await
    };
    assert_eq!(mark(&other, &theirs, ["", "Excused"]).await?.status, 303);
    assert_eq!(mark(&world.desk, &mine, ["Late", ""]).await?.status, 303);
    let roster =
        world.e.app.store().roster(world.e.app.sign_in(world.e.clinic.counselor).await?.0, world.begun).await?;
    let mut marks: Vec<_> = roster.lines.iter().map(|line| (line.participant, line.attendance)).collect();
    marks.sort_unstable_by_key(|(participant, _)| *participant);
    let mut wanted = vec![(first, Some(Attendance::Late)), (second, Some(Attendance::Excused))];
    wanted.sort_unstable_by_key(|(participant, _)| *participant);
    assert_eq!(marks, wanted, "both stand");
    // One participant, marked by both: the later one is told, and nothing of what was typed is lost.
    let told = mark(&other, &theirs, ["Missed", "Excused"]).await?;
    assert_eq!(told.status, 409);
    let checked = format!("name=\"a_{first}\" value=\"Missed\" checked");
    assert!(told.text.contains("Now: late") && told.text.contains(&checked), "{}", told.text);
    let fresh = hidden(&told.text, &case.action).context("no roster")?;
    assert_eq!(mark(&other, &fresh, ["Missed", "Excused"]).await?.status, 303);
    Ok(())
}

pub async fn f6_every_form_posted_after_the_sign_in_ended_is_kept_for_its_account_and_comes_back(db: Db) -> Result<()> {
    let (mut walked, mut kept) = (0, 0);
    for pattern in all() {
        for number in 0.. {
            let mut world = World::of(db).await?;
            let Some(case) = cases(&mut world, pattern).await?.into_iter().nth(number) else { break };
            assert_eq!(page_of(&case.action), case.page, "{pattern}");
            let page = world.desk.get(&case.page).await?.text;
            let old = hidden(&page, &case.action).context("no form")?;
            let before = counts(&world.e.app).await?;
            world.e.app.clock.advance(TimeDelta::minutes(16));
            let ended = post(&world.desk, &case, &old).await?;
            let typed = !case.fields.is_empty();
            let to = if typed { "/care/sign-in?said=kept" } else { "/care/sign-in?said=ended" };
            ensure!((ended.status, ended.location.as_deref()) == (303, Some(to)), "{pattern}: {:?}", ended.location);
            ensure!(counts(&world.e.app).await? == before, "{pattern}: something was saved");
            walked += 1;
            if !typed {
                continue;
            }
            ensure!(world.desk.get(to).await?.text.contains("What you typed is kept for 24 hours"), "nothing says so");
            if case.typed.contains(' ') {
                ensure!(!world.e.app.database_holds(&case.typed)?, "{pattern}: it is readable in the database");
            }
            // Signing in leads to it, once. Another account that may see the page sees nothing of it.
            let store = world.e.app.store();
            let led = store.lead_to_kept(world.who.staff).await?.map(|action| page_of(&action));
            ensure!(led.as_ref() == Some(&case.page), "{pattern}: led to {led:?}");
            ensure!(store.lead_to_kept(world.who.staff).await?.is_none(), "{pattern}: led there twice");
            let other = world.e.app.sign_in(world.other).await?.1;
            let other = Desk::new(&world.e.app, Some(other))?.get(&case.page).await?;
            ensure!(other.status == 200 && !other.text.contains("ended is back"), "{pattern}: another account's");
            let desk = Desk::new(&world.e.app, Some(world.e.app.sign_in(world.who.staff).await?.1))?;
            let back = desk.get(&case.page).await?.text;
            ensure!(back.contains("ended is back") && back.contains(&case.typed), "{pattern}: not back: {back}");
            let fresh = hidden(&back, &case.action).context("no form")?;
            let sent = post(&desk, &case, &fresh).await?;
            ensure!(sent.status == 303, "{pattern}: {} {}", sent.status, sent.text);
            let (who, _) = world.e.app.sign_in(world.who.staff).await?;
            ensure!(store.kept_forms(who).await?.is_empty(), "{pattern}: still kept after it was sent");
            kept += 1;
        }
    }
    report(format_args!("F6: {walked} forms of staff posted after the end ({db:?}); {kept} with fields came back"));
    Ok(())
}

pub async fn f6_what_was_kept_over_an_older_version_is_still_compared_with_what_is_there(db: Db) -> Result<()> {
    let pattern = "/care/schedule/sessions/{session}/change";
    let mut world = World::of(db).await?;
    let case = cases(&mut world, pattern).await?.remove(0);
    let old = hidden(&world.desk.get(&case.page).await?.text, &case.action).context("no form")?;
    world.e.app.clock.advance(TimeDelta::minutes(16));
    post(&world.desk, &case, &old).await?;
    meddle(&world, pattern).await?;
    let desk = Desk::new(&world.e.app, Some(world.e.app.sign_in(world.who.staff).await?.1))?;
    let fresh = hidden(&desk.get(&case.page).await?.text, &case.action).context("no form")?;
    let told = post(&desk, &case, &fresh).await?;
    assert_eq!(told.status, 409);
    assert!(told.text.contains("Now: Room 7") && told.text.contains(&case.typed), "{}", told.text);
    // After a day nothing is kept.
    world.e.app.clock.advance(TimeDelta::hours(24));
    let (who, _) = world.e.app.sign_in(world.who.staff).await?;
    assert!(world.e.app.store().kept_forms(who).await?.is_empty());
    assert!(world.e.app.store().forget_forms().await? > 0);
    Ok(())
}

pub async fn f6_a_page_of_one_account_is_not_posted_by_another_and_not_lost(db: Db) -> Result<()> {
    let mut world = World::of(db).await?;
    let case = cases(&mut world, "/care/people").await?.remove(0);
    let old = hidden(&world.desk.get(&case.page).await?.text, &case.action).context("no form")?;
    let before = counts(&world.e.app).await?;
    let other = Desk::new(&world.e.app, Some(world.e.app.sign_in(world.other).await?.1))?;
    let said = post(&other, &case, &old).await?;
    assert_eq!(said.location.as_deref(), Some("/care/sign-in?said=other"));
    assert_eq!(counts(&world.e.app).await?, before);
    assert!(world.desk.get(&case.page).await?.text.contains(&case.typed));
    Ok(())
}

pub async fn f6_typing_keeps_the_sign_in_and_a_warning_is_on_every_page(db: Db) -> Result<()> {
    let s = story(db).await?;
    let page = s.desk.get("/care").await?.text;
    assert!(page.contains("data-ends=\"2026-01-05T09:14:00Z\"") && page.contains("data-last=\"2026-01-05T21:00:00Z\""));
    assert!(page.contains("Stay signed in") && page.contains("What you type keeps you signed in."));
    for _ in 0..4 {
        s.app.clock.advance(TimeDelta::minutes(10));
        let here = s.desk.post("/care/here", &[]).await?;
        assert_eq!(here.status, 200);
        assert!(here.text.contains("until"), "{}", here.text);
    }
    assert_eq!(s.desk.get("/care").await?.status, 200, "40 minutes later");
    s.app.clock.advance(TimeDelta::minutes(16));
    assert_eq!(s.desk.post("/care/here", &[]).await?.status, 401, "it brings nothing back");
    // Nor does it go beyond the twelve hours.
    let desk = Desk::new(&s.app, Some(s.app.sign_in(s.clinic.counselor).await?.1))?;
    for _ in 0..72 {
        s.app.clock.advance(TimeDelta::minutes(10));
        desk.post("/care/here", &[]).await?;
    }
    assert_eq!(desk.get("/care").await?.status, 303);
    Ok(())
}

pub async fn every_role_without_a_key_is_refused_as_before(db: Db) -> Result<()> {
    let s = story(db).await?;
    let admin = s.app.staff(s.clinic.program, Role::Admin, "Ad Min").await?;
    let desk = Desk::new(&s.app, Some(s.app.sign_in(admin).await?.1))?;
    let mine = hidden(&s.desk.get("/care/people/new").await?.text, "/care/people").context("no form")?;
    assert_eq!(desk.post("/care/people", &[("name", "Kim")]).await?.status, 403);
    s.app.clock.advance(TimeDelta::minutes(16));
    assert_eq!(s.desk.post("/care/people", &[("name", "Kim")]).await?.status, 401, "nobody knows whose it is");
    assert_eq!(s.desk.post("/care/people", &[("name", "Kim"), ("form_key", "made up")]).await?.status, 401);
    let key = &mine.first().context("no key")?.1;
    assert_eq!(s.desk.post("/care/people", &[("name", "Kim"), ("form_key", key)]).await?.status, 303);
    Ok(())
}
