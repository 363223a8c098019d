//! The laws of the sharing defaults.

use anyhow::Result;
use domain::base::id::{ObjectId, ShareVersion};
use domain::entries::body::Body;
use domain::entries::catalogue::Choice;
use domain::entries::kinds::Kind;
use domain::entries::trigger::{MetTrigger, Trigger, Triggers};
use domain::sharing::ShareSetting;
use domain::sync::{Change, Op, Reason, Revise, SetShare, SyncAnswer, Verdict};
use tests::scribe::{revise, set_default, share, unshare};
use tests::{Db, Scribe, TestApp};

use super::super::restore::rollback::restore;
use super::shares::begun;

fn told(answer: &SyncAnswer) -> Vec<ShareSetting> {
    answer.changes.iter().filter_map(|c| if let Change::ShareSetting(s) = c { Some(*s) } else { None }).collect()
}

/// Turns the default of cravings on; returns its version.
async fn turned_on(app: &TestApp, scribe: &mut Scribe) -> Result<ShareVersion> {
    let on = set_default(app, Kind::Craving, true, None);
    assert_eq!(scribe.verdict(app, Op::ShareSetting(on.clone())).await?, Verdict::Accepted);
    Ok(on.version)
}

fn by_default(app: &TestApp, entry: &Revise, made_under: ShareVersion) -> Op {
    Op::Share(SetShare { setting: Some(made_under), ..share(app, entry, None) })
}

pub async fn a_default_is_turned_on_over_the_version_it_names_and_off_always(db: Db) -> Result<()> {
    let (app, mut scribe, _) = begun(db).await?;
    let on = set_default(&app, Kind::Use, true, None);
    let answer = scribe.send(&app, vec![Op::ShareSetting(on.clone())]).await?;
    assert_eq!(told(&answer), [ShareSetting { kind: Kind::Use, version: on.version, on: true }]);

    let blind = set_default(&app, Kind::Use, true, None);
    assert_eq!(scribe.verdict(&app, Op::ShareSetting(blind)).await?, Verdict::Conflict);
    let off = set_default(&app, Kind::Use, false, None);
    let answer = scribe.send(&app, vec![Op::ShareSetting(off.clone())]).await?;
    assert_eq!(told(&answer), [ShareSetting { kind: Kind::Use, version: off.version, on: false }]);
    let unaware = set_default(&app, Kind::Use, true, Some(on.version));
    assert_eq!(scribe.verdict(&app, Op::ShareSetting(unaware)).await?, Verdict::Conflict);
    let knowing = set_default(&app, Kind::Use, true, Some(off.version));
    assert_eq!(scribe.verdict(&app, Op::ShareSetting(knowing)).await?, Verdict::Accepted);
    Ok(())
}

pub async fn a_default_turned_on_again_after_it_was_turned_off_stays_off(db: Db) -> Result<()> {
    let (app, mut scribe, _) = begun(db).await?;
    let on = set_default(&app, Kind::Trigger, true, None);
    scribe.send(&app, vec![Op::ShareSetting(on.clone())]).await?;
    let closed = scribe.send(&app, vec![Op::ShareSetting(set_default(&app, Kind::Trigger, false, None))]).await?;
    let again = scribe.send(&app, vec![Op::ShareSetting(on)]).await?;
    assert_eq!(again.verdicts[0].verdict, Verdict::Accepted, "it was applied once");
    assert_eq!((again.digest, told(&again)), (closed.digest, vec![]), "and is not applied again");
    Ok(())
}

pub async fn a_share_that_a_default_made_opens_only_under_that_very_setting(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let nobody = app.id(ShareVersion::from_bytes);
    assert_eq!(scribe.verdict(&app, by_default(&app, &entry, nobody)).await?, Verdict::Conflict, "it was never set");
    let on = turned_on(&app, &mut scribe).await?;
    assert_eq!(scribe.verdict(&app, by_default(&app, &entry, nobody)).await?, Verdict::Conflict);

    let other = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let late = revise(&app, app.id(ObjectId::from_bytes), vec![]);
    let mut of_another_kind = share(&app, &late, None);
    of_another_kind.copy.record.body =
        Body::Trigger(MetTrigger::quick(Triggers::new(vec![Choice::Known(Trigger::Stress)])?));
    of_another_kind.setting = Some(on);
    let ops = vec![
        Op::Revise(other.clone()),
        Op::Revise(late.clone()),
        by_default(&app, &other, on),
        Op::Share(of_another_kind),
    ];
    let verdicts: Vec<_> = scribe.send(&app, ops).await?.verdicts.into_iter().map(|v| v.verdict).collect();
    assert_eq!(verdicts[2..], [Verdict::Accepted, Verdict::Conflict], "the kind is that of the copy");

    let off = set_default(&app, Kind::Craving, false, None);
    let ops = vec![Op::ShareSetting(off.clone()), by_default(&app, &late, on), by_default(&app, &late, off.version)];
    let verdicts: Vec<_> = scribe.send(&app, ops).await?.verdicts.into_iter().map(|v| v.verdict).collect();
    assert_eq!(verdicts, [Verdict::Accepted, Verdict::Conflict, Verdict::Conflict]);
    let again = set_default(&app, Kind::Craving, true, Some(off.version));
    scribe.send(&app, vec![Op::ShareSetting(again.clone())]).await?;
    assert_eq!(
        scribe.verdict(&app, by_default(&app, &late, on)).await?,
        Verdict::Conflict,
        "it is on again, but another one"
    );
    let taken_back = unshare(&app, late.object);
    scribe.send(&app, vec![Op::Unshare(taken_back)]).await?;
    assert_eq!(
        scribe.verdict(&app, by_default(&app, &late, again.version)).await?,
        Verdict::Conflict,
        "it had not seen the unshare"
    );
    Ok(())
}

