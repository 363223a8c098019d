//! What is typed and belongs to no entry yet: sealed, one text per form, in local storage.

use std::cell::Cell;
use std::rc::Rc;

use leptos::task::spawn_local;
use offline::Journal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::cipher::WebCrypto;
use super::prefs;
use super::storage::IndexedDb;

#[derive(Clone)]
pub struct Kept {
    /// Its name in local storage; permanent, like its slot.
    name: &'static str,
    slot: [u8; 16],
    /// Counts writes, so that a slow older one cannot overwrite a newer one.
    writes: Rc<Cell<u32>>,
}

impl Kept {
    pub fn new(name: &'static str, slot: [u8; 16]) -> Self {
        Self { name, slot, writes: Rc::default() }
    }

    /// Keeps it, or takes it away when there is nothing.
    pub fn keep<T: Serialize + 'static>(&self, journal: &Rc<Journal<IndexedDb, WebCrypto>>, what: Option<T>) {
        self.writes.set(self.writes.get() + 1);
        let Some(what) = what else { return prefs::set_sealed(self.name, None) };
        let (kept, journal, mine) = (self.clone(), Rc::clone(journal), self.writes.get());
        spawn_local(async move {
            if let Ok(sealed) = journal.seal_draft(kept.slot, &what).await
                && kept.writes.get() == mine
            {
                prefs::set_sealed(kept.name, Some(&sealed));
            }
        });
    }

    /// Something was kept, whether it opens here or not.
    pub fn is_there(&self) -> bool {
        prefs::sealed(self.name).is_some()
    }

    /// None when there is nothing, or nothing that opens here.
    pub async fn take_up<T: DeserializeOwned>(&self, journal: &Journal<IndexedDb, WebCrypto>) -> Option<T> {
        journal.open_draft(self.slot, &prefs::sealed(self.name)?).await
    }
}
