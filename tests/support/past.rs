//! A phone and its server in the state of an earlier version, recorded once and never changed: `tests/pasts`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use domain::base::id::{DeviceId, ParticipantId, from_hex, to_hex};
use offline::Journal;
use offline::look::Look;
use offline::native::{MemoryStorage, SeededCipher};
use offline::ports::{Reads, Storage as _, Write};
use offline::sync::engine::Pace;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Phone;

#[derive(Serialize, Deserialize)]
pub struct Past {
    pub participant: ParticipantId,
    pub device: DeviceId,
    /// The key that was born on the phone, in hexadecimal.
    pub device_key: String,
    /// Opens what the phone had sealed when it was made.
    pub recovery_code: String,
    /// The phone's storage: JSON as it is, bytes in hexadecimal behind `hex:`.
    pub rows: BTreeMap<String, String>,
    /// The sealed draft of a form, as local storage had it.
    pub draft: String,
    /// The first exchange of the phone with its server: everything it had written so far, at first contact.
    pub request: Value,
    pub answer: Value,
    /// The phone's screen data, as by [`shown`].
    pub shows: Value,
}

/// The id of the form that the draft belongs to.
pub const DRAFT: [u8; 16] = *b"a recorded draft";
/// The text typed into it.
pub const TYPED: &str = "Half a sentence about";

const HEX: &str = "hex:";

fn bytes_from_hex(hex: &str) -> Option<Vec<u8>> {
    hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pasts")
}

/// The file with the past of a version.
pub fn path(version: &str) -> PathBuf {
    folder().join(format!("{version}.json"))
}

/// Every recorded past, with the version that made it.
pub fn all() -> Result<Vec<(String, Past)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder())? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let version = path.file_stem().context("a name")?.to_string_lossy().into_owned();
            found.push((version, serde_json::from_slice(&std::fs::read(path)?)?));
        }
    }
    Ok(found)
}

/// The screen data of a phone, without fields that only this version has.
pub fn shown(look: &Look) -> Result<Value> {
    let record = |record: &domain::entries::body::Record| serde_json::from_slice::<Value>(&record.to_bytes());
    let mut entries: Vec<Value> = Vec::new();
    for entry in look.entries.iter().chain(&look.documents) {
        let replies: Vec<_> = entry.replies.iter().map(|reply| reply.text.as_str()).collect();
        entries.push(json!({
            "object": entry.object, "record": record(&entry.record)?, "heads": entry.heads.len(),
            "pinned": entry.share.pinned, "seen": entry.seen.len(), "replies": replies,
        }));
    }
    entries.sort_by_key(ToString::to_string);
    Ok(json!({
        "entries": entries, "targets": look.targets.len(), "skills": look.skills.len(),
        "waiting": look.waiting, "locked": look.locked, "unreadable": look.unreadable, "refused": look.tray.len(),
        "phones": look.phones.len(), "has_code": look.has_code,
        "defaults": look.defaults.iter().filter(|d| d.on).count(),
        "sessions": look.times.sessions.len(), "habits": look.times.habits.len(),
        "occurrences": look.times.occurrences.len(),
        "unheard": look.times.unheard.sessions.len(), "settings": look.times.settings,
    }))
}

/// `true` if `now` contains everything of `then`. It may contain more.
pub fn still_says(then: &Value, now: &Value) -> bool {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            then.iter().all(|(name, value)| now.get(name).is_some_and(|n| still_says(value, n)))
        }
        (Value::Array(then), Value::Array(now)) => {
            then.len() == now.len() && then.iter().zip(now).all(|(t, n)| still_says(t, n))
        }
        (then, now) => then == now,
    }
}

impl Past {
    /// The phone with its old storage, under another key of its own if `device_key` is given.
    ///
    /// # Errors
    /// Fails if the past is damaged.
    pub async fn phone<T>(&self, way: T, device_key: Option<[u8; 32]>) -> Result<Phone<T>> {
        let own = from_hex(&self.device_key).context("the phone's own key")?;
        let journal = Journal::new(MemoryStorage::default(), SeededCipher::of_phone(device_key.unwrap_or(own), 77));
        let bytes = |value: &String| match value.strip_prefix(HEX) {
            Some(hex) => bytes_from_hex(hex),
            None => Some(value.as_bytes().to_vec()),
        };
        let put = |(key, value): (&String, &String)| Some(Write::Put(key.clone(), bytes(value)?));
        let writes = self.rows.iter().map(put).collect::<Option<Vec<_>>>().context("the rows")?;
        journal.storage.update(Reads::default(), |_| Ok::<_, ()>((writes, ()))).await?.ok().context("the rows")?;
        journal.unlock().await?;
        Ok(Phone { journal, pace: Pace::default(), way })
    }
}

/// Everything in a phone's storage.
pub async fn rows(storage: &MemoryStorage) -> Result<BTreeMap<String, String>> {
    let all = storage.read(Reads::default().and_all("")).await?;
    let text =
        |value: Vec<u8>| String::from_utf8(value).unwrap_or_else(|bytes| format!("{HEX}{}", to_hex(bytes.as_bytes())));
    Ok(all.scanned.into_iter().map(|(key, value)| (key, text(value))).collect())
}
