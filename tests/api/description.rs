//! F34: the description of `/api/v1` is what the server does. Every operation is asked in every way that it answers
//! differently; each response is described, and each described response was seen.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use axum::http::Method;
use chrono::TimeDelta;
use domain::base::bytes::Bytes;
use domain::base::id::{DeviceId, EpochId};
use domain::sync::SyncRequest;
use serde_json::{Value, json};
use server::http::cookie::Jar;
use server::http::tries::CODES;
use server::router::routes;
use server::store::types::care::PhoneAnswer;
use tests::{Clinic, Db, EnrolledPhone, Said, Scribe, TestApp, Web, report};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const OPENED: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

/// Status and media type of a response; the latter is empty without a body.
type Answer = (u16, String);

/// An operation of the description.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Operation {
    method: String,
    path: String,
}

impl Operation {
    fn method(&self) -> Result<Method> {
        Ok(self.method.to_uppercase().parse()?)
    }

    /// The path with its parameters filled in.
    fn at(&self, filled: &str) -> String {
        let part = |part: &str| if part.starts_with('{') { filled.to_owned() } else { part.to_owned() };
        self.path.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

struct Walk {
    app: TestApp,
    clinic: Clinic,
    seen: BTreeMap<Operation, BTreeSet<Answer>>,
    asked: u32,
}

/// The media type without its parameters.
fn media(said: &Said) -> String {
    said.header("content-type").split(';').next().unwrap_or_default().to_owned()
}

impl Walk {
    fn note(&mut self, operation: &Operation, status: u16, kind: String) {
        self.asked += 1;
        self.seen.entry(operation.clone()).or_default().insert((status, kind));
    }

    async fn ask(&mut self, operation: &Operation, request: reqwest::RequestBuilder) -> Result<u16> {
        let said = Said::of(request).await?;
        self.note(operation, said.status.as_u16(), media(&said));
        Ok(said.status.as_u16())
    }

    async fn phone(&self) -> Result<(EnrolledPhone, Web)> {
        let phone = self.app.enrol(self.clinic.participant).await?;
        let web = self.app.web()?.signed_in(Jar::Phone, &phone.token);
        Ok((phone, web))
    }

    /// A good body for an operation that takes one.
    async fn body(&self, operation: &Operation, phone: &EnrolledPhone) -> Result<Value> {
        let text = |bytes: Vec<u8>| Bytes(bytes).to_text();
        Ok(match operation.path.as_str() {
            "/api/v1/sync" => serde_json::to_value(Scribe::new(&self.app, phone).request(&self.app, vec![]))?,
            "/api/v1/enrolments" => {
                let code = self.app.store().make_demo_code(self.clinic.participant).await?.code.to_string();
                json!({"code": code, "device": self.app.id(DeviceId::from_bytes)})
            }
            "/api/v1/enrolments/check" => json!({"ticket": "unknown"}),
            "/api/v1/push/subscription" => json!({
                "endpoint": "https://web.push.apple.com/x",
                "keys": {"p256dh": text([vec![4], vec![1; 64]].concat()), "auth": text(vec![1; 16])},
                "lang": "en",
            }),
            other => anyhow::bail!("{other} takes a body, and this test knows no good one"),
        })
    }

    /// A good request, and every bad one that follows from the description: no sign-in, a removed phone, another site,
    /// parameters and bodies of every wrong form.
    async fn every_way(&mut self, operation: &Operation, described: &Value, schemas: &Value) -> Result<()> {
        // Wrong codes are counted, and forgiven by then.
        self.app.clock.advance(TimeDelta::minutes(10));
        let method = operation.method()?;
        let takes_body = described["requestBody"].is_object();
        let (phone, web) = self.phone().await?;
        let other = self.phone().await?.0.who.device.to_string();
        let zeros = "0".repeat(32);
        let good = operation.at(&other);
        let nobody = self.app.web()?;
        let body = if takes_body { Some(self.body(operation, &phone).await?) } else { None };
        let with = |request: reqwest::RequestBuilder| match &body {
            Some(body) => request.json(body),
            None => request,
        };

        // As a program, and as a person who opens it.
        for accept in ["*/*", OPENED] {
            self.ask(operation, with(nobody.request(method.clone(), &good)).header("accept", accept)).await?;
            for filled in ["x", "%FF", &zeros, &other] {
                let request = web.request(method.clone(), &operation.at(filled)).header("accept", accept);
                self.ask(operation, if filled == other { request } else { with(request) }).await?;
            }
            let gone = self.removed().await?;
            self.ask(operation, with(gone.request(method.clone(), &good)).header("accept", accept)).await?;
            for parameter in described["parameters"].as_array().into_iter().flatten() {
                let (name, place) = (parameter["name"].as_str(), parameter["in"].as_str());
                if let (Some(name), Some("query")) = (name, place) {
                    let path = format!("{good}?{name}=x");
                    self.ask(operation, web.request(method.clone(), &path).header("accept", accept)).await?;
                }
            }
            if method == Method::GET {
                continue;
            }
            let foreign = web.bare(method.clone(), &good).header("origin", "https://evil.example");
            self.ask(operation, with(foreign).header("accept", accept)).await?;
            let text = web.request(method.clone(), &good).header("content-type", "text/plain").body("x");
            self.ask(operation, text.header("accept", accept)).await?;
            let Some(body) = &body else { continue };
            for bad in wrong(body, &described["requestBody"]["content"]["application/json"]["schema"], schemas) {
                let request = web.request(method.clone(), &good).header("content-type", "application/json");
                self.ask(operation, request.body(bad).header("accept", accept)).await?;
            }
            self.stall(operation, &good, &phone.token, accept).await?;
        }
        // Last, because it may end the sign-in.
        let (phone, fresh) = self.phone().await?;
        self.app.tamper("UPDATE device SET vouched = 1").await?;
        let request = fresh.request(method, &good);
        let request = if takes_body { request.json(&self.body(operation, &phone).await?) } else { request };
        let status = self.ask(operation, request).await?;
        ensure!((200..300).contains(&status), "{operation:?}: a good request got {status}");
        Ok(())
    }

    /// A phone that was removed.
    async fn removed(&self) -> Result<Web> {
        let (phone, web) = self.phone().await?;
        let path = format!("/api/v1/devices/{}/revoke", phone.who.device);
        ensure!(Said::of(web.request(Method::POST, &path)).await?.status == 204);
        Ok(web)
    }

    /// A body that stops in the middle.
    async fn stall(&mut self, operation: &Operation, path: &str, token: &str, accept: &str) -> Result<()> {
        let mut stream = TcpStream::connect(self.app.address()).await?;
        let head = format!(
            "{} {path} HTTP/1.1\r\nhost: localhost\r\norigin: {}\r\ncookie: {}={token}\r\naccept: {accept}\r\n\
             content-type: application/json\r\ncontent-length: 1000\r\nconnection: close\r\n\r\n{{",
            operation.method.to_uppercase(),
            self.app.origin,
            Jar::Phone.name(),
        );
        stream.write_all(head.as_bytes()).await?;
        let mut said = String::new();
        tokio::time::timeout(Duration::from_secs(10), stream.read_to_string(&mut said)).await??;
        let status = said.split(' ').nth(1).context("no status")?.parse()?;
        let said = said.to_lowercase();
        let kind = said.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
        self.note(operation, status, kind.split(';').next().unwrap_or_default().to_owned());
        Ok(())
    }

    /// What only one operation refuses.
    async fn of_its_own(&mut self) -> Result<()> {
        let post = |path: &str| Operation { method: "post".to_owned(), path: path.to_owned() };
        let (enter, check) = (post("/api/v1/enrolments"), post("/api/v1/enrolments/check"));
        let (revoke, vouch) = (post("/api/v1/devices/{device}/revoke"), post("/api/v1/devices/{device}/vouch"));
        let far = self.app.web_from(IpAddr::from([127, 0, 0, 9]))?;
        for accept in ["*/*", OPENED] {
            let ask = |web: &Web, path: &str| web.request(Method::POST, path).header("accept", accept);
            // A phone that was removed types a new code; one that staff confirm after it was removed.
            let (lost, web) = self.phone().await?;
            let path = format!("/api/v1/devices/{}/revoke", lost.who.device);
            ensure!(Said::of(web.request(Method::POST, &path)).await?.status == 204);
            let code = self.app.store().make_demo_code(self.clinic.participant).await?.code.to_string();
            let body = json!({"code": code, "device": lost.who.device});
            self.ask(&enter, ask(&far, &enter.path).json(&body)).await?;
            let (staff, _) = self.app.sign_in(self.clinic.counselor).await?;
            let code = self.app.store().make_code(staff, self.clinic.participant).await?.code.to_string();
            let body = json!({"code": code, "device": lost.who.device});
            let waits = Said::of(far.request(Method::POST, &enter.path).json(&body)).await?.json()?;
            let store = self.app.store();
            store.answer_phone(staff, self.clinic.participant, lost.who.device, PhoneAnswer::Confirm).await?;
            let body = json!({"ticket": waits["waiting"]["ticket"]});
            self.ask(&check, ask(&far, &check.path).json(&body)).await?;

            // A phone that nobody vouched for.
            let ((_, new), (other, _)) = (self.phone().await?, self.phone().await?);
            self.app.tamper("UPDATE device SET vouched = 0").await?;
            for operation in [&revoke, &vouch] {
                self.ask(operation, ask(&new, &operation.at(&other.who.device.to_string()))).await?;
            }

            // A wrong epoch.
            let (phone, web) = self.phone().await?;
            let epoch = Some(self.app.id(EpochId::from_bytes));
            let request = SyncRequest { epoch, ..Scribe::new(&self.app, &phone).request(&self.app, vec![]) };
            let sync = post("/api/v1/sync");
            self.ask(&sync, ask(&web, &sync.path).json(&serde_json::to_value(request)?)).await?;
        }
        // Too many tries, from a network that nobody else here is in.
        let eager = self.app.web_from(IpAddr::from([127, 0, 0, 8]))?;
        let wrong_code = json!({"code": "00000-00001", "device": self.app.id(DeviceId::from_bytes)});
        for (operation, body) in [(&enter, &wrong_code), (&check, &json!({"ticket": "unknown"}))] {
            for accept in ["*/*", OPENED] {
                for _ in 0..=CODES.0 {
                    let request = eager.request(Method::POST, &operation.path).header("accept", accept);
                    self.ask(operation, request.json(body)).await?;
                }
            }
        }
        Ok(())
    }
}

/// Every wrong form of a good body: no JSON, another value, larger than anything, and each field missing or of another
/// type.
fn wrong(good: &Value, schema: &Value, schemas: &Value) -> Vec<String> {
    let mut bodies = vec!["{".to_owned(), "[]".to_owned(), json!({"filler": "x".repeat(400 * 1024)}).to_string()];
    let name = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()).unwrap_or_default();
    for field in schemas[name]["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
        for value in [json!(null), json!([[]]), json!({"x": 1}), json!(-1), json!("\u{0}"), json!(true)] {
            let mut bad = good.clone();
            bad[field.as_str()] = value;
            bodies.push(bad.to_string());
        }
        let mut less = good.clone();
        less.as_object_mut().and_then(|fields| fields.remove(field));
        bodies.push(less.to_string());
    }
    bodies
}

/// Every answer of an operation that the description names.
fn answers(described: &Value) -> Result<BTreeSet<Answer>> {
    let mut all = BTreeSet::new();
    for (status, response) in described["responses"].as_object().context("no responses")? {
        let kinds: Vec<String> =
            response["content"].as_object().map(|content| content.keys().cloned().collect()).unwrap_or_default();
        let status: u16 = status.parse()?;
        if kinds.is_empty() {
            all.insert((status, String::new()));
        }
        all.extend(kinds.into_iter().map(|kind| (status, kind)));
    }
    Ok(all)
}

#[tokio::test]
async fn f34_the_description_is_what_the_server_does() -> Result<()> {
    let app =
        TestApp::start_with(Db::Sqlite, 1, |settings| settings.limits.body_pause = Duration::from_millis(300)).await?;
    let description = app.web()?.get("/api/v1/openapi.json").await?.json()?;
    let paths = description["paths"].as_object().context("no paths")?;
    let mut operations = BTreeMap::new();
    for (path, item) in paths {
        for (method, described) in item.as_object().context("no operations")? {
            operations.insert(Operation { method: method.clone(), path: path.clone() }, described);
        }
    }
    let listed: BTreeSet<Operation> = routes()
        .into_iter()
        .filter(|(_, pattern, _)| pattern.starts_with("/api/"))
        .map(|(method, path, _)| Operation { method: method.as_str().to_lowercase(), path: path.to_owned() })
        .collect();
    assert_eq!(operations.keys().cloned().collect::<BTreeSet<_>>(), listed, "the routes are the description's");

    let clinic = app.clinic().await?;
    let mut walk = Walk { app, clinic, seen: BTreeMap::new(), asked: 0 };
    for (operation, described) in &operations {
        let way = walk.every_way(operation, described, &description["components"]["schemas"]).await;
        way.with_context(|| format!("{operation:?}"))?;
    }
    walk.of_its_own().await?;
    // The server fails.
    let (phone, web) = walk.phone().await?;
    let mut bodies = BTreeMap::new();
    for (operation, described) in &operations {
        if described["requestBody"].is_object() {
            bodies.insert(operation.clone(), walk.body(operation, &phone).await?);
        }
    }
    walk.app.tamper("ALTER TABLE sign_in RENAME TO elsewhere; ALTER TABLE enrolment RENAME TO nowhere").await?;
    for operation in operations.keys() {
        for accept in ["*/*", OPENED] {
            let request = web.request(operation.method()?, &operation.at("x")).header("accept", accept);
            let request = if let Some(body) = bodies.get(operation) { request.json(body) } else { request };
            walk.ask(operation, request).await?;
        }
    }

    let mut untrue = Vec::new();
    for (operation, described) in &operations {
        let (described, seen) = (answers(described)?, walk.seen.get(operation).cloned().unwrap_or_default());
        untrue.extend(seen.difference(&described).map(|answer| format!("{operation:?} answers {answer:?}")));
        // Written from the program itself, so only a panic or a full server could keep it from answering.
        let needs_nothing = |status: u16| operation.path == "/api/v1/openapi.json" && status == 503;
        let never = described.difference(&seen).filter(|(status, _)| !needs_nothing(*status));
        untrue.extend(never.map(|answer| format!("{operation:?} never answers {answer:?}")));
    }
    report(format_args!("{} operations were asked {} times, as their description says", operations.len(), walk.asked));
    ensure!(untrue.is_empty(), "{}", untrue.join("\n"));
    Ok(())
}
