//! Finding a habit among the documents.

use std::sync::Arc;

use domain::body::Body;
use domain::habit::Habit;
use domain::id::ObjectId;
use offline::view::{Entry, Look};

/// The document that says what a habit is.
pub fn document(look: &Look, habit: ObjectId) -> Option<(Arc<Entry>, Habit)> {
    let entry = look.documents.iter().find(|document| document.object == habit)?;
    if let Body::Habit(habit) = &entry.record.body { Some((Arc::clone(entry), habit.clone())) } else { None }
}
