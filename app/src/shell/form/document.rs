//! Keeping a document: a new one, or the next revision of one that is there.

use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::{Body, Record};
use offline::look::entry::Entry;

use crate::shell::ports::{Port, Trouble};

/// The document that a form changes.
#[derive(Clone, Debug)]
pub struct Before {
    pub object: ObjectId,
    /// The heads that the form was filled in from.
    pub heads: Vec<RevisionId>,
    pub at: DateTime<FixedOffset>,
}

impl From<&Entry> for Before {
    fn from(entry: &Entry) -> Self {
        Self { object: entry.object, heads: entry.heads.clone(), at: entry.record.at }
    }
}

/// Writes it, and answers its id and head. The place of one that is there stays among the others.
pub async fn keep(port: &Rc<dyn Port>, before: Option<Before>, body: Body) -> Result<(ObjectId, RevisionId), Trouble> {
    match before {
        Some(Before { object, heads, at }) => {
            Ok((object, port.revise(object, heads, Record::new(at, body).into()).await?))
        }
        None => port.record(Record::new(port.local_now(), body).into()).await,
    }
}
