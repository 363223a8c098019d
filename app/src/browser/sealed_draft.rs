//! Text that was typed and not saved yet: sealed, one per form, in local storage. It is stored within the event that
//! changed it, so that the page may close at any moment without notice.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::task::spawn_local;
use offline::{Journal, rows};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::web::cipher::WebCrypto;
use super::web::prefs;
use super::web::storage::IndexedDb;

/// Seals a draft within the same turn. `None` if the journal is not open here.
pub type AtOnce = Rc<dyn Fn([u8; 16], &[u8]) -> Option<String>>;

#[derive(Clone)]
pub struct SealedDraft {
    /// Its name in local storage; permanent, like its slot.
    name: &'static str,
    slot: [u8; 16],
    /// Counts writes, so that a slow older one cannot overwrite a newer one.
    writes: Rc<Cell<u32>>,
    /// Loaded with the second file; until then WebCrypto seals asynchronously.
    at_once: Rc<RefCell<Option<AtOnce>>>,
}

impl SealedDraft {
    pub fn new(name: &'static str, slot: [u8; 16]) -> Self {
        Self { name, slot, writes: Rc::default(), at_once: Rc::default() }
    }

    /// From now on drafts are sealed synchronously.
    pub fn seals(&self, at_once: AtOnce) {
        self.at_once.replace(Some(at_once));
    }

    /// Stores the draft, or deletes it if it is empty.
    pub fn keep<T: Serialize>(&self, journal: &Rc<Journal<IndexedDb, WebCrypto>>, what: Option<T>) {
        self.writes.set(self.writes.get() + 1);
        let Some(what) = what else { return prefs::set_sealed(self.name, None) };
        let what = rows::write(&what);
        if let Some(sealed) = self.at_once.borrow().as_ref().and_then(|seal| seal(self.slot, &what)) {
            return prefs::set_sealed(self.name, Some(&sealed));
        }
        let (kept, journal, mine) = (self.clone(), Rc::clone(journal), self.writes.get());
        spawn_local(async move {
            if let Ok(sealed) = journal.seal_draft(kept.slot, &what).await
                && kept.writes.get() == mine
            {
                prefs::set_sealed(kept.name, Some(&sealed));
            }
        });
    }

    /// Calls `then` whenever another tab kept something.
    pub fn watch(&self, then: impl Fn() + 'static) {
        prefs::watch_sealed(self.name, then);
    }

    /// Something was kept, readable here or not.
    pub fn is_there(&self) -> bool {
        prefs::sealed(self.name).is_some()
    }

    /// None when there is nothing, or nothing that opens here.
    pub async fn take_up<T: DeserializeOwned>(&self, journal: &Journal<IndexedDb, WebCrypto>) -> Option<T> {
        journal.open_draft(self.slot, &prefs::sealed(self.name)?).await
    }
}
