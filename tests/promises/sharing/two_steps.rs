//! B1 in two steps: after every act that changes a relation, everything readable is requested again. Each act × each
//! role × each earlier relation to the participant; then every reader × every page, compared with the rules alone.

mod acts;
mod scene;

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use axum::http::Method;
use domain::base::id::{ParticipantId, StaffId};
use domain::ledger;
use domain::people::Role;
use futures::stream::{self, StreamExt as _};
use server::fault::Fault;
use server::http::cookie::Jar;
use tests::{Db, Said, TestApp, report};

use self::acts::{Act, Truth, acts, behind_the_rules};
use self::scene::{Done, OTHER, REASON, Reader, Relation, Scene};
use super::world::{NAME, NOTE};

/// Cases that run at the same time, each with its own clinic.
const AT_ONCE: usize = 6;

/// Parts of the scene that a page must show; `note` says whether it must, must not or may show the shared words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shows {
    name: bool,
    other: bool,
    reason: bool,
    note: Option<bool>,
}

/// Every page of a staff member that may show someone, with the parts that the rules require it to show.
async fn pages(scene: &Scene<'_>, truth: &Truth, done: &Done, reader: &Reader) -> Result<Vec<(String, Shows)>> {
    let who = reader.staff;
    let signed_in = truth.roles.contains_key(&who);
    let is_carer = signed_in && who == truth.cares_for_other;
    let listed = signed_in && truth.team.contains(&who) && !truth.left;
    let cares = truth.cares(who);
    let list = Shows { name: listed, other: is_carer, ..Shows::default() };
    let page = Shows { name: cares, other: is_carer && cares, ..Shows::default() };
    let person = format!("/care/people/{}", scene.participant);
    let mut all = vec![
        ("/care".to_owned(), list),
        ("/care/inbox".to_owned(), list),
        ("/care/schedule/new".to_owned(), list),
        ("/care/schedule?view=list".to_owned(), Shows::default()),
        (person.clone(), page),
        (format!("{person}/team"), page),
        (format!("{person}/discharge"), page),
        (format!("{person}/code"), page),
        (format!("{person}/times"), Shows { reason: cares, ..page }),
        (format!("{person}/entries/{}", scene.shared), Shows { note: Some(cares), ..page }),
    ];
    let roster = |leader: Option<StaffId>, on: bool, other: bool, reason: bool| {
        let leads = leader == Some(who) && truth.reads(who);
        let sees = on && (listed || leads && !truth.left);
        Shows { name: sees, other: other && (is_carer || leads), reason: reason && sees, note: None }
    };
    for (at, session) in scene.sessions.iter().enumerate() {
        all.push((format!("/care/schedule/sessions/{session}"), roster(truth.leads[at], truth.on[at], true, true)));
    }
    all.push((format!("/care/schedule/sessions/{}/change?scope=all", scene.sessions[2]), list));
    let fresh = scene.fresh().await?;
    ensure!(fresh.is_some() == truth.fresh.is_some(), "the participant is on another session: {}", fresh.is_some());
    if let Some(session) = fresh {
        let on_it = scene.app.store().behind(scene.program, None).await?.is_empty();
        ensure!(on_it, "somebody was not told");
        let whole_track = roster(truth.fresh, true, scene_of_track(scene, session).await?, false);
        all.push((format!("/care/schedule/sessions/{session}"), whole_track));
    }
    if let Some(newcomer) = &done.newcomer {
        let brought_in = truth.brought_in == Some(who);
        let said = reader.web.get(&format!("/care/people/{newcomer}")).await?;
        ensure!(said.body.contains("Somebody New") == brought_in, "the newcomer is shown: {}", !brought_in);
    }
    Ok(all)
}

/// `true` if a session is for the whole track, which includes the second participant.
async fn scene_of_track(scene: &Scene<'_>, session: domain::base::id::SessionId) -> Result<bool> {
    let who = scene.app.sign_in(scene.carer.staff).await?.0;
    let (_, series) = scene.app.store().find_session(who, session).await?;
    Ok(matches!(series.plan.audience, server::store::types::schedule::Audience::Track(_)))
}

fn wrong_with(said: &Said, right: Shows) -> Option<String> {
    let body = &said.body;
    let shown =
        Shows { name: body.contains(NAME), other: body.contains(OTHER), reason: body.contains(REASON), note: None };
    let note = body.contains(NOTE);
    // Staff who have read the words before may find them again on the person's page.
    let note_is_right = right.note.map_or(!note || right.name, |must| note == must);
    let right = Shows { note: None, ..right };
    (shown != right || !note_is_right || said.status.is_server_error())
        .then(|| format!("{} shows {shown:?}, words: {note}; right is {right:?}", said.status))
}

