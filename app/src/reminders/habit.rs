//! Finding a habit among the documents.

use std::sync::Arc;

use domain::base::id::ObjectId;
use domain::entries::body::Body;
use domain::entries::habit::Habit;
use offline::look::Look;
use offline::look::entry::Entry;

/// The document of a habit.
pub fn document(look: &Look, habit: ObjectId) -> Option<(Arc<Entry>, Habit)> {
    let entry = look.document(habit)?;
    if let Body::Habit(habit) = &entry.record.body { Some((Arc::clone(entry), habit.clone())) } else { None }
}
