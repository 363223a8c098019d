//! The effects of single operations, and that none harms another.

use anyhow::Result;
use domain::base::bytes::Bytes;
use domain::base::id::{KeyId, ObjectId, WrapperId};
use domain::sync::{Change, Op, Reason, Verdict, WrapKey, WrapMethod};
use domain::vault::seal::{NONCE_LEN, TAG_LEN};
use serde_json::value::RawValue;
use tests::scribe::{exchange, revise};
use tests::{Db, Scribe, TestApp};

pub async fn begun(db: Db) -> Result<(TestApp, Scribe)> {
    let app = TestApp::start(db).await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let scribe = Scribe::new(&app, &phone);
    Ok((app, scribe))
}

pub fn reason(verdict: &Verdict) -> Option<Reason> {
    match verdict {
        Verdict::Rejected { reason, .. } => Some(*reason),
        _ => None,
    }
}

pub async fn an_unknown_schema_is_rejected_and_the_sequence_moves_on(db: Db) -> Result<()> {
    let (app, scribe) = begun(db).await?;
    let mut request = scribe.request(&app, vec![Op::Void, Op::Void]);
    request.client = 1;
    request.ops[0].schema = 2;
    let answer = exchange(&app, scribe.who, &request).await?;
    assert_eq!(reason(&answer.verdicts[0].verdict), Some(Reason::UnknownSchema));
    assert_eq!(answer.verdicts[1].verdict, Verdict::Accepted);
    assert_eq!(exchange(&app, scribe.who, &request).await?.verdicts, answer.verdicts, "the verdict is kept");
    Ok(())
}

