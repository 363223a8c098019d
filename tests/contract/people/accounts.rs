//! The laws of staff accounts: disabling, handing over, and that nobody is left without a carer.

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use domain::Invalid;
use domain::base::id::{ParticipantId, StaffId};
use domain::base::problem::ProblemKind;
use domain::base::text::Label;
use domain::ledger::{Act, LedgerHead, verify};
use domain::people::access;
use domain::people::{Membership, Role};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::passkey::ceremony::{LIFE, Used};
use server::seal::token_hash;
use server::store::types::care::{LinkPurpose, StoredPasskey};
use server::store::types::staff::{Account, AccountState};
use server::store::{StoreError, StoreResult};
use tests::{Clinic, Db, TestApp};

const DAY: TimeDelta = TimeDelta::hours(24);

fn kind<T>(answer: StoreResult<T>) -> Option<ProblemKind> {
    match answer {
        Err(StoreError::Problem(problem)) => Some(problem.kind),
        _ => None,
    }
}

/// An unused ceremony.
fn ceremony(app: &TestApp) -> Used {
    Used { hash: app.env().random(), until: app.env().now() + LIFE }
}

/// Adds a passkey to an account through an invitation.
async fn joined(app: &TestApp, staff: StaffId, credential: u8) -> Result<String> {
    let link = app.store().make_link(staff, LinkPurpose::Join, DAY).await?;
    let passkey = StoredPasskey { credential_id: vec![credential; 20], json: "{}".to_owned() };
    Ok(app.store().join_with_passkey(token_hash(&link), staff, passkey, ceremony(app)).await?)
}

async fn account(app: &TestApp, staff: StaffId) -> Result<Account> {
    app.store().staff_accounts().await?.into_iter().find(|one| one.staff == staff).context("no such account")
}

/// The ledger's rows about carers, in order. Asserts that the chain is valid.
async fn cared(app: &TestApp, participant: ParticipantId) -> Result<Vec<(Act, StaffId)>> {
    let rows = app.store().ledger(participant, None).await?;
    verify(rows.iter().map(|named| &named.row), LedgerHead::EMPTY)?;
    let facts = rows.iter().map(|named| named.row.fact);
    let about = facts.filter(|fact| matches!(fact.act, Act::Assigned | Act::Unassigned));
    Ok(about.map(|fact| (fact.act, StaffId::from_bytes(fact.actor_id))).collect())
}

pub async fn a_disabled_account_gets_in_by_nothing_and_its_people_are_handed_over(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let Clinic { program, counselor: ana, participant: sam } = app.clinic().await?;
    let token = joined(&app, ana, 7).await?;
    let link = app.store().make_link(ana, LinkPurpose::Join, DAY).await?;
    assert_eq!((account(&app, ana).await?.state, account(&app, ana).await?.only), (AccountState::Ready, 1));

    // Control: while somebody has only this carer, nothing changes.
    assert_eq!(kind(app.store().disable_staff(ana, None).await), Some(ProblemKind::Forbidden));
    assert!(app.store().find_sign_in(token_hash(&token)).await?.is_some());
    assert!(app.store().find_link(link.clone(), LinkPurpose::Join).await?.is_some());

    let bo = app.staff(program, Role::CaseManager, "Bo Colleague").await?;
    assert_eq!(account(&app, bo).await?.state, AccountState::Invited);
    app.store().disable_staff(ana, Some(bo)).await?;
    assert_eq!(account(&app, ana).await?.state, AccountState::Disabled);
    assert!(app.store().find_sign_in(token_hash(&token)).await?.is_none(), "a sign-in");
    assert!(app.store().find_link(link.clone(), LinkPurpose::Join).await?.is_none(), "a link");
    let another = StoredPasskey { credential_id: vec![8; 20], json: "{}".to_owned() };
    assert_eq!(
        kind(app.store().join_with_passkey(token_hash(&link), ana, another, ceremony(&app)).await),
        Some(ProblemKind::NotFound)
    );
    assert!(app.store().find_passkey(ana, vec![7; 20]).await?.is_none(), "a passkey");
    assert_eq!(kind(app.store().sign_in_staff(ana).await), Some(ProblemKind::SignIn));
    assert!(!app.store().is_assigned(sam, ana).await? && app.store().is_assigned(sam, bo).await?);
    let said = [(Act::Assigned, ana), (Act::Assigned, bo), (Act::Unassigned, ana)];
    assert_eq!(cared(&app, sam).await?, said);
    // Again: nothing is recorded twice.
    app.store().disable_staff(ana, Some(bo)).await?;
    assert_eq!(cared(&app, sam).await?, said);
    Ok(())
}

