//! The traces of a read, and refusals to read.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use domain::base::problem::ProblemKind;
use domain::ledger::{Act, LedgerHead, verify};
use domain::people::Role;
use domain::sync::{Change, Op};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::fault::Fault;
use server::store::StoreError;
use tests::people::NEWEST;
use tests::scribe::unshare;
use tests::{Db, Scribe, TestApp, report};

use super::desk::{Story, count, page_of, rows, story, tell};

pub async fn a_read_without_its_ledger_row_shows_nothing(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);

    // Control: with a ledger it is shown, and it is the latest read in the ledger.
    assert!(desk.get(&path).await?.text.contains("walked round the lake"));
    let read =
        rows(&app, clinic.participant).await?.into_iter().rfind(|row| row.fact.act == Act::Read).context("no row")?;
    assert_eq!((read.fact.actor_id, read.fact.object), (*clinic.counselor.bytes(), *object.bytes()));

    app.tamper("ALTER TABLE ledger RENAME TO lost").await?;
    let shown = desk.get(&path).await?;
    assert_eq!(shown.status, 503);
    assert!(!shown.text.contains("walked round the lake"));
    app.tamper("ALTER TABLE lost RENAME TO ledger").await?;
    assert_eq!(count(&app, clinic.participant, Act::Read).await?, 1);
    Ok(())
}

pub async fn an_unshared_entry_is_unreadable_at_once(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, who } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);
    assert_eq!(desk.get(&path).await?.status, 200);

    scribe.send(&app, vec![Op::Unshare(unshare(&app, object))]).await?;
    assert_eq!(desk.get(&path).await?.status, 404);
    assert_eq!(desk.post(&format!("{path}/review"), &[]).await?.status, 404);
    assert_eq!(desk.post(&format!("{path}/replies"), &[("text", "Well done")]).await?.status, 404);
    assert!(app.store().open_person(who, clinic.participant, NEWEST).await?.entries.is_empty());
    assert_eq!(count(&app, clinic.participant, Act::Read).await?, 1);
    assert_eq!(count(&app, clinic.participant, Act::Replied).await?, 0);
    Ok(())
}

pub async fn reviewing_is_told_once_and_only_by_who_has_read(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);
    assert_eq!(desk.post(&format!("{path}/review"), &[]).await?.status, 404);
    assert_eq!(desk.get(&path).await?.status, 200);
    for _ in 0..3 {
        assert_eq!(desk.post(&format!("{path}/review"), &[]).await?.status, 303);
    }
    assert_eq!(count(&app, clinic.participant, Act::Reviewed).await?, 1);
    let changes = scribe.send(&app, vec![]).await?.changes;
    assert_eq!(changes.iter().filter(|c| matches!(c, Change::Seen(seen) if seen.reviewed)).count(), 1);
    assert!(desk.get(&format!("/care/people/{}", clinic.participant)).await?.text.contains("Reviewed"));
    Ok(())
}

pub async fn a_reply_reaches_the_phone_and_a_refused_one_keeps_what_was_typed(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, revision) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let path = page_of(clinic.participant, object);
    let first = desk.get(&path).await?;
    assert!(first.text.contains("You are the first to open this. Sam Participant sees that you did."));
    assert!(!desk.get(&path).await?.text.contains("You are the first"));

    let long = format!("{}<end>", "x".repeat(600));
    let refused = desk.post(&format!("{path}/replies"), &[("text", &long)]).await?;
    assert_eq!(refused.status, 400);
    assert!(
        refused.text.contains("5 characters too long: up to 600 characters fit.") && refused.text.contains("x&lt;end>")
    );
    assert_eq!(desk.post(&format!("{path}/replies"), &[("text", "  ")]).await?.status, 400);

    let sent =
        desk.post(&format!("{path}/replies"), &[("text", "Thank you for <telling> me.\r\nSee you at six.")]).await?;
    assert_eq!((sent.status, sent.location), (303, Some(format!("{path}?said=replied"))));
    assert!(desk.get(&path).await?.text.contains("Thank you for &lt;telling&gt; me."));

    let changes = scribe.send(&app, vec![]).await?.changes;
    let replies: Vec<_> =
        changes.iter().filter_map(|c| if let Change::Reply(reply) = c { Some(reply) } else { None }).collect();
    assert_eq!(replies.len(), 1);
    assert_eq!((replies[0].by.as_str(), replies[0].object), ("Ana Counselor", object));
    assert_eq!(replies[0].text, "Thank you for <telling> me.\nSee you at six.");
    let seen: Vec<_> =
        changes.iter().filter_map(|c| if let Change::Seen(seen) = c { Some(seen) } else { None }).collect();
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].by.as_str(), seen[0].revision, seen[0].reviewed), ("Ana Counselor", revision, false));
    Ok(())
}

