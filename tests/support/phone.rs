//! A simulated phone: the real journal over in-memory storage, with a transport to a server.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, FixedOffset};
use domain::base::id::{ObjectId, ParticipantId, RevisionId};
use domain::base::problem::{Problem, ProblemKind};
use domain::base::text::{Label, Note};
use domain::entries::body::{Body, Record};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::people::enrolment::Welcome;
use domain::sync::{SyncAnswer, SyncRequest};
use offline::Journal;
use offline::look::Look;
use offline::native::{MemoryStorage, SeededCipher};
use offline::ports::{Reads, Storage as _, Transport, TransportError};
use offline::rows::{self, ObjectRow, OutItem, TrayItem};
use offline::sync::engine::{Pace, SyncTrouble};
use reqwest::{Client, redirect};
use server::http::cookie::Jar;
use server::state::Shared;
use server::store::StoreError;
use server::store::types::people::SignedInPhone;
use server::store::types::sync::Synced;

use crate::{EnrolledPhone, TestApp};

/// Start of the phones' clocks, in ms: the start of every test.
pub const PHONE_NOW: i64 = 1_767_603_600_000;

pub struct Phone<T> {
    pub journal: Journal<MemoryStorage, SeededCipher>,
    pub pace: Pace,
    pub way: T,
}

impl<T: Transport> Phone<T> {
    /// A newly enrolled phone.
    pub async fn begin(enrolled: &EnrolledPhone, way: T, seed: u64) -> Result<Self> {
        let journal = Journal::new(MemoryStorage::default(), SeededCipher::new(seed));
        let (participant, device) = (enrolled.who.participant, enrolled.who.device);
        let program = Label::new("program", "Harbour House")?;
        journal.begin(&Welcome { participant, device, program, vouched: enrolled.vouched }).await?;
        Ok(Self { journal, pace: Pace::default(), way })
    }

    /// Another phone with the same content and the same key, as a backup makes one.
    pub async fn clone_with(&self, way: T, seed: u64) -> Result<Self> {
        let journal = Journal::new(self.journal.storage.copy(), self.journal.vault.cipher.cloned_with(seed));
        journal.unlock().await?;
        Ok(Self { journal, pace: Pace::default(), way })
    }

    pub async fn log(&self, note: &str) -> Result<(ObjectId, RevisionId)> {
        Ok(self.journal.record(&craving(note)?, PHONE_NOW).await?)
    }

    pub async fn sync(&self) -> Result<(), SyncTrouble> {
        self.journal.sync(&self.way, &self.pace, PHONE_NOW).await
    }

    /// The phone's view. Reads only changes since the last look, and checks that a fresh page would show the same.
    ///
    /// # Errors
    /// Fails if a fresh page would show something else.
    pub async fn look(&self) -> Result<Look> {
        let look = self.journal.look().await?;
        let fresh = Journal::new(self.journal.storage.clone(), self.journal.vault.cipher.clone());
        fresh.unlock().await?;
        ensure!(fresh.look().await? == look, "a fresh page shows something else");
        Ok(look)
    }

    /// Opens on this phone and on `others` what any of them seals, with recovery codes, as the participant would.
    ///
    /// # Errors
    /// Fails if the code leaves a key closed.
    pub async fn share_keys_with(&self, others: &[Self]) -> Result<()> {
        for other in others {
            other.sync().await?;
        }
        let code = self.journal.make_code(PHONE_NOW).await?;
        self.sync().await?;
        for _ in 0..2 {
            for phone in others.iter().chain([self]) {
                phone.sync().await?;
                phone.journal.use_code(&code, PHONE_NOW).await?;
                phone.sync().await?;
            }
        }
        for phone in others.iter().chain([self]) {
            phone.sync().await?;
            ensure!(phone.journal.vault.held().len() == others.len() + 1, "a key did not open");
        }
        Ok(())
    }

    /// Operations that wait for the server.
    pub async fn waiting(&self) -> Result<Vec<OutItem>> {
        let snapshot = self.journal.storage.read(Reads::default().and_all(rows::OPS)).await?;
        snapshot.scanned.iter().map(|(_, value)| rows::read(value).context("a damaged row")).collect()
    }

    /// Operations that could not be sent.
    pub async fn tray(&self) -> Result<Vec<TrayItem>> {
        let snapshot = self.journal.storage.read(Reads::default().and_all(rows::TRAY)).await?;
        snapshot.scanned.iter().map(|(_, value)| rows::read(value).context("a damaged row")).collect()
    }

    /// One entry as it is stored.
    pub async fn row(&self, object: ObjectId) -> Result<Option<ObjectRow>> {
        let snapshot = self.journal.storage.read(Reads::keys([rows::object_key(object)])).await?;
        Ok(snapshot.values.first().and_then(Option::as_deref).and_then(rows::read))
    }

