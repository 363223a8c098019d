//! Codes, confirmation and vouching.

use anyhow::{Result, bail};
use chrono::TimeDelta;
use domain::base::id::DeviceId;
use domain::people::enrolment::{CONFIRM_LIFE, EnrolmentCode};
use server::store::types::care::PhoneAnswer;
use server::store::types::people::{Entered, Looked};
use tests::{Db, TestApp};

fn device(app: &TestApp) -> DeviceId {
    app.id(DeviceId::from_bytes)
}

pub async fn wrong_expired_and_used_codes_look_alike(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let wrong = app.store().enter_code(EnrolmentCode::from_random(1), device(&app), None).await?;
    assert!(matches!(wrong, Entered::No));

    let code = app.store().make_demo_code(clinic.participant).await?.code;
    app.clock.advance(TimeDelta::minutes(10));
    assert!(matches!(app.store().enter_code(code, device(&app), None).await?, Entered::No));

    let code = app.store().make_demo_code(clinic.participant).await?.code;
    app.clock.advance(TimeDelta::minutes(10) - TimeDelta::milliseconds(1));
    assert!(matches!(app.store().enter_code(code, device(&app), None).await?, Entered::In { .. }));
    assert!(matches!(app.store().enter_code(code, device(&app), None).await?, Entered::No));
    Ok(())
}

pub async fn a_phone_is_in_only_after_staff_confirmed_the_number(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (staff, _) = app.sign_in(clinic.counselor).await?;
    let code = app.store().make_code(staff, clinic.participant).await?.code;
    let device = device(&app);
    let Entered::Waiting { number, ticket } = app.store().enter_code(code, device, None).await? else {
        bail!("not waiting")
    };
    assert!(app.store().devices(clinic.participant).await?.is_empty());

    let waiting = app.store().waiting_phones(staff, clinic.participant).await?;
    let shown: Vec<_> = waiting.iter().map(|w| (w.device, w.number.to_string())).collect();
    assert_eq!(shown, [(device, number.to_string())], "both sides show the same number");
    assert!(matches!(app.store().check_ticket(ticket.clone()).await?, Entered::Waiting { .. }));

    app.store().answer_phone(staff, clinic.participant, device, PhoneAnswer::Confirm).await?;
    let Entered::In { welcome, token } = app.store().check_ticket(ticket.clone()).await? else { bail!("not in") };
    assert_eq!((welcome.device, welcome.vouched), (device, true));
    assert_eq!(app.phone(&token).await?.participant, clinic.participant);
    assert!(matches!(app.store().check_ticket(ticket).await?, Entered::In { .. }), "the answer may have been lost");
    assert_eq!(app.store().devices(clinic.participant).await?.len(), 1);
    Ok(())
}

pub async fn a_refused_phone_and_a_late_confirmation_stay_outside(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (staff, token) = app.sign_in(clinic.counselor).await?;
    let code = app.store().make_code(staff, clinic.participant).await?.code;
    let refused = device(&app);
    let Entered::Waiting { ticket, .. } = app.store().enter_code(code, refused, None).await? else {
        bail!("not waiting")
    };
    app.store().answer_phone(staff, clinic.participant, refused, PhoneAnswer::Refuse).await?;
    assert!(matches!(app.store().check_ticket(ticket).await?, Entered::Refused));

    let code = app.store().make_code(staff, clinic.participant).await?.code;
    let late = device(&app);
    let Entered::Waiting { ticket, .. } = app.store().enter_code(code, late, None).await? else { bail!("not waiting") };
    for _ in 0..3 {
        app.clock.advance(CONFIRM_LIFE / 3);
        app.store().touch_sign_in(server::seal::token_hash(&token)).await?;
    }
    assert!(app.store().answer_phone(staff, clinic.participant, late, PhoneAnswer::Confirm).await.is_err());
    assert!(matches!(app.store().check_ticket(ticket).await?, Entered::Refused));
    assert!(matches!(app.store().check_ticket("nonsense".to_owned()).await?, Entered::Refused));
    assert!(app.store().devices(clinic.participant).await?.is_empty());
    Ok(())
}

