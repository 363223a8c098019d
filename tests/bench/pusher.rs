//! A phone with everything prepared: its batches are sealed and serialized before the clock starts, because phones and
//! server share one machine. It sends what a journal sends, and reads from the response what the next request needs.

use anyhow::{Context as _, Result, ensure};
use domain::base::bytes::Bytes;
use domain::base::id::{KeyId, ObjectId, OpId, RevisionId, StreamId};
use domain::sync::{CLIENT, NumberedVerdict, Op, Revise, Verdict};
use domain::vault::seal::{NONCE_LEN, STEP, TAG_LEN};
use rand::rngs::StdRng;
use rand::{Rng as _, RngCore as _, SeedableRng as _};
use reqwest::Client;
use serde::Deserialize;
use serde_json::{Value, json};
use server::http::cookie::Jar;
use tests::EnrolledPhone;

pub struct Pusher {
    client: Client,
    origin: String,
    cookie: String,
    /// Everything around operations and cursor that stays the same.
    frame: Value,
    stream: StreamId,
    epoch: Option<String>,
    cursor: Option<String>,
    next_seq: u64,
    chance: StdRng,
}

/// A request up to its numbers, epoch and cursor.
pub struct Ready {
    ops: String,
    count: u64,
}

#[derive(Deserialize)]
struct Answer {
    epoch: String,
    verdicts: Vec<NumberedVerdict>,
    cursor: String,
    more: bool,
}

impl Pusher {
    pub fn new(origin: &str, phone: &EnrolledPhone, seed: u64) -> Result<Self> {
        let mut chance = StdRng::seed_from_u64(seed);
        Ok(Self {
            client: tests::http().no_proxy().build()?,
            origin: origin.to_owned(),
            cookie: format!("{}={}", Jar::Phone.name(), phone.token),
            frame: json!({"client": CLIENT, "participant": phone.who.participant}),
            stream: StreamId::from_bytes(chance.random()),
            epoch: None,
            cursor: None,
            next_seq: 1,
            chance,
        })
    }

    /// Batches of new entries, numbered from `first` on. Random bytes stand for sealed entries.
    pub fn prepare(&mut self, batches: usize, batch: usize) -> Result<Vec<Ready>> {
        let key = KeyId::from_bytes(self.chance.random());
        let mut seq = self.next_seq;
        let mut ready = Vec::new();
        for _ in 0..batches {
            let mut ops = Vec::new();
            for _ in 0..batch {
                let mut sealed = vec![0; NONCE_LEN + STEP + TAG_LEN];
                self.chance.fill_bytes(&mut sealed);
                let (object, revision) =
                    (ObjectId::from_bytes(self.chance.random()), RevisionId::from_bytes(self.chance.random()));
                let revise = Revise { object, revision, parents: Vec::new(), key, sealed: Bytes(sealed) };
                ops.push(Op::Revise(revise).into_raw(seq, OpId::from_bytes(self.chance.random())));
                seq += 1;
            }
            ready.push(Ready { ops: serde_json::to_string(&ops)?, count: ops.len() as u64 });
        }
        Ok(ready)
    }

    /// Sends one batch and checks that all of it was accepted.
    ///
    /// # Errors
    /// Fails if an operation was not accepted.
    pub async fn push(&mut self, ready: Ready) -> Result<()> {
        let answer = self.exchange(&ready).await?;
        let accepted = answer.verdicts.iter().filter(|v| v.verdict == Verdict::Accepted).count() as u64;
        ensure!(accepted == ready.count, "{accepted} of {} were accepted", ready.count);
        self.next_seq += ready.count;
        Ok(())
    }

    /// Fetches everything; returns the number of requests.
    pub async fn pull(&mut self) -> Result<usize> {
        let mut requests = 1;
        while self.exchange(&Ready { ops: "[]".to_owned(), count: 0 }).await?.more {
            requests += 1;
        }
        Ok(requests)
    }

    async fn exchange(&mut self, ready: &Ready) -> Result<Answer> {
        let mut frame = self.frame.clone();
        frame["stream"] = json!(self.stream);
        frame["epoch"] = json!(self.epoch);
        frame["cursor"] = json!(self.cursor);
        frame["first_seq"] = json!(self.next_seq);
        frame["head"] = json!(self.next_seq - 1 + ready.count);
        let frame = frame.to_string();
        let body = format!("{},\"ops\":{}}}", frame.strip_suffix('}').context("an object")?, ready.ops);
        let sent = self.client.post(format!("{}/api/v1/sync", self.origin)).header("origin", &self.origin);
        let sent = sent.header("cookie", &self.cookie).header("content-type", "application/json").body(body);
        let answer: Answer = sent.send().await?.error_for_status()?.json().await?;
        self.epoch = Some(answer.epoch.clone());
        self.cursor = Some(answer.cursor.clone());
        Ok(answer)
    }
}
