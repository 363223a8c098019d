//! Bringing phones in.

use anyhow::Result;
use chrono::TimeDelta;
use domain::id::DeviceId;
use domain::ledger::Act;
use server::store::model::Entered;
use tests::Db;

use super::desk::{Story, count, story};

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
        // Control: nobody has answered, so it waits on.
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
