//! Sessions outside the app: as a calendar, parsed with a different library than the one that writes it, and as a plain
//! page.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, anyhow};
use axum::http::Method;
use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty, ICalendarStatus};
use chrono::Weekday;
use domain::base::text::{Label, ReplyText};
use serde_json::json;
use server::http::cookie::Jar;
use server::store::types::schedule::{SeriesPlan, Words};
use tests::schedule::{Evening, group};
use tests::{Db, Said, TestApp, Web};

/// One event, as another program reads it.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    begins: i64,
    ends: i64,
    summary: String,
    sequence: i64,
    cancelled: bool,
}

fn read(text: &str) -> Result<BTreeMap<String, Entry>> {
    let calendar = ICalendar::parse(text).map_err(|entry| anyhow!("no calendar: {entry:?}"))?;
    let mut entries = BTreeMap::new();
    for event in calendar.components.iter().filter(|c| c.component_type == ICalendarComponentType::VEvent) {
        let value = |name: ICalendarProperty| event.property(&name).and_then(|entry| entry.values.first());
        let time = |name| {
            value(name)
                .and_then(|v| v.as_partial_date_time())
                .and_then(calcard::common::PartialDateTime::to_timestamp)
                .context("a time")
        };
        time(ICalendarProperty::Dtstamp)?;
        let entry = Entry {
            begins: time(ICalendarProperty::Dtstart)?,
            ends: time(ICalendarProperty::Dtend)?,
            summary: value(ICalendarProperty::Summary).and_then(|v| v.as_text()).context("a summary")?.to_owned(),
            sequence: value(ICalendarProperty::Sequence)
                .and_then(calcard::icalendar::ICalendarValue::as_integer)
                .context("a sequence")?,
            cancelled: event.status() == Some(&ICalendarStatus::Cancelled),
        };
        let again = entries.insert(event.uid().context("a uid")?.to_owned(), entry);
        assert!(again.is_none(), "one uid stands for one session");
    }
    Ok(entries)
}

/// Two Tuesdays known to the phone, and the phone's browser.
async fn begun() -> Result<(Evening, Web)> {
    let mut e = Evening::of(TestApp::start(Db::Sqlite).await?).await?;
    let plan = group(&[Weekday::Tue], "2026-01-05", "2026-01-14")?;
    let words = Words {
        name: Label::new("name", "Evening; a, b\\c and a name so long that its line has to be folded: ñandú")?,
        ..plan.words.clone()
    };
    e.app.store().plan_series(e.who, SeriesPlan { words, ..plan }).await?;
    e.news().await?;
    let web = e.app.web()?.signed_in(Jar::Phone, &e.phone);
    Ok((e, web))
}

#[tokio::test]
async fn another_program_reads_the_calendar_and_follows_what_changes() -> Result<()> {
    let (mut e, web) = begun().await?;
    let file = web.get("/api/v1/calendar.ics").await?;
    assert_eq!(
        (file.status.as_u16(), file.header("content-type"), file.header("cache-control")),
        (200, "text/calendar; charset=utf-8", "no-store")
    );
    assert!(
        file.body.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')),
        "lines of at most 75 bytes: {}",
        file.body
    );
    for told_nobody in ["Relapse", "Room 4", "Sam", "Ana"] {
        assert!(!file.body.contains(told_nobody), "{told_nobody}");
    }
    let before = read(&file.body)?;
    let first = e.on("2026-01-06").await?;
    let uid = format!("{}@evenkeel", first.session);
    let entry = &before[&uid];
    assert_eq!((before.len(), entry.begins, entry.ends - entry.begins), (2, first.starts_at.timestamp(), 90 * 60));
    assert_eq!((entry.summary.as_str(), entry.cancelled), (first.name.as_str(), false));

    e.app.store().cancel_session(e.who, first.session, Some(ReplyText::new("reason", "Snow")?)).await?;
    e.news().await?;
    let after = read(&web.get("/api/v1/calendar.ics").await?.body)?;
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "the same events");
    assert!(after[&uid].cancelled && after[&uid].sequence > before[&uid].sequence);
    let other = before.keys().find(|other| **other != uid).context("the other one")?;
    assert_eq!(before[other], after[other], "nothing changed there");
    Ok(())
}

#[tokio::test]
async fn a_private_address_works_until_it_is_revoked_and_is_kept_as_a_hash_only() -> Result<()> {
    let (e, web) = begun().await?;
    let nobody = e.app.web()?;
    let path = |said: &Said| -> Result<String> {
        let url = said.json()?["url"].as_str().context("no url")?.to_owned();
        Ok(url.strip_prefix(&e.app.origin).context("another origin")?.to_owned())
    };
    let first = path(&web.post("/api/v1/calendar", &json!({})).await?)?;
    let feed = nobody.get(&first).await?;
    assert_eq!((feed.status.as_u16(), feed.header("cache-control"), read(&feed.body)?.len()), (200, "no-store", 2));
    let token = first.rsplit('/').next().context("no token")?;
    assert!(token.len() >= 43 && !e.app.database_holds(token)?);

    let second = path(&web.post("/api/v1/calendar", &json!({})).await?)?;
    assert_eq!(nobody.get(&first).await?.status, 404, "a new one ends the old one");
    assert_eq!(nobody.get(&second).await?.status, 200);
    assert_eq!(Said::of(web.request(Method::DELETE, "/api/v1/calendar")).await?.status, 204);
    let (gone, unknown) = (nobody.get(&second).await?, nobody.get(&format!("/calendar/{}", "0".repeat(43))).await?);
    assert_eq!((gone.status.as_u16(), gone.body), (404, unknown.body), "ended and unknown look alike");
    Ok(())
}

#[tokio::test]
async fn the_schedule_is_there_without_wasm_for_who_is_signed_in() -> Result<()> {
    let (e, web) = begun().await?;
    let shown = web.get("/plain/times").await?;
    assert_eq!((shown.status.as_u16(), shown.header("cache-control")), (200, "no-store"));
    assert!(
        shown.body.contains("Tue 6 Jan, 18:00–19:30")
            && shown.body.contains("Week 1 of 12")
            && shown.body.contains("Room: Room 4"),
        "{}",
        shown.body
    );
    assert!(shown.body.contains("<title>Evenkeel</title>") && !shown.body.contains("Relapse"), "{}", shown.body);
    let spanish = Said::of(web.request(Method::GET, "/plain/times").header("accept-language", "es-MX")).await?;
    assert!(spanish.body.contains("mar 6 ene") && spanish.body.contains("Semana 1 de 12"), "{}", spanish.body);
    let out = e.app.web()?.get("/plain/times").await?;
    assert!(
        out.status == 401 && out.body.contains("You are not signed in on this phone") && !out.body.contains("18:00")
    );
    Ok(())
}
