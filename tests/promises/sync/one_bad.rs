//! A6: one bad operation harms nobody.

use anyhow::{Context as _, Result, ensure};
use domain::base::text::Label;
use domain::entries::body::{Body, Record};
use domain::entries::catalogue::Choice;
use domain::sync::{Reason, Verdict};
use offline::look::entry::EntryState;
use tests::phone::{PHONE_NOW, craving, note_of};
use tests::{Db, TestApp, report};

/// An entry that the phone can write and no server accepts: larger than an operation may be.
fn far_too_large(note: &str) -> Result<Record> {
    let mut record = craving(note)?;
    if let Body::Craving(craving) = &mut record.body {
        craving.triggers = (0..1000)
            .map(|n| Ok(Choice::Own(Label::new("trigger", &format!("{n} {}", "x".repeat(70)))?)))
            .collect::<Result<_>>()?;
    }
    Ok(record)
}

/// Twenty entries of which number `bad` is never accepted; returns how many arrived.
async fn twenty(db: Db, bad: Option<usize>) -> Result<usize> {
    let app = TestApp::start(db).await?;
    let participant = app.clinic().await?.participant;
    let (phone, other) = (app.phone_of(participant, 1).await?, app.phone_of(participant, 2).await?);
    phone.share_keys_with(std::slice::from_ref(&other)).await?;
    for n in 0..20 {
        let note = format!("entry {n:02}");
        let record = if Some(n) == bad { far_too_large(&note)? } else { craving(&note)? };
        phone.journal.record(&record, PHONE_NOW).await?;
    }
    phone.sync().await?;
    other.sync().await?;
    let look = phone.look().await?;
    ensure!(look.waiting == 0, "{} operations are stuck", look.waiting);
    let landed = look.entries.iter().filter(|e| e.state == EntryState::StoredPrivately).count();
    ensure!(other.notes().await?.len() == landed, "the other phone has not what landed");

    let refused: Vec<_> = look.entries.iter().filter(|e| matches!(e.state, EntryState::Refused(_))).collect();
    ensure!(
        refused.len() == look.tray.len() && refused.len() == usize::from(bad.is_some()),
        "{} refused, {} in the tray",
        refused.len(),
        look.tray.len()
    );
    if let (Some(entry), Some(item)) = (refused.first(), look.tray.first()) {
        ensure!(note_of(&entry.record) == format!("entry {:02}", bad.unwrap_or_default()), "another one was refused");
        let why =
            matches!(&item.verdict, Verdict::Rejected { reason: Reason::TooLarge, field: Some(_), allowed: Some(_) });
        ensure!(why, "it does not say why: {:?}", item.verdict);
        // A retry is refused again, discarding removes it, and neither blocks what follows.
        phone.journal.retry(item.op_id, PHONE_NOW).await?;
        phone.log("after it").await?;
        phone.sync().await?;
        let again = phone.tray().await?.pop().context("the tray is empty")?;
        phone.journal.discard(again.op_id).await?;
        phone.sync().await?;
        let look = phone.look().await?;
        ensure!((look.waiting, look.tray.len(), look.entries.len()) == (0, 0, 20), "something is left over");
    }
    Ok(landed)
}

#[tokio::test]
async fn one_bad_entry_in_twenty_is_named_and_the_other_nineteen_land() -> Result<()> {
    for db in [Db::Sqlite, Db::Postgres] {
        for bad in [0, 7, 19] {
            let landed = twenty(db, Some(bad)).await?;
            ensure!(landed == 19, "{landed} of 19 landed");
        }
        report(format_args!(
            "A6 {db:?}: 19 of 19 landed with a bad one first, in the middle and last; 0 silent, 0 stuck"
        ));
    }
    Ok(())
}

/// Control: without a bad one all twenty arrive and the tray is empty, so the count above is meaningful.
#[tokio::test]
async fn control_twenty_good_entries_all_land() -> Result<()> {
    ensure!(twenty(Db::Sqlite, None).await? == 20);
    Ok(())
}