/// Everyone who was shown a participant is in the participant's ledger as assigned.
async fn nobody_looks_unseen(
    scene: &Scene<'_>,
    participant: ParticipantId,
    lookers: &BTreeSet<StaffId>,
) -> Result<Vec<String>> {
    let rows = scene.app.store().ledger(participant, None).await?;
    ledger::verify(rows.iter().map(|named| &named.row), ledger::LedgerHead::EMPTY)?;
    let given = |staff: &&StaffId| {
        let acts = [ledger::Act::Assigned, ledger::Act::BecameLeader];
        rows.iter().any(|row| row.row.fact.actor_id == *staff.bytes() && acts.contains(&row.row.fact.act))
    };
    Ok(lookers
        .iter()
        .filter(|staff| !given(staff))
        .map(|staff| format!("the ledger does not say how {staff} came to see them"))
        .collect())
}

async fn phones(scene: &Scene<'_>, truth: &Truth, done: &Done) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    ensure!(done.phone.is_some() == truth.new_phone.is_some(), "a phone came in: {}", done.phone.is_some());
    let own = Some((scene.phone.token.clone(), truth.phone));
    for (token, right) in own.into_iter().chain(done.phone.clone().zip(truth.new_phone)) {
        let web = scene.app.web()?.signed_in(Jar::Phone, &token);
        for path in ["/api/v1/ledger", "/api/v1/devices", "/api/v1/sign-ins/current", "/api/v1/calendar.ics"] {
            let status = web.get(path).await?.status.as_u16();
            if status != right {
                wrong.push(format!("{path} by a phone: {status} instead of {right}"));
            }
        }
    }
    Ok(wrong)
}

/// Does one act and then requests everything; returns the errors and the number of responses checked.
async fn case(app: &TestApp, act: &Act, role: Role, relation: Relation) -> Result<(usize, Vec<String>)> {
    let scene = Scene::new(app, role, relation).await?;
    let mut truth = Truth::of(&scene);
    let may = (act.means)(&scene, &mut truth);
    let done = (act.perform)(&scene).await?;
    let mut wrong = Vec::new();
    if (done.status < 400) != may {
        wrong.push(format!("{} although the rules {} it", done.status, if may { "allow" } else { "forbid" }));
    }
    let (mut seen, mut seen_other) = (BTreeSet::new(), BTreeSet::new());
    let mut asked = 0;
    for reader in scene.readers() {
        for (path, right) in pages(&scene, &truth, &done, reader).await? {
            asked += 1;
            let said = Said::of(reader.web.request(Method::GET, &path)).await?;
            wrong.extend(wrong_with(&said, right).map(|why| format!("{path} by {:?}: {why}", name_of(&scene, reader))));
            if said.body.contains(NAME) {
                seen.insert(reader.staff);
            }
            if said.body.contains(OTHER) {
                seen_other.insert(reader.staff);
            }
        }
    }
    wrong.extend(nobody_looks_unseen(&scene, scene.participant, &seen).await?);
    wrong.extend(nobody_looks_unseen(&scene, scene.other, &seen_other).await?);
    wrong.extend(phones(&scene, &truth, &done).await?);
    Ok((asked, wrong))
}

fn name_of(scene: &Scene<'_>, reader: &Reader) -> &'static str {
    let names = ["the actor", "the carer", "the colleague", "the leader"];
    scene.readers().iter().zip(names).find(|(one, _)| one.staff == reader.staff).map_or("somebody", |(_, name)| name)
}

async fn app(seed: u64) -> Result<TestApp> {
    TestApp::start_with(Db::Sqlite, seed, |settings| settings.fault = Some(Fault::SynchronousOff)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_can_be_done_shows_more_than_the_rules_say() -> Result<()> {
    let app = app(12).await?;
    let all = acts();
    let cases = all.iter().flat_map(|act| {
        Role::ALL.into_iter().flat_map(move |role| Relation::ALL.map(|relation| (act, role, relation)))
    });
    let cases: Vec<_> = cases.collect();
    let tried = stream::iter(&cases).map(|(act, role, relation)| {
        let of = format!("{}, by {role:?} ({relation:?})", act.name);
        let app = &app;
        async move {
            match case(app, act, *role, *relation).await {
                Ok((asked, wrong)) => (asked, wrong.into_iter().map(|why| format!("{of}: {why}")).collect::<Vec<_>>()),
                Err(error) => (0, vec![format!("{of}: {error:#}")]),
            }
        }
    });
    let tried: Vec<_> = tried.buffer_unordered(AT_ONCE).collect().await;
    let asked: usize = tried.iter().map(|(asked, _)| asked).sum();
    let wrong: Vec<_> = tried.into_iter().flat_map(|(_, wrong)| wrong).collect();
    let cases = cases.len();
    report(format_args!("B1 in two steps: {} acts, {cases} cases, {asked} answers, {} wrong", all.len(), wrong.len()));
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Control: a relation created behind the rules is noticed.
#[tokio::test]
async fn control_a_relation_that_no_rule_knows_is_noticed() -> Result<()> {
    let app = app(13).await?;
    let (_, wrong) = case(&app, &behind_the_rules(), Role::Counselor, Relation::Nothing).await?;
    ensure!(wrong.iter().any(|why| why.contains("the colleague")), "{wrong:?}");
    Ok(())
}