/// The number of reads to find in the ledger, and of rows that are removed or changed there.
const READS: usize = 10_000;
const FORGERIES: usize = 1_000;

pub async fn every_random_read_is_matched_by_the_ledger_and_every_missing_row_is_noticed(db: Db) -> Result<()> {
    let app = TestApp::start_with(db, 9, |settings| settings.fault = Some(Fault::SynchronousOff)).await?;
    let clinic = app.clinic().await?;
    let mut scribe = Scribe::new(&app, &app.enrol(clinic.participant).await?);
    let mut chance = StdRng::seed_from_u64(9);
    let other = app.participant(clinic.program, "Kim Other").await?;
    let mut theirs = Scribe::new(&app, &app.enrol(other).await?);
    let second = app.staff(clinic.program, Role::Supervisor, "Bo Second").await?;
    for whose in [other, clinic.participant] {
        app.store().assign(whose, second).await?;
    }
    let mut entries = Vec::new();
    for n in 0..12 {
        let (whose, writer) = if n % 2 == 0 { (clinic.participant, &mut scribe) } else { (other, &mut theirs) };
        let (object, _) = tell(&app, writer, &format!("note {n}"), "Wine").await?;
        if n % 5 == 4 {
            writer.send(&app, vec![Op::Unshare(unshare(&app, object))]).await?;
        }
        entries.push((whose, object));
    }
    let staff = [app.sign_in(clinic.counselor).await?.0, app.sign_in(second).await?.0];
    let mut matched: BTreeMap<_, usize> = BTreeMap::new();
    let (mut read, mut refused) = (0, 0);
    while read < READS {
        let who = staff[chance.random_range(0..staff.len())];
        let (whose, object) = entries[chance.random_range(0..entries.len())];
        match app.store().read_entry(who, whose, object).await {
            Ok(_) => {
                *matched.entry((whose, *who.staff.bytes(), *object.bytes())).or_default() += 1;
                read += 1;
            }
            Err(StoreError::Problem(problem)) => {
                ensure!(problem.kind == ProblemKind::NotFound);
                refused += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
    assert!(refused > READS / 10, "{refused}");
    let mut written: BTreeMap<_, usize> = BTreeMap::new();
    let (mut noticed, mut forged) = (0, [0; 3]);
    for whose in [clinic.participant, other] {
        let chain = rows(&app, whose).await?;
        // Control: the unchanged chain is valid.
        let head = verify(&chain, LedgerHead::EMPTY)?;
        for row in chain.iter().filter(|row| row.fact.act == Act::Read) {
            *written.entry((whose, row.fact.actor_id, row.fact.object)).or_default() += 1;
        }
        for n in 0..FORGERIES / 2 {
            let place = chance.random_range(0..chain.len());
            let mut forgery = chain.clone();
            match n % 3 {
                0 => drop(forgery.remove(place)),
                1 => forgery[place].fact.object[0] ^= 1,
                _ => forgery.truncate(place),
            }
            forged[n % 3] += 1;
            noticed += usize::from(verify(&forgery, head).is_err());
        }
    }
    assert_eq!(written, matched);
    assert_eq!(noticed, FORGERIES);
    let [dropped, altered, cut] = forged;
    report(format_args!(
        "B9 {db:?}: {read} random reads (seed 9), {refused} refused, 100 % matched; {noticed} of {FORGERIES} forgeries noticed \
         ({dropped} rows dropped, {altered} altered, {cut} tails cut off)"
    ));
    Ok(())
}
