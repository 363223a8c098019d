//! B4: a push endpoint is no way in.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result, ensure};
use axum::http::Method;
use chrono::TimeDelta;
use domain::base::id::OccurrenceId;
use domain::reminders::texts::{Lang, Notice};
use serde_json::json;
use server::http::cookie::Jar;
use server::push::endpoint::{Allowed, Origin};
use server::push::resolver::Lookup;
use server::push::vapid::{Signer, VapidKey};
use server::push::web_push::WebPush;
use server::push::{Answer, Notification, Push as _};
use server::store::types::reminders::Subscription;
use tests::browser::Browser;
use tests::push_service::{Behave, PushService};
use tests::{Db, Said, TestApp, report};
use tokio::net::TcpListener;

/// A listener in our own network, which counts connections.
async fn inside() -> Result<(SocketAddr, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            drop(connection);
        }
    });
    Ok((address, count))
}

/// Endpoints that point, or try to point, to a port of this machine.
fn hostile(port: u16) -> Vec<String> {
    let hosts = [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0.0.0.0",
        "[::]",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.0.1",
        "172.16.0.1",
        "100.64.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "localhost.localdomain",
        "fcm.googleapis.com.evil.example",
        "evil.example",
        "xfcm.googleapis.com",
        "push.apple.com.evil.example",
        "fcm.googleapis.com@127.0.0.1",
        "web.push.apple.com:x@localhost",
        "127.0.0.1\\.push.apple.com",
        "１２７.0.0.1",
        "127.0.0.1%2f.push.apple.com",
        "web.push.apple.com%00.evil.example",
        "fcm.googleapis.com%40127.0.0.1",
        "fcm.googleapis.com:443@127.0.0.1",
        "fcm.googleapis.com#@127.0.0.1",
        "127.0.0.1?x=.push.apple.com",
        "127.0.0.1/.push.apple.com",
        "",
        "*",
        ".",
        "%",
        "fcm.googleapis.com.",
        " fcm.googleapis.com",
    ];
    let schemes =
        ["https://", "http://", "HTTPS://", "ftp://", "file://", "gopher://", "//", "javascript:", "data:,", ""];
    let ported = hosts.iter().flat_map(|host| [format!("{host}:{port}/x"), format!("{host}/x")]);
    ported.flat_map(|rest| schemes.map(|scheme| format!("{scheme}{rest}"))).collect()
}

fn to(endpoint: &str) -> Result<Subscription> {
    let keys = Browser::new([7; 32], [7; 16])?.keys();
    let text = |name: &str| keys[name].as_str().unwrap_or_default().to_owned();
    Ok(Subscription { endpoint: endpoint.to_owned(), p256dh: text("p256dh"), auth: text("auth") })
}

fn notification(app: &TestApp, endpoint: &str) -> Result<Notification> {
    let now = app.env().now();
    Ok(Notification {
        to: to(endpoint)?,
        occurrence: app.id(OccurrenceId::from_bytes),
        notice: Notice::Reminder,
        lang: Lang::English,
        expires_at: now + TimeDelta::minutes(10),
        urgent: false,
        silent: false,
        now,
    })
}

#[tokio::test]
async fn no_endpoint_that_a_phone_names_leads_off_the_list() -> Result<()> {
    let (address, connections) = inside().await?;
    let app = TestApp::start_with(Db::Sqlite, 6, |settings| {
        settings.push.push_contact = Some("mailto:ops@example.org".to_owned());
    })
    .await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let web = app.web()?.signed_in(Jar::Phone, &phone.token);
    let push = app.shared.push.service.clone().context("push")?;
    let all = hostile(address.port());
    ensure!(all.len() >= 500);
    // Real push services are not contacted here; nothing else may be accepted.
    let ours = |endpoint: &str| app.shared.push.allowed.origin(endpoint).is_some();
    let genuine: Vec<_> = all.iter().filter(|endpoint| ours(endpoint)).collect();
    ensure!(genuine.is_empty(), "let through: {genuine:?}");
    for endpoint in &all {
        let keys = Browser::new([7; 32], [7; 16])?.keys();
        let body = json!({"endpoint": endpoint, "keys": keys, "lang": "en"});
        let said = Said::of(web.request(Method::PUT, "/api/v1/push/subscription").json(&body)).await?;
        ensure!(said.status == 400, "{endpoint}: {}", said.status);
        // Even if it were in the database.
        let answer = push.send(notification(&app, endpoint)?).await;
        ensure!(answer == Answer::Refused, "{endpoint}: {answer:?}");
    }
    ensure!(connections.load(Ordering::SeqCst) == 0);
    report(format_args!("B4: {} hostile endpoints, 0 connections", all.len()));
    Ok(())
}

