//! A counselor with 200 people who shared 5,000 entries each: what their pages take, alone and while fifty phones push,
//! and what the phones notice of one and of ten such readers.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use domain::base::id::{ObjectId, ParticipantId};
use domain::base::text::Label;
use domain::people::Role;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use reqwest::Client;
use server::http::cookie::Jar;
use tests::binary::Home;
use tests::people::enrol;
use tests::{Db, EnrolledPhone};
use tokio::task::LocalSet;

use super::filling::{self, Filled};
use super::pusher::{Pusher, Ready};
use super::{BATCH, BATCHES, PHONES, home, machine, push};

const PEOPLE: usize = 200;
/// Requests of each page, one after the other.
const ASKED: usize = 300;
/// Browsers that look while phones push, and the pause of each between two pages.
const READERS: u32 = 10;
const PAUSE: Duration = Duration::from_secs(1);
/// Rounds of pushing, without readers and with them.
const ROUNDS: u64 = 3;

/// Everything that a request needs.
struct World {
    home: Home,
    staff: String,
    phones: Vec<EnrolledPhone>,
    people: Vec<(ParticipantId, Filled)>,
}

#[derive(Clone, Copy, Debug)]
enum Page {
    People,
    Person,
    PersonOlder,
    Entry,
    EntryAgain,
    Inbox,
    InboxOlder,
    Ledger,
}

const PAGES: [(Page, &str); 8] = [
    (Page::People, "`/care`"),
    (Page::Person, "one person, eight weeks"),
    (Page::PersonOlder, "… an older page of entries"),
    (Page::Entry, "one entry, opened first"),
    (Page::EntryAgain, "… opened again"),
    (Page::Inbox, "inbox"),
    (Page::InboxOlder, "… an older page"),
    (Page::Ledger, "a page of the phone's ledger"),
];

impl World {
    async fn new(db: Db) -> Result<Self> {
        let home = home(db).await?;
        let shared = home.open().await?;
        let program = shared.store.create_program(Label::new("program", "Harbour House")?).await?;
        let counselor =
            shared.store.create_staff(program, Role::Counselor, Label::new("name", "Ana Counselor")?).await?;
        let (mut phones, mut people) = (Vec::new(), Vec::new());
        for number in 0..PEOPLE {
            let name = Label::new("name", &format!("Sam Participant {number}"))?;
            let participant = shared.store.create_participant(program, name).await?;
            shared.store.assign(participant, counselor).await?;
            phones.push(enrol(&shared, participant).await?);
            people.push((participant, filling::fill(&home, &shared, participant, counselor, number as u64).await?));
        }
        let url = home.settings.database_url.as_deref().unwrap_or_default();
        if db == Db::Postgres {
            // The cluster does the same within minutes.
            tests::app::run_past_the_server(db, url, "VACUUM ANALYZE").await?;
        }
        let staff = shared.store.sign_in_staff(counselor).await?;
        Ok(Self { home, staff, phones, people })
    }

    /// An address of that kind, with the cookie that opens it.
    fn pick(&self, page: Page, chance: &mut StdRng) -> Result<(String, String)> {
        let (jar, mut token) = if matches!(page, Page::Ledger) { (Jar::Phone, "") } else { (Jar::Staff, &*self.staff) };
        let at = chance.random_range(0..self.people.len());
        let (participant, filled) = &self.people[at];
        let person = format!("/care/people/{participant}");
        let entry = |all: &[(i64, ObjectId)], chance: &mut StdRng| -> Result<(i64, ObjectId)> {
            all.get(chance.random_range(0..all.len())).copied().context("an entry")
        };
        let path = match page {
            Page::People => "/care".to_owned(),
            Page::Person => format!("{person}?weeks=8"),
            Page::PersonOlder => {
                let (at, object) = entry(&filled.unread, chance)?;
                format!("{person}?before={at}-{object}")
            }
            Page::Entry => format!("{person}/entries/{}", entry(&filled.unread, chance)?.1),
            Page::EntryAgain => format!("{person}/entries/{}", entry(&filled.read, chance)?.1),
            Page::Inbox => "/care/inbox".to_owned(),
            Page::InboxOlder => {
                let (at, object) = entry(&filled.unread, chance)?;
                format!("/care/inbox?before={at}-{object}")
            }
            Page::Ledger => {
                token = &self.phones[at].token;
                format!("/api/v1/ledger?after={}", chance.random_range(0..filled.rows))
            }
        };
        Ok((path, format!("{}={token}", jar.name())))
    }

    /// Asks once: how long until all of the answer is there, and its bytes.
    async fn ask(&self, client: &Client, page: Page, chance: &mut StdRng) -> Result<(Duration, usize)> {
        let (path, cookie) = self.pick(page, chance)?;
        let asked = client.get(format!("{}{path}", self.home.origin())).header("cookie", cookie);
        let started = Instant::now();
        let answer = asked.send().await?.error_for_status()?;
        ensure!(!answer.url().path().contains("sign-in"), "signed out");
        let bytes = answer.bytes().await?.len();
        Ok((started.elapsed(), bytes))
    }

