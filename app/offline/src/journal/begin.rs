//! Begins a journal on a newly enrolled phone.

use domain::base::id::StreamId;
use domain::ledger::LedgerHead;
use domain::people::enrolment::Welcome;
use domain::sync::digest::Digest;

use super::{Journal, JournalError, first};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, META, Meta, Rest};

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Begins a journal on a newly enrolled phone, or continues the one of the same participant.
    ///
    /// # Errors
    /// [`JournalError::SomebodyElse`] when another participant's journal is here; it stays untouched.
    pub async fn begin(&self, welcome: &Welcome) -> Result<(), JournalError> {
        if let Some(meta) = self.meta().await? {
            if meta.participant != welcome.participant {
                return Err(JournalError::SomebodyElse);
            }
            self.unlock().await?;
        }
        let (new_key, key_row) = self.vault.make_key(welcome.participant).await?;
        let stream = StreamId::from_bytes(self.vault.cipher.random16());
        let welcome = welcome.clone();
        self.update(Reads::keys([META.to_owned()]), move |snapshot| {
            let known: Option<Meta> = first(&snapshot, 0)?;
            let mut writes = Vec::new();
            let meta = match known {
                Some(meta) if meta.participant != welcome.participant => return Err(JournalError::SomebodyElse),
                Some(meta) => {
                    Meta { device: welcome.device, vouched: welcome.vouched, program: welcome.program, ..meta }
                }
                None => {
                    writes.push(Write::Put(rows::key_key(new_key), rows::write(&key_row)));
                    Meta {
                        participant: welcome.participant,
                        device: welcome.device,
                        program: welcome.program,
                        vouched: welcome.vouched,
                        stream,
                        next_seq: 1,
                        key: new_key,
                        epoch: None,
                        cursor: None,
                        generation: 1,
                        recheck: false,
                        digest: Digest::default(),
                        ledger: LedgerHead::EMPTY,
                        mended_at: None,
                        rest: Rest::default(),
                    }
                }
            };
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await
    }
}
