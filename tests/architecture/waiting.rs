//! Nothing waits without an end (F7, F12, F13): network and storage are reached through one file each, which sets the
//! limits, and every other wait for the browser is limited or listed here with its reason.

use std::collections::BTreeMap;

use anyhow::Result;

use tests::phone::report;

use super::{border, files, text};

const NET: &str = "app/src/browser/web/net.rs";
const STORAGE: &str = "app/src/browser/web/storage.rs";

/// Waits for a promise of the browser without `clock::limited`: file, number, and the reason why each ends.
const ENDS: &[(&str, usize, &str)] = &[
    ("app/src/browser/web/cipher.rs", 1, "computes; reads nothing"),
    ("app/src/browser/web/clock.rs", 3, "a timer, a race against a timer, a message of its own"),
    ("app/src/browser/web/export.rs", 1, "the share sheet: the person ends it, and nothing waits for it"),
    ("app/src/browser/web/home_screen.rs", 1, "the number on the icon: nothing waits for it"),
    (NET, 2, "a request and its body, within the limit of `fetch`"),
    (STORAGE, 2, "a request, given up with its transaction; a page that was left, which ends or comes back"),
    ("app/src/browser/web/tabs.rs", 1, "a lock, asked for with `ifAvailable`"),
];

#[test]
fn f7_network_and_storage_have_one_door_each() -> Result<()> {
    border("app", &[NET], "fetch_with")?;
    for word in ["indexed_db()", "open_with_u32", "delete_database", "\"transaction\""] {
        border("app", &[STORAGE], word)?;
    }
    let net = text(NET)?;
    assert_eq!(net.matches("fetch_with").count(), 1, "one function sends every request");
    assert_eq!(net.matches("send(").count(), 2, "only `fetch`, which sets the limit, calls it");
    assert!(net.contains("clock::within(ms as i32, send("));
    let storage = text(STORAGE)?;
    assert_eq!(storage.matches("open_with_u32").count(), 1);
    assert!(storage.contains("clock::limited(OPENING_MS"));
    assert!(storage.contains("clock::after(TRANSACTION_MS") && storage.contains("clock::limited(TRANSACTION_MS"));
    Ok(())
}

#[test]
fn f13_every_wait_for_the_browser_has_an_end() -> Result<()> {
    let mut unlimited: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for path in files("app", ".rs")? {
        for line in text(&path)?.lines().filter(|line| line.contains("JsFuture::from(")) {
            all += 1;
            if !line.contains("clock::limited(") {
                *unlimited.entry(path.clone()).or_default() += 1;
            }
        }
    }
    let listed = ENDS.iter().map(|(path, count, _)| ((*path).to_owned(), *count)).collect();
    assert_eq!(unlimited, listed, "limit the wait with `clock::limited`, or list it with its reason");
    report(format_args!(
        "waits for the browser: {all}, {} of them without `clock::limited`",
        unlimited.values().sum::<usize>()
    ));
    Ok(())
}

#[test]
fn f7_every_request_of_a_script_has_a_limit() -> Result<()> {
    let mut requests = 0;
    for path in files("public", ".js")? {
        for line in text(&path)?.lines().filter(|line| !line.trim_start().starts_with("//") && line.contains("fetch("))
        {
            requests += 1;
            // The worker hands on what the browser itself asked for, with the browser's own end.
            let handed_on = path == "public/sw.js" && line.contains("fetch(request)");
            assert!(handed_on || line.contains("signal") || line.contains("limit"), "{path}: {line}");
        }
    }
    assert!(requests > 4, "found {requests} requests");
    report(format_args!("requests of scripts: {requests}, each with a limit"));
    Ok(())
}
