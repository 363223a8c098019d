//! Sharing defaults: entries that a phone shares automatically, and entries that it never shares.

use anyhow::{Context as _, Result, ensure};
use domain::base::id::{ObjectId, RevisionId};
use domain::base::text::Label;
use domain::entries::body::{Body, Record};
use domain::entries::kinds::Kind;
use domain::sharing::ShareState;
use domain::skills::skill::Skill;
use domain::sync::{Change, SyncAnswer, SyncRequest, Verdict};
use offline::look::entry::EntryState;
use offline::ports::{Transport, TransportError};
use offline::rows::Intent;
use offline::sync::engine::Pace;
use tests::phone::{Direct, PHONE_NOW, craving};
use tests::{Db, Phone, TestApp, report};

type Straight = Phone<Direct>;

/// A server, and two vouched phones of one participant that can open each other's entries.
async fn two(db: Db) -> Result<(TestApp, Straight, Straight)> {
    let app = TestApp::start(db).await?;
    let participant = app.clinic().await?.participant;
    let (one, other) = (app.direct_phone_of(participant, 1).await?, app.direct_phone_of(participant, 2).await?);
    app.store().vouch_for(one.way.who, other.way.who.device).await?;
    one.share_keys_with(std::slice::from_ref(&other)).await?;
    one.sync().await?;
    Ok((app, one, other))
}

async fn shared(phone: &Straight, object: ObjectId) -> Result<Option<RevisionId>> {
    let state = phone.row(object).await?.context("no entry")?.share.map(|share| share.state);
    Ok(state.and_then(|state| if let ShareState::Open(revision) = state { Some(revision) } else { None }))
}

async fn is_on(phone: &Straight) -> Result<(bool, bool)> {
    let wish =
        phone.look().await?.defaults.into_iter().find(|wish| wish.kind == Kind::Craving).context("no default")?;
    Ok((wish.on, wish.waiting))
}

