//! The way to the server: versioned JSON under `/api/v1`, through reqwest.

use std::sync::LazyLock;

use domain::enrolment::{EnrolmentAnswer, EnrolmentRequest};
use domain::id::DeviceId;
use domain::ledger::LedgerAnswer;
use domain::problem::Problem;
use domain::sync::{SyncAnswer, SyncRequest};
use offline::ports::{Transport, TransportError};
use reqwest::{Client, Method};
use serde::Serialize;
use serde::de::DeserializeOwned;

static CLIENT: LazyLock<Client> = LazyLock::new(|| reqwest::ClientBuilder::new().build().unwrap_or_default());

#[derive(Clone, Copy)]
pub struct Api;

fn url(path: &str) -> String {
    let origin = web_sys::window().and_then(|w| w.location().origin().ok()).unwrap_or_default();
    format!("{origin}/api/v1{path}")
}

async fn call<T: DeserializeOwned>(method: Method, path: &str, body: Option<&impl Serialize>) -> Result<T, TransportError> {
    let request = CLIENT.request(method, url(path));
    let request = match body {
        Some(body) => request.json(body),
        None => request,
    };
    let answer = request.send().await.map_err(|_| TransportError::Offline)?;
    let status = answer.status().as_u16();
    let bytes = answer.bytes().await.map_err(|_| TransportError::Offline)?;
    if (200..300).contains(&status) {
        return serde_json::from_slice(&bytes).map_err(|_| TransportError::Strange(status));
    }
    match serde_json::from_slice::<Problem>(&bytes) {
        Ok(problem) => Err(TransportError::Problem(Box::new(problem))),
        Err(_) => Err(TransportError::Strange(status)),
    }
}

const NOTHING: Option<&()> = None;

impl Api {
    pub async fn enrol(self, code: &str, device: DeviceId) -> Result<EnrolmentAnswer, TransportError> {
        call(Method::POST, "/enrolments", Some(&EnrolmentRequest { code: code.to_owned(), device })).await
    }

    pub async fn check_enrolment(self, ticket: &str) -> Result<EnrolmentAnswer, TransportError> {
        call(Method::POST, "/enrolments/check", Some(&serde_json::json!({ "ticket": ticket }))).await
    }

    pub async fn ledger(self) -> Result<LedgerAnswer, TransportError> {
        call(Method::GET, "/ledger", NOTHING).await
    }

    /// Ends the sign-in. Already ended is as good.
    pub async fn sign_out(self) -> Result<(), TransportError> {
        let request = CLIENT.delete(url("/sign-ins/current"));
        let answer = request.send().await.map_err(|_| TransportError::Offline)?;
        match answer.status().as_u16() {
            200..300 | 401 | 410 => Ok(()),
            status => Err(TransportError::Strange(status)),
        }
    }
}

impl Transport for Api {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        call(Method::POST, "/sync", Some(request)).await
    }
}
