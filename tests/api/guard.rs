//! The guard of every route in the table. The full matrix of roles and relations is in the authorization tests.

use std::collections::BTreeSet;

use anyhow::Result;
use axum::http::Method;
use server::http::access::Access;
use server::router::routes;
use tests::{Db, Said, TestApp};

/// A pattern with its parameters filled in.
fn path(pattern: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "0".repeat(32) } else { part.to_owned() };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn nobody_gets_past_a_route_that_is_not_public_without_signing_in() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let web = app.web()?;
    let mut guarded = 0;
    for (method, pattern, access) in routes() {
        if access == Access::Public {
            continue;
        }
        let said = Said::of(web.request(method.clone(), &path(pattern))).await?;
        let sent_to_sign_in = said.status == 303 && said.header("location") == "/care/sign-in";
        assert!(said.status == 401 || sent_to_sign_in, "{method} {pattern}: {}", said.status);
        guarded += 1;
    }
    assert!(guarded > 10, "{guarded} routes");
    Ok(())
}

#[tokio::test]
async fn no_request_from_another_site_changes_anything() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let web = app.web()?;
    for (method, pattern, _) in routes() {
        if method == Method::GET {
            continue;
        }
        let foreign: [&[(&str, &str)]; 6] = [
            &[],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", &app.origin), ("sec-fetch-site", "cross-site")],
        ];
        for headers in foreign {
            let request =
                web.bare(method.clone(), &path(pattern)).header("content-type", "application/json").body("{}");
            let request = headers.iter().fold(request, |r, (name, value)| r.header(*name, *value));
            let said = Said::of(request).await?;
            assert_eq!(said.status, 403, "{method} {pattern} {headers:?}");
        }
        for kind in ["text/plain", "multipart/form-data; boundary=x"] {
            let request = web.request(method.clone(), &path(pattern)).header("content-type", kind).body("{}");
            assert_eq!(Said::of(request).await?.status, 400, "{method} {pattern} {kind}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_personal_ones_are_not_stored() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let web = app.web()?;
    let mut paths: Vec<(Method, String)> =
        routes().into_iter().map(|(method, pattern, _)| (method, path(pattern))).collect();
    paths.push((Method::GET, "/nothing-here".to_owned()));
    paths.push((Method::PUT, "/api/v1/sync".to_owned()));
    for (method, path) in paths {
        let said = Said::of(web.request(method.clone(), &path)).await?;
        let csp = said.header("content-security-policy");
        assert!(
            csp.contains("default-src 'none'")
                && csp.contains("frame-ancestors 'none'")
                && !csp.contains("unsafe-inline"),
            "{path}"
        );
        assert_eq!(said.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(said.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(said.header("referrer-policy"), "same-origin", "{path}");
        assert!(!said.header("permissions-policy").is_empty(), "{path}");
        if path.starts_with("/api/") || path.starts_with("/care") {
            assert_eq!(said.header("cache-control"), "no-store", "{method} {path}");
        }
    }
    Ok(())
}

/// Includes files, redirects and missing pages. The test itself uses HTTP: only the public address counts.
#[tokio::test]
async fn every_answer_asks_for_https_from_then_on_where_people_use_it_and_nowhere_else() -> Result<()> {
    for (public, wanted) in [("https://care.example.org", "max-age=63072000"), ("http://localhost:3000", "")] {
        let app = TestApp::start_with(Db::Sqlite, 1, |settings| public.clone_into(&mut settings.public_url)).await?;
        let client = tests::http().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
        let mut paths: Vec<(Method, String)> =
            routes().into_iter().map(|(method, pattern, _)| (method, path(pattern))).collect();
        for file in ["/help", "/sw.js", "/manifest.webmanifest", "/nothing-here"] {
            paths.push((Method::GET, file.to_owned()));
        }
        paths.push((Method::PUT, "/api/v1/sync".to_owned()));
        let mut statuses = BTreeSet::new();
        for (method, path) in paths {
            for origin in [public, "https://evil.example"] {
                let request = client.request(method.clone(), format!("http://{}{path}", app.address()));
                let said = Said::of(request.header("origin", origin)).await?;
                assert_eq!(
                    said.header("strict-transport-security"),
                    wanted,
                    "{public} {method} {path} {}",
                    said.status
                );
                statuses.insert(said.status.as_u16());
            }
        }
        assert!([200, 303, 400, 401, 403, 404].iter().all(|status| statuses.contains(status)), "{statuses:?}");
    }
    Ok(())
}

#[tokio::test]
async fn the_description_names_every_route_of_the_api() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    let described = app.web()?.get("/api/v1/openapi.json").await?.json()?;
    for (method, pattern, _) in routes() {
        if pattern.starts_with("/api/") && pattern != "/api/v1/openapi.json" {
            assert!(described["paths"][pattern][method.as_str().to_lowercase()].is_object(), "{method} {pattern}");
        }
    }
    assert!(described["components"]["schemas"]["SyncRequest"].is_object());
    Ok(())
}
