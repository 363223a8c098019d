//! The laws of what is new: lists say what the plain tables say, after any acts, and page by page.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, TimeDelta};
use domain::base::id::{ObjectId, ParticipantId, ShareVersion, StaffId};
use domain::people::Role;
use domain::sync::{Op, Revise};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::store::types::care::{Before, PAGE, WantedEntries};
use server::store::types::people::SignedInStaff;
use server::store::{StoreError, StoreResult};
use tests::people::NEWEST;
use tests::scribe::{delete, revise, share, unshare};
use tests::{Clinic, Db, Scribe, TestApp};

use crate::contract::rollback::restore;

/// Open shares that an account on the care team has not opened: account, entry, when it was shared.
const NEW: &str = "SELECT a.staff_id, s.object_id, s.changed_at FROM share s
     JOIN assignment a ON a.participant_id = s.participant_id
     JOIN participant p ON p.participant_id = s.participant_id
     WHERE s.revision_id IS NOT NULL AND p.membership <> 'left' AND NOT EXISTS (
         SELECT 1 FROM seen n WHERE n.revision_id = s.revision_id AND n.staff_id = a.staff_id AND n.reviewed = 0)";
/// Members of the care teams, and the time of the last share that is open.
const TEAMS: &str = "SELECT a.staff_id, a.participant_id, CAST(COALESCE((
         SELECT MAX(s.changed_at) FROM share s
         WHERE s.participant_id = a.participant_id AND s.revision_id IS NOT NULL), -1) AS BIGINT)
     FROM assignment a JOIN participant p ON p.participant_id = a.participant_id WHERE p.membership <> 'left'";
/// Open shares: person, entry, when it was shared.
const OPEN: &str = "SELECT participant_id, object_id, changed_at FROM share WHERE revision_id IS NOT NULL";

/// A place in a list: when it was shared, and the entry.
type Place = (i64, ObjectId);

struct Writer {
    participant: ParticipantId,
    scribe: Scribe,
    entries: Vec<Revise>,
    left: bool,
}

struct World {
    app: TestApp,
    staff: Vec<StaffId>,
    writers: Vec<Writer>,
    chance: StdRng,
}

impl World {
    async fn new(db: Db) -> Result<Self> {
        let app = TestApp::start(db).await?;
        let Clinic { program, counselor, participant } = app.clinic().await?;
        let mut staff = vec![counselor];
        for (role, name) in [(Role::Medical, "Bo Nurse"), (Role::Supervisor, "Cy Supervisor")] {
            staff.push(app.staff(program, role, name).await?);
        }
        let mut writers = Vec::new();
        for name in ["", "Kim Second", "Lee Third"] {
            let participant = if name.is_empty() { participant } else { app.participant(program, name).await? };
            app.store().assign(participant, counselor).await?;
            let scribe = Scribe::new(&app, &app.enrol(participant).await?);
            writers.push(Writer { participant, scribe, entries: Vec::new(), left: false });
        }
        Ok(Self { app, staff, writers, chance: StdRng::seed_from_u64(11) })
    }

    async fn version(&self, object: ObjectId) -> Result<Option<ShareVersion>> {
        let rows = self.app.ask("SELECT object_id, version, changed_at FROM share").await?;
        Ok(rows.iter().find(|row| row.0 == object.bytes()).and_then(|row| ShareVersion::from_slice(&row.1)))
    }

    /// New entries, shared in one request: at the same time.
    async fn write(&mut self, by: usize, count: usize) -> Result<()> {
        let Self { app, writers, .. } = self;
        let writer = &mut writers[by];
        let mut ops = Vec::new();
        for _ in 0..count {
            let entry = revise(app, app.id(ObjectId::from_bytes), vec![]);
            ops.extend([Op::Revise(entry.clone()), Op::Share(share(app, &entry, None))]);
            writer.entries.push(entry);
        }
        writer.scribe.send(app, ops).await?;
        Ok(())
    }

