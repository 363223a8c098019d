//! Every refusal of a sync has its own response (type, field and allowed values) and stores nothing, so that a phone
//! can fix the request and continue.

use anyhow::{Context as _, Result};
use axum::http::Method;
use chrono::TimeDelta;
use domain::base::id::{EpochId, ObjectId, OpId};
use domain::base::problem::{Problem, ProblemKind};
use domain::sync::{
    MAX_BATCH_BYTES, MAX_OPERATION_BYTES, MAX_OPERATIONS, Op, RawOperation, Reason, SyncAnswer, SyncRequest, Verdict,
};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use server::http::cookie::Jar;
use tests::scribe::revise;
use tests::{Db, EnrolledPhone, Said, Scribe, TestApp, Web};

/// An enrolled phone that has sent one entry.
struct Begun {
    app: TestApp,
    phone: EnrolledPhone,
    scribe: Scribe,
    web: Web,
}

async fn begun() -> Result<Begun> {
    let app = TestApp::start(Db::Sqlite).await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let web = app.web()?.signed_in(Jar::Phone, &phone.token);
    let mut scribe = Scribe::new(&app, &phone);
    scribe.send(&app, vec![entry(&app)]).await?;
    Ok(Begun { app, phone, scribe, web })
}

fn entry(app: &TestApp) -> Op {
    Op::Revise(revise(app, app.id(ObjectId::from_bytes), vec![]))
}

async fn post(web: &Web, request: &SyncRequest) -> Result<Said> {
    web.post("/api/v1/sync", &serde_json::to_value(request)?).await
}

impl Begun {
    fn good(&self) -> SyncRequest {
        self.scribe.request(&self.app, vec![entry(&self.app)])
    }

    /// Asserts the problem of a request, with the right status and type, and that nothing was stored: the corrected
    /// request is accepted.
    async fn refused(&self, request: &SyncRequest, kind: ProblemKind) -> Result<Problem> {
        let said = post(&self.web, request).await?;
        let problem = said.problem().with_context(|| format!("no problem: {}", said.body))?;
        assert_eq!((problem.kind, problem.status), (kind, kind.status()));
        assert_eq!((problem.title.as_str(), said.header("set-cookie")), (kind.title(), ""));
        assert!(kind.title().contains("Nothing was taken"), "it says what was kept: {}", kind.title());
        self.is_next(2).await?;
        Ok(problem)
    }

    /// Asserts the next sequence number, and the phone and its one entry in the feed.
    async fn is_next(&self, seq: u64) -> Result<()> {
        let look = SyncRequest { cursor: None, ..self.scribe.request(&self.app, vec![]) };
        let answer: SyncAnswer =
            serde_json::from_str(&post(&self.web, &SyncRequest { first_seq: seq, head: seq - 1, ..look }).await?.body)?;
        assert_eq!(answer.changes.len(), 2);
        Ok(())
    }
}

fn field(problem: Problem) -> Option<(String, String)> {
    problem.invalid.map(|invalid| (invalid.field, invalid.allowed))
}

#[tokio::test]
async fn too_many_and_too_large_name_the_field_and_its_bound() -> Result<()> {
    let begun = begun().await?;
    let many = begun.scribe.request(&begun.app, vec![Op::Void; MAX_OPERATIONS + 1]);
    let problem = begun.refused(&many, ProblemKind::TooMany).await?;
    assert_eq!(field(problem), Some(("ops".to_owned(), format!("at most {MAX_OPERATIONS} operations"))));

    let mut large = begun.scribe.request(&begun.app, vec![Op::Void; 5]);
    for raw in &mut large.ops {
        raw.op = to_raw_value(&json!({"filler": "x".repeat(MAX_BATCH_BYTES / 5)}))?;
    }
    let problem = begun.refused(&large, ProblemKind::TooLarge).await?;
    assert_eq!(field(problem), Some(("ops".to_owned(), format!("at most {MAX_BATCH_BYTES} bytes in all"))));

    let beyond = begun.web.post("/api/v1/sync", &json!({"filler": "x".repeat(321 * 1024)})).await?;
    let problem = beyond.problem().context("a problem")?;
    assert_eq!(problem.kind, ProblemKind::TooLarge);
    assert_eq!(field(problem), Some(("body".to_owned(), "at most 327680 bytes".to_owned())));

    // Control: the largest allowed value is accepted.
    let just = begun.scribe.request(&begun.app, vec![Op::Void; MAX_OPERATIONS]);
    assert_eq!(post(&begun.web, &just).await?.status, 200);
    Ok(())
}

/// Changes a field of a revision.
fn with(raw: &mut RawOperation, field: &str, value: Value) -> Result<()> {
    let mut op: Value = serde_json::from_str(raw.op.get())?;
    op["revise"][field] = value;
    raw.op = to_raw_value(&op)?;
    Ok(())
}

#[tokio::test]
async fn one_operation_that_cannot_be_taken_says_why_and_the_others_land() -> Result<()> {
    let begun = begun().await?;
    let mut request = begun.scribe.request(&begun.app, (0..5).map(|_| entry(&begun.app)).collect());
    // A newer phone hears "later" instead, see the contract.
    request.client = 1;
    request.ops[0].schema = 99;
    request.ops[1].op = to_raw_value(&json!({"revise": {"filler": "x".repeat(MAX_OPERATION_BYTES)}}))?;
    with(&mut request.ops[2], "sealed", json!("AAAA"))?;
    // The id of a revision that is used elsewhere.
    let taken = serde_json::from_str::<Value>(request.ops[4].op.get())?["revise"]["revision"].clone();
    with(&mut request.ops[3], "revision", taken)?;
    request.ops.swap(3, 4);
    (request.ops[3].seq, request.ops[4].seq) = (request.ops[4].seq, request.ops[3].seq);
    let answer: SyncAnswer = serde_json::from_str(&post(&begun.web, &request).await?.body)?;
    let why: Vec<_> = answer
        .verdicts
        .iter()
        .map(|v| match &v.verdict {
            Verdict::Rejected { reason, field, allowed } => Some((*reason, field.is_some() && allowed.is_some())),
            _ => None,
        })
        .collect();
    let expected = [
        Some((Reason::UnknownSchema, true)),
        Some((Reason::TooLarge, true)),
        Some((Reason::Invalid, true)),
        None,
        Some((Reason::IdTaken, false)),
    ];
    assert_eq!(why, expected);
    Ok(())
}

