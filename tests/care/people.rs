//! Assignments, and new entries.

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use domain::base::id::ParticipantId;
use domain::base::problem::ProblemKind;
use domain::base::text::Label;
use domain::ledger::Act;
use domain::people::Role;
use tests::Db;
use tests::people::NEWEST;

use super::desk::{Desk, Story, count, is, page_of, rows, story, tell};

pub async fn who_is_not_assigned_sees_nothing_and_cannot_tell_why(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let other = app.staff(clinic.program, Role::Counselor, "Bo Bystander").await?;
    let (stranger, token) = app.sign_in(other).await?;
    let theirs = Desk::new(&app, Some(token))?;
    let nobody = app.id(ParticipantId::from_bytes);

    let missing = theirs.get(&page_of(nobody, object)).await?;
    assert_eq!(missing.status, 404);
    for path in [page_of(clinic.participant, object), format!("/care/people/{}", clinic.participant)] {
        let shown = theirs.get(&path).await?;
        assert_eq!((shown.status, &shown.text), (404, &missing.text));
    }
    assert!(is(ProblemKind::NotFound, app.store().read_entry(stranger, clinic.participant, object).await));
    assert!(is(ProblemKind::NotFound, app.store().open_person(stranger, clinic.participant, NEWEST).await));
    assert!(!theirs.get("/care").await?.text.contains("Sam Participant"));
    assert!(!rows(&app, clinic.participant).await?.iter().any(|row| row.fact.actor_id == *other.bytes()));

    // Assigned by mistake across programs is not assigned either.
    let elsewhere = app.store().create_program(Label::new("program", "Elsewhere")?).await?;
    let far = app.staff(elsewhere, Role::Counselor, "Far Away").await?;
    app.store().assign(clinic.participant, far).await?;
    let (far, _) = app.sign_in(far).await?;
    assert!(is(ProblemKind::NotFound, app.store().read_entry(far, clinic.participant, object).await));

    // Control: the assigned counselor reads it.
    assert!(desk.get(&page_of(clinic.participant, object)).await?.text.contains("walked round the lake"));
    Ok(())
}

pub async fn an_admin_reads_nobody(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let admin = app.staff(clinic.program, Role::Admin, "Ad Min").await?;
    app.store().assign(clinic.participant, admin).await?;
    let (who, token) = app.sign_in(admin).await?;
    let theirs = Desk::new(&app, Some(token))?;
    assert_eq!(theirs.get(&page_of(clinic.participant, object)).await?.status, 403);
    assert_eq!(theirs.get("/care/people/new").await?.status, 403);
    assert!(theirs.get("/care/inbox").await?.text.contains("Nothing new."));
    assert!(is(ProblemKind::NotFound, app.store().read_entry(who, clinic.participant, object).await));
    assert!(app.store().open_person(who, clinic.participant, NEWEST).await?.entries.is_empty());
    // Control: who may read entries does.
    assert_eq!(desk.get(&page_of(clinic.participant, object)).await?.status, 200);
    assert!(desk.get("/care/inbox").await?.text.contains("Nothing new."));
    Ok(())
}

pub async fn what_is_new_is_counted_until_it_is_opened(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    assert!(desk.get("/care/inbox").await?.text.contains("Nothing new."));
    let (first, _) = tell(&app, &mut scribe, "one", "Wine").await?;
    tell(&app, &mut scribe, "two", "Wine").await?;
    assert!(desk.get("/care").await?.text.contains("2 new"));
    let inbox = desk.get("/care/inbox").await?.text;
    assert!(inbox.contains(&page_of(clinic.participant, first)) && !inbox.contains("Craving 7"));
    // Unopened entries reveal nothing on the person's page either.
    let person = desk.get(&format!("/care/people/{}", clinic.participant)).await?.text;
    assert!(person.contains("not opened yet") && !person.contains("Craving 7") && !person.contains("Wine"));

    desk.get(&page_of(clinic.participant, first)).await?;
    assert!(desk.get("/care").await?.text.contains("1 new"));
    assert!(!desk.get("/care/inbox").await?.text.contains(&page_of(clinic.participant, first)));
    assert!(desk.get(&format!("/care/people/{}", clinic.participant)).await?.text.contains("Craving 7"));
    Ok(())
}

