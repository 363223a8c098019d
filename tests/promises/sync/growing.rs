//! Forms that grow: a phone and a server of different versions lose nothing and stop nobody.

use std::cell::Cell;

use anyhow::{Context as _, Result, ensure};
use domain::base::id::FeedVersion;
use domain::entries::kinds::Kind;
use domain::sharing::ShareSetting;
use domain::sync::{Change, SyncAnswer, SyncRequest, Topic, Verdict};
use domain::vault::seal::Purpose;
use offline::look::entry::EntryState;
use offline::ports::{Reads, Storage as _, Transport, TransportError, Write};
use offline::rows;
use offline::sync::engine::Pace;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tests::phone::{Direct, PHONE_NOW, craving};
use tests::{Db, Phone, TestApp, report};

/// A verdict of tomorrow.
const SPLIT: &str = r#"{"split":{"into":2}}"#;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The other side's version, compared with this one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    Same,
    /// It is older: it does not know revisions.
    Older,
    /// It is newer: it answers a verdict that nobody knows here.
    NewVerdict,
    /// It is newer: it tells of something that nobody knows here.
    NewTopic,
}

struct Between {
    server: Direct,
    other: Cell<Other>,
}

impl Transport for Between {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        let mut request = request.clone();
        if self.other.get() == Other::Older {
            for raw in &mut request.ops {
                let unknown = raw.op.get().replace(r#""revise":"#, r#""revise_in_color":"#);
                raw.op = RawValue::from_string(unknown).map_err(|_| TransportError::Strange(0))?;
            }
        }
        let mut answer = self.server.sync(&request).await?;
        match self.other.get() {
            Other::Same | Other::Older => {}
            Other::NewVerdict => {
                for verdict in &mut answer.verdicts {
                    verdict.verdict = serde_json::from_str(SPLIT).map_err(|_| TransportError::Strange(0))?;
                }
            }
            Other::NewTopic => {
                let (id, version) = ([9; 16], FeedVersion::from_bytes([9; 16]));
                answer.digest.add(99, &id, version);
                answer.changes.push(Change::Newer {
                    topic: 99,
                    id,
                    version,
                    raw: r#"{"audience":"one session"}"#.to_owned(),
                });
            }
        }
        Ok(answer)
    }
}

async fn phone(app: &TestApp) -> Result<Phone<Between>> {
    let enrolled = app.enrol(app.clinic().await?.participant).await?;
    let server = Direct { shared: app.shared.clone(), who: enrolled.who };
    Phone::begin(&enrolled, Between { server, other: Cell::new(Other::Same) }, 3).await
}

#[tokio::test]
async fn what_an_older_server_cannot_take_waits_and_comes_through_later() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = phone(&app).await?;
    phone.way.other.set(Other::Older);
    let (object, _) = phone.log("Written before the update").await?;
    phone.sync().await?;
    let look = phone.look().await?;
    ensure!((look.waiting, look.tray.len()) == (1, 0), "it is not shown as waiting");
    ensure!(look.entry(object).context("the entry")?.state == EntryState::OnThisPhone);
    ensure!(phone.waiting().await?.is_empty(), "its number is used up, and nothing is held up");

    // A later note goes through, and the waiting one is not sent again at once.
    phone.way.other.set(Other::Same);
    phone.log("Written after it").await?;
    phone.sync().await?;
    ensure!(phone.look().await?.waiting == 1, "it was sent again before its time");
    // A day later it is tried again, and at the next start as well.
    phone.way.other.set(Other::Older);
    phone.journal.sync(&phone.way, &phone.pace, PHONE_NOW + DAY_MS).await?;
    ensure!(phone.look().await?.waiting == 1);
    phone.way.other.set(Other::Same);
    phone.journal.sync(&phone.way, &Pace::default(), PHONE_NOW + DAY_MS).await?;
    let look = phone.look().await?;
    ensure!((look.waiting, look.tray.len()) == (0, 0));
    ensure!(look.entry(object).context("the entry")?.state == EntryState::StoredPrivately);
    report(format_args!("forms: an operation newer than the server waited, and was stored at a later start"));
    Ok(())
}

#[tokio::test]
async fn an_answer_that_nobody_knows_here_is_kept_with_what_it_is_about() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = phone(&app).await?;
    phone.way.other.set(Other::NewVerdict);
    let (object, _) = phone.log("Still here").await?;
    phone.sync().await?;
    phone.way.other.set(Other::Same);
    let tray = phone.tray().await?;
    ensure!(tray.len() == 1 && matches!(&tray[0].verdict, Verdict::Newer(told) if told.get() == SPLIT));
    ensure!(phone.notes().await? == ["Still here"], "the entry is not shown");
    phone.journal.retry(tray[0].op_id, PHONE_NOW).await?;
    phone.sync().await?;
    ensure!(phone.look().await?.entry(object).context("the entry")?.state == EntryState::StoredPrivately);
    Ok(())
}

#[tokio::test]
async fn what_a_newer_server_tells_is_kept_and_counted() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = phone(&app).await?;
    phone.log("Before").await?;
    phone.way.other.set(Other::NewTopic);
    phone.sync().await?;
    let look = phone.look().await?;
    ensure!(look.newer == 1 && look.waiting == 0, "it is not counted");
    ensure!(phone.pace.started_over().is_none(), "the copies differ");
    Ok(())
}

