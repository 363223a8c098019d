//! The keys folder: beside the data folder, and never inside anything that a backup of the database copies. Older
//! versions kept the keys inside the data folder; the first start moves them.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::keys::file::{self, OWNER_ONLY};
use crate::settings::Settings;

const KEY: &str = "master.key";
/// Files that older versions kept in the data folder. The key moves last: while it is there, the move is incomplete.
const FILES: [&str; 4] = ["master.vapid", "master.gone", "master.generation", KEY];

/// The default folder for a data folder: `data` → `data-keys`.
pub fn beside(data: &Path) -> PathBuf {
    let named = if data.file_name().is_some() { data.to_owned() } else { resolved(data) };
    let name = named.file_name().unwrap_or_default().to_string_lossy();
    named.with_file_name(format!("{name}-keys"))
}

/// `true` if a folder is `other` or inside it, after resolving links.
pub fn is_inside(folder: &Path, other: &Path) -> bool {
    resolved(folder).starts_with(resolved(other))
}

/// The path with links resolved, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = path.ancestors().find_map(|known| Some((known, known.canonicalize().ok()?)));
    match known {
        Some((known, real)) => path.strip_prefix(known).map_or_else(|_| path.clone(), |rest| real.join(rest)),
        None => path,
    }
}

/// Moves the files of an older version out of the data folder and closes the keys folder to other users. Leaves a key
/// file with a path of its own alone, because its folder may be shared.
///
/// # Errors
/// Fails if a file cannot be moved (the next start continues), or if the default folder and the data are on different
/// disks.
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
    // A different key belongs to another installation; the same key was left by an interrupted move.
    if new.exists() && fs::read(&new)? != fs::read(&old)? {
        return Ok(false);
    }
    file::make_folder(keys)?;
    for name in FILES {
        let (from, to) = (data.join(name), keys.join(name));
        // Notes made after the key arrived are newer than those left behind.
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

/// Moves a file. Across disks it is copied, and deleted once the copy is durable.
fn move_one(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            file::replace(to, &fs::read(from)?)?;
            fs::remove_file(from)?;
        }
        Err(error) => return Err(error),
    }
    // A manual copy may have lost the permissions.
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
                    // As across disks, interrupted before the old file is deleted.
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