#[tokio::test]
async fn with_the_default_on_an_entry_and_its_details_are_shared_as_they_are_saved() -> Result<()> {
    let (_app, phone, other) = two(Db::Sqlite).await?;
    let (before, _) = phone.log("before").await?;
    phone.journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
    ensure!(is_on(&phone).await? == (true, true));
    let (object, first) = phone.log("").await?;
    let wish = phone.look().await?.entries.iter().find(|e| e.object == object).context("no entry")?.share;
    ensure!((wish.pinned, wish.waiting) == (Some(first), true), "the phone does not say that it will be shared");
    let second = phone.journal.revise(object, &[first], &craving("details")?, PHONE_NOW).await?;
    phone.sync().await?;
    ensure!(shared(&phone, object).await? == Some(second) && shared(&phone, before).await?.is_none());
    ensure!(is_on(&phone).await? == (true, false));

    other.sync().await?;
    ensure!(is_on(&other).await? == (true, false), "the other phone was not told");
    let third = other.journal.revise(object, &[second], &craving("more")?, PHONE_NOW).await?;
    let (elsewhere, there) = other.log("elsewhere").await?;
    other.sync().await?;
    ensure!(shared(&other, object).await? == Some(third) && shared(&other, elsewhere).await? == Some(there));

    let skill = Body::Skill(Skill { name: Label::new("name", "Walk")?, steps: None });
    let (document, _) = other.journal.record(&Record { body: skill, ..craving("")? }, PHONE_NOW).await?;
    other.sync().await?;
    ensure!(other.row(document).await?.context("no document")?.share.is_none(), "a document was shared by itself");
    ensure!(phone.tray().await?.is_empty() && other.tray().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_was_taken_back_or_deleted_stays_private_whatever_is_edited() -> Result<()> {
    let (_app, phone, other) = two(Db::Sqlite).await?;
    phone.journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
    let (object, first) = phone.log("one").await?;
    phone.sync().await?;
    phone.journal.unshare(object, PHONE_NOW).await?;
    let second = phone.journal.revise(object, &[first], &craving("two")?, PHONE_NOW).await?;
    phone.sync().await?;
    phone.journal.revise(object, &[second], &craving("three")?, PHONE_NOW).await?;
    phone.sync().await?;
    ensure!(shared(&phone, object).await?.is_none());

    let (gone, head) = phone.log("gone").await?;
    phone.sync().await?;
    other.sync().await?;
    phone.journal.delete(gone, &[head], PHONE_NOW).await?;
    phone.journal.revise(gone, &[head], &craving("typed meanwhile")?, PHONE_NOW).await?;
    phone.sync().await?;
    ensure!(shared(&phone, gone).await?.is_none());
    // The other phone has not seen the deletion; what it adds survives, private, and the participant is told.
    other.journal.revise(gone, &[head], &craving("unseen")?, PHONE_NOW).await?;
    other.sync().await?;
    ensure!(shared(&other, gone).await?.is_none());
    ensure!(phone.tray().await?.is_empty() && other.tray().await?.len() == 1);
    Ok(())
}

#[tokio::test]
async fn a_default_turned_off_on_another_phone_shares_nothing_and_says_so_once() -> Result<()> {
    let (_app, phone, other) = two(Db::Sqlite).await?;
    phone.journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
    phone.sync().await?;
    other.sync().await?;
    other.journal.set_default(Kind::Craving, false, PHONE_NOW).await?;
    other.sync().await?;

    let (object, first) = phone.log("one").await?;
    let second = phone.journal.revise(object, &[first], &craving("two")?, PHONE_NOW).await?;
    phone.sync().await?;
    ensure!(shared(&phone, object).await?.is_none(), "it was shared after the default was turned off");
    let tray = phone.tray().await?;
    ensure!(tray.len() == 1, "{} things in the tray", tray.len());
    ensure!(matches!(&tray[0].intent, Intent::Share { revision, setting: Some(_), .. } if *revision == second));
    let look = phone.look().await?;
    let entry = look.entries.iter().find(|e| e.object == object).context("no entry")?;
    ensure!(entry.state == EntryState::Refused(Verdict::Conflict));
    phone.log("three").await?;
    phone.sync().await?;
    ensure!(phone.tray().await?.len() == 1, "the phone knows by now");

    // Sharing it anyway works as for any other entry.
    phone.journal.retry(tray[0].op_id, PHONE_NOW).await?;
    phone.sync().await?;
    ensure!(shared(&phone, object).await? == Some(second) && phone.tray().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_default_turned_off_and_on_without_a_network_is_never_turned_on_over_an_unseen_off() -> Result<()> {
    let (_app, phone, other) = two(Db::Sqlite).await?;
    phone.journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
    phone.sync().await?;
    other.sync().await?;
    other.journal.set_default(Kind::Craving, false, PHONE_NOW).await?;
    other.sync().await?;
    phone.journal.set_default(Kind::Craving, false, PHONE_NOW).await?;
    phone.journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
    phone.sync().await?;
    ensure!(is_on(&phone).await? == (false, false));
    let tray = phone.tray().await?;
    ensure!(tray.len() == 1, "{} things in the tray", tray.len());
    phone.journal.retry(tray[0].op_id, PHONE_NOW).await?;
    phone.sync().await?;
    ensure!(is_on(&phone).await? == (true, false), "knowing of it, it may");
    Ok(())
}

/// The transport of an app that does not know sharing defaults.
struct Older(Direct);

impl Transport for Older {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        let mut answer = self.0.sync(request).await?;
        for change in &mut answer.changes {
            if let Change::ShareSetting(setting) = change {
                let raw = serde_json::to_string(setting).map_err(|_| TransportError::Strange(200))?;
                let (topic, id, version) = change.row();
                *change = Change::Newer { topic, id, version, raw };
            }
        }
        Ok(answer)
    }
}

#[tokio::test]
async fn a_phone_learns_of_a_default_that_its_older_app_had_no_word_for() -> Result<()> {
    let (_app, phone, other) = two(Db::Sqlite).await?;
    let Phone { journal, pace, way } = phone;
    other.journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
    other.sync().await?;
    journal.sync(&Older(way.clone()), &pace, PHONE_NOW).await?;
    // The newer app starts again.
    let phone = Phone { journal, pace: Pace::default(), way };
    phone.sync().await?;
    ensure!(is_on(&phone).await? == (true, false), "the default stayed unknown");
    let (object, first) = phone.log("").await?;
    phone.sync().await?;
    ensure!(shared(&phone, object).await? == Some(first) && phone.tray().await?.is_empty());
    Ok(())
}

/// A9 for defaults: a default that was turned off after the backup shares nothing after the restore.
#[tokio::test]
async fn after_a_restore_every_default_is_off_and_what_waited_opens_nothing() -> Result<()> {
    for forgotten in [false, true] {
        let (mut app, phone, other) = two(Db::Sqlite).await?;
        phone.journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
        phone.sync().await?;
        let (object, _) = phone.log("waits").await?;
        other.sync().await?;
        other.journal.set_default(Kind::Craving, false, PHONE_NOW).await?;
        other.sync().await?;
        app.stop().await?;
        app.tamper("UPDATE server_state SET value = x'0000000000000000' WHERE name = 'generation'").await?;
        if forgotten {
            app.tamper("DELETE FROM feed WHERE topic = 7").await?;
            app.tamper("DELETE FROM share_setting").await?;
            app.tamper("UPDATE head SET digest = zeroblob(32)").await?;
        } else {
            app.tamper("UPDATE share_setting SET is_on = 1").await?;
        }
        app.restart().await?;
        let phone = Phone { way: Direct { shared: app.shared.clone(), ..phone.way }, ..phone };
        phone.sync().await?;
        ensure!(shared(&phone, object).await?.is_none(), "a restore opened what was turned off");
        ensure!(is_on(&phone).await? == (false, false), "the default is on again");
        phone.log("after").await?;
        phone.sync().await?;
        ensure!(phone.tray().await?.len() == 1, "only what waited was refused");
    }
    report(format_args!("A9 defaults: 2 restores, 0 shares opened, 0 defaults on"));
    Ok(())
}