    /// Something that may happen. `false` if it was refused, or there was nothing to do it to.
    async fn act(&mut self) -> Result<bool> {
        let by = self.chance.random_range(0..self.writers.len());
        let (one, other) = (self.somebody(), self.somebody());
        let what = self.chance.random_range(0..12);
        let Writer { participant, left, ref entries, .. } = self.writers[by];
        match what {
            0..4 if !left => {
                let count = self.chance.random_range(1..4);
                return self.write(by, count).await.map(|()| true);
            }
            4 => return taken(self.app.store().assign(participant, one).await),
            5 => {
                let (who, _) = self.app.sign_in(other).await?;
                return taken(self.app.store().remove_colleague(who, participant, one).await);
            }
            6 if self.chance.random_range(0..4) == 0 => return taken(self.app.store().hand_over(one, other).await),
            _ if entries.is_empty() => return Ok(false),
            _ => (),
        }
        let at = self.chance.random_range(0..self.writers[by].entries.len());
        let entry = self.writers[by].entries[at].clone();
        if what < 9 || left {
            let (who, _) = self.app.sign_in(one).await?;
            return taken(self.app.store().read_entry(who, participant, entry.object).await);
        }
        let over = self.version(entry.object).await?;
        let ops = match what {
            9 => vec![Op::Unshare(unshare(&self.app, entry.object))],
            10 if self.chance.random() => vec![Op::Share(share(&self.app, &entry, over))],
            10 => vec![Op::Delete(delete(&self.app, entry.object, vec![entry.revision]))],
            _ => {
                let edit = revise(&self.app, entry.object, vec![entry.revision]);
                self.writers[by].entries[at] = edit.clone();
                vec![Op::Revise(edit.clone()), Op::Share(share(&self.app, &edit, over))]
            }
        };
        self.writers[by].scribe.send(&self.app, ops).await?;
        Ok(true)
    }

    fn somebody(&mut self) -> StaffId {
        self.staff[self.chance.random_range(0..self.staff.len())]
    }

    async fn restore(&mut self) -> Result<()> {
        restore(&mut self.app).await?;
        for Writer { scribe, .. } in &mut self.writers {
            (scribe.epoch, scribe.cursor) = (None, None);
        }
        Ok(())
    }

    /// Compares every list of everybody with the plain tables; answers how much was new to somebody.
    async fn compare(&self) -> Result<usize> {
        let whose: BTreeMap<ObjectId, ParticipantId> = self
            .writers
            .iter()
            .flat_map(|writer| writer.entries.iter().map(|entry| (entry.object, writer.participant)))
            .collect();
        let (new, teams) = (self.app.ask(NEW).await?, self.app.ask(TEAMS).await?);
        for staff in &self.staff {
            let (who, _) = self.app.sign_in(*staff).await?;
            let mine = new.iter().filter(|(by, ..)| by == staff.bytes());
            let mine: Vec<Place> = sorted(mine.map(|(_, object, at)| place(object, *at)))?;
            let shown = inbox(&self.app, who).await?;
            ensure!(shown == mine, "the inbox has {shown:?} instead of {mine:?}");

            let mut right = BTreeSet::new();
            for (_, person, last) in teams.iter().filter(|(by, ..)| by == staff.bytes()) {
                let person = ParticipantId::from_slice(person).context("an id")?;
                let count = mine.iter().filter(|(_, object)| whose.get(object) == Some(&person)).count();
                right.insert((person, count as u64, (*last >= 0).then_some(*last)));
            }
            let people = self.app.store().people(who).await?.into_iter();
            let people: BTreeSet<_> =
                people.map(|one| (one.participant, one.new, one.last_shared.map(|at| at.timestamp_millis()))).collect();
            ensure!(people == right, "the list has {people:?} instead of {right:?}");
        }
        Ok(new.len())
    }
}

