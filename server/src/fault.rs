//! Deliberate faults, for tests. Only builds with the feature `faults` accept them.

use clap::ValueEnum;

/// Promises that a test can ask the server to break, to prove that the test would notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Fault {
    /// Responds to a write before it is committed.
    AnswerBeforeCommit,
    /// SQLite does not wait for the disk.
    SynchronousOff,
    /// Records a reminder as sent before sending it.
    SentBeforeSending,
    /// Leases the same reminders to every dispatcher.
    NoLease,
}
