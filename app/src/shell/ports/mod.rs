//! Requests of a participant page to the device, one trait per subject. The browser answers in `browser/ports`, one
//! file per trait.

pub mod clock;
pub mod drafts;
pub mod entries;
pub mod practice;
pub mod preferences;
pub mod reminders;
pub mod schedule;
pub mod setup;
pub mod sharing;
mod trouble;

pub use self::trouble::{Trouble, Working};

/// The port that the first form needs.
pub trait Port: clock::Clock + entries::Entries + drafts::FirstDraft {}

/// The port that may come a moment later, in a separate file: the requests of the pages besides the first form.
pub trait LatePort:
    entries::FollowUp
    + entries::MoreEntries
    + drafts::Drafts
    + practice::Practices
    + preferences::Preferences
    + preferences::Window
    + reminders::Reminders
    + schedule::Schedule
    + setup::Setup
    + sharing::Sharing
{
}
