use chrono::{DateTime, NaiveDate};
use domain::base::id::ObjectId;
use domain::charts::Noted;
use domain::entries::body::{Body, Record};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::entries::practice::{Practice, Setting};
use domain::skills::skill::{KnownSkill, WhichSkill};

use super::*;
use crate::words::i18n::Lang;

const SURF: WhichSkill = WhichSkill::Known(KnownSkill::UrgeSurfing);

fn record(at: &str, body: Body) -> Record {
    Record::new(DateTime::parse_from_rfc3339(at).unwrap(), body)
}

fn craving(at: &str, intensity: u8) -> Record {
    record(at, Body::Craving(Craving::quick(ObjectId::from_bytes([0; 16]), Intensity::new(intensity).unwrap())))
}

fn practice(at: &str, before: u8, after: u8) -> Record {
    let rated = |n| Some(Intensity::new(n).unwrap());
    record(
        at,
        Body::Practice(Practice { before: rated(before), after: rated(after), ..Practice::quick(SURF, Setting::Calm) }),
    )
}

fn drawn(records: &[Record], lang: Lang, reader: Reader) -> Option<String> {
    let noted: Vec<_> =
        (0u8..).zip(records).map(|(n, record)| Noted { object: ObjectId::from_bytes([n; 16]), record }).collect();
    let last = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
    let owner = Owner::new();
    owner.with(|| {
        let drawing = Drawing { noted: &noted, last, weeks: Weeks::Four, own_skill: &|_| None, reader, lang };
        drawing.draw().map(RenderHtml::to_html)
    })
}

fn week() -> Vec<Record> {
    let mut records: Vec<_> = (1..=5).map(|n| craving(&format!("2026-03-0{n}T18:00:00-05:00"), n)).collect();
    records.push(craving("2026-03-06T18:30:00-05:00", 9));
    records.push(craving("2026-02-27T19:30:00-05:00", 3));
    records.extend((1..=5).map(|n| practice(&format!("2026-03-0{n}T19:00:00-05:00"), 7, 4)));
    records
}

#[test]
fn every_picture_says_its_sentence_with_its_n_and_has_its_numbers_as_a_table() {
    let html = drawn(&week(), Lang::En, Reader::Own).unwrap();
    for said in [
        "7 cravings on 7 of 28 days. The strongest was 9 of 10, on Fri Mar 6. Practice on 5 of these days.",
        "Fridays from 4 pm to 8 pm had the most: 2 of 7 cravings.",
        "Notes that name a trigger so far: 0. It takes 5 to show something here.",
        "After “Riding the wave” the rating was 3.0 lower on average (5 times, spread 0.0).",
        "What works for me",
    ] {
        assert!(html.contains(said), "{said}\n{html}");
    }
    assert_eq!(html.matches("role=\"img\"").count(), 3, "nothing is drawn where nothing was named");
    assert_eq!(html.matches("<table>").count(), 3);
    assert!(!html.contains("style="), "the content policy forbids it");
    let spanish = drawn(&week(), Lang::Es, Reader::Staff).unwrap();
    assert!(spanish.contains("Los viernes de las 16:00 a las 20:00 hubo más: 2 de 7 antojos."), "{spanish}");
    assert!(spanish.contains("el número bajó 3,0 en promedio") && !spanish.contains("Lo que me ayuda"));
}

#[test]
fn below_five_nothing_is_claimed_and_other_weeks_are_not_drawn() {
    let html = drawn(
        &[craving("2026-03-05T18:00:00-05:00", 9), practice("2026-03-05T18:30:00-05:00", 9, 1)],
        Lang::En,
        Reader::Own,
    )
    .unwrap();
    assert!(html.contains("Cravings so far: 1."), "{html}");
    assert!(
        html.contains("1 rated, too few to say") && !html.contains("lower on average") && !html.contains('−'),
        "{html}"
    );
    assert_eq!(
        drawn(
            &[craving("2026-02-06T18:00:00-05:00", 9), craving("2026-03-07T18:00:00-05:00", 9)],
            Lang::En,
            Reader::Own
        ),
        None
    );
    assert!(drawn(&[craving("2026-02-07T18:00:00-05:00", 9)], Lang::En, Reader::Own).is_some());
}