pub async fn lists_are_in_the_ledger_once_a_day(db: Db) -> Result<()> {
    let Story { app, clinic, desk, .. } = story(db).await?;
    for _ in 0..3 {
        desk.get("/care").await?;
        desk.get("/care/inbox").await?;
    }
    assert_eq!(count(&app, clinic.participant, Act::Listed).await?, 1);
    app.clock.advance(TimeDelta::days(1));
    let (_, token) = app.sign_in(clinic.counselor).await?;
    Desk::new(&app, Some(token))?.get("/care").await?;
    assert_eq!(count(&app, clinic.participant, Act::Listed).await?, 2);
    Ok(())
}

pub async fn a_new_person_needs_a_name_and_keeps_what_was_typed(db: Db) -> Result<()> {
    let Story { app, desk, .. } = story(db).await?;
    let long = format!("\"{}", "ñ".repeat(80));
    let refused = desk.post("/care/people", &[("name", &long)]).await?;
    assert_eq!(refused.status, 400);
    assert!(
        refused.text.contains("nobody was added")
            && refused.text.contains(&"ñ".repeat(80))
            && refused.text.contains("aria-invalid")
    );
    assert_eq!(desk.post("/care/people", &[]).await?.status, 400);
    assert!(!desk.get("/care").await?.text.contains("ññ"));

    let added = desk.post("/care/people", &[("name", "Jo New")]).await?;
    assert_eq!(added.status, 303);
    let to = added.location.context("an address")?;
    let mut showing = Desk::new(&app, None)?;
    let code = added.cookies.first().and_then(|c| c.split(';').next()).context("a cookie")?;
    showing.headers.push(("cookie", format!("{code}; __Host-ek-staff={}", desk.token.as_deref().unwrap_or_default())));
    let shown = showing.get(&to).await?.text;
    assert!(shown.contains("A phone code for Jo New") && shown.contains("care-code") && shown.contains("data-watch"));
    // Another browser of the same counselor is not shown the code.
    assert!(!desk.get(&to).await?.text.contains("care-code\""));
    app.clock.advance(TimeDelta::minutes(10));
    assert!(!showing.get(&to).await?.text.contains("care-code\""));
    Ok(())
}

pub async fn the_staff_side_speaks_spanish(db: Db) -> Result<()> {
    let Story { app, mut desk, .. } = story(db).await?;
    desk.headers.push(("accept-language", "es-MX,es;q=0.9".to_owned()));
    let shown = desk.get("/care").await?.text;
    assert!(
        shown.contains("<html lang=\"es\">")
            && shown.contains("Mis personas")
            && shown.contains("<title>Evenkeel</title>")
    );
    let chosen = desk.post("/care/language", &[("lang", "en")]).await?;
    assert!(chosen.cookies.iter().any(|c| c.starts_with("lang=en;")));
    desk.headers.push(("cookie", "lang=en".to_owned()));
    let outside = Desk { token: None, ..desk };
    assert!(outside.get("/care/sign-in").await?.text.contains("Sign in with a passkey"));
    drop(app);
    Ok(())
}

/// F32: no page grows with history.
pub async fn a_long_list_comes_in_pages_and_links_lead_to_all_of_it(db: Db) -> Result<()> {
    const PAGE_BYTES: usize = 150_000;
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let mut objects = Vec::new();
    for _ in 0..110 {
        objects.push(tell(&app, &mut scribe, "one", "Wine").await?.0);
    }
    for path in ["/care/inbox".to_owned(), format!("/care/people/{}", clinic.participant)] {
        let (mut next, mut pages) = (Some(path.clone()), Vec::new());
        while let Some(page) = next {
            let text = desk.get(&page).await?.text;
            assert!(text.len() < PAGE_BYTES, "{path} has {} bytes", text.len());
            let newest = text.contains(&format!("rel=\"first\" href=\"{path}"));
            assert_eq!(newest, !pages.is_empty(), "every page but the first leads back to it");
            next = text.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
            pages.push(objects.iter().filter(|one| text.contains(&page_of(clinic.participant, **one))).count());
        }
        assert_eq!(pages, [50, 50, 10], "{path}");
    }
    assert!(desk.get("/care").await?.text.contains("99+ new"));
    // An address that nobody was given begins with the newest.
    assert!(desk.get("/care/inbox?before=nonsense").await?.text.contains("rel=\"next\""));
    Ok(())
}
