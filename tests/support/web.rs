//! A browser reduced to its requests: it keeps one cookie and says where it comes from.

use std::fmt::Display;
use std::net::IpAddr;

use anyhow::Result;
use axum::http::{HeaderMap, Method, StatusCode};
use domain::base::problem::{Problem, ProblemKind};
use reqwest::{Client, RequestBuilder, redirect};
use serde_json::Value;
use server::http::cookie::Jar;

use crate::TestApp;

#[derive(Clone)]
pub struct Web {
    client: Client,
    /// Origin of the server.
    origin: String,
    /// The `Origin` header of the page.
    page: String,
    cookie: Option<String>,
    /// For whom a proxy says it asks.
    forwarded_for: Option<String>,
}

/// A response, read to its end.
#[derive(Debug)]
pub struct Said {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl TestApp {
    /// A browser that nobody is signed in with.
    pub fn web(&self) -> Result<Web> {
        self.web_from(IpAddr::from([127, 0, 0, 1]))
    }

    /// A browser at another address of this machine.
    pub fn web_from(&self, address: IpAddr) -> Result<Web> {
        let client = crate::http().no_proxy().redirect(redirect::Policy::none()).local_address(address).build()?;
        // The public address may be one that only a proxy would answer at; tests of passkeys just name this machine.
        let ours = self.origin.starts_with("http:") && self.origin.ends_with(&format!(":{}", self.address().port()));
        let origin = if ours { self.origin.clone() } else { format!("http://{}", self.address()) };
        Ok(Web { client, origin, page: self.origin.clone(), cookie: None, forwarded_for: None })
    }
}

impl Web {
    /// A browser for a server that is not a [`TestApp`].
    pub fn at(origin: &str) -> Result<Self> {
        let client = crate::http().no_proxy().redirect(redirect::Policy::none()).build()?;
        Ok(Self { client, origin: origin.to_owned(), page: origin.to_owned(), cookie: None, forwarded_for: None })
    }

    /// Signed in by the token of a phone or of staff.
    pub fn signed_in(mut self, jar: Jar, token: &str) -> Self {
        self.cookie = Some(format!("{}={token}", jar.name()));
        self
    }

    /// The same browser at another address behind a proxy on this machine. Connections are shared.
    pub fn forwarded_for(&self, address: impl Display) -> Self {
        Self { forwarded_for: Some(address.to_string()), ..self.clone() }
    }

    /// A request as a page of ours would send it, without a body yet.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let bare = self.bare(method.clone(), path);
        if method == Method::GET { bare } else { bare.header("origin", &self.page) }
    }

    /// A request that does not say where it comes from.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.origin));
        let request = match &self.forwarded_for {
            Some(address) => request.header("x-forwarded-for", address),
            None => request,
        };
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Result<Said> {
        Said::of(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<Said> {
        Said::of(self.request(Method::POST, path).json(body)).await
    }
}

impl Said {
    pub async fn of(request: RequestBuilder) -> Result<Self> {
        let response = request.send().await?;
        Ok(Self { status: response.status(), headers: response.headers().clone(), body: response.text().await? })
    }

    /// # Errors
    /// Fails if the body is not JSON.
    pub fn json(&self) -> Result<Value> {
        Ok(serde_json::from_str(&self.body)?)
    }

    /// The problem it tells; `None` for anything else.
    pub fn problem(&self) -> Option<Problem> {
        let kind = self.headers.get("content-type")?;
        let problem: Problem =
            (kind == "application/problem+json").then(|| serde_json::from_str(&self.body).ok())??;
        (problem.status == self.status.as_u16()).then_some(problem)
    }

    pub fn kind(&self) -> Option<ProblemKind> {
        self.problem().map(|p| p.kind)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The token that a cookie of this answer keeps.
    pub fn token(&self) -> Option<String> {
        let (_, rest) = self.header("set-cookie").split_once('=')?;
        Some(rest.split(';').next()?.to_owned())
    }
}
