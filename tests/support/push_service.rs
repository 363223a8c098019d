//! A local push service: accepts messages like the real ones (RFC 8030), opens them like a browser, checks their
//! signatures (RFC 8292), and misbehaves on request.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use axum::routing::any;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::base::id::OccurrenceId;
use futures::StreamExt as _;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::Value;
use server::env::{Clock, Env};
use server::store::types::reminders::Subscription;
use tokio::net::TcpListener;

use crate::browser::Browser;

/// Size of the pieces of a long response, in bytes.
const PIECE: usize = 16 * 1024;

/// The service's reaction to a message.
#[derive(Clone, Debug)]
pub enum Behave {
    Take,
    Status(u16),
    /// With `Retry-After`.
    Later(u16, String),
    Hang,
    /// Takes it, and says so only then.
    Slow(Duration),
    Redirect(String),
    /// Takes it and talks for so many bytes.
    Talk(usize),
}

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Got {
    pub channel: String,
    pub at: DateTime<Utc>,
    pub occurrence: OccurrenceId,
    /// The text on the lock screen.
    pub text: String,
    pub lang: String,
    pub navigate: String,
    pub ttl: i64,
    pub urgency: String,
    /// Bytes on the wire, and before they were encrypted.
    pub size: (usize, usize),
}

#[derive(Clone)]
pub struct PushService {
    pub origin: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    clock: Arc<dyn Clock>,
    browsers: HashMap<String, Browser>,
    behave: HashMap<String, VecDeque<Behave>>,
    always: HashMap<String, Behave>,
    got: Vec<Got>,
    asked: HashMap<String, usize>,
    /// Bytes of long answers that somebody took.
    talked: usize,
    wrong: Vec<String>,
    key: Option<String>,
    chance: StdRng,
}

impl PushService {
    /// Starts a service with the machine's clock.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let inner = Inner {
            clock: Env::real().clock,
            browsers: HashMap::new(),
            behave: HashMap::new(),
            always: HashMap::new(),
            got: Vec::new(),
            asked: HashMap::new(),
            talked: 0,
            wrong: Vec::new(),
            key: None,
            chance: StdRng::seed_from_u64(8030),
        };
        let service = Self { origin, inner: Arc::new(Mutex::new(inner)) };
        let router = axum::Router::new().route("/wpush/{channel}", any(arrive)).with_state(service.clone());
        tokio::spawn(async move { drop(axum::serve(listener, router).await) });
        Ok(service)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Subscribes a browser; returns the channel, and the subscription for the server.
    ///
    /// # Errors
    /// Never in practice.
    pub fn subscribe(&self) -> Result<(String, Subscription)> {
        let mut inner = self.inner();
        let channel = domain::base::id::to_hex(&inner.chance.random::<[u8; 16]>());
        let browser = Browser::new(inner.chance.random(), inner.chance.random())?;
        let keys = browser.keys();
        let text = |name: &str| keys[name].as_str().unwrap_or_default().to_owned();
        let endpoint = format!("{}/wpush/{channel}", self.origin);
        inner.browsers.insert(channel.clone(), browser);
        Ok((channel, Subscription { endpoint, p256dh: text("p256dh"), auth: text("auth") }))
    }

    /// Uses another clock from now on.
    pub fn go_by(&self, clock: Arc<dyn Clock>) {
        self.inner().clock = clock;
    }

    /// Only messages signed with this key are right from now on.
    pub fn expect_key(&self, key: &str) {
        self.inner().key = Some(key.to_owned());
    }

    /// Sets the reactions to the next messages of a channel, in order; it accepts those after them.
    pub fn behave(&self, channel: &str, next: impl IntoIterator<Item = Behave>) {
        self.inner().behave.entry(channel.to_owned()).or_default().extend(next);
    }

    /// Sets the reaction to every message of a channel.
    pub fn always(&self, channel: &str, behave: Behave) {
        self.inner().always.insert(channel.to_owned(), behave);
    }

    /// Everything it took, in order.
    pub fn got(&self) -> Vec<Got> {
        self.inner().got.clone()
    }

    pub fn count(&self) -> usize {
        self.inner().got.len()
    }

    /// Removes and returns the messages accepted since the last call.
    pub fn take(&self) -> Vec<Got> {
        std::mem::take(&mut self.inner().got)
    }

    /// The number of requests to a channel, whatever it answered.
    pub fn asked(&self, channel: &str) -> usize {
        self.inner().asked.get(channel).copied().unwrap_or(0)
    }

    /// The number of bytes of long responses that were read, with those in the machine's own buffers.
    pub fn talked(&self) -> usize {
        self.inner().talked
    }

    /// # Errors
    /// Names the first fault in the messages that arrived, and the number of faults.
    pub fn check(&self) -> Result<()> {
        let wrong = &self.inner().wrong;
        ensure!(wrong.is_empty(), "{} wrong messages, such as: {}", wrong.len(), wrong[0]);
        Ok(())
    }

    fn read(&self, channel: &str, headers: &HeaderMap, body: &[u8]) -> Result<Got> {
        let (browser, key, now) = {
            let inner = self.inner();
            (inner.browsers.get(channel).cloned().context("no such channel")?, inner.key.clone(), inner.clock.now())
        };
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).context(format!("no {name}"));
        verify(text("authorization")?, key.as_deref(), &self.origin, now)?;
        ensure!(text("content-encoding")? == "aes128gcm", "the coding is aes128gcm");
        let ttl: i64 = text("ttl")?.parse()?;
        ensure!(ttl > 0, "a time to live");
        let urgency = text("urgency")?.to_owned();
        ensure!(["high", "normal"].contains(&urgency.as_str()), "the urgency {urgency}");
        let plain = browser.decrypt(body)?;
        let shape: Value = serde_json::from_slice(&plain)?;
        ensure!(shape["web_push"] == 8030, "the shape of Declarative Web Push");
        let notification = &shape["notification"];
        let say = |name: &str| notification[name].as_str().map(str::to_owned).context(format!("no {name}"));
        let occurrence: OccurrenceId = say("tag")?.parse().ok().context("the tag is an occurrence")?;
        ensure!(text("topic")? == occurrence.to_string(), "the topic is the occurrence");
        let navigate = say("navigate")?;
        ensure!(navigate.ends_with(&format!("/inbox/{occurrence}")), "it opens the occurrence");
        let (text, lang, size) = (say("body")?, say("lang")?, (body.len(), plain.len()));
        Ok(Got { channel: channel.to_owned(), at: now, occurrence, text, lang, navigate, ttl, urgency, size })
    }
}