    async fn pushers(&self, seed: u64) -> Result<Vec<(Pusher, Vec<Ready>)>> {
        let mut ready = Vec::new();
        for (number, phone) in (0..).zip(&self.phones[..PHONES]) {
            let mut pusher = Pusher::new(self.home.origin(), phone, seed + number)?;
            pusher.pull().await?;
            let batches = pusher.prepare(BATCHES, BATCH)?;
            ready.push((pusher, batches));
        }
        Ok(ready)
    }
}

/// The duration that so many in a hundred do not exceed.
fn share(sorted: &[Duration], percent: usize) -> Duration {
    sorted.get(sorted.len() * percent / 100).copied().unwrap_or_default()
}

fn ms(took: Duration) -> String {
    format!("{:.1} ms", took.as_secs_f64() * 1000.0)
}

/// Result of pushing: times of each batch and of each page opened meanwhile, and the time in all.
struct Pushed {
    batches: Vec<Duration>,
    pages: Vec<Duration>,
    took: Duration,
}

/// Opens one page after the other, as somebody who reads does.
async fn read(world: Rc<World>, seed: u64, first: Duration, took: Rc<RefCell<Vec<Duration>>>) -> Result<()> {
    let client = tests::http().no_proxy().build()?;
    let mut chance = StdRng::seed_from_u64(seed);
    tokio::time::sleep(first).await;
    loop {
        let page = PAGES[chance.random_range(0..PAGES.len())].0;
        let (one, _) = world.ask(&client, page, &mut chance).await?;
        took.borrow_mut().push(one);
        tokio::time::sleep(PAUSE).await;
    }
}

/// All phones push at once, beside so many readers.
async fn crowd(world: &Rc<World>, seed: u64, readers: u32) -> Result<Pushed> {
    let phones = world.pushers(seed * 1000).await?;
    let local = LocalSet::new();
    let pages = Rc::new(RefCell::new(Vec::new()));
    let started = Instant::now();
    let reading: Vec<_> = (0..readers)
        .map(|reader| {
            let seed = seed * 1000 + u64::from(reader);
            local.spawn_local(read(Rc::clone(world), seed, PAUSE * reader / READERS, Rc::clone(&pages)))
        })
        .collect();
    let pushing: Vec<_> = phones.into_iter().map(|(phone, ready)| local.spawn_local(push(phone, ready))).collect();
    let mut batches = Vec::new();
    local
        .run_until(async {
            for task in pushing {
                batches.extend(task.await??);
            }
            Ok::<_, anyhow::Error>(())
        })
        .await?;
    let took = started.elapsed();
    for task in reading {
        // Whoever still reads is well; an error ends a reader early.
        ensure!(!task.is_finished(), "a reader failed: {:?}", task.await);
        task.abort();
    }
    Ok(Pushed { batches, pages: pages.take(), took })
}

/// Returns the rows of both tables.
pub async fn pages(db: Db) -> Result<(Vec<String>, Vec<String>)> {
    let world = Rc::new(World::new(db).await?);
    let disk = machine::probe_disk(world.home.path())?;
    let server = world.home.start(None, &[])?;
    let client = tests::http().no_proxy().build()?;
    let mut chance = StdRng::seed_from_u64(5);
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    let (first, _) = world.ask(&client, Page::People, &mut chance).await?;
    alone
        .push(format!("| {db:?} | the first list of the day, with {PEOPLE} rows for the ledger | {} | | |", ms(first)));
    for (page, name) in PAGES {
        let (mut took, mut most) = (Vec::new(), 0);
        for _ in 0..ASKED {
            let (one, bytes) = world.ask(&client, page, &mut chance).await?;
            took.push(one);
            most = most.max(bytes);
        }
        took.sort_unstable();
        alone.push(format!(
            "| {db:?} | {name} | {} | {} | {} KiB |",
            ms(share(&took, 50)),
            ms(share(&took, 99)),
            most / 1024
        ));
    }
    for readers in [0, 1, READERS] {
        let (mut batches, mut pages, mut took) = (Vec::new(), Vec::new(), Duration::ZERO);
        for round in 0..ROUNDS {
            let seed = 1 + round + u64::from(readers) * ROUNDS;
            let pushed = crowd(&world, seed, readers).await?;
            batches.extend(pushed.batches);
            pages.extend(pushed.pages);
            took += pushed.took;
        }
        batches.sort_unstable();
        pages.sort_unstable();
        let entries = u32::try_from(batches.len() * BATCH)?;
        beside.push(format!(
            "| {db:?} | {readers} | {:.0} | {} | {} | {} | {} | {} | {} µs |",
            f64::from(entries) / took.as_secs_f64(),
            ms(share(&batches, 50)),
            ms(share(&batches, 99)),
            pages.len(),
            ms(share(&pages, 50)),
            ms(share(&pages, 99)),
            disk.as_micros()
        ));
    }
    server.kill();
    Ok((alone, beside))
}
