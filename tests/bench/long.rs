//! `cargo run -p tests --example long -- URL CODE COUNT`: a phone without a screen that enrolls with a demo's CODE,
//! writes COUNT entries over the last years, sends them, and prints the recovery code for a browser to open them. The
//! server cannot write such a history itself, because entries are sealed.

use std::io::Write as _;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, TimeDelta};
use domain::base::id::{DeviceId, ObjectId};
use domain::base::text::Note;
use domain::entries::body::{Body, Record};
use domain::entries::catalogue::Choice;
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::entries::practice::{Practice, Setting};
use domain::entries::trigger::Trigger;
use domain::people::enrolment::{EnrolmentAnswer, EnrolmentRequest};
use domain::skills::skill::{KnownSkill, WhichSkill};
use offline::Journal;
use offline::native::{MemoryStorage, SeededCipher};
use offline::sync::engine::Pace;
use tests::phone::{PHONE_NOW, Wire};

const NOTES: [&str; 4] = [
    "It came after work and went again after the walk.",
    "Llamé a mi hermana. Ayudó más de lo que pensé.",
    "Stronger than yesterday, shorter too.",
    "Could not sleep. Tea and the radio.",
];
/// The time between two entries.
const APART: TimeDelta = TimeDelta::hours(3);

fn entry(n: usize) -> Result<Record> {
    let back = APART * i32::try_from(n)?;
    let at = (DateTime::from_timestamp_millis(PHONE_NOW).context("a time")? - back).fixed_offset();
    let rating = Intensity::new(u8::try_from(n % 11)?)?;
    let body = if n.is_multiple_of(4) {
        let skill = WhichSkill::Known(KnownSkill::ALL[n / 4 % KnownSkill::ALL.len()]);
        Body::Practice(Practice { before: Some(rating), ..Practice::quick(skill, Setting::Calm) })
    } else {
        let triggers = vec![Choice::Known(Trigger::ALL[n % Trigger::ALL.len()])];
        let note = Some(Note::new("note", NOTES[n % NOTES.len()])?);
        Body::Craving(Craving { triggers, note, ..Craving::quick(ObjectId::from_bytes([7; 16]), rating) })
    };
    Ok(Record::new(at, body))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let [origin, code, count] =
        <[String; 3]>::try_from(std::env::args().skip(1).collect::<Vec<_>>()).ok().context("URL CODE COUNT")?;
    let client = tests::http().no_proxy().build()?;
    let request = EnrolmentRequest { code, device: DeviceId::from_bytes([1; 16]), participant: None };
    let answer =
        client.post(format!("{origin}/api/v1/enrolments")).header("origin", &origin).json(&request).send().await?;
    let token = answer.cookies().next().context("no sign-in came")?.value().to_owned();
    let EnrolmentAnswer::In { welcome } = answer.json().await? else { bail!("the code asks somebody") };
    let journal = Journal::new(MemoryStorage::default(), SeededCipher::new(1));
    journal.begin(&welcome).await?;
    let way = Wire::new(&origin, &token)?;
    let pace = Pace::default();
    let recovery = journal.make_code(PHONE_NOW).await?;
    journal.sync(&way, &pace, PHONE_NOW).await?;
    // In batches, because each sync reads everything that waits.
    for n in 0..count.parse::<usize>()? {
        journal.record(&entry(n)?, PHONE_NOW).await?;
        if n % 500 == 499 {
            journal.sync(&way, &pace, PHONE_NOW).await?;
        }
    }
    journal.sync(&way, &pace, PHONE_NOW).await?;
    writeln!(std::io::stdout(), "{recovery}")?;
    Ok(())
}
