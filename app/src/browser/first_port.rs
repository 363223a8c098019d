//! The browser's port for the first form: a journal on IndexedDB and WebCrypto.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use domain::entries::kinds::Kind;
use leptos::prelude::*;
use offline::Journal;
use offline::journal::JournalError;
use offline::look::DefaultWish;
use offline::ports::StorageError;

use super::sealed_draft::SealedDraft;
use super::web::cipher::WebCrypto;
use super::web::storage::IndexedDb;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::{Trouble, Working};
use crate::words::i18n::Lang;

#[derive(Clone)]
pub struct FirstPort {
    pub(super) journal: Rc<Journal<IndexedDb, WebCrypto>>,
    pub(super) phone: Phone,
    /// The only draft of the first form: that of the log page.
    pub(super) draft: SealedDraft,
    pub(super) lang: Lang,
}

impl From<JournalError> for Trouble {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Storage(StorageError::Full) => Self::Full,
            JournalError::Storage(StorageError::Broken(why)) => Self::Other(why),
            JournalError::Cipher(_) => Self::Other("WebCrypto".to_owned()),
            JournalError::Missing | JournalError::Gone => Self::Gone,
            JournalError::Unreadable => Self::Other(error.to_string()),
            JournalError::SomebodyElse => Self::SomebodyElse,
            JournalError::Changed => Self::Changed,
        }
    }
}

impl FirstPort {
    pub fn new(phone: Phone) -> Self {
        let storage = IndexedDb::new();
        let cipher = WebCrypto::new(storage.clone());
        Self {
            journal: Rc::new(Journal::new(storage, cipher)),
            phone,
            draft: SealedDraft::new("draft", *b"draft of the log"),
            lang: phone.lang,
        }
    }

    /// Loads the data of the first form before the whole journal is read.
    pub async fn glance(&self) {
        let phone = self.phone;
        match self.journal.glance().await {
            Ok(glance) => phone.look.update(|look| {
                if look.targets.is_empty() {
                    let look = std::sync::Arc::make_mut(look);
                    look.targets = glance.targets;
                    look.defaults =
                        vec![DefaultWish { kind: Kind::Craving, on: glance.shares_cravings, waiting: false }];
                }
            }),
            Err(JournalError::Missing) => phone.stage.set(Stage::New),
            Err(error) => phone.stage.set(Stage::Broken(error.to_string())),
        }
    }

    /// Awaits a write and follows it up. Boxed, so that it is compiled once per result type and not per caller.
    pub(super) fn writing<T: 'static>(
        &self,
        work: Pin<Box<dyn Future<Output = Result<T, JournalError>>>>,
    ) -> Working<T> {
        let phone = self.phone;
        Box::pin(async move {
            let done = work.await?;
            // It is saved; the follow-up must not keep the person waiting.
            phone.late(|late| late.wrote());
            Ok(done)
        })
    }
}