/// An older app was told of a default that it did not know, and of wrappers by a method that it did not know; this one
/// reads both.
#[tokio::test]
async fn an_updated_app_reads_what_the_one_before_kept() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = phone(&app).await?;
    phone.journal.set_default(Kind::Use, true, PHONE_NOW).await?;
    phone.journal.make_code(PHONE_NOW).await?;
    phone.sync().await?;
    let expected = phone.look().await?;
    ensure!(expected.shares(Kind::Use) && expected.has_code);
    let meta = phone.journal.meta().await?.context("a journal")?;
    let setting: rows::SettingRow = read(&phone, rows::setting_key(Kind::Use)).await?;
    let setting: ShareSetting = setting.told.context("the default")?;
    let wrappers: Value = read(&phone, rows::wrap_key(meta.key)).await?;
    // As the older one left them: sealed, word for word, under topic and id.
    let mut writes = vec![Write::Remove(rows::setting_key(Kind::Use)), Write::Remove(rows::wrap_key(meta.key))];
    let changes = [Change::ShareSetting(setting), Change::Wrapper(serde_json::from_value(wrappers)?)];
    for change in changes {
        let (topic, id, _) = change.row();
        let sealed = phone
            .journal
            .vault
            .seal_local(Purpose::Told, meta.key, meta.participant, id, &rows::write(&change))
            .await?;
        let told = json!({"key": meta.key, "sealed": sealed, "told_in": meta.generation});
        writes.push(Write::Put(rows::told_key(topic, &id), rows::write(&told)));
    }
    phone.journal.storage.update(Reads::default(), |_| Ok::<_, ()>((writes, ()))).await?.ok().context("the rows")?;
    let updated =
        phone.clone_with(Between { server: phone.way.server.clone(), other: Cell::new(Other::Same) }, 5).await?;
    updated.sync().await?;
    let look = updated.look().await?;
    ensure!(look.shares(Kind::Use), "the default is not known");
    ensure!(look.has_code, "the recovery code is not known");
    for topic in [Topic::ShareSetting, Topic::Wrapper] {
        let left = updated.journal.storage.read(Reads::default().and_all(&rows::told_prefix(topic.number()))).await?;
        ensure!(left.scanned.is_empty(), "it is kept twice");
    }
    Ok(())
}

async fn read<T: serde::de::DeserializeOwned, W>(phone: &Phone<W>, key: String) -> Result<T> {
    let snapshot = phone.journal.storage.read(Reads::keys([key.clone()])).await?;
    snapshot.values.first().and_then(Option::as_deref).and_then(rows::read).context(key)
}

/// Rows that a newer app wrote go through everything that this one does with them.
#[tokio::test]
async fn a_row_of_a_newer_app_keeps_what_this_one_does_not_know() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = phone(&app).await?;
    let (object, revision) = phone.log("First").await?;
    phone.journal.set_default(Kind::Craving, true, PHONE_NOW).await?;
    phone.sync().await?;
    phone.log("Waits").await?;
    let all = phone.journal.storage.read(Reads::default().and_all("")).await?.scanned;
    let mut marked = 0;
    let mut writes = Vec::new();
    for (key, value) in &all {
        let Ok(mut row) = serde_json::from_slice::<Value>(value) else { continue };
        let rewritten =
            [rows::META, rows::OBJECTS, rows::OPS, rows::SETTINGS].iter().any(|prefix| key.starts_with(prefix));
        let Some(fields) = row.as_object_mut().filter(|_| rewritten) else { continue };
        fields.insert("tomorrow".to_owned(), json!({"of": key}));
        for item in fields.get_mut("revisions").and_then(Value::as_array_mut).into_iter().flatten() {
            item["color"] = json!("blue");
        }
        marked += 1;
        writes.push(Write::Put(key.clone(), rows::write(&row)));
    }
    ensure!(marked >= 5, "only {marked} rows were marked");
    phone.journal.storage.update(Reads::default(), |_| Ok::<_, ()>((writes, ()))).await?.ok().context("the rows")?;

    // Everything that rewrites rows: an edit, a share, an unshare, a default, an exchange, a new stream with a full
    // pull.
    phone.journal.revise(object, &[revision], &craving("Edited")?, PHONE_NOW).await?;
    phone.journal.unshare(object, PHONE_NOW).await?;
    phone.journal.set_default(Kind::Craving, false, PHONE_NOW).await?;
    phone.sync().await?;
    app.store().begin_epoch(phone.journal.meta().await?.and_then(|m| m.epoch).context("an epoch")?, Vec::new()).await?;
    phone.sync().await?;

    for key in [rows::META.to_owned(), rows::object_key(object), rows::setting_key(Kind::Craving)] {
        let row: Value = read(&phone, key.clone()).await?;
        ensure!(row["tomorrow"]["of"] == json!(key), "{key} lost a field: {row}");
    }
    let row: Value = read(&phone, rows::object_key(object)).await?;
    ensure!(row["revisions"][0]["color"] == json!("blue"), "a revision lost a field: {row}");
    Ok(())
}
