//! The invented program's week: an evening track that began with the invented people, a holiday, one moved and one
//! canceled session, and attendance.

use chrono::{Datelike as _, Days, NaiveDate, TimeDelta, Weekday};
use domain::Invalid;
use domain::base::id::{ParticipantId, ProgramId, StaffId};
use domain::base::text::{Address, Label, ReplyText};
use domain::schedule::{Attendance, Minute, Minutes, Rule, SessionKind, Track, Weekdays};

use super::{DemoError, WEEKS};
use crate::state::Shared;
use crate::store::types::schedule::{Audience, SeriesPlan, Term, Words};
use crate::zones;

pub const ZONE: &str = "America/New_York";
/// The length of the invented program in weeks.
const TERM: u8 = 12;

/// A recurring session: kind, title for staff, name for phones, weekdays, start, minutes, room, link.
type Invented = (
    SessionKind,
    &'static str,
    &'static str,
    &'static [Weekday],
    &'static str,
    u16,
    Option<&'static str>,
    Option<&'static str>,
);

const SERIES: [Invented; 4] = [
    (
        SessionKind::Group,
        "Evening process group",
        "Evening",
        &[Weekday::Mon, Weekday::Wed, Weekday::Thu],
        "18:00",
        90,
        Some("Room 2"),
        None,
    ),
    (
        SessionKind::Education,
        "Relapse prevention class",
        "Class",
        &[Weekday::Mon, Weekday::Thu],
        "19:45",
        60,
        Some("Room 1"),
        None,
    ),
    (
        SessionKind::Individual,
        "Individual with Dana",
        "One to one",
        &[Weekday::Tue],
        "17:30",
        50,
        None,
        Some("https://video.example.org/harbor-evening"),
    ),
    (SessionKind::Family, "Family evening", "Family", &[Weekday::Fri], "18:00", 75, Some("Room 2"), None),
];

/// The attendance of past sessions in turn, per person.
const CAME: [&[Attendance]; 5] = [
    &[
        Attendance::Attended,
        Attendance::Attended,
        Attendance::Late,
        Attendance::Attended,
        Attendance::Attended,
        Attendance::Missed,
    ],
    &[Attendance::Attended, Attendance::Excused, Attendance::Attended],
    &[Attendance::Attended, Attendance::Missed, Attendance::Late, Attendance::Attended],
    &[Attendance::Attended],
    &[
        Attendance::Attended,
        Attendance::Attended,
        Attendance::Attended,
        Attendance::Late,
        Attendance::Attended,
        Attendance::Excused,
        Attendance::Attended,
    ],
];

fn plan(invented: Invented, leader: StaffId, audience: Audience, first: NaiveDate) -> Result<SeriesPlan, Invalid> {
    let (kind, title, name, days, start, minutes, room, link) = invented;
    let weekdays = Weekdays::of(days.iter().copied()).unwrap_or(Weekdays::EVERY_DAY);
    Ok(SeriesPlan {
        kind,
        words: Words {
            title: Label::new("title", title)?,
            name: Label::new("name", name)?,
            room: room.map(|room| Label::new("room", room)).transpose()?,
            link: link.map(|link| Address::new("link", link)).transpose()?,
        },
        leader: Some(leader),
        audience,
        rule: Rule::new(weekdays, first, Rule::last_of(first, WEEKS + 8)?)?,
        start: Minute::parse("start", start)?,
        minutes: Minutes::new(minutes)?,
    })
}

pub async fn invent(
    shared: &Shared,
    program: ProgramId,
    leader: StaffId,
    people: &[ParticipantId],
) -> Result<(), DemoError> {
    let now = shared.env.now();
    let since = now - TimeDelta::weeks(WEEKS);
    let zone = zones::parse("zone", ZONE)?;
    let tz = zones::known("zone", &zone)?;
    let (today, first) = (zones::day(tz, now), zones::day(tz, since));
    let mut in_id_order = people.to_vec();
    in_id_order.sort_unstable();
    let mut plans = Vec::new();
    for invented in SERIES {
        let single = invented.0 == SessionKind::Individual;
        let audience = if single { Audience::People(in_id_order.clone()) } else { Audience::Track(Track::Evening) };
        plans.push(plan(invented, leader, audience, first)?);
    }
    let holiday = today + Days::new(15);
    let holidays =
        vec![(holiday, Label::new("name", "House closed")?), (first + Days::new(20), Label::new("name", "Staff day")?)];
    let made = shared.store.invent_schedule(program, since, zone, holidays, plans).await?;
    let term = Term { track: Some(Track::Evening), began: first, weeks: TERM };
    for (participant, said) in people.iter().zip(CAME.iter().cycle()) {
        shared.store.invent_term(program, *participant, term).await?;
        shared.store.invent_attendance(*participant, made.clone(), said.to_vec(), leader).await?;
    }
    // Next week's individual hour is a day later, and the family evening after it is canceled.
    let next = |wanted: Weekday| {
        today.iter_days().skip(2).find(|day| day.weekday() == wanted && *day != holiday).unwrap_or(today)
    };
    let (tuesday, friday) = (next(Weekday::Tue), next(Weekday::Fri));
    if let [.., individual, family] = made.as_slice() {
        let moved = ReplyText::new("reason", "Dana is at a training on Tuesday.")?;
        shared.store.invent_exception(program, *individual, tuesday, Some(tuesday + Days::new(1)), moved).await?;
        let cancelled = ReplyText::new("reason", "The heating is being repaired.")?;
        shared.store.invent_exception(program, *family, friday, None, cancelled).await?;
    }
    for participant in people {
        shared.store.tell(*participant).await?;
    }
    Ok(())
}