pub async fn a_share_that_the_participant_made_asks_for_no_default(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    turned_on(&app, &mut scribe).await?;
    scribe.send(&app, vec![Op::ShareSetting(set_default(&app, Kind::Craving, false, None))]).await?;
    assert_eq!(scribe.verdict(&app, Op::Share(share(&app, &entry, None))).await?, Verdict::Accepted);
    Ok(())
}

pub async fn only_a_phone_that_was_vouched_for_turns_a_default_on(db: Db) -> Result<()> {
    let (app, mut first, _) = begun(db).await?;
    let new = app.enrol(first.who.participant).await?;
    let mut second = Scribe::new(&app, &new);
    let on = Op::ShareSetting(set_default(&app, Kind::Craving, true, None));
    assert_eq!(second.verdict(&app, on).await?, Verdict::rejected(Reason::NotVouched));
    turned_on(&app, &mut first).await?;
    let off = Op::ShareSetting(set_default(&app, Kind::Craving, false, None));
    assert_eq!(second.verdict(&app, off).await?, Verdict::Accepted, "off always applies");
    Ok(())
}

pub async fn documents_have_no_default(db: Db) -> Result<()> {
    let (app, mut scribe, _) = begun(db).await?;
    for kind in [Kind::Target, Kind::Skill, Kind::Preparation, Kind::Habit] {
        let verdict = scribe.verdict(&app, Op::ShareSetting(set_default(&app, kind, true, None))).await?;
        assert!(matches!(&verdict, Verdict::Rejected { field: Some(field), .. } if field == "op.kind"), "{verdict:?}");
    }
    Ok(())
}

pub async fn every_phone_is_told_of_every_default(db: Db) -> Result<()> {
    let (app, mut scribe, _) = begun(db).await?;
    let mut other = Scribe::new(&app, &app.enrol(scribe.who.participant).await?);
    other.send(&app, vec![]).await?;
    let acts: Vec<_> = Kind::ALL
        .iter()
        .filter(|kind| kind.is_entry())
        .map(|kind| set_default(&app, *kind, *kind != Kind::Use, None))
        .collect();
    let own = scribe.send(&app, acts.iter().cloned().map(Op::ShareSetting).collect()).await?;
    let news = other.send(&app, vec![]).await?;
    let expected: Vec<_> =
        acts.iter().map(|act| ShareSetting { kind: act.kind, version: act.version, on: act.on }).collect();
    assert_eq!((told(&own), told(&news)), (expected.clone(), expected));
    assert_eq!(own.digest, news.digest);
    let changed = set_default(&app, Kind::Trigger, false, None);
    scribe.send(&app, vec![Op::ShareSetting(changed.clone())]).await?;
    let news = told(&other.send(&app, vec![]).await?);
    assert_eq!(
        news,
        [ShareSetting { kind: Kind::Trigger, version: changed.version, on: false }],
        "only what changed travels"
    );
    Ok(())
}

pub async fn a_restore_turns_every_default_off_for_what_was_made_before_it(db: Db) -> Result<()> {
    let (mut app, mut scribe, entry) = begun(db).await?;
    let on = turned_on(&app, &mut scribe).await?;
    let off = set_default(&app, Kind::Use, false, None);
    scribe.send(&app, vec![Op::ShareSetting(off.clone())]).await?;
    restore(&mut app).await?;

    (scribe.epoch, scribe.cursor) = (None, None);
    let after = told(&scribe.send(&app, vec![]).await?);
    assert_eq!(after.iter().map(|s| (s.kind, s.on)).collect::<Vec<_>>(), [(Kind::Craving, false), (Kind::Use, false)]);
    assert!(after.iter().all(|s| s.version != on && s.version != off.version), "the versions are new");
    assert_eq!(scribe.verdict(&app, by_default(&app, &entry, on)).await?, Verdict::Conflict);
    let from_before = set_default(&app, Kind::Use, true, Some(off.version));
    assert_eq!(scribe.verdict(&app, Op::ShareSetting(from_before)).await?, Verdict::Conflict);
    let knowing = set_default(&app, Kind::Craving, true, after.first().map(|s| s.version));
    assert_eq!(scribe.verdict(&app, Op::ShareSetting(knowing)).await?, Verdict::Accepted);
    Ok(())
}