pub async fn people_are_handed_over_to_somebody_who_may_read_and_to_nobody_else(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let Clinic { program, counselor: ana, participant: sam } = app.clinic().await?;
    let admin = app.staff(program, Role::Admin, "Ad Min").await?;
    let gone = app.staff(program, Role::Counselor, "Gone Away").await?;
    app.store().disable_staff(gone, None).await?;
    let elsewhere = app.store().create_program(Label::new("program", "Elsewhere")?).await?;
    let far = app.staff(elsewhere, Role::Counselor, "Far Away").await?;
    let unknown = app.id(StaffId::from_bytes);
    for nobody in [ana, admin, gone, far, unknown] {
        assert_eq!(kind(app.store().hand_over(ana, nobody).await), Some(ProblemKind::Invalid), "{nobody}");
        assert_eq!(kind(app.store().disable_staff(ana, Some(nobody)).await), Some(ProblemKind::Invalid), "{nobody}");
    }
    assert_eq!(kind(app.store().hand_over(unknown, ana).await), Some(ProblemKind::NotFound));
    assert_eq!(kind(app.store().disable_staff(unknown, None).await), Some(ProblemKind::NotFound));
    assert_eq!(kind(app.store().sign_out_staff(unknown).await), Some(ProblemKind::NotFound));
    assert!(app.store().is_assigned(sam, ana).await?);
    assert_eq!(cared(&app, sam).await?, [(Act::Assigned, ana)]);
    Ok(())
}

pub async fn a_hand_over_takes_a_hundred_people_at_a_time_and_again_changes_nothing(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let Clinic { program, counselor: ana, participant: sam } = app.clinic().await?;
    let bo = app.staff(program, Role::Counselor, "Bo Colleague").await?;
    let left = app.participant(program, "Lee Left").await?;
    app.store().assign(left, ana).await?;
    app.store().discharge(left).await?;
    for _ in 0..100 {
        let one = app.participant(program, "One More").await?;
        app.store().assign(one, ana).await?;
    }
    app.store().assign(sam, bo).await?;
    assert_eq!(account(&app, ana).await?.only, 100);
    assert_eq!(
        kind(app.store().disable_staff(ana, Some(bo)).await),
        Some(ProblemKind::TooMany),
        "more than one transaction locks"
    );
    assert_eq!(account(&app, ana).await?.only, 100, "and none of them was moved");
    assert_eq!(app.store().hand_over(ana, bo).await?, 100);
    assert_eq!(app.store().hand_over(ana, bo).await?, 1);
    assert_eq!(app.store().hand_over(ana, bo).await?, 0);
    assert_eq!((account(&app, ana).await?.only, account(&app, bo).await?.only), (0, 101));
    assert_eq!(cared(&app, sam).await?, [(Act::Assigned, ana), (Act::Assigned, bo), (Act::Unassigned, ana)]);
    assert_eq!(cared(&app, left).await?, [(Act::Assigned, ana)], "who left stays as they were");
    Ok(())
}

