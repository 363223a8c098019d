//! The journal's rows in IndexedDB: two generic object stores whose version never changes.
//!
//! Our own thin layer: the wrapper crates cannot ask for `strict` durability, without which *saved* would be a guess.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use offline::ports::{Reads, Snapshot, Storage, StorageError, Write};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::clock;

const DATABASE: &str = "evenkeel";
const VERSION: u32 = 1;
/// Text to bytes.
const ROWS: &str = "rows";
/// Things that only the browser can copy, such as a key that cannot be read out.
const KEYS: &str = "keys";

/// Limits of opening the database and of a transaction, in ms. Whatever waits for them waits no longer.
const OPENING_MS: i32 = 8_000;
const TRANSACTION_MS: i32 = 20_000;

#[derive(Clone)]
pub struct IndexedDb {
    database: Rc<RefCell<Option<IdbDatabase>>>,
    /// The opening that was begun: everybody waits for the same one, and one that comes late is still found.
    opening: Rc<RefCell<Option<Asked>>>,
    /// Transactions within their limit, the oldest first. They may be over.
    begun: Array,
    /// The page was left, and may come back.
    away: Rc<Cell<bool>>,
}

/// Full when the browser says so, else its own name for the error, which names no content.
fn broken(error: &JsValue) -> StorageError {
    let named = || Reflect::get(error, &"name".into()).ok()?.as_string();
    let name = error.as_string().or_else(named).unwrap_or_else(|| "unknown".to_owned());
    if name == "QuotaExceededError" { StorageError::Full } else { StorageError::Broken(name) }
}

/// A promise that a pair of handlers settles.
fn settled(attach: impl FnOnce(&Function, &Function)) -> Promise {
    let mut attach = Some(attach);
    Promise::new(&mut |done, fail| {
        if let Some(attach) = attach.take() {
            attach(&done, &fail);
        }
    })
}

/// A request whose answer is waited for from the moment it is made, so that none can be missed.
#[derive(Clone)]
struct Asked {
    request: IdbRequest,
    settled: Promise,
}

fn asked(request: Result<impl Into<IdbRequest>, JsValue>) -> Result<Asked, StorageError> {
    let request: IdbRequest = request.map_err(|e| broken(&e))?.into();
    let settled = settled(|done, fail| {
        request.set_onsuccess(Some(done));
        request.set_onerror(Some(fail));
    });
    Ok(Asked { request, settled })
}

impl Asked {
    /// The handlers get events, so the value is read from the request itself.
    async fn answer(self) -> Result<JsValue, StorageError> {
        match JsFuture::from(self.settled).await {
            Ok(_) => self.request.result().map_err(|e| broken(&e)),
            // A limit that ran out says so itself; the request has no error then.
            Err(late) if late.is_string() => Err(broken(&late)),
            Err(_) => {
                let error = self.request.error().ok().flatten();
                Err(error.map_or_else(|| StorageError::Broken("unknown".to_owned()), |e| broken(&e.into())))
            }
        }
    }
}

impl IndexedDb {
    pub fn new() -> Self {
        let storage =
            Self { database: Rc::default(), opening: Rc::default(), begun: Array::new(), away: Rc::default() };
        for (event, away) in [("pagehide", true), ("pageshow", false)] {
            let here = storage.clone();
            let turn = Closure::<dyn Fn()>::new(move || here.turn(away)).into_js_value();
            if let Some(window) = web_sys::window() {
                let _ = window.add_event_listener_with_callback(event, turn.unchecked_ref());
            }
        }
        storage
    }

    /// A page that is left gives up every transaction that has not asked to commit yet, and opens nothing until it
    /// comes back. WebKit (WebKitGTK 2.50) would keep both for as long as the browser runs: every later write would
    /// wait for such a transaction, and every removal of the database for such a connection.
    fn turn(&self, away: bool) {
        self.away.set(away);
        if away {
            for transaction in self.begun.iter() {
                // One that is over or on its way to the disk cannot be given up.
                let _ = transaction.unchecked_into::<IdbTransaction>().abort();
            }
            self.let_go();
        }
    }

    /// Waits until the page is back, if it was left.
    async fn back(&self) {
        while self.away.get() {
            let shown = settled(|done, _| {
                if let Some(window) = web_sys::window() {
                    let _ = window.add_event_listener_with_callback("pageshow", done);
                }
            });
            let _ = JsFuture::from(shown).await;
        }
    }

    async fn open(&self) -> Result<IdbDatabase, StorageError> {
        if let Some(open) = self.database.borrow().clone() {
            return Ok(open);
        }
        self.back().await;
        let begun = self.opening.borrow().clone();
        let Asked { request, settled } = begun.map_or_else(|| self.ask_to_open(), Ok)?;
        let limited = Asked { request, settled: clock::limited(OPENING_MS, &settled) };
        let answer = limited.answer().await;
        if !matches!(&answer, Err(StorageError::Broken(why)) if why == clock::LATE) {
            self.opening.borrow_mut().take();
        }
        let database: IdbDatabase = answer?.unchecked_into();
        // Another tab that removes everything must not be held up by this one.
        let closing = database.clone();
        let close = Closure::once_into_js(move || closing.close());
        database.set_onversionchange(Some(close.unchecked_ref()));
        if self.away.get() {
            database.close();
            return Err(StorageError::Broken("away".to_owned()));
        }
        *self.database.borrow_mut() = Some(database.clone());
        Ok(database)
    }

