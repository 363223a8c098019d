//! B1: only the owner, and staff the owner shared with. Every route of the router × caller × object × membership state.
//! A route that is missing from `rule` fails.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use axum::http::Method;
use domain::base::id::{DeviceId, OpId, StreamId};
use domain::people::Membership;
use domain::people::access::{Act, Ruling, may};
use domain::sync::SyncRequest;
use serde_json::{Value, json};
use server::fault::Fault;
use server::router::routes;
use tests::browser::Browser;
use tests::{Db, Said, TestApp, report};

use super::world::{Actor, NAME, NOTE, Thing, World, some_revision};

/// The callers that a route admits, in terms of the product rather than the router.
#[derive(Clone, Copy)]
enum Rule {
    /// Everyone gets the same as a stranger.
    Alike,
    /// A signed-in phone, about itself and its participant only.
    Phone(u16),
    /// Like `Phone`, with a response that names no phone.
    Own(u16),
    /// Like `Phone`, if the request names the owner of the journal.
    Journal(u16),
    /// A vouched phone of the participant, about another one of theirs.
    VouchedPhone(u16),
    Staff(u16),
    /// Staff who may add people.
    Carer(u16),
    /// Care team of the participant, while they are in the program.
    CareTeam(u16),
    /// Staff of the program that a session belongs to.
    OwnProgram(u16),
    /// Staff who may see the participant on a session, as carer or leader, record attendance; an assigned admin knows
    /// who they are.
    CareTeamOf(u16),
    /// Staff who set the zone and the holidays.
    Setter(u16),
    /// Like `CareTeam`, about a shared entry.
    SharedEntry(u16),
}

fn rule(method: &Method, pattern: &str) -> Option<Rule> {
    Some(match (method.as_str(), pattern) {
        ("GET", "/" | "/shell/{lang}/{*pattern}" | "/api/v1/openapi.json" | "/care/sign-in") => Rule::Alike,
        ("GET", "/care/join/{token}" | "/care/demo/{token}") | ("POST", "/care/demo/{token}" | "/care/language") => {
            Rule::Alike
        }
        ("POST", "/api/v1/enrolments" | "/api/v1/enrolments/check") => Rule::Alike,
        ("POST", "/care/passkeys/register/begin" | "/care/passkeys/register/finish") => Rule::Alike,
        ("POST", "/care/passkeys/authenticate/begin" | "/care/passkeys/authenticate/finish") => Rule::Alike,
        ("POST", "/api/v1/sync") => Rule::Journal(200),
        ("GET", "/api/v1/sign-ins/current" | "/api/v1/devices" | "/api/v1/ledger") => Rule::Phone(200),
        ("DELETE", "/api/v1/sign-ins/current") => Rule::Phone(204),
        ("GET", "/api/v1/push") => Rule::Phone(200),
        ("PUT" | "DELETE", "/api/v1/push/subscription") => Rule::Phone(204),
        ("POST", "/api/v1/push/test") => Rule::Phone(202),
        ("POST", "/api/v1/devices/{device}/revoke" | "/api/v1/devices/{device}/vouch") => Rule::VouchedPhone(204),
        ("GET", "/care" | "/care/inbox") => Rule::Staff(200),
        ("POST", "/care/sign-out") => Rule::Staff(303),
        ("POST", "/care/here") => Rule::Staff(200),
        ("GET", "/care/people/new") => Rule::Carer(200),
        ("POST", "/care/people") => Rule::Carer(303),
        ("GET", "/care/people/{participant}" | "/care/people/{participant}/code") => Rule::CareTeam(200),
        ("GET", "/care/people/{participant}/team" | "/care/people/{participant}/discharge") => Rule::CareTeam(200),
        ("POST", "/care/people/{participant}/team/{staff}" | "/care/people/{participant}/discharge") => {
            Rule::CareTeam(303)
        }
        ("POST", "/care/people/{participant}/code" | "/care/people/{participant}/phones/{device}") => {
            Rule::CareTeam(303)
        }
        (
            "GET",
            "/care/people/{participant}/phones/{device}/shut-out" | "/care/people/{participant}/team/{staff}/remove",
        ) => Rule::CareTeam(200),
        (
            "POST",
            "/care/people/{participant}/phones/{device}/shut-out" | "/care/people/{participant}/team/{staff}/remove",
        ) => Rule::CareTeam(303),
        ("GET", "/care/people/{participant}/entries/{object}") => Rule::SharedEntry(200),
        (
            "POST",
            "/care/people/{participant}/entries/{object}/review"
            | "/care/people/{participant}/entries/{object}/replies",
        ) => Rule::SharedEntry(303),
        ("GET", "/calendar/{token}") => Rule::Alike,
        ("GET", "/api/v1/calendar.ics") => Rule::Own(200),
        ("GET", "/plain/times") => Rule::Own(200),
        ("POST", "/api/v1/calendar") => Rule::Own(200),
        ("DELETE", "/api/v1/calendar") => Rule::Own(204),
        ("GET", "/care/schedule" | "/care/schedule/new") => Rule::Staff(200),
        ("POST", "/care/schedule/series") => Rule::Staff(303),
        ("GET", "/care/schedule/settings") => Rule::Setter(200),
        ("POST", "/care/schedule/settings" | "/care/schedule/holidays" | "/care/schedule/holidays/{day}/remove") => {
            Rule::Setter(303)
        }
        ("GET", "/care/schedule/sessions/{session}" | "/care/schedule/sessions/{session}/change") => {
            Rule::OwnProgram(200)
        }
        ("POST", "/care/schedule/sessions/{session}/change" | "/care/schedule/sessions/{session}/cancel") => {
            Rule::OwnProgram(303)
        }
        ("POST", "/care/schedule/sessions/{session}/restore") => Rule::OwnProgram(303),
        ("POST", "/care/schedule/sessions/{session}/attendance") => Rule::CareTeamOf(303),
        ("GET", "/care/people/{participant}/times") => Rule::CareTeam(200),
        ("POST", "/care/people/{participant}/times" | "/care/people/{participant}/make-ups/{session}") => {
            Rule::CareTeam(303)
        }
        _ => return None,
    })
}

