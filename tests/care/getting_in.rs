//! Sign-in and sign-out of staff.

use anyhow::{Context as _, Result, bail, ensure};
use chrono::{SecondsFormat, TimeDelta};
use domain::base::id::DeviceId;
use domain::base::problem::ProblemKind;
use domain::base::text::Label;
use domain::ledger::{Act, LedgerHead, verify};
use domain::people::Role;
use serde_json::{Value, json};
use server::http::cookie::Jar;
use server::http::tries::CEREMONIES;
use server::passkey::ceremony::{LIFE, Used};
use server::store::types::care::{LinkPurpose, StoredPasskey};
use server::store::types::people::SignedIn;
use tests::binary::Home;
use tests::people::NEWEST;
use tests::{Authenticator, Db, Said, TestApp, authenticator};

use super::desk::{Desk, Story, count, is, page_of, rows, story, tell};

pub async fn a_staff_sign_in_ends_after_fifteen_quiet_minutes_and_after_twelve_hours(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, who } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);
    app.clock.advance(TimeDelta::minutes(14));
    assert_eq!(desk.get(&path).await?.status, 200);
    app.clock.advance(TimeDelta::minutes(15));
    let shown = desk.get(&path).await?;
    assert_eq!((shown.status, shown.location.as_deref()), (303, Some("/care/sign-in")));
    assert!(desk.get("/care/sign-in").await?.text.contains("You were signed out after 15 minutes of inactivity"));
    assert_eq!(desk.post(&format!("{path}/replies"), &[("text", "hello")]).await?.status, 401);
    assert!(is(ProblemKind::SignIn, app.store().read_entry(who, clinic.participant, object).await));
    assert_eq!(count(&app, clinic.participant, Act::Read).await?, 1);

    let (_, token) = app.sign_in(clinic.counselor).await?;
    let busy = Desk::new(&app, Some(token))?;
    let began = app.env().now();
    for minutes in (10..=710).step_by(10) {
        app.clock.advance(TimeDelta::minutes(10));
        let shown = busy.get("/care").await?;
        assert_eq!(shown.status, 200);
        // The head of the page names the end: a minute early while it moves, because a use is recorded that late.
        let until = began + TimeDelta::minutes(720.min(minutes + 14));
        let until = until.to_rfc3339_opts(SecondsFormat::Secs, true);
        assert!(shown.text.contains(&format!("data-until=\"{until}\"")), "{until}: {}", shown.text);
    }
    app.clock.advance(TimeDelta::minutes(10));
    assert_eq!(busy.get("/care").await?.status, 303);

    let (_, token) = app.sign_in(clinic.counselor).await?;
    let leaving = Desk::new(&app, Some(token))?;
    assert_eq!(leaving.post("/care/sign-out", &[]).await?.status, 303);
    assert_eq!(leaving.get("/care").await?.status, 303);
    Ok(())
}

pub async fn a_page_that_asks_by_itself_keeps_nobody_signed_in(db: Db) -> Result<()> {
    let Story { app, clinic, desk, .. } = story(db).await?;
    let path = format!("/care/people/{}/code", clinic.participant);
    let alone = Desk { headers: vec![("evenkeel-watches", "1".to_owned())], ..Desk::new(&app, desk.token.clone())? };
    for _ in 0..14 {
        assert_eq!(alone.get(&path).await?.status, 200);
        app.clock.advance(TimeDelta::minutes(1));
    }
    assert_eq!(alone.get(&path).await?.status, 200);
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(alone.get(&path).await?.status, 303);

    let (_, token) = app.sign_in(clinic.counselor).await?;
    let there = Desk::new(&app, Some(token))?;
    for _ in 0..20 {
        assert_eq!(there.get(&path).await?.status, 200, "the control: somebody is there");
        app.clock.advance(TimeDelta::minutes(1));
    }
    Ok(())
}

