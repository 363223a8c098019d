//! `long ORIGIN CODE COUNT NOW`: enrols a phone and fills its journal with COUNT entries of three years, as a participant's own
//! phone would; prints the recovery code that opens them on another one. For browser tests with a long history, which
//! nobody but a phone can write.

use std::io::Write as _;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, TimeDelta};
use domain::body::{Body, Record};
use domain::catalogue::Choice;
use domain::craving::{Craving, Intensity};
use domain::enrolment::EnrolmentAnswer;
use domain::id::DeviceId;
use domain::practice::{Practice, Setting};
use domain::skill::{KnownSkill, WhichSkill};
use domain::target::{Aim, AimFrom, Target, TargetKind};
use domain::text::{Label, Note};
use domain::trigger::Trigger;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::json;
use server::store::model::SignedInPhone;
use tests::phone::Wire;
use tests::{EnrolledPhone, Phone, Web};

const SEED: u64 = 10_000;
const WORDS: [&str; 6] = ["walk", "kitchen", "café", "phone", "garden", "quiet"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (origin, code) = (args.next().context("an origin")?, args.next().context("a code")?);
    let count: u32 = args.next().context("how many")?.parse()?;
    let mut chance = StdRng::seed_from_u64(SEED);

    let device = DeviceId::from_bytes(chance.random());
    let said = Web::at(&origin)?.post("/api/v1/enrolments", &json!({"code": code, "device": device})).await?;
    let token = said.token().context("a sign-in")?;
    let EnrolmentAnswer::In { welcome } = serde_json::from_str(&said.body)? else { bail!("the phone is not in") };
    let who = SignedInPhone { participant: welcome.participant, device, token_hash: [0; 32] };
    let enrolled = EnrolledPhone { who, token: token.clone(), vouched: welcome.vouched };
    let phone = Phone::begin(&enrolled, Wire::new(&origin, &token)?, SEED).await?;

    let now = DateTime::from_timestamp(args.next().context("seconds since 1970")?.parse()?, 0).context("a time")?.fixed_offset();
    let first = AimFrom { from: (now - TimeDelta::days(1100)).date_naive(), aim: Aim::Reduce, goal: None };
    let target = Target::new(TargetKind::Behaviour, Label::new("name", "Tea")?, Label::new("unit", "cups")?, first)?;
    let (target, _) = phone.journal.record(&Record::new(now - TimeDelta::days(1100), Body::Target(target)), 0).await?;
    for place in 0..count {
        let at = now - TimeDelta::minutes(i64::from(place) * 150 + chance.random_range(0..100));
        let intensity = Intensity::new(chance.random_range(0..=10))?;
        let body = if place % 5 == 4 {
            let skill = WhichSkill::Known(KnownSkill::ALL[chance.random_range(0..KnownSkill::ALL.len())]);
            Body::Practice(Practice {
                before: Some(intensity),
                after: Some(Intensity::new(intensity.get() / 2)?),
                ..Practice::quick(skill, Setting::Calm)
            })
        } else {
            let word = WORDS[chance.random_range(0..WORDS.len())];
            let trigger = Trigger::ALL[chance.random_range(0..Trigger::ALL.len())];
            let note = Note::optional("note", &format!("{word} number {place}"))?;
            Body::Craving(Craving { triggers: vec![Choice::Known(trigger)], note, ..Craving::quick(target, intensity) })
        };
        phone.journal.record(&Record::new(at, body), 0).await?;
    }
    let code = phone.journal.make_code(0).await?;
    phone.sync().await?;
    writeln!(std::io::stdout(), "{code}")?;
    Ok(())
}
