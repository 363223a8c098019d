//! A counselor's browser, and a small story to use it in.

use anyhow::{Context as _, Result, ensure};
use chrono::DateTime;
use domain::base::id::{ObjectId, ParticipantId, RevisionId, ShareVersion};
use domain::base::problem::ProblemKind;
use domain::base::text::{Label, Note};
use domain::entries::body::{Body, Names, Record, SharedCopy};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::ledger::{Act, LedgerRow};
use domain::sync::{Op, SetShare, Verdict};
use server::store::{StoreError, StoreResult};
use tests::scribe::revise;
use tests::{Clinic, Db, Scribe, TestApp};

/// A staff member's browser.
pub struct Desk {
    pub client: reqwest::Client,
    pub origin: String,
    pub token: Option<String>,
    pub headers: Vec<(&'static str, String)>,
}

pub struct Shown {
    pub status: u16,
    pub location: Option<String>,
    pub cookies: Vec<String>,
    pub text: String,
}

impl Desk {
    pub fn new(app: &TestApp, token: Option<String>) -> Result<Self> {
        let client = tests::http().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { client, origin: app.origin.clone(), token, headers: Vec::new() })
    }

    pub async fn get(&self, path: &str) -> Result<Shown> {
        self.send(self.client.get(format!("{}{path}", self.origin))).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Result<Shown> {
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        let request = self.client.post(format!("{}{path}", self.origin)).header("origin", &self.origin);
        self.send(request.header("content-type", "application/x-www-form-urlencoded").body(body.join("&"))).await
    }

    pub async fn send(&self, mut request: reqwest::RequestBuilder) -> Result<Shown> {
        if let Some(token) = &self.token {
            request = request.header("cookie", format!("__Host-ek-staff={token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let answer = request.send().await?;
        let text_of = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        Ok(Shown {
            status: answer.status().as_u16(),
            location: answer.headers().get("location").map(text_of),
            cookies: answer.headers().get_all("set-cookie").iter().map(text_of).collect(),
            text: answer.text().await?,
        })
    }
}

pub fn escape(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// A clinic, an enrolled phone, and the counselor's desk.
pub struct Story {
    pub app: TestApp,
    pub clinic: Clinic,
    pub scribe: Scribe,
    pub desk: Desk,
    pub who: server::store::types::people::SignedInStaff,
}

pub async fn story(db: Db) -> Result<Story> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let scribe = Scribe::new(&app, &app.enrol(clinic.participant).await?);
    let (who, token) = app.sign_in(clinic.counselor).await?;
    let desk = Desk::new(&app, Some(token))?;
    Ok(Story { app, clinic, scribe, desk, who })
}

/// Writes and shares a craving with a note.
pub async fn tell(app: &TestApp, scribe: &mut Scribe, note: &str, target: &str) -> Result<(ObjectId, RevisionId)> {
    let entry = revise(app, app.id(ObjectId::from_bytes), vec![]);
    let craving = Craving { note: Note::optional("note", note)?, ..Craving::quick(entry.object, Intensity::new(7)?) };
    let record = Record::new(
        DateTime::from_timestamp_millis(1_767_600_000_000).context("a time")?.fixed_offset(),
        Body::Craving(craving),
    );
    let copy = SharedCopy { record, names: Names { target: Label::optional("target", target)?, ..Names::default() } };
    let share = SetShare {
        object: entry.object,
        revision: entry.revision,
        version: app.id(ShareVersion::from_bytes),
        over: None,
        setting: None,
        copy: Box::new(copy),
    };
    let told = (entry.object, entry.revision);
    let answer = scribe.send(app, vec![Op::Revise(entry), Op::Share(share)]).await?;
    ensure!(answer.verdicts.iter().all(|v| v.verdict == Verdict::Accepted));
    Ok(told)
}

pub fn page_of(participant: ParticipantId, object: ObjectId) -> String {
    format!("/care/people/{participant}/entries/{object}")
}

pub async fn rows(app: &TestApp, participant: ParticipantId) -> Result<Vec<LedgerRow>> {
    Ok(app.store().ledger(participant, None).await?.into_iter().map(|named| named.row).collect())
}

pub async fn count(app: &TestApp, participant: ParticipantId, act: Act) -> Result<usize> {
    Ok(rows(app, participant).await?.iter().filter(|row| row.fact.act == act).count())
}

pub fn is<T>(kind: ProblemKind, answer: StoreResult<T>) -> bool {
    matches!(answer, Err(StoreError::Problem(problem)) if problem.kind == kind)
}
