//! `--demo`: invented people with eight weeks of history, a code for a phone and a link for a counselor, so that the
//! product can be tried without enrolling real people. Works on loopback only, never through a proxy.

mod history;
mod schedule;

use std::io::Write as _;
use std::time::Duration;

use axum::http::HeaderMap;
use chrono::TimeDelta;
use domain::base::id::{ParticipantId, StaffId};
use domain::base::text::Label;
use domain::people::Role;
use history::PEOPLE;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::state::Shared;
use crate::store::types::care::LinkPurpose;

const WEEKS: i64 = 8;
const LINK_LIFE: TimeDelta = TimeDelta::hours(24);
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Makes the same people on every first start.
const SEED: u64 = 20_260_101;

const PROGRAM: &str = "Harbor Evening Program";
const COUNSELOR: &str = "Dana Demo";
const PHONE: &str = "Demo Phone";

/// `true` if no proxy is between the browser and this process.
pub fn came_directly(headers: &HeaderMap) -> bool {
    !headers.keys().any(|name| {
        name == "forwarded" || name == "via" || name.as_str().starts_with("x-forwarded-") || name == "x-real-ip"
    })
}

#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("--demo needs a database of its own: this one has people in it. Choose another --data")]
    NotEmpty,
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    #[error(transparent)]
    Invalid(#[from] domain::Invalid),
    #[error("cannot print")]
    Print(#[from] std::io::Error),
}

/// Creates the invented people unless they exist.
///
/// # Errors
/// Fails if the database has real people.
pub async fn prepare(shared: &Shared) -> Result<(StaffId, ParticipantId), DemoError> {
    if let Some(known) = shared.store.demo().await? {
        return Ok(known);
    }
    if shared.store.first_program().await?.is_some() {
        return Err(DemoError::NotEmpty);
    }
    let program = shared.store.create_program(Label::new("program", PROGRAM)?).await?;
    let counselor = shared.store.create_staff(program, Role::Counselor, Label::new("name", COUNSELOR)?).await?;
    let now = shared.env.now();
    let mut people = Vec::new();
    let mut chance = StdRng::seed_from_u64(SEED);
    for invented in &PEOPLE {
        let participant = shared.store.create_participant(program, Label::new("name", invented.name)?).await?;
        shared.store.assign(participant, counselor).await?;
        people.push(participant);
        shared.store.invent_beginning(participant, now - TimeDelta::weeks(WEEKS)).await?;
        for (copy, shared_at) in invented.history(&mut chance, now)? {
            // Entries older than a day and a half were read the next morning.
            let read_at = shared_at + TimeDelta::hours(14);
            let read = (now - shared_at > TimeDelta::hours(36)).then_some((counselor, read_at));
            shared.store.invent_entry(participant, copy, shared_at, read).await?;
        }
    }
    let phone = shared.store.create_participant(program, Label::new("name", PHONE)?).await?;
    shared.store.assign(phone, counselor).await?;
    people.push(phone);
    schedule::invent(shared, program, counselor, &people).await?;
    shared.store.keep_demo(counselor, phone).await?;
    Ok((counselor, phone))
}

/// Keeps one code and one link valid while the server runs, and prints each new one.
pub async fn keep_open(shared: Shared) -> Result<(), DemoError> {
    let (counselor, phone) = prepare(&shared).await?;
    // Codes of an earlier run are still valid, but nobody sees them: start with new ones.
    let mut started = false;
    loop {
        if !started || !shared.store.code_is_open(phone).await? {
            let made = shared.store.make_demo_code(phone).await?;
            say(&format!("On the phone:      {}  code {} (10 minutes, once)", shared.origin, made.code))?;
        }
        if !started || !shared.store.link_is_open(counselor, LinkPurpose::Demo).await? {
            let token = shared.store.make_link(counselor, LinkPurpose::Demo, LINK_LIFE).await?;
            say(&format!("On the staff side: {}/care/demo/{token} (once, in another browser)", shared.origin))?;
        }
        started = true;
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn say(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    out.flush()
}