/// The expected status of this cell. `None`: the same as a stranger.
fn expected(rule: Rule, method: &Method, actor: Actor, thing: Thing, membership: Membership) -> Option<u16> {
    // Pages send people to the sign-in page; everything else says 401.
    let sign_in = if *method == Method::GET { 303 } else { 401 };
    let phone = |ok: u16, otherwise: u16| match actor {
        Actor::OwnPhone => ok,
        Actor::NewPhone | Actor::OtherPhone => otherwise,
        Actor::RevokedPhone => 410,
        _ => 401,
    };
    Some(match rule {
        Rule::Alike => return None,
        Rule::Phone(ok) | Rule::Own(ok) => phone(ok, ok),
        Rule::Journal(ok) if actor == Actor::NewPhone => ok,
        Rule::Journal(ok) => phone(ok, 403),
        Rule::VouchedPhone(_) if actor == Actor::OtherPhone => 404,
        Rule::VouchedPhone(ok) => phone(ok, 403),
        rule => {
            let Some((role, relation)) = actor.stands() else { return Some(sign_in) };
            let (act, ok) = act_of(rule)?;
            let of_the_program = matches!(rule, Rule::OwnProgram(_) | Rule::CareTeamOf(_));
            let unshared = matches!(rule, Rule::SharedEntry(_)) && thing != Thing::Shared;
            match may(role, act, membership, relation) {
                Ruling::Granted if unshared => 404,
                // Sessions of one program do not exist for another.
                Ruling::Granted if of_the_program && actor == Actor::ForeignCounselor => 404,
                Ruling::Granted => ok,
                Ruling::Forbidden => 403,
                Ruling::NotThere => 404,
            }
        }
    })
}

/// The act that a rule for staff is about, and the status of a granted request.
const fn act_of(rule: Rule) -> Option<(Act, u16)> {
    Some(match rule {
        Rule::Staff(ok) | Rule::OwnProgram(ok) => (Act::Plan, ok),
        Rule::Setter(ok) => (Act::SetProgram, ok),
        Rule::Carer(ok) => (Act::BringIn, ok),
        Rule::CareTeam(ok) => (Act::Care, ok),
        Rule::SharedEntry(ok) => (Act::Read, ok),
        Rule::CareTeamOf(ok) => (Act::SeeOnSession, ok),
        Rule::Alike | Rule::Phone(_) | Rule::Own(_) | Rule::Journal(_) | Rule::VouchedPhone(_) => return None,
    })
}

/// `true` if the caller may learn the participant's name from the response. An assigned admin knows that they are in
/// the program; a leader who may read sees them on the session.
fn may_know(rule: Rule, actor: Actor, membership: Membership) -> bool {
    let list = matches!(rule, Rule::Staff(_) | Rule::OwnProgram(_)) && actor.may(Act::Know, membership);
    let roster = matches!(rule, Rule::OwnProgram(_)) && actor.may(Act::SeeOnSession, membership);
    list || roster || may_read(rule, actor, membership)
}

