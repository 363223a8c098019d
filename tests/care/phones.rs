//! Bringing phones in.

use anyhow::{Context as _, Result};
use axum::http::Method;
use chrono::TimeDelta;
use domain::base::id::DeviceId;
use domain::base::problem::ProblemKind;
use domain::ledger::{Act, ActorKind, LedgerHead, verify};
use domain::people::Role;
use domain::reminders::texts::Lang;
use server::http::cookie::Jar;
use server::keys::gone::Gone;
use server::store::types::people::Entered;
use server::store::types::reminders::Subscription;
use tests::phone::Wire;
use tests::{Db, Phone, Said};

use super::desk::{Desk, Story, count, is, page_of, rows, story, tell};

pub async fn a_code_works_once_and_for_ten_minutes(db: Db) -> Result<()> {
    let Story { app, clinic, who, .. } = story(db).await?;
    let made = app.store().make_code(who, clinic.participant).await?;
    app.clock.advance(TimeDelta::minutes(10) - TimeDelta::milliseconds(1));
    let (first, second) = (app.id(DeviceId::from_bytes), app.id(DeviceId::from_bytes));
    assert!(matches!(app.store().enter_code(made.code, first, None).await?, Entered::Waiting { .. }));
    assert!(matches!(app.store().enter_code(made.code, second, None).await?, Entered::No));

    let late = app.store().make_code(who, clinic.participant).await?;
    app.clock.advance(TimeDelta::minutes(10));
    assert!(matches!(app.store().enter_code(late.code, second, None).await?, Entered::No));
    assert!(!app.store().code_is_open(clinic.participant).await?);

    let replaced = app.store().make_code(app.sign_in(clinic.counselor).await?.0, clinic.participant).await?;
    let newest = app.store().make_code(app.sign_in(clinic.counselor).await?.0, clinic.participant).await?;
    assert!(matches!(app.store().enter_code(replaced.code, second, None).await?, Entered::No));
    assert!(matches!(app.store().enter_code(newest.code, second, None).await?, Entered::Waiting { .. }));
    assert_eq!(count(&app, clinic.participant, Act::CodeMade).await?, 4);
    Ok(())
}

pub async fn a_phone_is_in_only_after_staff_compared_the_number(db: Db) -> Result<()> {
    let Story { app, clinic, desk, who, .. } = story(db).await?;
    let person = format!("/care/people/{}", clinic.participant);
    for (answer, word) in [("confirm", "confirmed"), ("refuse", "refused")] {
        let device = app.id(DeviceId::from_bytes);
        let made = app.store().make_code(who, clinic.participant).await?;
        let Entered::Waiting { number, ticket } = app.store().enter_code(made.code, device, None).await? else {
            anyhow::bail!("not waiting")
        };
        let shown = desk.get(&person).await?.text;
        assert!(shown.contains(&format!("<p class=\"care-number\">{number}</p>")));
        // Control: without an answer it keeps waiting.
        assert!(matches!(app.store().check_ticket(ticket.clone()).await?, Entered::Waiting { .. }));
        assert_eq!(desk.post(&format!("{person}/phones/{device}"), &[("answer", "perhaps")]).await?.status, 400);

        let answered = desk.post(&format!("{person}/phones/{device}"), &[("answer", answer)]).await?;
        assert_eq!(answered.location, Some(format!("{person}?said={word}")));
        let came_in = matches!(app.store().check_ticket(ticket).await?, Entered::In { .. });
        assert_eq!(came_in, answer == "confirm");
        let again = desk.post(&format!("{person}/phones/{device}"), &[("answer", "confirm")]).await?;
        assert_eq!(again.location, Some(format!("{person}?said=gone")));
    }
    assert_eq!(count(&app, clinic.participant, Act::PhoneConfirmed).await?, 1);
    Ok(())
}

