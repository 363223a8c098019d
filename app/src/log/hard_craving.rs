//! A hard craving, and for how long it changes what is offered first.

use domain::base::id::ObjectId;
use domain::entries::body::Body;
use domain::entries::intensity::Intensity;
use offline::look::Look;
use offline::look::entry::Entry;

/// From this intensity on, a craving counts as hard here.
pub const HARD: u8 = 7;
/// For how long something is offered after it.
const LASTS_MS: i64 = 2 * 60 * 60 * 1000;

/// The hard craving of the last two hours, if there was one.
pub fn last_hard(look: &Look, now: i64) -> Option<(ObjectId, Intensity)> {
    let age = |entry: &Entry| now - entry.record.at.timestamp_millis();
    // The newest come first: a long history is not read for this.
    look.entries.iter().take_while(|entry| age(entry) <= LASTS_MS).find_map(|entry| match &entry.record.body {
        Body::Craving(craving) if craving.intensity.get() >= HARD && age(entry) >= 0 => {
            Some((entry.object, craving.intensity))
        }
        _ => None,
    })
}
