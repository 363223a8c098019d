//! The smallest journal that can talk to the store: numbers operations and remembers cursor and epoch. Not durable; the
//! real journal is in `offline`.

use anyhow::{Context as _, Result, bail};
use chrono::DateTime;
use domain::base::bytes::Bytes;
use domain::base::id::{EpochId, KeyId, ObjectId, OpId, RevisionId, ShareVersion, StreamId};
use domain::base::problem::Problem;
use domain::entries::body::{Body, Names, Record, SharedCopy};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::entries::kinds::Kind;
use domain::sync::{
    Delete, Op, RawOperation, Revise, SetShare, SetShareSetting, StopShare, SyncAnswer, SyncRequest, Verdict,
};
use domain::vault::seal::{NONCE_LEN, STEP, TAG_LEN};
use server::store::StoreError;
use server::store::types::people::SignedInPhone;
use server::store::types::sync::Synced;

use crate::{EnrolledPhone, TestApp};

#[derive(Clone, Debug)]
pub struct Scribe {
    pub who: SignedInPhone,
    pub stream: StreamId,
    pub next_seq: u64,
    pub epoch: Option<EpochId>,
    pub cursor: Option<String>,
}

impl Scribe {
    pub fn new(app: &TestApp, phone: &EnrolledPhone) -> Self {
        Self { who: phone.who, stream: app.id(StreamId::from_bytes), next_seq: 1, epoch: None, cursor: None }
    }

    /// A request with the next numbers for `ops`; nothing is remembered yet.
    pub fn request(&self, app: &TestApp, ops: Vec<Op>) -> SyncRequest {
        let ops: Vec<RawOperation> =
            (self.next_seq..).zip(ops).map(|(seq, op)| op.into_raw(seq, app.id(OpId::from_bytes))).collect();
        SyncRequest {
            epoch: self.epoch,
            client: domain::sync::CLIENT,
            participant: self.who.participant,
            stream: self.stream,
            first_seq: self.next_seq,
            head: self.next_seq + ops.len() as u64 - 1,
            ops,
            cursor: self.cursor.clone(),
            zone: None,
        }
    }

    /// Sends operations and remembers the answer.
    pub async fn send(&mut self, app: &TestApp, ops: Vec<Op>) -> Result<SyncAnswer> {
        let request = self.request(app, ops);
        let answer = exchange(app, self.who, &request).await?;
        self.next_seq = request.head + 1;
        self.epoch = Some(answer.epoch);
        self.cursor = Some(answer.cursor.clone());
        Ok(answer)
    }

    /// Sends one operation; answers its verdict.
    pub async fn verdict(&mut self, app: &TestApp, op: Op) -> Result<Verdict> {
        let answer = self.send(app, vec![op]).await?;
        answer.verdicts.into_iter().next().map(|v| v.verdict).context("no verdict")
    }
}

/// One exchange with the store.
///
/// # Errors
/// Fails if the store returns a problem, or was rolled back.
pub async fn exchange(app: &TestApp, who: SignedInPhone, request: &SyncRequest) -> Result<SyncAnswer> {
    match app.store().sync(who, request.clone()).await? {
        Synced::Answer(answer) => Ok(*answer),
        Synced::RolledBack(_) => bail!("rolled back"),
    }
}

/// The problem that a request gets.
///
/// # Errors
/// Fails if it gets none.
pub async fn problem(app: &TestApp, who: SignedInPhone, request: &SyncRequest) -> Result<Problem> {
    match app.store().sync(who, request.clone()).await {
        Err(StoreError::Problem(problem)) => Ok(*problem),
        Err(other) => bail!("not a problem: {other}"),
        Ok(_) => bail!("the request was taken"),
    }
}

/// A sealed revision of a new object; the seal is not opened by anybody here.
pub fn revise(app: &TestApp, object: ObjectId, parents: Vec<RevisionId>) -> Revise {
    let mut sealed = vec![0; NONCE_LEN + STEP + TAG_LEN];
    app.chance_fill(&mut sealed);
    Revise {
        object,
        revision: app.id(RevisionId::from_bytes),
        parents,
        key: app.id(KeyId::from_bytes),
        sealed: Bytes(sealed),
    }
}

pub fn share(app: &TestApp, revise: &Revise, over: Option<ShareVersion>) -> SetShare {
    SetShare {
        object: revise.object,
        revision: revise.revision,
        version: app.id(ShareVersion::from_bytes),
        over,
        setting: None,
        copy: Box::new(copy(revise.object)),
    }
}

pub fn unshare(app: &TestApp, object: ObjectId) -> StopShare {
    StopShare { object, version: app.id(ShareVersion::from_bytes) }
}

/// Turns a sharing default on or off.
pub fn set_default(app: &TestApp, kind: Kind, on: bool, over: Option<ShareVersion>) -> SetShareSetting {
    SetShareSetting { kind, version: app.id(ShareVersion::from_bytes), over, on }
}

pub fn delete(app: &TestApp, object: ObjectId, heads: Vec<RevisionId>) -> Delete {
    Delete { object, heads, version: app.id(ShareVersion::from_bytes) }
}

fn copy(target: ObjectId) -> SharedCopy {
    let intensity = Intensity::all().last().unwrap_or_else(|| unreachable!("ten is an intensity"));
    let record = Record::new(DateTime::UNIX_EPOCH.fixed_offset(), Body::Craving(Craving::quick(target, intensity)));
    SharedCopy { record, names: Names::default() }
}