pub async fn a_new_invitation_to_an_account_ends_every_other_way_in(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let Clinic { program, counselor: ana, participant: sam } = app.clinic().await?;
    let (token, old) = (joined(&app, ana, 7).await?, app.store().make_link(ana, LinkPurpose::Join, DAY).await?);
    let link = app.store().invite_again(ana, DAY).await?;
    assert!(
        app.store().find_sign_in(token_hash(&token)).await?.is_none(),
        "whoever has the lost passkey is out at once"
    );
    assert!(app.store().find_passkey(ana, vec![7; 20]).await?.is_none());
    assert!(app.store().find_link(old, LinkPurpose::Join).await?.is_none());
    assert_eq!(app.store().find_link(link.clone(), LinkPurpose::Join).await?.context("a link")?.staff, ana);
    let passkey = StoredPasskey { credential_id: vec![8; 20], json: "{}".to_owned() };
    let token = app.store().join_with_passkey(token_hash(&link), ana, passkey, ceremony(&app)).await?;
    assert!(app.store().is_assigned(sam, ana).await?, "the same account with the same people");
    app.store().sign_in_staff(ana).await?;
    assert_eq!(app.store().sign_out_staff(ana).await?, 2);
    assert!(app.store().find_sign_in(token_hash(&token)).await?.is_none());

    // Disabled and enabled again: its people are still its own, and only the new link lets it in.
    let bo = app.staff(program, Role::Medical, "Bo Colleague").await?;
    app.store().assign(sam, bo).await?;
    app.store().disable_staff(ana, None).await?;
    assert!(!app.store().is_assigned(sam, ana).await?);
    assert_eq!(kind(app.store().invite_again(ana, DAY).await), Some(ProblemKind::Forbidden));
    let link = app.store().enable_staff(ana, DAY).await?;
    assert_eq!(kind(app.store().enable_staff(ana, DAY).await), Some(ProblemKind::Forbidden));
    assert_eq!(account(&app, ana).await?.state, AccountState::Invited);
    assert!(app.store().find_link(link, LinkPurpose::Join).await?.is_some());
    assert!(app.store().is_assigned(sam, ana).await?);
    Ok(())
}

pub async fn nobody_takes_the_last_carer_off_a_team(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let Clinic { program, counselor: ana, participant: sam } = app.clinic().await?;
    let (who, _) = app.sign_in(ana).await?;
    let admin = app.staff(program, Role::Admin, "Ad Min").await?;
    let bo = app.staff(program, Role::Supervisor, "Bo Colleague").await?;
    app.store().assign(sam, admin).await?;
    let refused = app.store().remove_colleague(who, sam, ana).await;
    let Err(StoreError::Problem(problem)) = refused else { anyhow::bail!("an admin is no carer") };
    assert_eq!(problem.invalid, Some(Invalid::new("team", "somebody else on it who may read")));
    app.store().remove_colleague(who, sam, bo).await?;
    app.store().assign_colleague(who, sam, bo).await?;
    for _ in 0..2 {
        app.store().remove_colleague(who, sam, bo).await?;
    }
    assert!(!app.store().is_assigned(sam, bo).await?);
    app.store().assign_colleague(who, sam, bo).await?;
    app.store().remove_colleague(who, sam, ana).await?;
    assert_eq!(
        kind(app.store().remove_colleague(who, sam, bo).await),
        Some(ProblemKind::NotFound),
        "who left the team does nothing there"
    );
    let on_and_off = [(Act::Assigned, bo), (Act::Unassigned, bo), (Act::Assigned, bo), (Act::Unassigned, ana)];
    assert_eq!(cared(&app, sam).await?[2..], on_and_off);
    Ok(())
}

/// Asserts in two ways that everyone who has not left has an enabled carer who may read.
async fn all_are_cared_for(app: &TestApp, people: &[(ParticipantId, Membership)]) -> Result<bool> {
    let accounts = app.store().staff_accounts().await?;
    for (participant, _) in people.iter().filter(|(_, membership)| *membership != Membership::Left) {
        let mut found = false;
        for one in accounts.iter().filter(|one| one.state != AccountState::Disabled && one.role.can(access::Act::Read))
        {
            found |= app.store().is_assigned(*participant, one.staff).await?;
        }
        if !found {
            return Ok(false);
        }
    }
    Ok(app.store().without_carer().await? == 0)
}