#[tokio::test]
async fn a_fork_a_gap_and_a_wrong_epoch_are_three_things() -> Result<()> {
    let begun = begun().await?;
    let app = &begun.app;
    let mut fork = begun.good();
    (fork.first_seq, fork.head, fork.ops[0].seq) = (1, 1, 1);
    begun.refused(&fork, ProblemKind::Fork).await?;

    let mut gap = begun.good();
    (gap.first_seq, gap.head, gap.ops[0].seq) = (7, 7, 7);
    assert_eq!(begun.refused(&gap, ProblemKind::Gap).await?.expected, Some(2));

    let epoch = SyncRequest { epoch: Some(app.id(EpochId::from_bytes)), ..begun.good() };
    begun.refused(&epoch, ProblemKind::Epoch).await?;

    let strange = SyncRequest { cursor: Some("not-one-of-ours".to_owned()), ..begun.good() };
    let said = post(&begun.web, &strange).await?;
    assert_eq!((said.status.as_u16(), said.kind()), (400, Some(ProblemKind::Cursor)));

    let nonsense = SyncRequest { first_seq: 0, ..begun.good() };
    let problem = begun.refused(&nonsense, ProblemKind::Invalid).await?;
    assert_eq!(field(problem), Some(("first_seq".to_owned(), "1 or more".to_owned())));

    // Control: the same entry in a valid request.
    assert_eq!(post(&begun.web, &begun.good()).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_journal_of_somebody_else_is_refused_and_theirs_stays_as_it_is() -> Result<()> {
    let begun = begun().await?;
    let stranger = begun.app.enrol(begun.app.clinic().await?.participant).await?;
    let theirs = begun.app.web()?.signed_in(Jar::Phone, &stranger.token);
    let said = post(&theirs, &begun.good()).await?;
    assert_eq!((said.status.as_u16(), said.kind()), (403, Some(ProblemKind::ForeignStream)));
    begun.is_next(2).await?;

    // Using another participant's stream id creates a separate stream; their numbers stay hidden.
    let request = SyncRequest { participant: stranger.who.participant, epoch: None, cursor: None, ..begun.good() };
    assert_eq!(post(&theirs, &request).await?.problem().and_then(|p| p.expected), Some(1));

    // Another participant's entry cannot be changed, shared or deleted: it does not exist for the caller.
    let mut foreign = Scribe::new(&begun.app, &stranger);
    let known = revise(&begun.app, begun.app.id(ObjectId::from_bytes), vec![]);
    let mut mine = begun.scribe.clone();
    assert_eq!(mine.verdict(&begun.app, Op::Revise(known.clone())).await?, Verdict::Accepted);
    let share = Op::Share(tests::scribe::share(&begun.app, &known, None));
    assert_eq!(foreign.verdict(&begun.app, share.clone()).await?, Verdict::rejected(Reason::UnknownRevision));
    // Control: its owner may share it.
    assert_eq!(mine.verdict(&begun.app, share).await?, Verdict::Accepted);
    Ok(())
}

#[tokio::test]
async fn an_expired_sign_in_and_a_phone_that_was_shut_out_are_told_apart() -> Result<()> {
    let begun = begun().await?;
    let lost = begun.app.enrol(begun.phone.who.participant).await?;
    let lost_web = begun.app.web()?.signed_in(Jar::Phone, &lost.token);
    begun.app.clock.advance(TimeDelta::days(30));
    let said = post(&begun.web, &begun.good()).await?;
    let problem = said.problem().context("a problem")?;
    assert_eq!((said.status.as_u16(), problem.kind), (401, ProblemKind::SignIn));
    assert!(problem.title.contains("Nothing was lost; sign in again"), "{}", problem.title);

    let again = begun.app.enrol(begun.phone.who.participant).await?;
    let revoke = begun.app.web()?.signed_in(Jar::Phone, &again.token);
    // Only a vouched phone may revoke another one.
    begun.app.tamper("UPDATE device SET vouched = 1").await?;
    let path = format!("/api/v1/devices/{}/revoke", lost.who.device);
    assert_eq!(Said::of(revoke.request(Method::POST, &path)).await?.status, 204);
    let said = post(&lost_web, &Scribe::new(&begun.app, &lost).request(&begun.app, vec![Op::Void])).await?;
    let problem = said.problem().context("a problem")?;
    assert_eq!((said.status.as_u16(), problem.kind), (410, ProblemKind::Revoked));
    assert!(problem.title.contains("Ask your care team for a new code"), "{}", problem.title);
    Ok(())
}

#[tokio::test]
async fn an_operation_id_is_never_used_for_two_things() -> Result<()> {
    let begun = begun().await?;
    let good = begun.good();
    assert_eq!(post(&begun.web, &good).await?.status, 200);
    let mut other = good.clone();
    other.ops[0].op_id = begun.app.id(OpId::from_bytes);
    assert_eq!(post(&begun.web, &other).await?.kind(), Some(ProblemKind::Fork));
    assert_eq!(post(&begun.web, &good).await?.status, 200, "control: the same request again is no fork");
    Ok(())
}
