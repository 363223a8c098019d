//! The exact bytes of each kind, smallest and fullest. A change here needs a new schema once people have phones.

use super::*;
use crate::base::amount::Amount;
use crate::base::day;
use crate::base::id::{ObjectId, SessionId};
use crate::base::text::{Message, Note};
use crate::contacts::contact::{Contact, ContactRole};
use crate::contacts::number::TelNumber;
use crate::entries::catalogue::{Choice, Company, Place, Response};
use crate::entries::check_in::{CheckIn, FivePoint};
use crate::entries::craving::{Craving, Minutes, Second};
use crate::entries::habit::{Habit, HabitKind};
use crate::entries::intensity::Intensity;
use crate::entries::meeting::{Meeting, MeetingKind};
use crate::entries::practice::{Practice, Seconds, Setting};
use crate::entries::preparation::Preparation;
use crate::entries::reach_out::{ReachOut, Way};
use crate::entries::thought_record::{Feeling, Percent, ThoughtRecord};
use crate::entries::trigger::{MetTrigger, Trigger, Triggers};
use crate::entries::used::Use;
use crate::skills::skill::{KnownSkill, Skill, WhichSkill};
use crate::targets::target::{Aim, AimFrom, Target, TargetKind};

fn id(n: u8) -> ObjectId {
    ObjectId::from_bytes([n; 16])
}

fn label(text: &str) -> Label {
    Label::new("label", text).unwrap()
}

fn note(text: &str) -> Option<Note> {
    Note::optional("note", text).unwrap()
}

fn intensity(n: u8) -> Intensity {
    Intensity::new(n).unwrap()
}

fn aim(from: &str, aim: Aim, goal: Option<u32>) -> AimFrom {
    AimFrom { from: day::parse("from", from).unwrap(), aim, goal: goal.map(|g| Amount::new(g).unwrap()) }
}

