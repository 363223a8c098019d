//! The choices of a catalogue in the order in which the participant uses them.

use std::cmp::Reverse;

use domain::entries::body::Body;
use domain::entries::catalogue::{Choice, Company, Place, Response};
use domain::entries::meeting::MeetingKind;
use domain::entries::thought_record::Feeling;
use domain::entries::trigger::Trigger;
use leptos::prelude::WithUntracked as _;

use crate::shell::phone::Phone;

/// Number of the newest entries that rank the choices.
const LATEST: usize = 200;

/// The choices of a catalogue, those first that the participant's latest entries name most; the others as they are.
pub fn by_use<K: Copy + PartialEq>(phone: Phone, all: &[K], chosen: fn(&Body) -> &[Choice<K>]) -> Vec<K> {
    let mut counts = vec![0; all.len()];
    phone.look.with_untracked(|look| {
        for choice in look.entries.iter().take(LATEST).flat_map(|entry| chosen(&entry.record.body)) {
            let Choice::Known(known) = choice else { continue };
            if let Some(at) = all.iter().position(|k| k == known) {
                counts[at] += 1;
            }
        }
    });
    order(&counts).into_iter().map(|at| all[at]).collect()
}

/// The places of the largest counts first; equal ones as they were.
fn order(counts: &[u32]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..counts.len()).collect();
    places.sort_by_key(|at| Reverse(counts[*at]));
    places
}

pub fn triggers(body: &Body) -> &[Choice<Trigger>] {
    match body {
        Body::Craving(craving) => &craving.triggers,
        Body::Trigger(met) => met.triggers.as_slice(),
        _ => &[],
    }
}

pub fn response(body: &Body) -> &[Choice<Response>] {
    match body {
        Body::Craving(craving) => &craving.response,
        _ => &[],
    }
}

pub fn place(body: &Body) -> &[Choice<Place>] {
    match body {
        Body::Craving(craving) => craving.place.as_slice(),
        Body::Trigger(met) => met.place.as_slice(),
        _ => &[],
    }
}

pub fn company(body: &Body) -> &[Choice<Company>] {
    match body {
        Body::Craving(craving) => &craving.company,
        Body::Trigger(met) => &met.company,
        _ => &[],
    }
}

pub const fn meeting(body: &Body) -> &[Choice<MeetingKind>] {
    match body {
        Body::Meeting(meeting) => std::slice::from_ref(&meeting.which),
        _ => &[],
    }
}

pub fn feelings(body: &Body) -> &[Choice<Feeling>] {
    match body {
        Body::ThoughtRecord(record) => &record.feelings,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn what_is_used_most_comes_first_and_the_rest_keeps_its_order() {
        assert_eq!(order(&[0, 2, 0, 5, 2]), [3, 1, 4, 0, 2]);
        assert_eq!(order(&[0, 0, 0]), [0, 1, 2]);
    }
}
