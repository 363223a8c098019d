//! A draft about an entry, found again later: a killed browser may have kept it although it was saved.

use domain::base::id::RevisionId;
use domain::entries::body::Plain;
use offline::look::entry::Entry;

use crate::shell::ports::Port;

/// True if no work is left: the entry has the draft's content (`same`), or the draft is old and was saved on top of its
/// base. If that was edited meanwhile, both versions are kept side by side; nothing newer is lost.
pub async fn settled(port: &dyn Port, entry: &Entry, base: RevisionId, same: bool, typed: Plain, old: bool) -> bool {
    same || old && port.revise(entry.object, vec![base], typed).await.is_ok()
}