pub async fn an_invitation_works_once_for_a_day(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let desk = Desk::new(&app, None)?;
    let label = |text: &str| Label::new("name", text);
    let link =
        server::operate::invite::link(&app.shared, label("Ana New")?, Role::Counselor, label("Harbour")?).await?;
    let path = link.strip_prefix(&app.origin).context("our address")?.to_owned();
    let token = path.rsplit('/').next().context("a token")?.to_owned();
    for _ in 0..3 {
        let shown = desk.get(&path).await?;
        assert_eq!(shown.status, 200);
        assert!(shown.text.contains("Welcome, Ana New") && shown.text.contains("Harbour as counselor"));
    }
    let staff = app.store().find_link(token.clone(), LinkPurpose::Join).await?.context("a link")?.staff;
    let passkey = || StoredPasskey { credential_id: vec![7; 20], json: "{}".to_owned() };
    let hash = server::seal::token_hash(&token);
    let ceremony = |n: u8| Used { hash: [n; 32], until: app.env().now() + LIFE };
    app.store().join_with_passkey(hash, staff, passkey(), ceremony(1)).await?;
    assert!(is(ProblemKind::NotFound, app.store().join_with_passkey(hash, staff, passkey(), ceremony(2)).await));
    assert_eq!(desk.get(&path).await?.status, 404);
    assert_eq!(app.store().find_passkey(staff, vec![7; 20]).await?.context("a passkey")?.json, "{}");

    let late = server::operate::invite::link(&app.shared, label("Bo Late")?, Role::Counselor, label("Other")?).await?;
    let late = late.strip_prefix(&app.origin).context("our address")?.to_owned();
    assert_eq!(desk.get(&late).await?.status, 200);
    app.clock.advance(TimeDelta::hours(24));
    assert_eq!(desk.get(&late).await?.status, 404);
    assert_eq!(desk.get(&late).await?.text, desk.get("/care/join/never").await?.text);
    Ok(())
}

pub async fn an_invitation_from_the_machine_sets_the_zone_and_names_what_it_does_not_know(db: Db) -> Result<()> {
    let home = Home::new(db).await?;
    let ana = ["--name", "Ana New", "--role", "counselor"];
    let zone_of = async || -> Result<String> {
        let shared = home.open().await?;
        let [program] = shared.store.programs().await?[..] else { bail!("one program") };
        let staff = shared.store.create_staff(program, Role::Admin, Label::new("name", "Bo")?).await?;
        let token_hash = server::seal::token_hash(&shared.store.sign_in_staff(staff).await?);
        let found = shared.store.find_sign_in(token_hash).await?.context("a sign-in")?;
        let SignedIn::Staff(who) = found.who else { bail!("staff") };
        Ok(shared.store.planning(who).await?.zone.as_str().to_owned())
    };
    for (zone, expected) in [(None, "UTC"), (Some("America/New_York"), "America/New_York"), (None, "America/New_York")]
    {
        let more: Vec<&str> = zone.into_iter().flat_map(|zone| ["--zone", zone]).collect();
        let (well, said) = home.invite(&[&ana[..], &more].concat())?;
        ensure!(well && said.contains(&format!("{}/care/join/", home.origin())), "{said}");
        assert_eq!(zone_of().await?, expected, "{zone:?}");
    }
    let (well, said) = home.invite(&[&ana[..], &["--zone", "Mars/Olympus"]].concat())?;
    ensure!(!well && said.contains("--zone") && !said.contains("/care/join/"), "{said}");
    let (well, said) = home.invite(&["--name", "Ana New", "--role", "king"])?;
    ensure!(!well && said.contains("counselor"), "{said}");
    Ok(())
}

pub async fn invented_people_and_real_ones_never_share_a_database(db: Db) -> Result<()> {
    let mut home = Home::new(db).await?;
    home.settings.demo = true;
    let shared = home.open().await?;
    server::demo::prepare(&shared).await?;
    drop(shared);
    drop(home.open().await?);
    home.settings.demo = false;
    let ana = ["--name", "Ana New", "--role", "counselor"];
    for more in [&[][..], &["--demo"]] {
        let (well, said) = home.invite(&[&ana[..], more].concat())?;
        ensure!(!well && said.contains("invented people of the demo") && said.contains("--data"), "{said}");
    }
    ensure!(matches!(home.open().await, Err(error) if error.to_string().contains("--demo")), "served to real people");

    let mut real = Home::new(db).await?;
    let (well, said) = real.invite(&ana)?;
    ensure!(well, "{said}");
    real.settings.demo = true;
    ensure!(
        matches!(real.open().await, Err(error) if error.to_string().contains("has people in it")),
        "the demo began among real people"
    );
    Ok(())
}