/// Checks `vapid t=…, k=…`.
fn verify(authorization: &str, expected: Option<&str>, origin: &str, now: DateTime<Utc>) -> Result<()> {
    let (token, key) =
        authorization.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).context("vapid")?;
    ensure!(expected.is_none_or(|expected| expected == key), "another key than the browser subscribed with");
    let (signed, signature) = token.rsplit_once('.').context("a token")?;
    let public = VerifyingKey::from_sec1_bytes(&URL_SAFE_NO_PAD.decode(key)?)?;
    public.verify(signed.as_bytes(), &Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature)?)?)?;
    let (header, claims) = signed.split_once('.').context("a token")?;
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header)?)?;
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims)?)?;
    ensure!(header["alg"] == "ES256", "ES256");
    ensure!(claims["aud"] == origin, "the audience {} is another", claims["aud"]);
    let left = claims["exp"].as_i64().context("exp")? - now.timestamp();
    ensure!(left > 0 && left <= 24 * 3600, "good for {left} seconds");
    ensure!(claims["sub"] == "mailto:ops@example.org", "the contact {}", claims["sub"]);
    Ok(())
}

async fn arrive(
    State(service): State<PushService>,
    Path(channel): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let behave = {
        let mut inner = service.inner();
        *inner.asked.entry(channel.clone()).or_default() += 1;
        let always = inner.always.get(&channel).cloned();
        inner.behave.get_mut(&channel).and_then(VecDeque::pop_front).or(always).unwrap_or(Behave::Take)
    };
    let read = service.read(&channel, &headers, &body);
    let right = match read {
        Ok(got) => Some(got),
        Err(error) => {
            service.inner().wrong.push(format!("{error:#}"));
            None
        }
    };
    let take = || {
        let took = right.is_some();
        service.inner().got.extend(right);
        if took { 201 } else { 400 }
    };
    let (status, name, value, body) = match behave {
        Behave::Take => (take(), "ttl", String::new(), Body::empty()),
        Behave::Status(status) => (status, "ttl", String::new(), Body::empty()),
        Behave::Later(status, when) => (status, "retry-after", when, Body::empty()),
        Behave::Hang => std::future::pending().await,
        Behave::Slow(pause) => {
            let status = take();
            tokio::time::sleep(pause).await;
            (status, "ttl", String::new(), Body::empty())
        }
        Behave::Redirect(to) => (307, "location", to, Body::empty()),
        Behave::Talk(length) => (take(), "ttl", String::new(), talk(service, length)),
    };
    Response::builder().status(status).header(name, value).body(body).unwrap_or_else(|_| Response::new(Body::empty()))
}

fn talk(service: PushService, length: usize) -> Body {
    Body::from_stream(futures::stream::iter((0..length).step_by(PIECE)).map(move |from| {
        let piece = PIECE.min(length - from);
        service.inner().talked += piece;
        Ok::<_, Infallible>(vec![b'x'; piece])
    }))
}