/// A phone that knows the word hears that its operation has to wait; its number is used up, and what follows is taken.
pub async fn what_is_newer_than_the_server_is_told_later(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let entry = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let mut request = scribe.request(&app, vec![Op::Void, Op::Void, Op::Void, Op::Revise(entry)]);
    request.ops[0].schema = 2;
    request.ops[1].op = RawValue::from_string(r#"{"grant":{"until":"2027-01-01T00:00:00Z"}}"#.to_owned())?;
    let answer = exchange(&app, scribe.who, &request).await?;
    let verdicts: Vec<_> = answer.verdicts.iter().map(|v| v.verdict.clone()).collect();
    assert_eq!(verdicts, [Verdict::Later, Verdict::Later, Verdict::Accepted, Verdict::Accepted]);
    assert_eq!(exchange(&app, scribe.who, &request).await?.verdicts, answer.verdicts, "the verdict is kept");
    scribe.next_seq = request.head + 1;
    assert_eq!(scribe.verdict(&app, Op::Void).await?, Verdict::Accepted, "the numbers are used up");
    Ok(())
}

pub async fn one_invalid_operation_in_twenty_harms_nobody(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let objects: Vec<ObjectId> = (0..20).map(|_| app.id(ObjectId::from_bytes)).collect();
    let mut ops: Vec<Op> = objects.iter().map(|o| Op::Revise(revise(&app, *o, vec![]))).collect();
    if let Op::Revise(bad) = &mut ops[7] {
        bad.sealed.0.truncate(100);
    }
    let answer = scribe.send(&app, ops).await?;
    for (place, verdict) in answer.verdicts.iter().enumerate() {
        let expected = (place == 7).then_some(Reason::Invalid);
        assert_eq!(reason(&verdict.verdict), expected, "{place}");
    }
    assert_eq!(answer.changes.iter().filter(|c| matches!(c, Change::Object(_))).count(), 19);
    Ok(())
}

/// Makes the database refuse one revision, as a failed check would.
pub fn poison(db: Db, object: ObjectId) -> String {
    match db {
        Db::Sqlite => format!(
            "CREATE TRIGGER poison BEFORE INSERT ON revision WHEN NEW.object_id = x'{object}' BEGIN SELECT RAISE(ABORT, 'poison'); END"
        ),
        Db::Postgres => format!(
            "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                 IF NEW.object_id = '\\x{object}' THEN RAISE check_violation; END IF; RETURN NEW; END $$;
             CREATE TRIGGER poison BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION poison()"
        ),
    }
}

pub async fn one_operation_that_the_database_refuses_harms_nobody(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let objects: Vec<ObjectId> = (0..20).map(|_| app.id(ObjectId::from_bytes)).collect();
    app.tamper(&poison(db, objects[11])).await?;
    let ops: Vec<Op> = objects.iter().map(|o| Op::Revise(revise(&app, *o, vec![]))).collect();
    let request = scribe.request(&app, ops);
    let answer = exchange(&app, scribe.who, &request).await?;
    for (place, verdict) in answer.verdicts.iter().enumerate() {
        let expected = (place == 11).then_some(Reason::Failed);
        assert_eq!(reason(&verdict.verdict), expected, "{place}");
    }
    assert_eq!(exchange(&app, scribe.who, &request).await?.verdicts, answer.verdicts, "the verdict is final");
    scribe.next_seq = 21;
    assert_eq!(
        scribe.verdict(&app, Op::Revise(revise(&app, objects[0], vec![]))).await?,
        Verdict::Accepted,
        "and the stream goes on"
    );
    Ok(())
}

pub async fn a_revision_sent_again_under_another_number_is_not_doubled(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let op = Op::Revise(revise(&app, app.id(ObjectId::from_bytes), vec![]));
    let first = scribe.send(&app, vec![op.clone()]).await?;
    let again = scribe.send(&app, vec![op]).await?;
    assert_eq!(again.verdicts[0].verdict, Verdict::Accepted);
    assert_eq!((again.digest, again.changes.len()), (first.digest, 0));
    Ok(())
}

pub async fn a_revision_id_that_is_taken_is_rejected(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let first = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let mut elsewhere = first.clone();
    elsewhere.object = app.id(ObjectId::from_bytes);
    let mut other = first.clone();
    other.sealed.0[20] ^= 1;
    let answer = scribe.send(&app, vec![Op::Revise(first), Op::Revise(elsewhere), Op::Revise(other)]).await?;
    let reasons: Vec<_> = answer.verdicts.iter().map(|v| reason(&v.verdict)).collect();
    assert_eq!(reasons, [None, Some(Reason::IdTaken), Some(Reason::IdTaken)]);
    Ok(())
}

pub async fn a_new_recovery_code_replaces_the_old_one_for_good(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let key = app.id(KeyId::from_bytes);
    let wrap = |method| {
        let mut sealed = vec![0; NONCE_LEN + 32 + TAG_LEN];
        app.chance_fill(&mut sealed);
        WrapKey { key, wrapper: app.id(WrapperId::from_bytes), method, sealed: Bytes(sealed) }
    };
    let (old, new) = (wrap(WrapMethod::Recovery), wrap(WrapMethod::Recovery));
    let other = wrap(WrapMethod::Key(app.id(KeyId::from_bytes)));
    let ops = [&old, &other, &new, &old].map(|w| Op::WrapKey(w.clone()));
    let answer = scribe.send(&app, ops.to_vec()).await?;
    assert!(answer.verdicts.iter().all(|v| v.verdict == Verdict::Accepted));
    let wrappers =
        answer.changes.iter().find_map(|c| if let Change::Wrapper(w) = c { Some(&w.wrappers) } else { None });
    let mut kept: Vec<_> = wrappers.into_iter().flatten().map(|w| w.wrapper).collect();
    kept.sort();
    let mut expected = vec![other.wrapper, new.wrapper];
    expected.sort();
    assert_eq!(kept, expected);

    let second = app.enrol(scribe.who.participant).await?;
    let mut second = Scribe::new(&app, &second);
    let verdict = second.verdict(&app, Op::WrapKey(wrap(WrapMethod::Recovery))).await?;
    assert_eq!(reason(&verdict), Some(Reason::NotVouched), "a phone nobody vouched for takes no recovery code away");
    Ok(())
}
