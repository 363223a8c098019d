//! Ten thousand reminders that come due in one minute, sent by the real server to the test push service on the same
//! machine.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use domain::base::id::{OnceId, OpId, StreamId};
use domain::base::text::Label;
use domain::reminders::RemindOnce;
use domain::reminders::texts::Lang;
use domain::sync::{Op, SyncRequest};
use tests::Db;
use tests::people::enrol;
use tests::push_service::PushService;

use super::{home, machine};

const PEOPLE: usize = 1000;
const EACH: usize = 10;

/// Returns a row of the table: the time from the due time to the last arrival.
pub async fn due_at_once(db: Db) -> Result<String> {
    let service = PushService::start().await?;
    let mut home = home(db).await?;
    home.settings.push.push_contact = Some("mailto:ops@example.org".to_owned());
    home.settings.push.push_origin = vec![service.origin.clone()];
    let shared = home.open().await?;
    let program = shared.store.create_program(Label::new("program", "Harbour House")?).await?;
    // They came due within the minute before the server starts, which is worse than one after the other.
    let now = shared.env.now();
    for _ in 0..PEOPLE {
        let participant = shared.store.create_participant(program, Label::new("name", "Sam Participant")?).await?;
        let who = enrol(&shared, participant).await?.who;
        shared.store.subscribe(who, service.subscribe()?.1, Lang::English).await?;
        let reminders = (0..EACH).map(|number| {
            let at = now - TimeDelta::seconds(60) + TimeDelta::seconds(6) * i32::try_from(number).unwrap_or(0);
            Op::RemindOnce(RemindOnce {
                once: OnceId::from_bytes(shared.env.random()),
                at,
                until: at + TimeDelta::hours(12),
            })
        });
        let ops: Vec<_> =
            (1..).zip(reminders).map(|(seq, op)| op.into_raw(seq, OpId::from_bytes(shared.env.random()))).collect();
        let request = SyncRequest {
            epoch: None,
            client: domain::sync::CLIENT,
            participant,
            stream: StreamId::from_bytes(shared.env.random()),
            first_seq: 1,
            head: EACH as u64,
            ops,
            cursor: None,
            zone: None,
        };
        shared.store.sync(who, request).await?;
    }
    drop(shared);
    // Quiet hours may hold at this hour; the bench is about sending.
    let url = home.settings.database_url.as_deref().context("a database")?;
    let loud = r#"{"sessions":true,"changes":true,"messages":true,"own":true,"leads":[60],"travel":0}"#;
    let version = "participant_id AS version";
    let sql = format!(
        "INSERT INTO reminder_setting (participant_id, version, settings) SELECT participant_id, {version}, '{loud}'
         FROM participant"
    );
    tests::app::run_past_the_server(db, url, &sql).await?;
    let server = home.start(None, &[])?;
    let started = Instant::now();
    while service.count() < PEOPLE * EACH && started.elapsed() < Duration::from_secs(600) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (took, arrived) = (started.elapsed().as_secs_f64(), service.count());
    let cpu = machine::cpu(server.id())?.as_secs_f64();
    let memory = machine::peak_memory(server.id())?;
    server.kill();
    service.check()?;
    let arrived = u32::try_from(arrived)?;
    let (per_second, per_core) = (f64::from(arrived) / took, f64::from(arrived) / cpu);
    Ok(format!("| {db:?} | {arrived} | {took:.1} s | {per_second:.0} | {per_core:.0} | {memory} MiB |"))
}