fn taken<T>(answer: StoreResult<T>) -> Result<bool> {
    match answer {
        Ok(_) => Ok(true),
        Err(StoreError::Problem(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn place(object: &[u8], at: i64) -> Result<Place> {
    Ok((at, ObjectId::from_slice(object).context("an id")?))
}

/// As lists are: newest first.
fn sorted(places: impl Iterator<Item = Result<Place>>) -> Result<Vec<Place>> {
    let mut all = places.collect::<Result<Vec<_>>>()?;
    all.sort_unstable_by(|one, other| other.cmp(one));
    Ok(all)
}

/// All pages of the inbox.
async fn inbox(app: &TestApp, who: SignedInStaff) -> Result<Vec<Place>> {
    let (mut all, mut from) = (Vec::new(), None);
    loop {
        let page = app.store().inbox(who, from).await?;
        all.extend(page.entries.iter().map(|entry| (entry.shared_at.timestamp_millis(), entry.object)));
        let Some(older) = page.older else { return Ok(all) };
        from = Some(older);
    }
}

pub async fn what_is_new_is_what_is_open_and_unread_after_any_acts(db: Db) -> Result<()> {
    let mut world = World::new(db).await?;
    let (mut done, mut most) = (0, 0);
    for step in 0..180 {
        done += usize::from(world.act().await?);
        let pause = world.chance.random_range(0..3);
        world.app.clock.advance(TimeDelta::milliseconds(pause));
        match step {
            80 => world.restore().await?,
            150 => {
                world.app.store().discharge(world.writers[2].participant).await?;
                world.writers[2].left = true;
            }
            _ => (),
        }
        if step % 6 == 0 || matches!(step, 80 | 150) {
            most = most.max(world.compare().await.with_context(|| format!("step {step}"))?);
        }
    }
    assert!(done > 90 && most > 30, "{done} done, {most} new at most");
    // Control: where the index is out of step, that is noticed.
    world.write(0, 1).await?;
    world.app.tamper("DELETE FROM unopened").await?;
    assert!(world.compare().await.is_err());
    Ok(())
}

pub async fn what_was_new_before_the_index_is_new_in_it(db: Db) -> Result<()> {
    let mut world = World::new(db).await?;
    for _ in 0..60 {
        world.act().await?;
    }
    let file = match db {
        Db::Sqlite => include_str!("../../../server/migrations/sqlite/0010_unopened.sql"),
        Db::Postgres => include_str!("../../../server/migrations/postgres/0010_unopened.sql"),
    };
    let filling = file.split(';').find(|part| part.contains("INSERT INTO unopened")).context("what fills the index")?;
    world.app.tamper(&format!("DELETE FROM unopened; {filling}")).await?;
    assert!(world.compare().await? > 10);
    Ok(())
}

pub async fn the_pages_of_a_list_hold_every_entry_once_whatever_arrives_meanwhile(db: Db) -> Result<()> {
    let mut world = World::new(db).await?;
    for _ in 0..14 {
        // Ten share one time, and so do the next ten, of somebody else.
        world.write(0, 5).await?;
        world.write(1, 5).await?;
        world.app.clock.advance(TimeDelta::milliseconds(1));
    }
    let (who, _) = world.app.sign_in(world.staff[0]).await?;
    let sam = world.writers[0].participant;
    let open = world.app.ask(OPEN).await?;
    let all = sorted(open.iter().map(|(_, object, at)| place(object, *at)))?;
    let of_sam = open.iter().filter(|(person, ..)| person == sam.bytes());
    let of_sam = sorted(of_sam.map(|(_, object, at)| place(object, *at)))?;
    assert_eq!((all.len(), of_sam.len()), (140, 70));

    let (mut new, mut file) = (Vec::new(), Vec::new());
    let (mut pages, mut from) = (0, None);
    loop {
        let page = world.app.store().inbox(who, from).await?;
        pages += 1;
        assert!(page.entries.len() <= usize::try_from(PAGE)?);
        new.extend(page.entries.iter().map(|entry| (entry.shared_at.timestamp_millis(), entry.object)));
        // Between two pages something arrives, and something that was shown is read.
        world.write(0, 1).await?;
        let read = page.entries.first().context("an entry")?;
        world.app.store().read_entry(who, read.participant, read.object).await?;
        let Some(older) = page.older else { break };
        from = Some(older);
    }
    assert_eq!((pages, new), (3, all));

    let mut wanted = WantedEntries { before: of_sam.first().map(|first| before(*first)), ..NEWEST };
    file.extend(of_sam.first().copied());
    while wanted.before.is_some() {
        let page = world.app.store().open_person(who, sam, wanted).await?;
        file.extend(page.entries.iter().map(|entry| (entry.shared_at.timestamp_millis(), entry.object)));
        wanted.before = page.older;
        world.write(0, 1).await?;
    }
    assert_eq!(file, of_sam);
    Ok(())
}

fn before((at, object): Place) -> Before {
    Before { at: DateTime::from_timestamp_millis(at).unwrap_or_default(), object }
}

pub async fn a_hundred_are_counted_and_a_new_carer_begins_with_the_newest_hundred(db: Db) -> Result<()> {
    let mut world = World::new(db).await?;
    for _ in 0..4 {
        world.write(0, 30).await?;
        world.app.clock.advance(TimeDelta::milliseconds(1));
    }
    let sam = world.writers[0].participant;
    world.app.store().assign(sam, world.staff[1]).await?;
    let all = world.app.ask(OPEN).await?;
    let all = sorted(all.iter().map(|(_, object, at)| place(object, *at)))?;
    for (staff, listed) in [(world.staff[0], 120), (world.staff[1], 100)] {
        let (who, _) = world.app.sign_in(staff).await?;
        let people = world.app.store().people(who).await?;
        assert!(people.iter().any(|one| one.participant == sam && one.new == 100));
        assert_eq!(inbox(&world.app, who).await?, all[..listed]);
    }
    // Older shares are on the person's page, and may be read like all others.
    let (who, _) = world.app.sign_in(world.staff[1]).await?;
    let oldest = all.last().context("an entry")?;
    assert!(world.app.store().read_entry(who, sam, oldest.1).await?.first);
    Ok(())
}
