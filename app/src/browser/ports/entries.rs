//! Writing entries to the journal.

use domain::base::id::{ObjectId, OpId, RevisionId};
use domain::base::moment;
use domain::entries::body::Plain;
use leptos::task::spawn_local;

use crate::browser::first_port::FirstPort;
use crate::browser::rest::Rest;
use crate::browser::web::clock::{self, next_turn, now_ms};
use crate::browser::web::export;
use crate::shell::ports::entries::{Entries, FollowUp, MoreEntries};
use crate::shell::ports::{Trouble, Working};

impl Entries for FirstPort {
    fn record(&self, record: Plain) -> Working<(ObjectId, RevisionId)> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.record(record, now_ms()).await }))
    }

    fn revise(&self, object: ObjectId, seen: Vec<RevisionId>, record: Plain) -> Working<RevisionId> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.revise(object, &seen, record, now_ms()).await }))
    }

    fn delete(&self, object: ObjectId, seen: Vec<RevisionId>) -> Working<()> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.delete(object, &seen, now_ms()).await }))
    }
}

impl MoreEntries for Rest {
    fn retry(&self, op: OpId) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.retry(op, now_ms()).await }))
    }

    fn discard(&self, op: OpId) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.discard(op).await }))
    }

    fn export(&self) -> Working<()> {
        let rest = self.clone();
        Box::pin(async move {
            let look = rest.journal().look().await?;
            let today = moment::day(clock::local_now());
            export::save(&export::content(&look), today).await.map_err(|_| Trouble::Other("download".to_owned()))
        })
    }

    fn ask_server(&self) {
        self.flush();
    }
}

impl FollowUp for Rest {
    fn wrote(&self) {
        let rest = self.clone();
        spawn_local(async move {
            // Saved is on the screen first.
            next_turn().await;
            rest.follow_up().await;
        });
    }
}
