//! HTTP to the server: versioned JSON under `/api/v1`, through the browser's own fetch. reqwest stays native: with its
//! address parser it was 59 KB of the WASM before compression, for work the browser does already.

use domain::base::id::{DeviceId, OccurrenceId, ParticipantId};
use domain::base::problem::Problem;
use domain::ledger::{LedgerAnswer, NamedRow};
use domain::people::enrolment::{EnrolmentAnswer, EnrolmentRequest};
use domain::schedule::Zone;
use domain::sync::{SyncAnswer, SyncRequest};
use js_sys::{Reflect, Uint8Array};
use offline::ports::{Transport, TransportError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use super::clock;

#[derive(Clone, Copy)]
pub struct Api;

/// The server's public key for notifications. `None` if it sends none.
#[derive(Deserialize)]
pub struct PushKey {
    pub key: Option<String>,
    /// The server holds a subscription of this phone.
    #[serde(default)]
    pub subscribed: bool,
}

/// The timeout of a request, body included. Without it, a network that drops packets would block every later sync.
const LIMIT_MS: u32 = 30_000;
/// The timeout of requests that only end something: signing out must not wait.
pub const ENDING_MS: u32 = 5_000;

/// A signal that aborts a request after `ms`. `None` in browsers without it.
fn limit(ms: u32) -> Option<AbortSignal> {
    let signals = Reflect::get(&js_sys::global(), &"AbortSignal".into()).ok()?;
    Reflect::has(&signals, &"timeout".into()).ok()?.then(|| AbortSignal::timeout_with_u32(ms))
}

/// Sends one request; returns status and body within `ms`. Every request of the app goes through here.
async fn fetch(method: &str, path: &str, body: Option<String>, ms: u32) -> Result<(u16, Vec<u8>), TransportError> {
    // The signal ends the request itself; not every browser has it, and the wait ends in any.
    clock::within(ms as i32, send(method.to_owned(), format!("/api/v1{path}"), body, ms))
        .await
        .unwrap_or(Err(TransportError::Offline))
}

async fn send(method: String, url: String, body: Option<String>, ms: u32) -> Result<(u16, Vec<u8>), TransportError> {
    let options = RequestInit::new();
    options.set_method(&method);
    options.set_signal(limit(ms).as_ref());
    if let Some(body) = body {
        let headers = web_sys::Headers::new().map_err(|_| TransportError::Offline)?;
        headers.set("content-type", "application/json").map_err(|_| TransportError::Offline)?;
        options.set_headers(&headers);
        options.set_body(&body.into());
    }
    let window = web_sys::window().ok_or(TransportError::Offline)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(&url, &options)).await;
    let answer: Response = answer.map_err(|_| TransportError::Offline)?.unchecked_into();
    let bytes = answer.array_buffer().map_err(|_| TransportError::Offline)?;
    let bytes = JsFuture::from(bytes).await.map_err(|_| TransportError::Offline)?;
    Ok((answer.status(), Uint8Array::new(&bytes).to_vec()))
}

async fn call<T: DeserializeOwned>(method: &str, path: &str, body: Option<String>) -> Result<T, TransportError> {
    let (status, bytes) = fetch(method, path, body, LIMIT_MS).await?;
    if (200..300).contains(&status) {
        return serde_json::from_slice(&bytes).map_err(|_| TransportError::Strange(status));
    }
    Err(problem(status, &bytes))
}

/// For a request with an empty answer.
async fn done(method: &str, path: &str, body: Option<String>) -> Result<(), TransportError> {
    let (status, bytes) = fetch(method, path, body, if method == "DELETE" { ENDING_MS } else { LIMIT_MS }).await?;
    if (200..300).contains(&status) { Ok(()) } else { Err(problem(status, &bytes)) }
}

fn problem(status: u16, bytes: &[u8]) -> TransportError {
    serde_json::from_slice::<Problem>(bytes)
        .map_or(TransportError::Strange(status), |problem| TransportError::Problem(Box::new(problem)))
}

/// Infallible for the types of the API: plain JSON with string keys.
fn json(body: &impl Serialize) -> Option<String> {
    serde_json::to_string(body).ok()
}

impl Api {
    /// `holds` is whose journal is here already.
    pub async fn enrol(
        self,
        code: String,
        device: DeviceId,
        holds: Option<ParticipantId>,
    ) -> Result<EnrolmentAnswer, TransportError> {
        call("POST", "/enrolments", json(&EnrolmentRequest { code, device, participant: holds })).await
    }

    pub async fn check_enrolment(self, ticket: &str) -> Result<EnrolmentAnswer, TransportError> {
        call("POST", "/enrolments/check", json(&serde_json::json!({ "ticket": ticket }))).await
    }

    /// The whole chain, page by page. An older server answers all of it at once, whatever is asked.
    pub async fn ledger(self) -> Result<Vec<NamedRow>, TransportError> {
        let mut rows: Vec<NamedRow> = Vec::new();
        loop {
            let after = rows.last().map_or(0, |last| last.row.number);
            let page: LedgerAnswer = call("GET", &format!("/ledger?after={after}"), None).await?;
            if page.rows.first().is_none_or(|first| first.row.number <= after) {
                return Ok(rows);
            }
            rows.extend(page.rows);
        }
    }

    /// `act` is `revoke` or `vouch`.
    pub async fn tell_phone(self, phone: DeviceId, act: &str) -> Result<(), TransportError> {
        done("POST", &format!("/devices/{phone}/{act}"), None).await
    }

    pub async fn push(self) -> Result<PushKey, TransportError> {
        call("GET", "/push", None).await
    }

    pub async fn subscribe(self, body: String) -> Result<(), TransportError> {
        done("PUT", "/push/subscription", Some(body)).await
    }

    pub async fn unsubscribe(self) -> Result<(), TransportError> {
        done("DELETE", "/push/subscription", None).await
    }

    pub async fn send_test(self) -> Result<OccurrenceId, TransportError> {
        #[derive(Deserialize)]
        struct Planned {
            occurrence: OccurrenceId,
        }
        call::<Planned>("POST", "/push/test", None).await.map(|planned| planned.occurrence)
    }

    pub async fn make_calendar(self) -> Result<String, TransportError> {
        #[derive(Deserialize)]
        struct Made {
            url: String,
        }
        call::<Made>("POST", "/calendar", None).await.map(|made| made.url)
    }

    pub async fn end_calendar(self) -> Result<(), TransportError> {
        done("DELETE", "/calendar", None).await
    }

    /// Ends the sign-in. Already ended is as good.
    pub async fn sign_out(self) -> Result<(), TransportError> {
        match fetch("DELETE", "/sign-ins/current", None, ENDING_MS).await?.0 {
            200..300 | 401 | 410 => Ok(()),
            status => Err(TransportError::Strange(status)),
        }
    }
}

impl Transport for Api {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        call("POST", "/sync", json(request)).await
    }

    fn zone(&self) -> Option<Zone> {
        clock::zone()
    }
}
