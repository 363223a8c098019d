//! Where the keys lie: a folder of their own, beside the data folder and never inside what a backup of the database copies.
//! Older versions kept them inside; at the first start they are moved.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::keys::file::{self, OWNER_ONLY};
use crate::settings::Settings;

const KEY: &str = "master.key";
/// What older versions kept inside the data folder. The key is the last: while it is there, the move has not ended.
const FILES: [&str; 4] = ["master.vapid", "master.gone", "master.generation", KEY];

/// Beside a data folder: `data` → `data-keys`.
pub fn beside(data: &Path) -> PathBuf {
    let named = if data.file_name().is_some() { data.to_owned() } else { resolved(data) };
    let name = named.file_name().unwrap_or_default().to_string_lossy();
    named.with_file_name(format!("{name}-keys"))
}

/// Whether a folder is `other` or lies inside it, whatever links lead there.
pub fn is_inside(folder: &Path, other: &Path) -> bool {
    resolved(folder).starts_with(resolved(other))
}

/// The path without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = path.ancestors().find_map(|known| Some((known, known.canonicalize().ok()?)));
    match known {
        Some((known, real)) => path.strip_prefix(known).map_or_else(|_| path.clone(), |rest| real.join(rest)),
        None => path,
    }
}

/// Moves what an older version kept inside the data folder, and shuts the keys folder to everybody else. Leaves alone a key file
/// that was named by itself: its folder may belong to others as well.
///
/// # Errors
/// When a file cannot be moved; starting again goes on where it ended. When the default place is on another disk than the data.
pub fn prepare(settings: &Settings) -> io::Result<()> {
    if settings.key_file.is_some() {
        return Ok(());
    }
    let keys = settings.keys();
    if settings.keys.is_none() && settings.data.join(KEY).exists() && on_another_disk(&settings.data, &keys)? {
        return Err(io::Error::other(format!(
            "the key would move from {} to another disk, which nobody named: in a container that one may not last. Name a directory \
             that lasts with --keys, apart from --data",
            settings.data.display()
        )));
    }
    if move_all(&settings.data, &keys)? {
        tracing::info!(
            "moved the key and what is noted beside it from {} to {}: back that folder up by itself, never together with the database",
            settings.data.display(),
            keys.display()
        );
    }
    match fs::metadata(&keys) {
        Ok(about) if about.permissions().mode() & 0o077 != 0 => {
            fs::set_permissions(&keys, fs::Permissions::from_mode(0o700))?;
            tracing::info!("others could look into {}: only its owner may now", keys.display());
            Ok(())
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn on_another_disk(data: &Path, keys: &Path) -> io::Result<bool> {
    let keys = std::path::absolute(keys)?;
    let there = keys.ancestors().find_map(|known| fs::metadata(known).ok()).map(|about| about.dev());
    Ok(there.is_some_and(|disk| fs::metadata(data).is_ok_and(|about| about.dev() != disk)))
}

fn move_all(data: &Path, keys: &Path) -> io::Result<bool> {
    let (old, new) = (data.join(KEY), keys.join(KEY));
    if !old.exists() || resolved(keys) == resolved(data) {
        return Ok(false);
    }
    // Another key is somebody else's; the same one is what a move that was cut off left behind.
    if new.exists() && fs::read(&new)? != fs::read(&old)? {
        return Ok(false);
    }
    file::make_folder(keys)?;
    for name in FILES {
        let (from, to) = (data.join(name), keys.join(name));
        // What is noted after the key arrived is newer than what stayed behind.
        if to.exists() && new.exists() {
            fs::remove_file(&from).or_else(if_missing)?;
        } else if from.exists() {
            move_one(&from, &to)?;
        }
    }
    File::open(data)?.sync_all()?;
    Ok(true)
}

fn if_missing(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// On another disk a file is copied, and deleted only when the copy is durable.
fn move_one(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            file::replace(to, &fs::read(from)?)?;
            fs::remove_file(from)?;
        }
        Err(error) => return Err(error),
    }
    // Older versions made them like this; a copy by hand may not have kept it.
    fs::set_permissions(to, fs::Permissions::from_mode(OWNER_ONLY))?;
    file::sync_folder(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_lie_beside_the_data_and_never_inside() {
        assert_eq!(beside(Path::new("data")), Path::new("data-keys"));
        assert_eq!(beside(Path::new("/var/lib/evenkeel/")), Path::new("/var/lib/evenkeel-keys"));
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        std::os::unix::fs::symlink(&data, folder.path().join("link")).unwrap();
        assert!(is_inside(&folder.path().join("link/keys/deep"), &data));
        assert!(is_inside(&data, &data));
        assert!(!is_inside(&beside(&data), &data));
        assert!(beside(&data.join("..")).file_name().is_some());
    }

    #[test]
    fn a_move_that_was_cut_off_anywhere_ends_at_the_next_start() {
        for cut in 0..=FILES.len() {
            let folder = tempfile::tempdir().unwrap();
            let (data, keys) = (folder.path().join("data"), folder.path().join("data-keys"));
            fs::create_dir(&data).unwrap();
            file::make_folder(&keys).unwrap();
            for (at, name) in FILES.into_iter().enumerate() {
                fs::write(data.join(name), name).unwrap();
                if at < cut {
                    // As on another disk, cut off before the old one is deleted.
                    fs::copy(data.join(name), keys.join(name)).unwrap();
                }
            }
            assert!(move_all(&data, &keys).unwrap());
            for name in FILES {
                assert_eq!(fs::read(keys.join(name)).unwrap(), name.as_bytes(), "cut off after {cut}");
                assert!(!data.join(name).exists(), "{name} stayed, cut off after {cut}");
            }
            assert!(!move_all(&data, &keys).unwrap());
        }
    }
}