pub async fn a_lost_answer_does_not_cost_the_code(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (staff, _) = app.sign_in(clinic.counselor).await?;
    let code = app.store().make_code(staff, clinic.participant).await?.code;
    let device = device(&app);
    let Entered::Waiting { number, ticket } = app.store().enter_code(code, device, None).await? else {
        bail!("not waiting")
    };
    let Entered::Waiting { number: same, ticket: newer } = app.store().enter_code(code, device, None).await? else {
        bail!("not waiting")
    };
    assert_eq!(number, same);
    assert!(matches!(app.store().check_ticket(ticket).await?, Entered::Refused), "one ticket at a time");
    app.store().answer_phone(staff, clinic.participant, device, PhoneAnswer::Confirm).await?;
    assert!(matches!(app.store().check_ticket(newer).await?, Entered::In { .. }));
    assert_eq!(app.store().devices(clinic.participant).await?.len(), 1);
    Ok(())
}

pub async fn the_first_phone_is_vouched_for_and_vouches_for_others(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (first, second, third) = (
        app.enrol(clinic.participant).await?,
        app.enrol(clinic.participant).await?,
        app.enrol(clinic.participant).await?,
    );
    assert_eq!([first.vouched, second.vouched, third.vouched], [true, false, false]);
    assert!(app.store().vouch_for(second.who, third.who.device).await.is_err());
    assert!(app.store().revoke_device(second.who, first.who.device).await.is_err());
    app.store().vouch_for(first.who, second.who.device).await?;
    app.store().vouch_for(second.who, third.who.device).await?;
    assert!(app.store().devices(clinic.participant).await?.iter().all(|d| d.vouched));
    Ok(())
}

pub async fn a_participant_who_left_gets_no_phone_in(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let code = app.store().make_demo_code(clinic.participant).await?.code;
    app.enrol(clinic.participant).await?;
    app.store().discharge(clinic.participant).await?;
    assert!(matches!(app.store().enter_code(code, device(&app), None).await?, Entered::No));
    assert!(!app.store().is_assigned(clinic.participant, clinic.counselor).await?);
    Ok(())
}

pub async fn a_code_of_eight_characters_that_an_older_version_made_lives_out_its_ten_minutes(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let older = EnrolmentCode::parse("ABCD-EFGH")?;
    let hex = domain::base::id::to_hex(&app.store().keys().code_mac(older));
    let mac = if db == Db::Sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'") };
    let made = app.store().make_demo_code(clinic.participant).await?.code;
    assert_eq!(made.to_string().len(), "12345-12345".len(), "what is made now has ten");
    app.tamper(&format!("UPDATE enrolment SET code_mac = {mac}")).await?;
    assert!(matches!(app.store().enter_code(made, device(&app), None).await?, Entered::No));
    assert!(
        !app.store().may_enter(EnrolmentCode::parse("00ABC-DEFGH")?, device(&app)).await?,
        "ten characters are another code"
    );
    app.clock.advance(TimeDelta::minutes(10) - TimeDelta::milliseconds(1));
    assert!(app.store().may_enter(older, device(&app)).await?);
    assert!(matches!(app.store().enter_code(older, device(&app), None).await?, Entered::In { .. }));
    Ok(())
}

pub async fn reading_tells_what_a_code_and_a_ticket_are_good_for(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (staff, _) = app.sign_in(clinic.counselor).await?;
    let store = app.store();
    let code = store.make_code(staff, clinic.participant).await?.code;
    let (mine, another) = (device(&app), device(&app));
    assert!(store.may_enter(code, mine).await?);
    assert!(!store.may_enter(EnrolmentCode::from_random(1), mine).await?);
    assert!(matches!(store.look_at_ticket("nonsense".to_owned()).await?, Looked::Unknown));

    let Entered::Waiting { number, ticket } = store.enter_code(code, mine, None).await? else { bail!("not waiting") };
    assert_eq!((store.may_enter(code, mine).await?, store.may_enter(code, another).await?), (true, false));
    let Looked::Waiting { number: same, ticket: kept } = store.look_at_ticket(ticket.clone()).await? else {
        bail!("not waiting")
    };
    assert_eq!((number, &ticket), (same, &kept));
    store.answer_phone(staff, clinic.participant, mine, PhoneAnswer::Confirm).await?;
    assert!(matches!(store.look_at_ticket(ticket.clone()).await?, Looked::ComesIn { .. }));
    assert!(store.devices(clinic.participant).await?.is_empty(), "looking lets nobody in");
    assert!(matches!(store.check_ticket(ticket.clone()).await?, Entered::In { .. }));

    app.clock.advance(TimeDelta::minutes(10));
    assert!(!store.may_enter(code, mine).await?);
    app.clock.advance(CONFIRM_LIFE);
    assert!(matches!(store.look_at_ticket(ticket).await?, Looked::Refused));
    Ok(())
}
