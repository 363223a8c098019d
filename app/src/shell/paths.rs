//! The participant's addresses: neutral, because a stranger may see them in the history.

pub const NOW: &str = "/now";
pub const LOG: &str = "/log";
pub const LIST: &str = "/list";
pub const MORE: &str = "/more";
pub const START: &str = "/start";
pub const SEEN: &str = "/seen";
pub const KNOW: &str = "/know";
pub const SKILLS: &str = "/skills";
pub const VIEWS: &str = "/views";
pub const SHARING: &str = "/sharing";
pub const HELP: &str = "/help";
pub const MET: &str = "/met";
pub const NOTE: &str = "/note";
pub const AIMS: &str = "/aims";
pub const TIMES: &str = "/times";
pub const REMINDERS: &str = "/reminders";
pub const INBOX: &str = "/inbox";

/// One document is cached per pattern and language. `{id}` is never filled in by the server.
pub const PATTERNS: [&str; 21] = [
    NOW,
    LOG,
    LIST,
    "/list/{id}",
    MORE,
    START,
    SEEN,
    KNOW,
    SKILLS,
    "/skills/{id}",
    VIEWS,
    MET,
    NOTE,
    AIMS,
    "/aims/{id}",
    SHARING,
    TIMES,
    "/times/{id}",
    REMINDERS,
    INBOX,
    "/inbox/{id}",
];

pub fn entry_path(object: domain::id::ObjectId) -> String {
    format!("{LIST}/{object}")
}

pub fn aim_path(target: domain::id::ObjectId) -> String {
    format!("{AIMS}/{target}")
}

pub fn session_path(session: domain::id::SessionId) -> String {
    format!("{TIMES}/{session}")
}

/// Where a notification leads.
pub fn occurrence_path(occurrence: domain::id::OccurrenceId) -> String {
    format!("{INBOX}/{occurrence}")
}

/// Whether the page at `path` comes with the first file; the others are drawn by [`crate::late`].
pub fn comes_first(path: &str) -> bool {
    [NOW, LOG].contains(&path)
}
