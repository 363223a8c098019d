//! The operator's commands about staff, by the real program, on the machine and beside a running server.

use anyhow::{Context as _, Result, ensure};
use chrono::TimeDelta;
use domain::base::id::{ParticipantId, StaffId};
use domain::base::text::Label;
use domain::ledger::{Act, LedgerHead, verify};
use domain::people::Role;
use server::http::cookie::Jar;
use server::keys::gone::Gone;
use server::passkey::ceremony::{LIFE, Used};
use server::seal::token_hash;
use server::state::Shared;
use server::store::types::care::{LinkPurpose, StoredPasskey};
use tests::binary::Home;
use tests::phone::Wire;
use tests::{Db, Phone, Web, people};

/// A server with a program of two carers and one participant with an enrolled phone.
struct Clinic {
    home: Home,
    ana: StaffId,
    bo: StaffId,
    sam: ParticipantId,
    /// Browsers of both.
    desks: [Web; 2],
    phone: Phone<Wire>,
}

async fn clinic(db: Db) -> Result<Clinic> {
    let home = Home::new(db).await?;
    let shared = home.open().await?;
    let label = |text: &str| Label::new("name", text);
    let program = shared.store.create_program(label("Harbour House")?).await?;
    let ana = shared.store.create_staff(program, Role::Counselor, label("Ana Counselor")?).await?;
    let bo = shared.store.create_staff(program, Role::Supervisor, label("Bo Colleague")?).await?;
    shared.store.create_staff(program, Role::Admin, label("Ad Min")?).await?;
    let sam = shared.store.create_participant(program, label("Sam Participant")?).await?;
    shared.store.assign(sam, ana).await?;
    let signed_in = async |staff| -> Result<Web> {
        Ok(Web::at(home.origin())?.signed_in(Jar::Staff, &shared.store.sign_in_staff(staff).await?))
    };
    let desks = [signed_in(ana).await?, signed_in(bo).await?];
    let enrolled = people::enrol(&shared, sam).await?;
    let phone = Phone::begin(&enrolled, Wire::new(home.origin(), &enrolled.token)?, 3).await?;
    Ok(Clinic { home, ana, bo, sam, desks, phone })
}

fn well(done: (bool, String)) -> Result<String> {
    ensure!(done.0, "it failed: {}", done.1);
    Ok(done.1)
}

fn badly(done: (bool, String)) -> Result<String> {
    ensure!(!done.0, "it went well: {}", done.1);
    Ok(done.1)
}

pub async fn the_operator_ends_an_account_while_the_server_runs(db: Db) -> Result<()> {
    let Clinic { home, ana, bo, sam, desks: [hers, his], phone } = clinic(db).await?;
    let (ana_id, bo_id) = (ana.to_string(), bo.to_string());
    let server = home.start(None, &[])?;
    let person = format!("/care/people/{sam}");
    let (object, revision) = phone.log("walked round the lake").await?;
    phone.journal.share(object, revision, tests::phone::PHONE_NOW).await?;
    phone.sync().await?;
    let entry = format!("{person}/entries/{object}");
    assert_eq!((hers.get(&entry).await?.status.as_u16(), his.get(&entry).await?.status.as_u16()), (200, 404));
    let list = well(home.command(&["staff", "list"])?)?;
    let line = list.lines().find(|line| line.starts_with(&ana_id)).context("a line")?;
    ensure!(
        line.contains("Ana Counselor") && line.contains("invited") && line.ends_with("1 person has only this carer"),
        "{line}"
    );

    // Control: it is refused, with the number and with what to do.
    let refused = badly(home.command(&["staff", "disable", &ana_id])?)?;
    ensure!(
        refused.contains("1 person has nobody else who may read") && refused.contains("--hand-over-to"),
        "{refused}"
    );
    assert_eq!(hers.get(&entry).await?.status, 200);

    let done = well(home.command(&["staff", "disable", &ana_id, "--hand-over-to", &bo_id])?)?;
    ensure!(
        done.contains("Ana Counselor is disabled") && done.contains("1 person is now in the care of Bo Colleague"),
        "{done}"
    );
    // At once, in the running server: she can read and do nothing, and he can read what she could.
    for path in ["/care", "/care/inbox", "/care/schedule", &person, &entry] {
        let said = hers.get(path).await?;
        assert_eq!((said.status.as_u16(), said.header("location")), (303, "/care/sign-in"), "{path}");
    }
    assert_eq!(hers.post(&format!("{entry}/review"), &serde_json::json!({})).await?.status, 401);
    ensure!(his.get(&entry).await?.body.contains("walked round the lake"));
    // It does not count as a restore: shares are open, he is still signed in, and the phone continues.
    phone.log("and back").await?;
    phone.sync().await?;
    ensure!(well(home.command(&["staff", "disable", &ana_id])?)?.contains("is disabled"), "again is harmless");
    let done = well(home.command(&["staff", "hand-over", &ana_id, &bo_id])?)?;
    ensure!(done.contains("0 people"), "{done}");
    ensure!(well(home.command(&["staff", "sign-out", &bo_id])?)?.contains("Bo Colleague is signed out everywhere (1)"));
    assert_eq!(his.get(&entry).await?.status, 303);
    server.kill();

    let shared = home.open().await?;
    assert_eq!(shared.store.gone().all()?, [Gone::Staff(ana)]);
    let rows = shared.store.ledger(sam, None).await?;
    verify(rows.iter().map(|one| &one.row), LedgerHead::EMPTY)?;
    let about = rows.iter().filter(|one| matches!(one.row.fact.act, Act::Assigned | Act::Unassigned));
    let about: Vec<_> = about.map(|one| (one.row.fact.act, one.name.as_deref().unwrap_or_default())).collect();
    let (ana, bo) = ("Ana Counselor", "Bo Colleague");
    assert_eq!(about, [(Act::Assigned, ana), (Act::Assigned, bo), (Act::Unassigned, ana)]);
    Ok(())
}