#[tokio::test]
async fn a_name_of_the_list_that_leads_inside_leads_nowhere() -> Result<()> {
    let (address, connections) = inside().await?;
    let app = TestApp::start(Db::Sqlite).await?;
    let key = VapidKey::beside(&app.folder().join("keys").join("master.key"), &app.env())?;
    // First a public address, then one of ours, like a rebinding name.
    let asked = Arc::new(AtomicUsize::new(0));
    let lookup: Lookup = {
        let asked = asked.clone();
        Arc::new(move |_| {
            asked.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move { Ok(vec![address]) })
        })
    };
    let pusher = |allowed: Allowed| {
        let signer = Signer::new(key.clone(), "mailto:ops@example.org".to_owned());
        WebPush::new(allowed, signer, app.origin.clone(), lookup.clone())
    };
    for (endpoint, origins) in [
        ("https://fcm.googleapis.com/fcm/send/x", vec![]),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", vec![]),
        ("https://push.example.org/x", vec![Origin::parse("https://push.example.org").context("an origin")?]),
    ] {
        let strict = pusher(Allowed::new(origins, false))?;
        ensure!(strict.send(notification(&app, endpoint)?).await == Answer::Unreachable, "{endpoint}");
    }
    ensure!(asked.load(Ordering::SeqCst) == 3 && connections.load(Ordering::SeqCst) == 0, "somebody connected");

    // Control: the same name, allowed by the operator of a loopback server, is connected to.
    let origin = Origin::parse("https://push.example.org").context("an origin")?;
    let lax = pusher(Allowed::new(vec![origin], true))?;
    ensure!(lax.send(notification(&app, "https://push.example.org/x")?).await == Answer::Unreachable);
    ensure!(connections.load(Ordering::SeqCst) > 0, "the control did not see a connection");
    Ok(())
}

#[tokio::test]
async fn a_redirect_leads_nowhere() -> Result<()> {
    let (address, connections) = inside().await?;
    let service = PushService::start().await?;
    let origin = service.origin.clone();
    let app = TestApp::start_with(Db::Sqlite, 6, |settings| {
        settings.push.push_contact = Some("mailto:ops@example.org".to_owned());
        settings.push.push_origin = vec![origin];
    })
    .await?;
    service.go_by(app.clock.clone());
    let push = app.shared.push.service.clone().context("push")?;
    let (channel, subscription) = service.subscribe()?;
    for to in [format!("http://{address}/"), format!("https://{address}/"), "/elsewhere".to_owned()] {
        service.behave(&channel, [Behave::Redirect(to)]);
        let answer = push.send(notification(&app, &subscription.endpoint)?).await;
        ensure!(answer == Answer::Refused, "{answer:?}");
    }
    ensure!(connections.load(Ordering::SeqCst) == 0 && service.asked(&channel) == 3);
    Ok(())
}

#[test]
fn a_private_push_service_is_refused_while_anybody_may_reach_the_server() -> Result<()> {
    let ran = |listen: &str, more: &[&str]| -> Result<String> {
        let folder = tempfile::tempdir()?;
        let out = std::process::Command::new(tests::binary::evenkeel()?)
            .args(["--listen", listen, "--data"])
            .arg(folder.path().join("data"))
            .args(["--site", "/nowhere", "--database-url", "nonsense:"])
            .args(more)
            .output()?;
        Ok(String::from_utf8_lossy(&out.stderr).into_owned())
    };
    for private in [
        "http://127.0.0.1:4000",
        "https://10.0.0.1",
        "http://localhost:4000",
        "https://push.example.org/path",
        "nonsense",
    ] {
        let said = ran("0.0.0.0:0", &["--push-origin", private])?;
        ensure!(said.contains("--push-origin must be"), "{private}: {said}");
    }
    for fine in ["http://127.0.0.1:4000", "http://localhost:4000", "https://push.example.org"] {
        let said = ran("127.0.0.1:0", &["--push-origin", fine])?;
        ensure!(said.contains("--database-url must start with"), "{fine}: {said}");
    }
    for contact in ["mailto:ops@localhost", "https://localhost", "mailto:ops@here.invalid", "ops"] {
        ensure!(ran("127.0.0.1:0", &["--push-contact", contact])?.contains("--push-contact must be"), "{contact}");
    }
    ensure!(ran("0.0.0.0:0", &["--clock-ahead", "60"])?.contains("only while --listen is a loopback"));
    Ok(())
}