pub async fn whoever_is_cared_for_keeps_a_carer_through_any_acts(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let Clinic { program, counselor, participant } = app.clinic().await?;
    let mut staff = vec![counselor];
    for (role, name) in [(Role::Medical, "Bo"), (Role::Supervisor, "Cy"), (Role::Admin, "Di")] {
        staff.push(app.staff(program, role, name).await?);
    }
    let mut people = vec![(participant, Membership::Invited)];
    let mut chance = StdRng::seed_from_u64(41);
    let (mut done, mut refused) = (0, 0);
    for step in 0..120 {
        let [one, other] = [(); 2].map(|()| staff[chance.random_range(0..staff.len())]);
        let at = chance.random_range(0..people.len());
        let whose = people[at].0;
        let answer = match chance.random_range(0..8) {
            0 => app.store().disable_staff(one, None).await,
            1 => app.store().disable_staff(one, Some(other)).await,
            2 => app.store().enable_staff(one, DAY).await.map(drop),
            3 => app.store().hand_over(one, other).await.map(drop),
            4 if step % 10 == 4 => app.store().discharge(whose).await.inspect(|()| people[at].1 = Membership::Left),
            kind => match app.sign_in(one).await {
                Err(_) => continue,
                Ok((who, _)) if kind == 5 => {
                    let new = app.store().bring_in(who, Label::new("name", "Somebody New")?).await;
                    if who.role == Role::Admin {
                        // No route lets an admin bring anybody in.
                        app.store().discharge(new?).await
                    } else {
                        new.map(|new| people.push((new, Membership::Invited)))
                    }
                }
                Ok((who, _)) if kind == 6 => app.store().assign_colleague(who, whose, other).await,
                Ok((who, _)) => app.store().remove_colleague(who, whose, other).await,
            },
        };
        match answer {
            Ok(()) => done += 1,
            Err(StoreError::Problem(_)) => refused += 1,
            Err(error) => return Err(error.into()),
        }
        assert!(all_are_cared_for(&app, &people).await?, "step {step}");
    }
    assert!(done > 20 && refused > 20, "{done} done, {refused} refused");
    // Control: bypassing the store, someone is left alone, and that is noticed.
    app.tamper("UPDATE participant SET membership = 'active'; DELETE FROM assignment").await?;
    assert!(!all_are_cared_for(&app, &[(participant, Membership::Active)]).await?);
    Ok(())
}

pub async fn two_carers_who_go_at_once_do_not_both_go(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let program = app.clinic().await?.program;
    let colleague = async |name| app.staff(program, Role::Counselor, name).await;
    for round in 0..20 {
        let (ana, bo, cy) = (colleague("Ana Round").await?, colleague("Bo Round").await?, colleague("Cy Round").await?);
        let participant = app.participant(program, "Sam Round").await?;
        for carer in [ana, bo] {
            app.store().assign(participant, carer).await?;
        }
        let ((her, _), (him, _), store) = (app.sign_in(ana).await?, app.sign_in(bo).await?, app.store());
        let (first, second) = match round % 2 {
            0 => tokio::join!(store.disable_staff(ana, None), store.disable_staff(bo, None)),
            _ => tokio::join!(store.remove_colleague(her, participant, ana), store.disable_staff(bo, None)),
        };
        assert!(first.is_ok() != second.is_ok(), "round {round}: {first:?} {second:?}");
        assert_eq!(store.without_carer().await?, 0, "round {round}");
        // A person added while their carer is disabled is handed over with the others, or not added.
        let (who, stays) = if first.is_ok() { (him, bo) } else { (her, ana) };
        let name = Label::new("name", "Somebody New")?;
        let (new, gone) = tokio::join!(store.bring_in(who, name), store.disable_staff(stays, Some(cy)));
        assert_eq!((gone.is_ok(), store.without_carer().await?), (true, 0), "round {round}: {new:?} {gone:?}");
    }
    Ok(())
}