pub async fn a_stolen_phone_is_shut_out_by_the_care_team_at_once(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, who } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let (stolen, other) = (app.enrol(clinic.participant).await?, app.enrol(clinic.participant).await?);
    let thief = app.web()?.signed_in(Jar::Phone, &stolen.token);
    let phone = Phone::begin(&other, Wire::new(&app.origin, &other.token)?, 5).await?;
    let endpoint = "https://web.push.apple.com/stolen".to_owned();
    let subscription = Subscription { endpoint, p256dh: "key".to_owned(), auth: "secret".to_owned() };
    app.store().subscribe(stolen.who, subscription, Lang::English).await?;
    // It has entered another code and waits.
    let code = app.store().make_code(who, clinic.participant).await?.code;
    let Entered::Waiting { ticket, .. } = app.store().enter_code(code, stolen.who.device, None).await? else {
        anyhow::bail!("not waiting")
    };

    let person = format!("/care/people/{}", clinic.participant);
    let path = format!("{person}/phones/{}/shut-out", stolen.who.device);
    let shown = desk.get(&person).await?.text;
    assert!(shown.contains(&format!("href=\"{path}\"")) && shown.matches("Phone since today").count() >= 3, "{shown}");
    assert!(shown.contains("trusted") && shown.contains("new: no trusted phone has vouched for it yet"));
    let before = (rows(&app, clinic.participant).await?.len(), app.store().devices(clinic.participant).await?);
    let asked = desk.get(&path).await?;
    assert_eq!(asked.status, 200);
    for part in [
        "Remove this phone of Sam Participant?",
        "This cannot be undone.",
        "It erases nothing on the server",
        "who can unlock it",
    ] {
        assert!(asked.text.contains(part), "{part}");
    }
    assert!(!asked.text.contains("It is the only trusted phone."));
    // Control: the question alone revokes nothing.
    assert_eq!(app.store().devices(clinic.participant).await?, before.1);
    assert_eq!(thief.get("/api/v1/ledger").await?.status, 200);

    for _ in 0..2 {
        let done = desk.post(&path, &[]).await?;
        assert_eq!((done.status, done.location), (303, Some(format!("{person}?said=shut-out"))));
    }
    for path in ["/api/v1/sign-ins/current", "/api/v1/devices", "/api/v1/ledger", "/api/v1/calendar.ics"] {
        let said = thief.get(path).await?;
        assert_eq!((said.status.as_u16(), said.kind()), (410, Some(ProblemKind::Revoked)), "{path}");
    }
    let revoke = thief.request(Method::POST, &format!("/api/v1/devices/{}/revoke", other.who.device));
    assert_eq!(Said::of(revoke).await?.kind(), Some(ProblemKind::Revoked), "it shuts nobody out any more");
    assert!(!app.store().is_subscribed(stolen.who).await?);
    assert!(matches!(app.store().check_ticket(ticket).await?, Entered::Refused));
    assert!(app.store().waiting_phones(who, clinic.participant).await?.is_empty());
    assert_eq!(app.store().gone().all()?, [Gone::Device(clinic.participant, stolen.who.device)]);

    // Once in the ledger, with a name; every other phone is told.
    let named = app.store().ledger(clinic.participant, None).await?;
    verify(named.iter().map(|one| &one.row), LedgerHead::EMPTY)?;
    let shut: Vec<_> = named.iter().filter(|one| one.row.fact.act == Act::PhoneRevoked).collect();
    let [one] = shut[..] else { anyhow::bail!("said {} times", shut.len()) };
    assert_eq!((one.row.fact.actor, one.row.fact.object), (ActorKind::Staff, *stolen.who.device.bytes()));
    assert_eq!(one.name.as_deref(), Some("Ana Counselor"));
    phone.sync().await?;
    let told = phone.look().await?.phones;
    assert!(told.iter().all(|one| one.revoked == (one.device == stolen.who.device)) && told.len() == 3);

    // Nothing else changed: shared entries can be read, and another phone can enroll.
    let page = desk.get(&format!("{person}?said=shut-out")).await?.text;
    assert!(page.contains("The phone was removed.") && page.contains("removed</span>"));
    assert_eq!(desk.get(&path).await?.location, Some(format!("{person}?said=shut-out")), "it is not asked about again");
    assert!(desk.get(&page_of(clinic.participant, object)).await?.text.contains("walked round the lake"));
    scribe.send(&app, vec![]).await?;
    app.enrol(clinic.participant).await?;
    // The last trusted phone can be revoked too, and the question explains what that means.
    let path = format!("{person}/phones/{}/shut-out", scribe.who.device);
    assert!(desk.get(&path).await?.text.contains("It is the only trusted phone."));
    assert_eq!(desk.post(&path, &[]).await?.status, 303);
    assert!(scribe.send(&app, vec![]).await.is_err());
    Ok(())
}

pub async fn only_the_care_team_shuts_a_phone_out_and_only_one_that_is_in(db: Db) -> Result<()> {
    let Story { app, clinic, scribe, desk, who } = story(db).await?;
    let other = app.staff(clinic.program, Role::Counselor, "Bo Bystander").await?;
    let admin = app.staff(clinic.program, Role::Admin, "Ad Min").await?;
    app.store().assign(clinic.participant, admin).await?;
    let (bystander, token) = app.sign_in(other).await?;
    let (runs_it, admin_token) = app.sign_in(admin).await?;
    let phones = format!("/care/people/{}/phones", clinic.participant);
    let path = format!("{phones}/{}/shut-out", scribe.who.device);
    for (token, status) in [(token, 404), (admin_token, 403)] {
        let theirs = Desk::new(&app, Some(token))?;
        assert_eq!((theirs.get(&path).await?.status, theirs.post(&path, &[]).await?.status), (status, status));
    }
    let (participant, device) = (clinic.participant, scribe.who.device);
    assert!(is(ProblemKind::NotFound, app.store().shut_out_phone(bystander, participant, device).await));
    assert!(is(ProblemKind::Forbidden, app.store().shut_out_phone(runs_it, participant, device).await));

    // A waiting phone is refused, not revoked; another person's phone and an unknown one are not found.
    let waiting = app.id(DeviceId::from_bytes);
    let code = app.store().make_code(who, clinic.participant).await?.code;
    assert!(matches!(app.store().enter_code(code, waiting, None).await?, Entered::Waiting { .. }));
    let others = app.participant(clinic.program, "Kim Other").await?;
    let theirs = app.enrol(others).await?.who.device;
    for device in
        [waiting.to_string(), theirs.to_string(), app.id(DeviceId::from_bytes).to_string(), "nonsense".to_owned()]
    {
        let path = format!("{phones}/{device}/shut-out");
        assert_eq!((desk.get(&path).await?.status, desk.post(&path, &[]).await?.status), (404, 404), "{device}");
    }
    assert_eq!(count(&app, clinic.participant, Act::PhoneRevoked).await?, 0);
    assert_eq!(app.store().gone().all()?, [], "a refused request notes nothing");
    assert!(app.store().devices(others).await?.first().context("a phone")?.device == theirs);
    // Control: the phone stays enrolled meanwhile, and the question is in Spanish.
    let mut spanish = Desk::new(&app, Some(app.sign_in(clinic.counselor).await?.1))?;
    spanish.headers.push(("accept-language", "es".to_owned()));
    assert!(spanish.get(&path).await?.text.contains("¿Quitar este teléfono de Sam Participant?"));
    Ok(())
}
