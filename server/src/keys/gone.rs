//! The list of the gone: phones, people and accounts that no restored database may bring back. A log beside the key
//! file.
//!
//! One line per change, `kind ids on|off generation`, such as `staff s_0123… on 17`. The last line about someone wins.
//! Lines of an unknown kind come from a newer version and are kept. Lines of the first version end after the ids and
//! mean `on`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use domain::base::id::{DeviceId, ParticipantId, StaffId};

use crate::keys::file::{OWNER_ONLY, sync_folder};

/// A phone, person or account that no restored backup may let in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gone {
    /// A phone that was revoked.
    Device(ParticipantId, DeviceId),
    /// A participant who left the program.
    Left(ParticipantId),
    /// A staff account that was disabled.
    Staff(StaffId),
}

impl fmt::Display for Gone {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(participant, device) => write!(to, "device {participant} {device}"),
            Self::Left(participant) => write!(to, "left {participant}"),
            Self::Staff(staff) => write!(to, "staff {staff}"),
        }
    }
}

/// Parses a line. `None` for an unknown kind and for a truncated line.
fn read(line: &str) -> Option<(Gone, bool)> {
    let mut words = line.split_whitespace();
    let gone = match words.next()? {
        "device" => Gone::Device(words.next()?.parse().ok()?, words.next()?.parse().ok()?),
        "left" => Gone::Left(words.next()?.parse().ok()?),
        "staff" => Gone::Staff(words.next()?.parse().ok()?),
        _ => return None,
    };
    match words.next() {
        Some("on") | None => Some((gone, true)),
        Some("off") => Some((gone, false)),
        Some(_) => None,
    }
}

/// The log in its file.
pub struct GoneList {
    path: PathBuf,
    writing: Mutex<()>,
}

impl GoneList {
    pub fn beside(key_file: &Path) -> Self {
        Self { path: key_file.with_extension("gone"), writing: Mutex::new(()) }
    }

    /// Records that someone is gone, or back, and waits for the disk. Called before the database is changed.
    pub fn note(&self, gone: Gone, is_gone: bool, generation: i64) -> io::Result<()> {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let so_far = self.text()?;
        let mut file = OpenOptions::new().append(true).create(true).mode(OWNER_ONLY).open(&self.path)?;
        // Start on a new line after a truncated one.
        let torn = !so_far.is_empty() && !so_far.ends_with('\n');
        let (begin, word) = (if torn { "\n" } else { "" }, if is_gone { "on" } else { "off" });
        file.write_all(format!("{begin}{gone} {word} {generation}\n").as_bytes())?;
        file.sync_all()?;
        if so_far.is_empty() { sync_folder(&self.path) } else { Ok(()) }
    }

    /// Everyone on the list now.
    pub fn all(&self) -> io::Result<Vec<Gone>> {
        let last: BTreeMap<Gone, bool> = self.text()?.lines().filter_map(read).collect();
        Ok(last.into_iter().filter_map(|(gone, on)| on.then_some(gone)).collect())
    }

    fn text(&self) -> io::Result<String> {
        match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            read => read.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", self.path.display()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_whole_line_about_somebody_wins_and_what_is_unknown_stays() {
        let folder = tempfile::tempdir().unwrap();
        let list = GoneList::beside(&folder.path().join("master.key"));
        assert_eq!(list.all().unwrap(), []);
        let (participant, device) = (ParticipantId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]));
        let (old, staff) = (Gone::Device(participant, device), Gone::Staff(StaffId::from_bytes([3; 16])));
        let begin = format!("device {participant} {device}\ncode c_1 on 4\nstaff s_");
        fs::write(&list.path, &begin).unwrap();
        assert_eq!(list.all().unwrap(), [old], "a line of the oldest form means gone; a torn one means nothing");
        list.note(staff, true, 7).unwrap();
        list.note(Gone::Left(participant), true, 7).unwrap();
        assert_eq!(list.all().unwrap(), [old, Gone::Left(participant), staff]);
        list.note(staff, false, 8).unwrap();
        list.note(old, false, 8).unwrap();
        assert_eq!(list.all().unwrap(), [Gone::Left(participant)]);
        assert!(list.text().unwrap().starts_with(&begin), "the log is only appended to");
    }
}
