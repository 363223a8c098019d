//! A draft about an entry, found again later: a killed browser may have kept it although it was saved.

use domain::base::id::RevisionId;
use domain::entries::body::Record;
use offline::look::entry::Entry;

use crate::shell::ports::Port;

/// True if no work is left: the entry has the draft's content, or the draft is old and was saved on top of its base. If
/// that was edited meanwhile, both versions are kept side by side; nothing newer is lost.
pub async fn settled(port: &dyn Port, entry: &Entry, base: RevisionId, typed: Record, old: bool) -> bool {
    entry.record == typed || old && port.revise(entry.object, vec![base], typed.into()).await.is_ok()
}