pub async fn a_demo_link_works_once_and_never_through_a_proxy(db: Db) -> Result<()> {
    // A proxy that is trusted is a proxy all the same.
    let own_machine = "127.0.0.0/8".parse()?;
    let app = TestApp::start_with(db, 3, |settings| {
        settings.demo = true;
        settings.trusted_proxy = vec![own_machine];
    })
    .await?;
    let (counselor, phone) = server::demo::prepare(&app.shared).await?;
    assert_eq!(server::demo::prepare(&app.shared).await?, (counselor, phone));
    let token = app.store().make_link(counselor, LinkPurpose::Demo, TimeDelta::hours(1)).await?;
    let path = format!("/care/demo/{token}");
    for header in ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"] {
        let mut behind = Desk::new(&app, None)?;
        behind.headers.push((header, "192.0.2.7".to_owned()));
        assert_eq!(behind.get(&path).await?.status, 404, "{header}");
        assert_eq!(behind.post(&path, &[]).await?.status, 404, "{header}");
    }
    let mut desk = Desk::new(&app, None)?;
    assert!(desk.get(&path).await?.text.contains("Sign in as Dana Demo"));
    let signed_in = desk.post(&path, &[]).await?;
    assert_eq!((signed_in.status, signed_in.location.as_deref()), (303, Some("/care")));
    let cookie = signed_in.cookies.first().context("a cookie")?;
    assert!(cookie.contains("; HttpOnly; Secure; SameSite=Lax"));
    assert_eq!(desk.post(&path, &[]).await?.status, 404);
    desk.token = cookie.split(['=', ';']).nth(1).map(str::to_owned);
    let list = desk.get("/care").await?.text;
    assert!(list.contains("Rowan Testperson") && list.contains("Demo Phone"));

    // A demo code needs no confirmation, so it is not accepted through a proxy either.
    let made = app.store().make_demo_code(phone).await?;
    let typed = format!("{{\"code\":\"{}\",\"device\":\"{}\"}}", made.code, app.id(DeviceId::from_bytes));
    let mut statuses = Vec::new();
    for header in ["x-forwarded-for", "x-nothing"] {
        let request = desk.client.post(format!("{}/api/v1/enrolments", app.origin)).header("origin", &app.origin);
        let request =
            request.header("content-type", "application/json").header(header, "192.0.2.7").body(typed.clone());
        statuses.push(request.send().await?.status().as_u16());
    }
    assert_eq!(statuses, [403, 200]);
    // Eight weeks of it, in an honest ledger.
    let (who, _) = app.sign_in(counselor).await?;
    for person in app.store().people(who).await? {
        verify(&rows(&app, person.participant).await?, LedgerHead::EMPTY)?;
        let entries = app.store().open_person(who, person.participant, NEWEST).await?.entries.len();
        assert!(person.participant == phone || entries > 10, "{entries}");
    }
    // Control: without --demo there is no such address.
    let plain = TestApp::start(db).await?;
    assert_eq!(Desk::new(&plain, None)?.get(&path).await?.status, 404);
    Ok(())
}

/// Passkeys need a name; an address is none.
async fn named(db: Db) -> Result<TestApp> {
    TestApp::start_with(db, 1, |settings| settings.public_url = settings.public_url.replace("127.0.0.1", "localhost"))
        .await
}

async fn invited(app: &TestApp, name: &str) -> Result<String> {
    let link = server::operate::invite::link(
        &app.shared,
        Label::new("name", name)?,
        Role::Counselor,
        Label::new("program", "Harbour")?,
    )
    .await?;
    Ok(link.rsplit('/').next().context("a token")?.to_owned())
}

/// `true` if nobody was signed in and the response is the usual refusal of a passkey.
fn refused(said: &Said) -> bool {
    (said.status.as_u16(), said.kind(), said.header("set-cookie")) == (401, Some(ProblemKind::SignIn), "")
}

pub async fn a_passkey_is_made_under_one_invitation_and_signs_in_as_often_as_asked(db: Db) -> Result<()> {
    let app = named(db).await?;
    let (web, token) = (app.web()?, invited(&app, "Ana New").await?);
    let mut device = Authenticator::new(&app)?;
    let joined = device.join(&app, &web, &token).await?;
    assert!(
        app.web()?
            .signed_in(Jar::Staff, &joined.token().context("a cookie")?)
            .get("/care")
            .await?
            .body
            .contains("Ana New")
    );
    for _ in 0..3 {
        let signed_in = device.sign_in(&app, &web).await?;
        assert_eq!(signed_in.json()?, json!({"next": "/care"}));
        let staff = app.web()?.signed_in(Jar::Staff, &signed_in.token().context("a cookie")?);
        assert_eq!(staff.get("/care").await?.status, 200);
    }
    // An unknown passkey, and one of a disabled account.
    let mut stranger = Authenticator::new(&app)?;
    let nobody = json!({"user": {"id": "A".repeat(22)}, "rp": {"id": "localhost"}, "challenge": "A".repeat(43)});
    stranger.make(&app.origin, &json!({"publicKey": nobody}))?;
    assert!(refused(&stranger.sign_in(&app, &web).await?));
    app.tamper("UPDATE staff SET disabled_at = 1").await?;
    assert!(refused(&device.sign_in(&app, &web).await?));
    Ok(())
}