fn bodies() -> Vec<(Body, &'static str)> {
    let craving = Craving {
        second: Some(Second { intensity: intensity(3), minutes: Minutes::new(12).unwrap() }),
        triggers: vec![Choice::Known(Trigger::Payday), Choice::Own(label("The bridge"))],
        place: Some(Choice::Known(Place::OnTheWay)),
        company: vec![Choice::Known(Company::Nobody)],
        response: vec![Choice::Known(Response::ToldSomeone)],
        note: note("Over."),
        ..Craving::quick(id(1), intensity(7))
    };
    let met = MetTrigger::quick(Triggers::new(vec![Choice::Known(Trigger::OthersDoingIt)]).unwrap());
    let fullest = MetTrigger {
        pull: Some(intensity(4)),
        place: Some(Choice::Own(label("Arcade"))),
        company: vec![Choice::Known(Company::Friends)],
        note: note("Left."),
        craving: Some(id(2)),
        ..met.clone()
    };
    let used = Use {
        amount: Amount::new(250).ok(),
        craving: Some(id(2)),
        before: note("A long day."),
        next_time: note("Call Ana."),
        need: note("Sleep."),
        ..Use::quick(id(1))
    };
    let practice = Practice {
        before: Some(intensity(8)),
        after: Some(intensity(4)),
        seconds: Seconds::new(180).ok(),
        note: note("Helped."),
        ..Practice::quick(WhichSkill::Own(id(3)), Setting::Craving(Some(id(2))))
    };
    let calm = Practice::quick(WhichSkill::Known(KnownSkill::DelayDistractDecide), Setting::Calm);
    let unlogged = Practice::quick(WhichSkill::Known(KnownSkill::UrgeSurfing), Setting::Craving(None));
    let target = Target::new(
        TargetKind::Behaviour,
        label("Slots"),
        label("dollars"),
        aim("2026-03-01", Aim::Reduce, Some(2000)),
    )
    .unwrap();
    let changed = target.clone().with_aim(aim("2026-04-01", Aim::Abstain, None)).unwrap();
    let retired = changed.with_retired(day::parse("retired", "2026-05-01").ok()).unwrap();
    vec![
        (
            Body::Craving(Craving::quick(id(1), intensity(7))),
            r#"{"craving":{"target":"01010101010101010101010101010101","intensity":7}}"#,
        ),
        (
            Body::Craving(craving),
            r#"{"craving":{"target":"01010101010101010101010101010101","intensity":7,"second":{"intensity":3,"minutes":12},"triggers":[{"known":"payday"},{"own":"The bridge"}],"place":{"known":"on_the_way"},"company":[{"known":"nobody"}],"response":[{"known":"told_someone"}],"note":"Over."}}"#,
        ),
        (Body::Trigger(met), r#"{"trigger":{"triggers":[{"known":"others_doing_it"}]}}"#),
        (
            Body::Trigger(fullest),
            r#"{"trigger":{"triggers":[{"known":"others_doing_it"}],"pull":4,"place":{"own":"Arcade"},"company":[{"known":"friends"}],"note":"Left.","craving":"02020202020202020202020202020202"}}"#,
        ),
        (Body::Use(Use::quick(id(1))), r#"{"use":{"target":"01010101010101010101010101010101"}}"#),
        (
            Body::Use(used),
            r#"{"use":{"target":"01010101010101010101010101010101","amount":250,"craving":"02020202020202020202020202020202","before":"A long day.","next_time":"Call Ana.","need":"Sleep."}}"#,
        ),
        (Body::Practice(calm), r#"{"practice":{"skill":{"known":"delay_distract_decide"},"setting":"calm"}}"#),
        (Body::Practice(unlogged), r#"{"practice":{"skill":{"known":"urge_surfing"},"setting":{"craving":null}}}"#),
        (
            Body::Practice(practice),
            r#"{"practice":{"skill":{"own":"03030303030303030303030303030303"},"setting":{"craving":"02020202020202020202020202020202"},"before":8,"after":4,"seconds":180,"note":"Helped."}}"#,
        ),
        (
            Body::Target(target),
            r#"{"target":{"kind":"behaviour","name":"Slots","unit":"dollars","aims":[{"from":"2026-03-01","aim":"reduce","goal":2000}]}}"#,
        ),
        (
            Body::Target(retired),
            r#"{"target":{"kind":"behaviour","name":"Slots","unit":"dollars","aims":[{"from":"2026-03-01","aim":"reduce","goal":2000},{"from":"2026-04-01","aim":"abstain"}],"retired":"2026-05-01"}}"#,
        ),
        (Body::Skill(Skill { name: label("Walk the dog"), steps: None }), r#"{"skill":{"name":"Walk the dog"}}"#),
        (
            Body::Skill(Skill { name: label("Walk the dog"), steps: note("Shoes.\nDoor.") }),
            r#"{"skill":{"name":"Walk the dog","steps":"Shoes.\nDoor."}}"#,
        ),
        (
            Body::Preparation(Preparation {
                session: SessionId::from_bytes([9; 16]),
                text: note("Ask about Sunday.").unwrap(),
            }),
            r#"{"preparation":{"session":"09090909090909090909090909090909","text":"Ask about Sunday."}}"#,
        ),
        (
            Body::CheckIn(CheckIn::new([FivePoint::new(3).ok(), None, None, None], None).unwrap()),
            r#"{"check_in":{"mood":3}}"#,
        ),
        (
            Body::CheckIn(CheckIn::new([0, 4, 1, 2].map(|step| FivePoint::new(step).ok()), note("Long day.")).unwrap()),
            r#"{"check_in":{"mood":0,"stress":4,"sleep":1,"connection":2,"note":"Long day."}}"#,
        ),
        (
            Body::ThoughtRecord(ThoughtRecord::quick(note("I always do this.").unwrap())),
            r#"{"thought_record":{"thought":"I always do this."}}"#,
        ),
        (
            Body::ThoughtRecord(ThoughtRecord {
                situation: note("Ana did not call."),
                feelings: vec![Choice::Known(Feeling::Hopeless), Choice::Own(label("Flat"))],
                before: Percent::new(80).ok(),
                evidence_for: note("It happened twice."),
                evidence_against: note("She wrote."),
                other_view: note("She was busy."),
                after: Percent::new(0).ok(),
                ..ThoughtRecord::quick(note("I always do this.").unwrap())
            }),
            r#"{"thought_record":{"situation":"Ana did not call.","thought":"I always do this.","feelings":[{"known":"hopeless"},{"own":"Flat"}],"before":80,"evidence_for":"It happened twice.","evidence_against":"She wrote.","other_view":"She was busy.","after":0}}"#,
        ),
        (
            Body::Meeting(Meeting { which: Choice::Known(MeetingKind::LifeRing), attended: false, takeaway: None }),
            r#"{"meeting":{"which":{"known":"life_ring"},"attended":false}}"#,
        ),
        (
            Body::Meeting(Meeting {
                which: Choice::Own(label("Tuesday circle")),
                attended: true,
                takeaway: note("One day."),
            }),
            r#"{"meeting":{"which":{"own":"Tuesday circle"},"attended":true,"takeaway":"One day."}}"#,
        ),
        (
            Body::ReachOut(ReachOut { contact: None, role: None, way: Way::Met, reached: true, note: None }),
            r#"{"reach_out":{"way":"met","reached":true}}"#,
        ),
        (
            Body::ReachOut(ReachOut {
                contact: Some(id(4)),
                role: Some(Choice::Known(ContactRole::Sponsor)),
                way: Way::Call,
                reached: false,
                note: note("Left a word."),
            }),
            r#"{"reach_out":{"contact":"04040404040404040404040404040404","role":{"known":"sponsor"},"way":"call","reached":false,"note":"Left a word."}}"#,
        ),
        (
            Body::Contact(Contact { name: label("Alma"), role: None, number: None, message: None, at_hand: false }),
            r#"{"contact":{"name":"Alma","at_hand":false}}"#,
        ),
        (
            Body::Contact(Contact {
                name: label("Alma"),
                role: Some(Choice::Own(label("Neighbor"))),
                number: TelNumber::optional("number", "+1 (555) 010-0199").unwrap(),
                message: Message::optional("message", "Can you talk?").unwrap(),
                at_hand: true,
            }),
            r#"{"contact":{"name":"Alma","role":{"own":"Neighbor"},"number":"+1 (555) 010-0199","message":"Can you talk?","at_hand":true}}"#,
        ),
        (Body::Habit(Habit { what: HabitKind::Meeting, words: None }), r#"{"habit":{"what":"meeting"}}"#),
        (Body::Habit(Habit { what: HabitKind::CheckIn, words: None }), r#"{"habit":{"what":"check_in"}}"#),
        (
            Body::Habit(Habit { what: HabitKind::Medication, words: Some(label("The white one")) }),
            r#"{"habit":{"what":"medication","words":"The white one"}}"#,
        ),
        (Body::Habit(Habit { what: HabitKind::Practice, words: None }), r#"{"habit":{"what":"practice"}}"#),
        (
            Body::Habit(Habit { what: HabitKind::Own, words: Some(label("Water the plants")) }),
            r#"{"habit":{"what":"own","words":"Water the plants"}}"#,
        ),
    ]
}

fn bytes(body: &str) -> Vec<u8> {
    format!(r#"{{"schema":1,"at":"2026-03-01T21:30:00-05:00","body":{body}}}"#).into_bytes()
}

#[test]
fn every_kind_has_exactly_this_form_and_reads_back() {
    for (body, json) in bodies() {
        let record = Record::new(DateTime::parse_from_rfc3339("2026-03-01T21:30:00-05:00").unwrap(), body);
        assert_eq!(String::from_utf8(record.to_bytes()), String::from_utf8(bytes(json)));
        assert_eq!(Record::from_bytes(&bytes(json)), Ok(record.clone()));
        assert_eq!(day::to_text(record.day()), "2026-03-01");
    }
}

#[test]
fn every_kind_is_listed_under_the_name_it_has_on_the_wire() {
    let mut seen = Vec::new();
    for (body, json) in bodies() {
        let name = serde_json::to_string(&body.kind()).unwrap();
        assert!(json.starts_with(&format!("{{{name}:")), "{json}");
        seen.push(body.kind());
    }
    for kind in Kind::ALL {
        assert!(seen.contains(kind), "{kind:?}");
    }
}

/// Every place for a field of a newer version: right after an opening brace of a struct.
fn with_a_field_of_tomorrow(json: &str) -> Vec<String> {
    let starts = json.match_indices('{').map(|(at, _)| at).filter(|at| {
        // Braces of enums name their variant instead of fields.
        !["{\"known\"", "{\"own\""].iter().any(|variant| json[*at..].starts_with(variant))
            && !json[..*at].ends_with("\"setting\":")
    });
    starts.map(|at| format!("{}\"tomorrow\":1,{}", &json[..=at], &json[at + 1..])).collect()
}

#[test]
fn a_field_of_tomorrow_is_refused_and_never_dropped() {
    let mut tried = 0;
    for (_, json) in bodies() {
        let whole = String::from_utf8(bytes(json)).unwrap();
        assert!(Record::from_bytes(whole.as_bytes()).is_ok(), "control");
        for changed in with_a_field_of_tomorrow(&whole) {
            assert!(serde_json::from_str::<serde_json::Value>(&changed).is_ok(), "still JSON: {changed}");
            assert_eq!(
                Record::from_bytes(changed.as_bytes()).map_err(|e| e.field),
                Err("record.body".to_owned()),
                "{changed}"
            );
            tried += 1;
        }
    }
    assert!(tried >= 3 * bodies().len(), "{tried}");
}

#[test]
fn a_kind_a_word_or_a_schema_of_tomorrow_is_refused() {
    for body in [
        r#"{"tomorrow":{"mood":4}}"#,
        r#"{"trigger":{"triggers":[{"known":"tomorrow"}]}}"#,
        r#"{"trigger":{"triggers":[{"tomorrow":"x"}]}}"#,
        r#"{"practice":{"skill":{"known":"tomorrow"},"setting":"calm"}}"#,
        r#"{"practice":{"skill":{"known":"grounding"},"setting":"tomorrow"}}"#,
        r#"{"use":{"target":"01010101010101010101010101010101","amount":2.5}}"#,
        r#"{"target":{"kind":"behaviour","name":"Slots","unit":"dollars","aim":"reduce"}}"#,
    ] {
        assert_eq!(Record::from_bytes(&bytes(body)).map_err(|e| e.field), Err("record.body".to_owned()), "{body}");
    }
    let newer = br#"{"schema":2,"at":"2026-03-01T21:30:00-05:00","body":{"skill":{"name":"Walk"}}}"#;
    assert_eq!(Record::from_bytes(newer).map_err(|e| e.field), Err("record.schema".to_owned()));
}

#[test]
fn a_record_that_can_only_be_a_craving_has_the_form_of_any_record() {
    let at = DateTime::parse_from_rfc3339("2026-03-01T21:30:00-05:00").unwrap();
    let mut cravings = 0;
    for (body, _) in bodies() {
        let record = Record::new(at, body);
        let read = serde_json::from_slice::<CravingRecord>(&record.to_bytes());
        let Body::Craving(craving) = &record.body else {
            assert!(read.is_err(), "{:?}", record.body.kind());
            continue;
        };
        assert_eq!(Plain::from(&CravingRecord::new(at, craving.clone())), Plain::from(&record));
        assert_eq!(read.unwrap().craving(), craving);
        cravings += 1;
    }
    assert_eq!(cravings, 2);
}
