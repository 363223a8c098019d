//! `--demo`: invented people with eight weeks of history, a code for a phone and a link for a counselor, so that somebody can
//! try the product without bringing anybody in. Only on loopback, and never through a proxy.

use std::io::Write as _;
use std::time::Duration;

use axum::http::HeaderMap;
use chrono::{DateTime, FixedOffset, Offset as _, TimeDelta, Utc};
use domain::body::{Body, Names, Record, SharedCopy};
use domain::catalogue::{Choice, Company, Place, Response};
use domain::craving::{Craving, Intensity};
use domain::id::{ObjectId, ParticipantId, StaffId};
use domain::program::Role;
use domain::text::{Label, Note};
use domain::trigger::Trigger;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::state::Shared;
use crate::store::care::LinkPurpose;

const WEEKS: i64 = 8;
const LINK_LIFE: TimeDelta = TimeDelta::hours(24);
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// What the invented people invented; the same on every first start.
const SEED: u64 = 20_260_101;

const PROGRAM: &str = "Harbor Evening Program";
const COUNSELOR: &str = "Dana Demo";
const PHONE: &str = "Demo Phone";

/// Name, target, and how often of ten days something is shared.
const PEOPLE: [(&str, &str, u32); 4] = [
    ("Rowan Testperson", "Wine", 8),
    ("Imani Example", "Scratch cards", 5),
    ("Sol Sample", "Pills at night", 6),
    ("Wren Invented", "Beer", 3),
];

const NOTES: [&str; 6] = [
    "It came after work and went again after the walk.",
    "Told my sister. That helped more than I thought.",
    "Stronger than yesterday, shorter too.",
    "I put the money in the jar instead.",
    "Could not sleep. Tea and the radio.",
    "Left before dessert. Proud of that.",
];

/// Whether nothing stands between the browser and this process.
pub fn came_directly(headers: &HeaderMap) -> bool {
    !headers.keys().any(|name| name == "forwarded" || name == "via" || name.as_str().starts_with("x-forwarded-") || name == "x-real-ip")
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

/// Makes the invented people, unless they are there.
///
/// # Errors
/// When the database has people who are not invented.
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
    let mut chance = StdRng::seed_from_u64(SEED);
    for (name, target, often) in PEOPLE {
        let participant = shared.store.create_participant(program, Label::new("name", name)?).await?;
        shared.store.assign(participant, counselor).await?;
        shared.store.invent_beginning(participant, now - TimeDelta::weeks(WEEKS)).await?;
        for (copy, shared_at) in history(&mut chance, now, target, often)? {
            // What is older than a day and a half was read the next morning.
            let read_at = shared_at + TimeDelta::hours(14);
            let read = (now - shared_at > TimeDelta::hours(36)).then_some((counselor, read_at));
            shared.store.invent_entry(participant, copy, shared_at, read).await?;
        }
    }
    let phone = shared.store.create_participant(program, Label::new("name", PHONE)?).await?;
    shared.store.assign(phone, counselor).await?;
    shared.store.keep_demo(counselor, phone).await?;
    Ok((counselor, phone))
}

/// Eight weeks of one person, oldest first. Cravings grow rarer and weaker, with ups and downs.
fn history(chance: &mut StdRng, now: DateTime<Utc>, target: &str, often: u32) -> Result<Vec<(SharedCopy, DateTime<Utc>)>, DemoError> {
    let zone = FixedOffset::west_opt(5 * 3600).unwrap_or_else(|| Utc.fix());
    let names = Names { target: Label::optional("target", target)?, ..Names::default() };
    let object = ObjectId::from_bytes(chance.random());
    let mut told = Vec::new();
    for days_ago in (0..WEEKS * 7).rev() {
        if chance.random_ratio(10 - often, 10) {
            continue;
        }
        let at = now - TimeDelta::days(days_ago) - TimeDelta::minutes(chance.random_range(20..600));
        let weeks_ago = u8::try_from(days_ago / 7).unwrap_or(0);
        let intensity = Intensity::new((2 + weeks_ago / 2 + chance.random_range(0..4)).min(Intensity::MAX))?;
        let craving = Craving {
            triggers: pick(chance, Trigger::ALL, 2),
            place: pick(chance, Place::ALL, 1).pop(),
            company: pick(chance, Company::ALL, 1),
            response: pick(chance, Response::ALL, 2),
            note: if chance.random_ratio(1, 3) { Note::optional("note", NOTES[chance.random_range(0..NOTES.len())])? } else { None },
            ..Craving::quick(object, intensity)
        };
        let record = Record::new(at.with_timezone(&zone), Body::Craving(craving));
        told.push((SharedCopy { record, names: names.clone() }, at + TimeDelta::minutes(15)));
    }
    Ok(told)
}

fn pick<K: Copy + PartialEq>(chance: &mut StdRng, all: &[K], most: usize) -> Vec<Choice<K>> {
    let mut chosen: Vec<K> = Vec::new();
    for _ in 0..chance.random_range(0..=most) {
        let next = all[chance.random_range(0..all.len())];
        if !chosen.contains(&next) {
            chosen.push(next);
        }
    }
    chosen.into_iter().map(Choice::Known).collect()
}

/// Keeps a code and a link open as long as the server runs, and prints each new one.
///
/// # Errors
/// When the database fails or nothing can be printed.
pub async fn keep_open(shared: Shared) -> Result<(), DemoError> {
    let (counselor, phone) = prepare(&shared).await?;
    // What an earlier run printed is still open, but nobody sees it any more: begin with new ones.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invented_history_is_the_same_every_time_and_eight_weeks_long() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let tell = || history(&mut StdRng::seed_from_u64(SEED), now, "Wine", 8).unwrap();
        assert_eq!(tell(), tell());
        let told = tell();
        assert!(told.len() > 30, "{}", told.len());
        assert!(told.iter().all(|(_, at)| *at < now && now - *at < TimeDelta::weeks(WEEKS) + TimeDelta::days(1)));
    }
}
