//! What a participant page may ask of the device, one trait per subject. The browser answers in `browser/ports`, one
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

/// What the first form needs.
pub trait Port: clock::Clock + entries::Entries + drafts::FirstDraft {}

/// What may come a moment later, in a file of its own: what the pages besides the first form ask of the device.
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