/// `true` if the caller may read the participant's shared words. An admin reads nothing.
fn may_read(rule: Rule, actor: Actor, membership: Membership) -> bool {
    let for_staff = matches!(
        rule,
        Rule::Staff(_) | Rule::Carer(_) | Rule::CareTeam(_) | Rule::SharedEntry(_) | Rule::OwnProgram(_)
    );
    for_staff && actor.may(Act::Read, membership)
}

pub fn path(world: &World, pattern: &str, thing: Thing) -> String {
    pattern
        .replace("{participant}", &world.participant.to_string())
        .replace("{object}", &world.object(thing).to_string())
        .replace("{device}", &world.spare.to_string())
        .replace("{staff}", &if pattern.ends_with("/remove") { world.colleague } else { world.counselor }.to_string())
        .replace("{session}", &if pattern.ends_with("/attendance") { world.begun } else { world.session }.to_string())
        .replace("{day}", "2030-01-01")
        .replace("{token}", &"0".repeat(43))
        .replace("{lang}", "en")
        .replace("{*pattern}", "now")
}

/// A valid body, so that only authorization can refuse it.
fn body(app: &TestApp, world: &World, pattern: &str) -> Result<Option<Value>> {
    Ok(Some(match pattern {
        "/api/v1/sync" => {
            let (stream, op_id) = (app.id(StreamId::from_bytes), app.id(OpId::from_bytes));
            let ops = vec![some_revision(app).into_raw(1, op_id)];
            let participant = world.participant;
            serde_json::to_value(SyncRequest {
                epoch: None,
                client: 1,
                participant,
                stream,
                first_seq: 1,
                head: 1,
                ops,
                cursor: None,
                zone: None,
            })?
        }
        "/api/v1/enrolments" => json!({"code": "00000-00000", "device": app.id(DeviceId::from_bytes)}),
        "/api/v1/push/subscription" => {
            let keys = Browser::new([7; 32], [7; 16])?.keys();
            json!({"endpoint": "https://web.push.apple.com/x", "lang": "en", "keys": keys})
        }
        "/api/v1/enrolments/check" => json!({"ticket": "0".repeat(43)}),
        "/care/passkeys/register/begin" => json!({"token": "0".repeat(43)}),
        "/care/passkeys/authenticate/begin" => json!({}),
        "/care/passkeys/register/finish" | "/care/passkeys/authenticate/finish" => {
            json!({"ceremony": "0".repeat(32), "credential": {}})
        }
        _ => return Ok(None),
    }))
}

fn form(world: &World, pattern: &str) -> Option<String> {
    const SERIES: &str = "kind=Group&title=A+group&name=Evening&tue=on&start=18:00&minutes=90&first=2030-01-01&weeks=2&audience=Day&room=&link=&leader=";
    let fixed = match pattern {
        "/care/schedule/series" => SERIES,
        "/care/schedule/settings" => "zone=America/New_York",
        "/care/schedule/holidays" => "day=2030-01-01&holiday=Closed",
        "/care/schedule/sessions/{session}/cancel" => "reason=Snow",
        "/care/people/{participant}/times" => "track=Day&began=2026-01-05&term_weeks=12",
        "/care/people/{participant}/make-ups/{session}" => "answer=decline",
        "/care/schedule/sessions/{session}/attendance" => return Some(format!("a_{}=Late", world.participant)),
        "/care/schedule/sessions/{session}/change" => {
            // Whoever leads stays.
            let leader = world.leader.map(|leader| leader.to_string()).unwrap_or_default();
            return Some(format!("{}{leader}&confirmed=yes", SERIES.replace("2030-01-01", &world.first)));
        }
        "/care/language" => "lang=en",
        "/care/people" => "name=Somebody+New",
        "/care/people/{participant}/phones/{device}" => "answer=confirm",
        "/care/people/{participant}/entries/{object}/replies" => "text=Thank+you",
        _ => return None,
    };
    Some(fixed.to_owned())
}

async fn ask(app: &TestApp, world: &World, method: &Method, pattern: &str, thing: Thing) -> Result<Said> {
    let query = if pattern.ends_with("/change") { "?scope=all" } else { "" };
    let request = world.web.request(method.clone(), &format!("{}{query}", path(world, pattern, thing)));
    let request = match (body(app, world, pattern)?, form(world, pattern)) {
        (Some(body), _) if *method != Method::GET => request.json(&body),
        (_, Some(form)) if *method != Method::GET => {
            request.header("content-type", "application/x-www-form-urlencoded").body(form)
        }
        _ => request,
    };
    Said::of(request).await
}