    /// The notes of all entries that can be read here, sorted.
    pub async fn notes(&self) -> Result<Vec<String>> {
        let mut notes: Vec<String> = self.look().await?.entries.iter().map(|entry| note_of(&entry.record)).collect();
        notes.sort();
        Ok(notes)
    }
}

/// A craving of five with a note.
///
/// # Errors
/// Fails if the note is too long.
pub fn craving(note: &str) -> Result<Record> {
    craving_at(note, DateTime::from_timestamp_millis(PHONE_NOW).context("a time")?.fixed_offset())
}

/// As [`craving`], at a time that the phone claims.
///
/// # Errors
/// Fails if the note is too long.
pub fn craving_at(note: &str, at: DateTime<FixedOffset>) -> Result<Record> {
    let quick = Craving::quick(ObjectId::from_bytes([7; 16]), Intensity::new(5)?);
    Ok(Record::new(at, Body::Craving(Craving { note: Note::optional("note", note)?, ..quick })))
}

pub fn note_of(record: &Record) -> String {
    match &record.body {
        Body::Craving(craving) => craving.note.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default(),
        Body::Target(target) => target.name.as_str().to_owned(),
        Body::Preparation(preparation) => preparation.text.as_str().to_owned(),
        _ => String::new(),
    }
}

/// Real HTTP.
#[derive(Clone)]
pub struct Wire {
    client: Client,
    origin: String,
    cookie: String,
}

impl Wire {
    pub fn new(origin: &str, token: &str) -> Result<Self> {
        let client =
            crate::http().no_proxy().redirect(redirect::Policy::none()).timeout(Duration::from_secs(10)).build()?;
        Ok(Self { client, origin: origin.to_owned(), cookie: format!("{}={token}", Jar::Phone.name()) })
    }

    /// Status and body, as they came.
    ///
    /// # Errors
    /// `Offline` when nothing, or not everything, came back.
    pub async fn exchange(&self, request: &SyncRequest) -> Result<(u16, Vec<u8>), TransportError> {
        let sent = self.client.post(format!("{}/api/v1/sync", self.origin)).header("origin", &self.origin);
        let answer =
            sent.header("cookie", &self.cookie).json(request).send().await.map_err(|_| TransportError::Offline)?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(|_| TransportError::Offline)?;
        Ok((status, body.to_vec()))
    }
}

/// Reads an answer as the browser's side does.
///
/// # Errors
/// The problem it tells, or `Strange`.
pub fn read_answer(status: u16, body: &[u8]) -> Result<SyncAnswer, TransportError> {
    if status == 200 {
        return serde_json::from_slice(body).map_err(|_| TransportError::Strange(status));
    }
    match serde_json::from_slice::<Problem>(body) {
        Ok(problem) => Err(TransportError::Problem(Box::new(problem))),
        Err(_) => Err(TransportError::Strange(status)),
    }
}

impl Transport for Wire {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        let (status, body) = self.exchange(request).await?;
        read_answer(status, &body)
    }
}

/// Straight to the store, for tests that need thousands of exchanges.
#[derive(Clone)]
pub struct Direct {
    pub shared: Shared,
    pub who: SignedInPhone,
}

impl Transport for Direct {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        let problem = |problem: Problem| TransportError::Problem(Box::new(problem));
        match self.shared.store.sync(self.who, request.clone()).await {
            Ok(Synced::Answer(answer)) => Ok(*answer),
            Ok(Synced::RolledBack(_)) => Err(problem(ProblemKind::Epoch.into())),
            Err(StoreError::Problem(why)) => Err(TransportError::Problem(why)),
            Err(_) => Err(problem(ProblemKind::Unavailable.into())),
        }
    }
}

impl TestApp {
    /// Brings a phone of the participant in; it talks HTTP.
    pub async fn phone_of(&self, participant: ParticipantId, seed: u64) -> Result<Phone<Wire>> {
        let enrolled = self.enrol(participant).await?;
        Phone::begin(&enrolled, Wire::new(&self.origin, &enrolled.token)?, seed).await
    }

    /// Brings a phone of the participant in; it talks to the store.
    pub async fn direct_phone_of(&self, participant: ParticipantId, seed: u64) -> Result<Phone<Direct>> {
        let enrolled = self.enrol(participant).await?;
        Phone::begin(&enrolled, Direct { shared: self.shared.clone(), who: enrolled.who }, seed).await
    }
}

/// Prints a figure past the test harness, so that it is seen when the test passes.
pub fn report(line: impl std::fmt::Display) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "promise {line}");
}
