//! The participant's addresses, as [`pages`](super::pages) lists them.

use domain::base::id::{ObjectId, OccurrenceId, SessionId};

use super::pages::for_pages;
use super::part::LateFile;

/// Needs no WASM, and is no page of the list.
pub const HELP: &str = "/help";

/// Its card on signs of an overdose, opened.
pub const HELP_IN_DANGER: &str = "/help#overdose";

/// Its card on stopping alcohol or benzodiazepines, opened.
pub const HELP_STOPPING: &str = "/help#stopping";

macro_rules! make_paths {
    (
        first { $($first:ident $first_at:literal => $($first_page:ident)::+;)* }
        late {
            $($file:ident $draw:ident {
                $($late:ident $part:ident $late_at:literal $(/ $id:ident)? => $($late_page:ident)::+;)*
            })*
        }
    ) => {
        $(pub const $first: &str = concat!("/", $first_at);)*
        $($(pub const $late: &str = concat!("/", $late_at $(, "/{", stringify!($id), "}")?);)*)*

        /// One document is cached per pattern and language. `{id}` is never filled in by the server.
        pub const PATTERNS: &[&str] = &[$($first,)* $($($late,)*)*];

        /// True if the page at `path` comes with the first file; the others are drawn by [`crate::late`].
        pub fn comes_first(path: &str) -> bool {
            [$($first),*].contains(&path)
        }

        /// The file that the page at `path` comes with, if it is neither the first nor the second.
        pub fn late_file(path: &str) -> Option<LateFile> {
            let at = path.split('/').nth(1);
            let files = [$($(($late_at, LateFile::$file),)*)*];
            files.into_iter().find(|(name, _)| Some(*name) == at).map(|(_, file)| file)
        }
    };
}
for_pages!(make_paths);

/// The pattern that a path belongs to.
pub fn pattern(path: &str) -> Option<&'static str> {
    PATTERNS.iter().copied().find(|pattern| {
        let (mut wanted, mut parts) = (pattern.split('/'), path.split('/'));
        wanted.by_ref().zip(parts.by_ref()).all(|(wanted, part)| wanted == "{id}" || wanted == part)
            && pattern.matches('/').count() == path.matches('/').count()
    })
}

pub fn entry_path(object: ObjectId) -> String {
    format!("{HISTORY}/{object}")
}

pub fn target_path(target: ObjectId) -> String {
    format!("{TARGETS}/{target}")
}

pub fn session_path(session: SessionId) -> String {
    format!("{SCHEDULE}/{session}")
}

/// Address of a notification's target.
pub fn occurrence_path(occurrence: OccurrenceId) -> String {
    format!("{INBOX}/{occurrence}")
}