/// The token of the link that a command printed.
fn token(home: &Home, said: &str) -> Result<String> {
    let link = said.lines().find(|line| line.starts_with(home.origin())).context("no link")?;
    Ok(link.rsplit('/').next().context("a token")?.to_owned())
}

async fn join(shared: &Shared, staff: StaffId, token: &str, credential: u8) -> Result<()> {
    let passkey = StoredPasskey { credential_id: vec![credential; 20], json: "{}".to_owned() };
    let ceremony = Used { hash: shared.env.random(), until: shared.env.now() + LIFE };
    shared.store.join_with_passkey(token_hash(token), staff, passkey, ceremony).await?;
    Ok(())
}

pub async fn the_operator_renews_a_lost_passkey_and_lets_somebody_in_again(db: Db) -> Result<()> {
    let Clinic { home, ana, bo, sam, .. } = clinic(db).await?;
    let (ana_id, bo_id) = (ana.to_string(), bo.to_string());
    let shared = home.open().await?;
    let first = shared.store.make_link(ana, LinkPurpose::Join, TimeDelta::hours(24)).await?;
    join(&shared, ana, &first, 7).await?;
    drop(shared);
    ensure!(
        well(home.command(&["staff", "list"])?)?
            .lines()
            .any(|line| line.starts_with(&ana_id) && line.contains("can sign in"))
    );

    let said = well(home.command(&["staff", "invite-again", &ana_id])?)?;
    let shared = home.open().await?;
    assert!(shared.store.find_passkey(ana, vec![7; 20]).await?.is_none(), "the lost one does not work any more");
    join(&shared, ana, &token(&home, &said)?, 8).await?;
    assert!(shared.store.is_assigned(sam, ana).await?, "the same account");
    assert_eq!(shared.store.staff_accounts().await?.len(), 3, "and no second one");
    shared.store.assign(sam, bo).await?;
    drop(shared);

    well(home.command(&["staff", "disable", &ana_id])?)?;
    let refused = badly(home.command(&["staff", "invite-again", &ana_id])?)?;
    ensure!(refused.contains("is disabled") && !refused.contains("/care/join/"), "{refused}");
    let said = well(home.command(&["staff", "enable", &ana_id])?)?;
    let shared = home.open().await?;
    assert_eq!(shared.store.gone().all()?, [], "a later backup may let her in");
    assert!(shared.store.find_passkey(ana, vec![8; 20]).await?.is_none());
    join(&shared, ana, &token(&home, &said)?, 9).await?;
    assert!(shared.store.is_assigned(sam, ana).await?);
    drop(shared);
    let refused = badly(home.command(&["staff", "enable", &bo_id])?)?;
    ensure!(refused.contains("is not disabled") && refused.contains("invite-again"), "{refused}");
    Ok(())
}

pub async fn the_operator_is_told_in_plain_words_what_cannot_be(db: Db) -> Result<()> {
    let Clinic { home, ana, bo, .. } = clinic(db).await?;
    let shared = home.open().await?;
    let elsewhere = shared.store.create_program(Label::new("program", "Elsewhere")?).await?;
    let far = shared.store.create_staff(elsewhere, Role::Counselor, Label::new("name", "Far Away")?).await?.to_string();
    let accounts = shared.store.staff_accounts().await?;
    let admin = accounts.iter().find(|one| one.role == Role::Admin).context("an admin")?.staff.to_string();
    drop(shared);
    let (ana, bo) = (ana.to_string(), bo.to_string());
    let nobody = "0".repeat(32);
    let cases: [(&[&str], &str); 9] = [
        (&["staff", "disable", "Ana"], "an id has 32 hexadecimal digits"),
        (&["staff", "disable", &nobody], "there is no account"),
        (&["staff", "enable", &nobody], "there is no account"),
        (&["staff", "sign-out", &nobody], "there is no account"),
        (&["staff", "invite-again", &nobody], "there is no account"),
        (&["staff", "hand-over", &ana, &far], "Far Away belongs to another program"),
        (&["staff", "hand-over", &ana, &ana], "the account that they are taken from"),
        (&["staff", "disable", &ana, "--hand-over-to", &admin], "Ad Min is admin, and reads nobody"),
        (&["staff", "hand-over", &ana, &nobody], "there is no account"),
    ];
    for (arguments, told) in cases {
        let said = badly(home.command(arguments)?)?;
        ensure!(said.contains(told), "{arguments:?}: {said}");
    }
    well(home.command(&["staff", "disable", &bo])?)?;
    let said = badly(home.command(&["staff", "hand-over", &ana, &bo])?)?;
    ensure!(said.contains("Bo Colleague is disabled"), "{said}");
    let shared = home.open().await?;
    let [gone] = shared.store.gone().all()?[..] else { anyhow::bail!("only Bo is gone") };
    assert_eq!(gone, Gone::Staff(bo.parse()?));
    Ok(())
}
