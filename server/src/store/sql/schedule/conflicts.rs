//! Conflicts of a plan: sessions of an attendee or of the leader at the same time. Names no participant.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::{ParticipantId, ProgramId, SeriesId, SessionId, StaffId};
use domain::schedule::Minutes;

use super::session::{self, sessions};
use super::sql::base::{Tx, id, ms, sealed};
use super::sql::people::sign_in;
use super::{leading, program, series};
use crate::store::types::people::SignedInStaff;
use crate::store::types::schedule::{Audience, Clash, Scope, Wanted};
use crate::store::{StoreError, StoreResult, members};
use crate::zones;

/// Start and end.
type Span = (DateTime<Utc>, DateTime<Utc>);

struct Plan {
    spans: Vec<Span>,
    leader: Option<StaffId>,
    people: BTreeSet<ParticipantId>,
    /// The part of a series that the plan replaces.
    instead: Option<(SeriesId, Scope)>,
    instead_of_one: Option<SessionId>,
}

fn span(begin: DateTime<Utc>, minutes: Minutes) -> Span {
    (begin, begin + minutes.length())
}

async fn people(tx: &mut Tx<'_>, program: ProgramId, audience: &Audience) -> StoreResult<BTreeSet<ParticipantId>> {
    let track = match audience {
        Audience::People(people) => return Ok(people.iter().copied().collect()),
        Audience::Track(track) => track.number(),
    };
    let rows = sqlx::query(concat!(
        "SELECT participant_id FROM participant WHERE program_id = $1 AND track = $2 AND ",
        members!(attending, "membership")
    ))
    .bind(program.bytes().to_vec())
    .bind(track)
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}

async fn plan(tx: &mut Tx<'_>, program: ProgramId, wanted: Wanted) -> StoreResult<Plan> {
    let key = sealed::program_key(tx, program).await?;
    let corrupt = |_| StoreError::Corrupt("zone");
    match wanted {
        Wanted::Series(wanted, instead) => {
            let zone = match instead {
                Some((series, _)) => series::load(tx, program, &key, series).await?.zone,
                None => program::zone_of(tx, program).await?,
            };
            let (tz, holidays) =
                (zones::known("zone", &zone).map_err(corrupt)?, program::holidays(tx, program, &key).await?);
            let days = wanted.rule.days().filter(|day| !holidays.contains_key(day));
            let spans = days
                .map(|day| span(zones::instant(tz, day, wanted.start), wanted.minutes))
                .filter(|s| s.0 > tx.now)
                .collect();
            let people = people(tx, program, &wanted.audience).await?;
            Ok(Plan { spans, leader: wanted.leader, people, instead, instead_of_one: None })
        }
        Wanted::One(session, wanted) => {
            let now = session::load(tx, program, &key, session).await?;
            let of = series::load(tx, program, &key, now.series).await?;
            let tz = zones::known("zone", &now.zone).map_err(corrupt)?;
            let spans = vec![span(zones::instant(tz, wanted.day, wanted.start), wanted.minutes)];
            let people = people(tx, program, &of.plan.audience).await?;
            Ok(Plan { spans, leader: wanted.leader, people, instead: None, instead_of_one: Some(session) })
        }
    }
}

pub async fn clashes(tx: &mut Tx<'_>, who: SignedInStaff, wanted: Wanted) -> StoreResult<Vec<Clash>> {
    sign_in::still_staff(tx, who).await?;
    match &wanted {
        Wanted::Series(plan, instead) => leading::may_plan(tx, who, instead.map(|(series, _)| series), plan).await?,
        Wanted::One(session, plan) => leading::may_lead_one(tx, who, *session, plan.leader).await?,
    }
    let plan = plan(tx, who.program, wanted).await?;
    let (Some(from), Some(until)) = (plan.spans.iter().map(|s| s.0).min(), plan.spans.iter().map(|s| s.1).max()) else {
        return Ok(Vec::new());
    };
    let key = sealed::program_key(tx, who.program).await?;
    let rows = sqlx::query(sessions!(
        "",
        "WHERE s.program_id = $1 AND s.starts_at > $2 AND s.starts_at < $3 AND s.state IN (1, 2) ORDER BY s.starts_at"
    ))
    .bind(who.program.bytes().to_vec())
    .bind(ms(from - TimeDelta::minutes(Minutes::MAX.into())))
    .bind(ms(until))
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut audiences: BTreeMap<SeriesId, BTreeSet<ParticipantId>> = BTreeMap::new();
    let mut found = Vec::new();
    for row in &rows {
        let other = session::read(row, &key)?;
        let replaced = match plan.instead {
            Some((series, Scope::All)) => other.series == series,
            Some((series, Scope::From(day))) => other.series == series && other.planned_day >= day,
            None => false,
        };
        let overlaps = plan.spans.iter().any(|(begin, end)| *begin < other.ends_at() && other.starts_at < *end);
        if replaced || plan.instead_of_one == Some(other.session) || !overlaps {
            continue;
        }
        if let Entry::Vacant(unknown) = audiences.entry(other.series) {
            let of = series::load(tx, who.program, &key, other.series).await?;
            unknown.insert(people(tx, who.program, &of.plan.audience).await?);
        }
        let both = audiences.get(&other.series).map_or(0, |theirs| theirs.intersection(&plan.people).count());
        let leader = plan.leader.is_some() && plan.leader == other.leader;
        if leader || both > 0 {
            found.push(Clash { session: other, leader, people: both });
        }
    }
    Ok(found)
}
