//! F35: whoever asks for a page gets a page, whatever goes wrong; every program gets a problem.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use axum::http::Method;
use reqwest::RequestBuilder;
use server::http::cookie::Jar;
use server::router::routes;
use tests::{Db, Said, TestApp, Web, report};

/// As browsers send it for what a person opens.
const OPENED: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const FORM: &str = "application/x-www-form-urlencoded";

/// Ways to fill in the parameters of a pattern: nobody's id, no id, no text at all.
const FILLED: [&str; 3] = ["00000000000000000000000000000000", "x", "%FF"];
/// Queries that some handler cannot read.
const QUERIES: [&str; 4] =
    ["", "?said=1&said=2&from=1&from=2&view=1&view=2&weeks=1&weeks=2", "?after=x", "?before=%FF"];
/// Addresses that lead nowhere.
const UNKNOWN: [&str; 9] = [
    "/nowhere",
    "/log/more",
    "/list/1/2",
    "/care/nowhere",
    "/care/people/1/2/3",
    "/api/v1/nowhere",
    "/api",
    "/static/none.js",
    "/calendar/none",
];

fn path(pattern: &str, filled: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { filled.to_owned() } else { part.to_owned() };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Every known pattern and every unknown address, with every filling and every query.
fn addresses() -> Vec<String> {
    let mut all: Vec<String> = UNKNOWN.iter().map(|path| (*path).to_owned()).collect();
    for (_, pattern, _) in routes() {
        for filled in FILLED {
            all.extend(QUERIES.iter().map(|query| format!("{}{query}", path(pattern, filled))));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Good and bad bodies: none, no form of ours, broken, and larger than allowed.
fn bodies(request: &dyn Fn() -> RequestBuilder, method: &Method) -> Vec<RequestBuilder> {
    if *method == Method::GET {
        return vec![request()];
    }
    vec![
        request(),
        request().header("content-type", FORM).body("x=1"),
        request().header("content-type", "application/json").body("{"),
        request().header("content-type", "text/plain").body("x"),
        request().header("content-type", FORM).body(format!("text={}", "x".repeat(400 * 1024))),
    ]
}

fn ensure_page(said: &Said, asked: &str) -> Result<()> {
    ensure!(said.header("content-type").starts_with("text/html"), "{asked}: {} {}", said.status, said.body);
    for part in ["<html lang=\"es\"", "<h1>", "Evenkeel", "</html>"] {
        ensure!(said.body.contains(part), "{asked}: no {part} in {}", said.body);
    }
    ensure!(said.header("cache-control") == "no-store", "{asked}: may be kept");
    Ok(())
}

/// Asks for everything in every wrong way; counts the errors by status.
async fn walk(web: &Web, opened: bool, check: fn(&Said, &str) -> Result<()>) -> Result<BTreeMap<u16, u32>> {
    let mut errors = BTreeMap::new();
    for address in addresses() {
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            // What ends the sign-in would end the walk.
            if method != Method::GET && ["/care/sign-out", "/api/v1/sign-ins/current"].contains(&address.as_str()) {
                continue;
            }
            let request = || {
                let request = web.request(method.clone(), &address).header("accept-language", "es");
                if opened { request.header("accept", OPENED) } else { request }
            };
            for request in bodies(&request, &method) {
                let asked = format!("{method} {address}");
                let said = Said::of(request).await.context(asked.clone())?;
                if said.status.as_u16() >= 400 {
                    check(&said, &asked)?;
                    *errors.entry(said.status.as_u16()).or_default() += 1;
                }
            }
        }
    }
    Ok(errors)
}

/// A phone, a counselor and somebody who is not signed in.
async fn readers(app: &TestApp) -> Result<[Web; 3]> {
    let clinic = app.clinic().await?;
    let phone = app.enrol(clinic.participant).await?;
    let (_, token) = app.sign_in(clinic.counselor).await?;
    Ok([app.web()?, app.web()?.signed_in(Jar::Phone, &phone.token), app.web()?.signed_in(Jar::Staff, &token)])
}

#[tokio::test]
async fn f35_whoever_asks_for_a_page_gets_a_page_whatever_goes_wrong() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let mut walked = 0;
    for web in readers(&app).await? {
        let errors = walk(&web, true, ensure_page).await?;
        let seen: Vec<u16> = errors.keys().copied().collect();
        ensure!([400, 404, 405, 413].iter().all(|status| seen.contains(status)), "only {seen:?}");
        walked += errors.values().sum::<u32>();
    }
    report(format_args!("{walked} errors were walked over, each a page"));
    Ok(())
}

#[tokio::test]
async fn f35_a_program_gets_a_problem_whatever_goes_wrong() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let mut walked = 0;
    for web in readers(&app).await? {
        let errors = walk(&web, false, |said, asked| {
            let path = asked.split(' ').nth(1).unwrap_or_default();
            if path.starts_with("/care") && !path.starts_with("/care/passkeys/") || path.starts_with("/plain/") {
                return ensure_page(said, asked);
            }
            said.problem().map(drop).with_context(|| format!("{asked}: {} {}", said.status, said.body))
        })
        .await?;
        walked += errors.values().sum::<u32>();
    }
    report(format_args!("{walked} errors were walked over, each a problem or at the address of a page"));
    Ok(())
}

#[tokio::test]
async fn f35_a_page_says_what_is_wrong_and_that_the_notes_are_safe() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let [nobody, phone, staff] = readers(&app).await?;
    let open = async |web: &Web, path: &str| -> Result<Said> {
        Said::of(web.request(Method::GET, path).header("accept", OPENED)).await
    };
    for (web, path, status, words) in [
        (&nobody, "/nowhere", 404, "There is no page at this address. Your notes are safe."),
        (&phone, "/api/v1/nowhere", 404, "There is no page at this address. Your notes are safe."),
        (&nobody, "/api/v1/calendar.ics", 401, "Ask your care team for a code"),
        (&nobody, "/plain/times", 401, "Ask your care team for a code"),
        (&staff, "/care/nowhere", 404, "There is nothing here for you"),
        (&staff, "/care/sign-out", 405, "There is nothing here for you"),
    ] {
        let said = open(web, path).await?;
        ensure!(said.status == status && said.body.contains(words), "{path}: {} {}", said.status, said.body);
    }
    // The server fails.
    app.tamper("ALTER TABLE sign_in RENAME TO elsewhere").await?;
    for (web, path, words) in [
        (&phone, "/plain/times", "Your notes are safe. Try again in a minute."),
        (&phone, "/api/v1/calendar.ics", "Your notes are safe. Try again in a minute."),
        (&staff, "/care", "Go back and try again in a minute"),
    ] {
        let said = open(web, path).await?;
        ensure!(said.status == 503 && said.body.contains(words), "{path}: {} {}", said.status, said.body);
        ensure!(said.header("retry-after") == "5", "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn f35_a_slash_at_the_end_leads_where_it_should() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let [_, phone, staff] = readers(&app).await?;
    for (web, path, leads) in [
        (&phone, "/log/", "/log"),
        (&phone, "/list/0123/?lang=es", "/list/0123?lang=es"),
        (&phone, "/help//", "/help"),
        (&phone, "/plain/times/", "/plain/times"),
        (&staff, "/care/", "/care"),
        (&staff, "/care/inbox/?before=1", "/care/inbox?before=1"),
    ] {
        let said = web.get(path).await?;
        ensure!((said.status.as_u16(), said.header("location")) == (308, leads), "{path}: {}", said.status);
    }
    for path in ["//", "//evil.example/", "/\\evil.example/", "/.//evil.example/"] {
        let said = Said::of(phone.request(Method::GET, path)).await;
        ensure!(said.is_ok_and(|said| said.header("location").is_empty()), "{path} leads somewhere");
    }
    Ok(())
}