/// State that a refused request must not change: phones, and the lengths of the ledgers.
async fn traces(app: &TestApp, world: &World) -> Result<String> {
    let mut all = Vec::new();
    for participant in [world.participant, world.other] {
        all.push(format!(
            "{:?} {:?}",
            app.store().devices(participant).await?,
            app.store().ledger(participant, None).await?.len()
        ));
    }
    Ok(all.join("\n"))
}

async fn cell(
    app: &TestApp,
    strangers: &mut BTreeMap<(String, &'static str), u16>,
    (method, pattern): (&Method, &'static str),
    (actor, thing, membership): (Actor, Thing, Membership),
) -> Result<()> {
    let rule = rule(method, pattern).context("the route is missing from the matrix")?;
    let world = World::new(app, actor, membership).await?;
    let before = traces(app, &world).await?;
    let said = ask(app, &world, method, pattern, thing).await?;
    let status = said.status.as_u16();
    let stranger = *strangers.entry((method.to_string(), pattern)).or_insert(status);
    let page = pattern.starts_with("/care");
    let mut right = expected(rule, method, actor, thing, membership).unwrap_or(stranger);
    if right == 303 && !page && !matches!(rule, Rule::Alike) {
        right = 401;
    }
    ensure!(status == right, "{status} instead of {right}: {}", said.body.chars().take(200).collect::<String>());
    ensure!(status < 500, "the server broke");
    if right == 303 && *method == Method::GET && page && !matches!(rule, Rule::Alike) {
        ensure!(said.header("location") == "/care/sign-in", "sent to {}", said.header("location"));
    }
    ensure!(may_know(rule, actor, membership) || !said.body.contains(NAME), "the answer names the participant");
    ensure!(may_read(rule, actor, membership) || !said.body.contains(NOTE), "the answer holds the participant's words");
    if actor == Actor::OtherPhone {
        let ids = [world.participant.to_string(), world.spare.to_string()];
        ensure!(ids.iter().all(|id| !said.body.contains(id)), "the answer is about somebody else");
    }
    if let (Rule::Phone(200), Some(device)) = (rule, world.device)
        && pattern != "/api/v1/push"
    {
        ensure!(said.body.contains(&device.to_string()), "the answer is not about the phone that asked");
    }
    if matches!(rule, Rule::SharedEntry(200)) && status == 200 {
        ensure!(said.body.contains(NOTE), "the shared entry is not shown");
    }
    let refused = status >= 400 || said.header("location") == "/care/sign-in";
    if refused {
        ensure!(traces(app, &world).await? == before, "a refused request left something behind");
    }
    Ok(())
}

#[tokio::test]
async fn only_the_owner_and_staff_the_owner_shared_with_get_anything() -> Result<()> {
    let app = TestApp::start_with(Db::Sqlite, 11, |settings| {
        settings.fault = Some(Fault::SynchronousOff);
        // Passkeys need a name; an address is none.
        settings.public_url = settings.public_url.replace("127.0.0.1", "localhost");
    })
    .await?;
    let mut strangers = BTreeMap::new();
    let (mut cells, mut wrong) = (0, Vec::new());
    let table = routes();
    for (method, pattern, _) in &table {
        let things: &[Thing] = if pattern.contains("{object}") {
            &[Thing::Shared, Thing::Unshared, Thing::OfAnother]
        } else {
            &[Thing::Shared]
        };
        for actor in Actor::ALL {
            for thing in things {
                for membership in [Membership::Active, Membership::Left] {
                    cells += 1;
                    let tried = cell(&app, &mut strangers, (method, pattern), (actor, *thing, membership)).await;
                    if let Err(error) = tried {
                        wrong.push(format!(
                            "{method} {pattern} by {actor:?} about {thing:?}, {membership:?}: {error:#}"
                        ));
                    }
                }
            }
        }
    }
    report(format_args!("B1: {} routes, {cells} cells, {} wrong", table.len(), wrong.len()));
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Control: the matrix has a rule for every route, and none for an unknown one.
#[test]
fn control_a_route_that_nobody_wrote_down_is_noticed() {
    assert!(rule(&Method::GET, "/api/v1/everything").is_none());
    assert!(rule(&Method::PUT, "/api/v1/sync").is_none());
    for (method, pattern, _) in routes() {
        assert!(rule(&method, pattern).is_some(), "{method} {pattern} is missing from the matrix");
    }
}
