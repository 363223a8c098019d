//! Web Push: messages encrypted for the browser (RFC 8291), sent by a client that connects to push services only.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::{Client, redirect};
use serde_json::json;
use web_push::{ContentEncoding, SubscriptionInfo, WebPushMessageBuilder};

use super::endpoint::Allowed;
use super::resolver::{Lookup, PublicOnly};
use super::vapid::Signer;
use super::{Answer, Notification, Push};
use crate::store::types::reminders::Subscription;

const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(10);
/// The size of every message before encryption, in bytes.
pub const PLAIN: usize = 1024;
/// Maximum length in bytes of a response body that is read to reuse the connection; a longer one closes it.
const ANSWER: usize = 4 * 1024;

pub struct WebPush {
    allowed: Allowed,
    signer: Signer,
    /// Of our own pages.
    origin: String,
    client: Client,
}

impl WebPush {
    pub fn new(allowed: Allowed, signer: Signer, origin: String, lookup: Lookup) -> Result<Self, reqwest::Error> {
        ready_tls();
        let resolver = PublicOnly { allowed: allowed.clone(), lookup };
        let client = Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .pool_max_idle_per_host(64)
            .dns_resolver(Arc::new(resolver))
            .build()?;
        Ok(Self { allowed, signer, origin, client })
    }

    async fn post(&self, notification: &Notification) -> Option<Answer> {
        let now = notification.now;
        let origin = self.allowed.origin(&notification.to.endpoint)?;
        let Subscription { endpoint, p256dh, auth } = &notification.to;
        let to = SubscriptionInfo::new(endpoint, p256dh, auth);
        let plain = payload(notification, &self.origin);
        let mut builder = WebPushMessageBuilder::new(&to);
        builder.set_payload(ContentEncoding::Aes128Gcm, &plain);
        builder.set_vapid_signature(self.signer.sign(&origin, &to, now)?);
        let message = builder.build().ok()?.payload?;
        let mut request = self
            .client
            .post(endpoint)
            .header("content-encoding", "aes128gcm")
            .header("content-type", "application/octet-stream")
            .header("ttl", time_left(notification.expires_at, now))
            .header("urgency", if notification.urgent { "high" } else { "normal" })
            .header("topic", notification.occurrence.to_string());
        for (name, value) in message.crypto_headers {
            request = request.header(name, value);
        }
        let Ok(response) = request.body(message.content).send().await else { return Some(Answer::Unreachable) };
        let status = response.status().as_u16();
        let retry_after =
            response.headers().get("retry-after").and_then(|value| value.to_str().ok()).map(str::to_owned);
        drain(response).await;
        match status {
            401 | 403 => tracing::warn!("a push service refused our key ({status})"),
            400 | 413 => tracing::error!("a push service refused our message ({status}), which is a defect of ours"),
            _ => {}
        }
        Some(Answer::of(status, retry_after.as_deref(), now))
    }
}

impl Push for WebPush {
    fn send(&self, notification: Notification) -> BoxFuture<'_, Answer> {
        async move { self.post(&notification).await.unwrap_or(Answer::Refused) }.boxed()
    }
}

/// Seconds, at least one: 0 would mean *now or never*.
fn time_left(expires_at: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (expires_at - now).num_seconds().max(1)
}

async fn drain(mut response: reqwest::Response) {
    let mut read = 0;
    while let Ok(Some(piece)) = response.chunk().await {
        read += piece.len();
        if read > ANSWER {
            return;
        }
    }
}

/// The format that iOS shows without the service worker and that ours reads; padded with spaces to one size.
fn payload(notification: &Notification, origin: &str) -> Vec<u8> {
    let occurrence = notification.occurrence.to_string();
    let shape = json!({
        "web_push": 8030,
        "notification": {
            "title": "Evenkeel",
            "lang": notification.lang.code(),
            "dir": "ltr",
            "body": notification.notice.text(notification.lang),
            "navigate": format!("{origin}/inbox/{occurrence}"),
            "tag": occurrence,
            "silent": notification.silent,
        }
    });
    let mut plain = shape.to_string().into_bytes();
    plain.resize(plain.len().max(PLAIN), b' ');
    plain
}

/// `true` if a browser's keys are a valid public key and a secret of the right length.
pub fn are_keys(p256dh: &str, auth: &str) -> bool {
    let length = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    length(p256dh).is_some_and(|key| key.len() == 65 && key[0] == 4)
        && length(auth).is_some_and(|secret| secret.len() == 16)
}

/// Sets the TLS provider of this process, once.
pub fn ready_tls() {
    // An earlier caller chose the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