    fn ask_to_open(&self) -> Result<Asked, StorageError> {
        let factory: IdbFactory = web_sys::window()
            .and_then(|w| w.indexed_db().ok().flatten())
            .ok_or_else(|| StorageError::Broken("no IndexedDB".to_owned()))?;
        let request = factory.open_with_u32(DATABASE, VERSION).map_err(|e| broken(&e))?;
        let upgrading = request.clone();
        let upgrade = Closure::once_into_js(move || {
            if let Ok(database) = upgrading.result().map(JsCast::unchecked_into::<IdbDatabase>) {
                // Failing here fails the open request, which is reported.
                let _ = database.create_object_store(ROWS);
                let _ = database.create_object_store(KEYS);
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let asked = asked(Ok(request))?;
        self.opening.replace(Some(asked.clone()));
        Ok(asked)
    }

    /// Forgets a connection that the browser closed under us, as it does when a phone sleeps.
    fn let_go(&self) {
        if let Some(open) = self.database.borrow_mut().take() {
            open.close();
        }
    }

    /// Begins a transaction. Writing ones are strict: `complete` then means that it is on the disk.
    async fn begin(
        &self,
        store: &str,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), StorageError> {
        let transaction = self.transaction(&store.into(), mode).await?;
        let rows = transaction.object_store(store).map_err(|e| broken(&e))?;
        Ok((transaction, rows))
    }

    /// A transaction over `stores`: one name, or an array of them. It is given up at its limit unless it asked to
    /// commit, so that everything that waits for it ends. Where the connection is closed, it is opened again, once.
    async fn transaction(&self, stores: &JsValue, mode: IdbTransactionMode) -> Result<IdbTransaction, StorageError> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(|e| broken(&e))?;
        let mode = if mode == IdbTransactionMode::Readwrite { "readwrite" } else { "readonly" };
        let mut last = false;
        loop {
            let database = self.open().await?;
            let begin: Function =
                Reflect::get(&database, &"transaction".into()).map_err(|e| broken(&e))?.unchecked_into();
            match begin.call3(&database, stores, &mode.into(), &options) {
                Ok(begun) => {
                    let transaction: IdbTransaction = begun.unchecked_into();
                    self.begun.push(&transaction);
                    let begun = self.begun.clone();
                    // All have the same limit, so the first one is at its end. One that is over cannot be given up.
                    clock::after(TRANSACTION_MS, move || {
                        let _ = begun.shift().unchecked_into::<IdbTransaction>().abort();
                    });
                    return Ok(transaction);
                }
                Err(error) => {
                    self.let_go();
                    if std::mem::replace(&mut last, true) {
                        return Err(broken(&error));
                    }
                }
            }
        }
    }

    /// A transaction with what was read in it. A connection that is lost on the way is opened again, once: nothing was
    /// written yet.
    async fn look_up(&self, mode: IdbTransactionMode, reads: &Reads) -> Result<LookedUp, StorageError> {
        let mut last = false;
        loop {
            let (transaction, store) = self.begin(ROWS, mode).await?;
            let complete = completion(&transaction);
            match snapshot(&store, reads).await {
                Ok(found) => return Ok(LookedUp { transaction, store, complete, found }),
                Err(error) => {
                    self.let_go();
                    if std::mem::replace(&mut last, true) {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Reads a value by name from the store of structured clones.
    pub async fn key(&self, name: &str) -> Result<Option<JsValue>, StorageError> {
        let (_, store) = self.begin(KEYS, IdbTransactionMode::Readonly).await?;
        let found = asked(store.get(&name.into()))?.answer().await?;
        Ok((!found.is_undefined()).then_some(found))
    }

    /// Keeps a thing unless there is one already, and answers the one that is kept.
    pub async fn keep_key(&self, name: &str, key: &JsValue) -> Result<JsValue, StorageError> {
        let (transaction, store) = self.begin(KEYS, IdbTransactionMode::Readwrite).await?;
        let complete = completion(&transaction);
        let found = asked(store.get(&name.into()))?.answer().await?;
        if found.is_undefined() {
            store.put_with_key(key, &name.into()).map_err(|e| given_up(&transaction, &e))?;
        }
        commit(&transaction);
        complete.await.map_err(|e| broken(&e))?;
        Ok(if found.is_undefined() { key.clone() } else { found })
    }

    /// Empties both stores in one transaction. It needs nothing of another window, not even of one that does not
    /// answer.
    pub async fn clear(&self) -> Result<(), StorageError> {
        let transaction =
            self.transaction(&Array::of2(&ROWS.into(), &KEYS.into()), IdbTransactionMode::Readwrite).await?;
        let complete = completion(&transaction);
        for store in [ROWS, KEYS] {
            transaction.object_store(store).and_then(|store| store.clear()).map_err(|e| given_up(&transaction, &e))?;
        }
        commit(&transaction);
        complete.await.map_err(|e| broken(&e))?;
        Ok(())
    }

    /// Removes the rest of an empty database. Waits for as long as another window holds on to it, and anyone who opens
    /// it meanwhile waits as well.
    pub async fn destroy(&self) -> Result<(), StorageError> {
        self.let_go();
        let factory: IdbFactory = web_sys::window()
            .and_then(|w| w.indexed_db().ok().flatten())
            .ok_or_else(|| StorageError::Broken("no IndexedDB".to_owned()))?;
        asked(factory.delete_database(DATABASE))?.answer().await?;
        Ok(())
    }
}

/// Writes before an exception must not be committed automatically.
fn given_up(transaction: &IdbTransaction, error: &JsValue) -> StorageError {
    // One that cannot be given up is over already.
    let _ = transaction.abort();
    broken(error)
}

/// Asks for the commit at once, without another turn of the page: nothing more will be written. A browser that cannot
/// do this (Safari before 15) commits by itself a little later.
fn commit(transaction: &IdbTransaction) {
    #[expect(deprecated, reason = "web-sys marks it by an old draft; the standard has it")]
    let _ = transaction.commit();
}

/// Settles with the transaction's `complete` event, and with nothing less; fails at the limit.
fn completion(transaction: &IdbTransaction) -> JsFuture {
    let failed = transaction.clone();
    let complete = settled(|done, fail| {
        transaction.set_oncomplete(Some(done));
        let fail = fail.clone();
        let report = Closure::once_into_js(move || {
            let error = failed.error().map_or_else(|| JsValue::from_str("aborted"), Into::into);
            // Nobody can be told if telling fails.
            let _ = fail.call1(&JsValue::NULL, &error);
        });
        transaction.set_onabort(Some(report.unchecked_ref()));
    });
    JsFuture::from(clock::limited(TRANSACTION_MS, &complete))
}

/// A transaction that is still open, and the values read in it.
struct LookedUp {
    transaction: IdbTransaction,
    store: IdbObjectStore,
    complete: JsFuture,
    found: Snapshot,
}

async fn snapshot(store: &IdbObjectStore, reads: &Reads) -> Result<Snapshot, StorageError> {
    // All requests are made before the first is awaited, so that the transaction stays alive and the browser can batch.
    let mut singles = Vec::with_capacity(reads.keys.len());
    for key in &reads.keys {
        singles.push(asked(store.get(&key.as_str().into()))?);
    }
    let mut ranges = Vec::new();
    for prefix in &reads.prefixes {
        let (from, excluded) = reads.after.as_ref().map_or((prefix, false), |after| (after, true));
        let range: JsValue =
            IdbKeyRange::bound_with_lower_open(&from.as_str().into(), &format!("{prefix}\u{ffff}").into(), excluded)
                .map_err(|e| broken(&e))?
                .into();
        let limit = reads.limit.and_then(|l| u32::try_from(l).ok()).unwrap_or(u32::MAX);
        let keys = asked(store.get_all_keys_with_key_and_limit(&range, limit))?;
        let values = asked(store.get_all_with_key_and_limit(&range, limit))?;
        ranges.push((keys, values));
    }
    let mut snapshot = Snapshot::default();
    for request in singles {
        let value = request.answer().await?;
        snapshot.values.push((!value.is_undefined()).then(|| Uint8Array::new(&value).to_vec()));
    }
    for (keys, values) in ranges {
        let keys: Array = keys.answer().await?.unchecked_into();
        let values: Array = values.answer().await?.unchecked_into();
        for (key, value) in keys.iter().zip(values.iter()) {
            snapshot.scanned.push((key.as_string().unwrap_or_default(), Uint8Array::new(&value).to_vec()));
        }
    }
    Ok(snapshot)
}

impl Storage for IndexedDb {
    async fn read(&self, reads: Reads) -> Result<Snapshot, StorageError> {
        clock::breathe().await;
        Ok(self.look_up(IdbTransactionMode::Readonly, &reads).await?.found)
    }

    async fn update<T, E>(
        &self,
        reads: Reads,
        decide: impl FnOnce(Snapshot) -> Result<(Vec<Write>, T), E>,
    ) -> Result<Result<T, E>, StorageError>
    where
        T: 'static,
        E: 'static,
    {
        let LookedUp { transaction, store, complete, found } =
            self.look_up(IdbTransactionMode::Readwrite, &reads).await?;
        let answer = match decide(found) {
            Ok((writes, answer)) => {
                for write in writes {
                    match write {
                        Write::Put(key, value) => store.put_with_key(&Uint8Array::from(value.as_slice()), &key.into()),
                        Write::Remove(key) => store.delete(&key.into()),
                    }
                    .map_err(|e| given_up(&transaction, &e))?;
                }
                Ok(answer)
            }
            Err(error) => Err(error),
        };
        commit(&transaction);
        complete.await.map_err(|e| broken(&e))?;
        Ok(answer)
    }
}
