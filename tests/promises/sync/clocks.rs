//! A10: wrong clocks harm nothing.

use anyhow::{Context as _, Result, ensure};
use chrono::DateTime;
use domain::base::id::ObjectId;
use domain::entries::body::Record;
use tests::phone::{Direct, PHONE_NOW, craving_at};
use tests::{Db, Phone, TestApp, report};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// The second after the one in which 32-bit clocks run out.
const IN_2038: i64 = 2_147_483_648_000;

struct Skewed {
    phone: Phone<Direct>,
    now: i64,
}

impl Skewed {
    fn record(&self, note: &str) -> Result<Record> {
        craving_at(note, DateTime::from_timestamp_millis(self.now).context("a time")?.fixed_offset())
    }

    async fn log(&self, note: &str) -> Result<ObjectId> {
        Ok(self.phone.journal.record(&self.record(note)?, self.now).await?.0)
    }

    async fn edit(&self, object: ObjectId, note: &str) -> Result<()> {
        let heads: Vec<_> =
            self.phone.row(object).await?.context("no entry")?.heads().iter().map(|r| r.revision).collect();
        self.phone.journal.revise(object, &heads, &self.record(note)?, self.now).await?;
        Ok(())
    }

    async fn share(&self, object: ObjectId) -> Result<()> {
        let shown = self.phone.row(object).await?.context("no entry")?.heads().last().context("no head")?.revision;
        Ok(self.phone.journal.share(object, shown, self.now).await?)
    }

    async fn sync(&self) -> Result<()> {
        Ok(self.phone.journal.sync(&self.phone.way, &self.phone.pace, self.now).await?)
    }
}

/// The same story on two phones with these clocks. Returns what both phones have, in order and without claimed times,
/// and the entries by claimed time, as on screen.
async fn story(first: i64, second: i64) -> Result<(String, Vec<ObjectId>)> {
    let app = TestApp::start(Db::Sqlite).await?;
    let participant = app.clinic().await?.participant;
    let one = Skewed { phone: app.direct_phone_of(participant, 1).await?, now: first };
    let other = Skewed { phone: app.direct_phone_of(participant, 2).await?, now: second };
    app.store().vouch_for(one.phone.way.who, other.phone.way.who.device).await?;
    one.phone.share_keys_with(std::slice::from_ref(&other.phone)).await?;
    let mut entries = Vec::new();
    for n in 0..4 {
        entries.push(if n % 2 == 0 {
            one.log(&format!("entry {n}")).await?
        } else {
            other.log(&format!("entry {n}")).await?
        });
    }
    for phone in [&one, &other, &one] {
        phone.sync().await?;
    }
    // Both edit one entry concurrently; later one of them resolves the conflict.
    one.edit(entries[0], "from the first").await?;
    other.edit(entries[0], "from the second").await?;
    one.share(entries[1]).await?;
    for phone in [&other, &one, &other] {
        phone.sync().await?;
    }
    one.edit(entries[2], "edited twice").await?;
    one.sync().await?;
    other.sync().await?;
    other.edit(entries[2], "edited twice indeed").await?;
    other.phone.journal.unshare(entries[1], other.now).await?;
    one.share(entries[1]).await?;
    for phone in [&other, &one, &other] {
        phone.sync().await?;
    }
    let mut said = Vec::new();
    for Skewed { phone, .. } in [&one, &other] {
        let look = phone.look().await?;
        ensure!((look.waiting, look.locked, look.unreadable) == (0, 0, 0), "something is stuck");
        for object in &entries {
            let row = phone.row(*object).await?.context("no entry")?;
            let shown: Vec<_> = row.heads().iter().map(|r| r.revision).collect();
            let order: Vec<_> = row.revisions.iter().map(|r| r.revision).collect();
            let entry = look.entries.iter().find(|e| e.object == *object).context("an entry is not on the screen")?;
            said.push(format!(
                "{order:?} {shown:?} {:?} {:?} {}",
                row.share,
                entry.state,
                tests::phone::note_of(&entry.record)
            ));
        }
    }
    let list = one.phone.look().await?.entries.iter().map(|entry| entry.object).collect();
    Ok((said.join("\n"), list))
}

#[tokio::test]
async fn wrong_clocks_change_neither_order_nor_outcome() -> Result<()> {
    let (right, _) = story(PHONE_NOW, PHONE_NOW).await?;
    let clocks = [PHONE_NOW - DAY, PHONE_NOW - HOUR, PHONE_NOW, PHONE_NOW + HOUR, PHONE_NOW + DAY, IN_2038];
    let mut tried = 0;
    for first in clocks {
        for second in clocks {
            ensure!(story(first, second).await?.0 == right, "clocks at {first} and {second} changed the story");
            tried += 1;
        }
    }
    report(format_args!("A10: {tried} pairs of clocks (±1 h, ±1 day, 2038), 0 failures, order unchanged"));
    Ok(())
}

/// Control: the order by claimed times, used only on screen, differs if a clock is wrong.
#[tokio::test]
async fn control_an_order_by_clocks_would_change_with_them() -> Result<()> {
    let (late, early) = (story(PHONE_NOW, PHONE_NOW + DAY).await?, story(PHONE_NOW, PHONE_NOW - DAY).await?);
    ensure!(late.0 == early.0 && late.1 != early.1, "the clocks did not reach the entries at all");
    Ok(())
}
