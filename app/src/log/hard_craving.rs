//! A hard craving, and how long it changes the first offer.

use domain::base::id::ObjectId;
use domain::entries::body::Body;
use domain::entries::intensity::Intensity;
use offline::look::Look;
use offline::look::entry::Entry;

/// For how long something is offered after it.
const LASTS_MS: i64 = 2 * 60 * 60 * 1000;

/// True if a craving of this intensity counts as hard here.
pub fn is_hard(intensity: Intensity) -> bool {
    intensity.get() >= 7
}

/// The hard craving of the last two hours, if there was one.
pub fn last_hard(look: &Look, now: i64) -> Option<(ObjectId, Intensity)> {
    let age = |entry: &Entry| now - entry.record.at.timestamp_millis();
    // The newest come first: a long history is not read for this.
    look.entries.iter().take_while(|entry| age(entry) <= LASTS_MS).find_map(|entry| match &entry.record.body {
        Body::Craving(craving) if is_hard(craving.intensity) && age(entry) >= 0 => {
            Some((entry.object, craving.intensity))
        }
        _ => None,
    })
}