pub async fn a_ceremony_signs_in_once_for_five_minutes_and_only_for_what_it_was_begun(db: Db) -> Result<()> {
    let mut app = named(db).await?;
    let (web, token) = (app.web()?, invited(&app, "Ana New").await?);
    let (mut device, mut second) = (Authenticator::new(&app)?, Authenticator::new(&app)?);
    // Two devices with one invitation, both started before either finished: one succeeds.
    let mut begun = Vec::new();
    for _ in 0..2 {
        begun.push(authenticator::begin(&web, "register", &json!({"token": token})).await?);
    }
    let credential = device.make(&app.origin, &begun[0]["options"])?;
    let other = second.make(&app.origin, &begun[1]["options"])?;
    assert!(
        refused(&authenticator::finish(&web, "register", &begun[0]["ceremony"], other.clone()).await?),
        "another challenge"
    );
    assert_eq!(authenticator::finish(&web, "register", &begun[0]["ceremony"], credential.clone()).await?.status, 200);
    assert!(refused(&authenticator::finish(&web, "register", &begun[0]["ceremony"], credential).await?));
    assert!(refused(&authenticator::finish(&web, "register", &begun[1]["ceremony"], other).await?));

    let begin = async || authenticator::begin(&web, "authenticate", &json!({})).await;
    let end = async |ceremony: &Value, credential: &Value| {
        authenticator::finish(&web, "authenticate", ceremony, credential.clone()).await
    };
    // Foreign, altered, for another step, of another challenge: all get the same response, and none uses the
    // invitation.
    let first = begin().await?;
    let signed = device.sign(&app.origin, &first["options"])?;
    let text = first["ceremony"].as_str().context("a ceremony")?.to_owned();
    let altered = format!("{}{}", if text.starts_with('A') { 'B' } else { 'A' }, &text[1..]);
    let later = begin().await?["ceremony"].clone();
    for wrong in
        [json!(""), json!("0".repeat(32)), json!("A".repeat(9000)), json!(altered), begun[1]["ceremony"].clone(), later]
    {
        let said = end(&wrong, &signed).await?;
        assert!(refused(&said), "{wrong}");
        assert_eq!(said.body, end(&json!(""), &signed).await?.body);
    }
    assert_eq!(end(&first["ceremony"], &signed).await?.status, 200, "control: the right one is still good");
    assert!(refused(&end(&first["ceremony"], &signed).await?));

    // Another app server, or a restarted one, can finish a ceremony; none finishes it twice.
    let (before, late) = (begin().await?, begin().await?);
    let signed = device.sign(&app.origin, &before["options"])?;
    app.restart().await?;
    let (one, two) = tokio::join!(end(&before["ceremony"], &signed), end(&before["ceremony"], &signed));
    assert_eq!([one?, two?].iter().filter(|said| said.status == 200).count(), 1);
    let signed = device.sign(&app.origin, &late["options"])?;
    app.clock.advance(LIFE);
    assert!(refused(&end(&late["ceremony"], &signed).await?));
    Ok(())
}

pub async fn ceremonies_that_nobody_finishes_are_bounded_per_network_and_never_over_all(db: Db) -> Result<()> {
    let app = named(db).await?;
    let begin = async |last: u8| {
        let web = app.web_from([127, 0, 0, last].into())?;
        web.post("/care/passkeys/authenticate/begin", &json!({})).await
    };
    let web = app.web()?;
    let token = invited(&app, "Ana New").await?;
    let mut device = Authenticator::new(&app)?;
    device.join(&app, &web, &token).await?;
    // Successful ceremonies never reach the limit.
    for _ in 0..CEREMONIES.0 / 10 {
        assert_eq!(device.sign_in(&app, &web).await?.status, 200);
    }
    for n in 0..CEREMONIES.0 {
        assert_eq!(web.post("/care/passkeys/authenticate/begin", &json!({})).await?.status, 200, "{n}");
    }
    let refused = begin(1).await?;
    assert_eq!(
        (refused.status.as_u16(), refused.kind(), refused.header("retry-after")),
        (429, Some(ProblemKind::TooManyTries), "1")
    );
    assert_eq!(begin(2).await?.status, 200, "others are not locked out");
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(begin(1).await?.status, 200);
    Ok(())
}
