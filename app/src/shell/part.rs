//! The parts of the screen that may come a moment later. They are only named here: [`crate::late`] draws them, and whoever
//! names one pulls nothing into the first WASM file.

use domain::craving::Intensity;
use domain::id::ObjectId;
use leptos::prelude::*;

/// One part of the screen that may come a moment later.
#[derive(Clone, Copy)]
pub enum Part {
    /// How things stand, on the first page.
    Summary,
    List,
    Entry,
    More,
    Start,
    Seen,
    Know,
    /// How to put the app on the home screen.
    Install,
    Skills,
    Skill,
    /// The skill to practise in the craving that was just saved.
    Offer(Signal<Option<(ObjectId, Intensity)>>),
    Views,
    Met,
    Note,
    Aims,
    Aim,
    Sharing,
    Times,
    OneTime,
    Reminders,
    Inbox,
    GoesOn,
    /// The form for a target, and what to do with the new one.
    NewTarget(Callback<ObjectId>),
}
