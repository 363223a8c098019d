//! The files of the keys folder (`keys_folder.rs`): the master key, the generation, the list of the gone (`gone.rs`)
//! and the notes about the database (`witness.rs`). A backup of the database contains none of them, so it names nobody
//! and cannot hide its age.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::env::Env;

pub(crate) const OWNER_ONLY: u32 = 0o600;

/// Reads the master key. `None` if the file does not exist.
///
/// # Errors
/// Fails if it cannot be read, is readable by others, or does not have exactly 32 bytes.
pub fn load(path: &Path) -> io::Result<Option<[u8; 32]>> {
    let mut bytes = Vec::new();
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if file.metadata()?.permissions().mode() & 0o077 != 0 {
        return Err(io::Error::other(format!("others on this machine may read it; run: chmod 600 {}", path.display())));
    }
    file.read_to_end(&mut bytes)?;
    bytes.try_into().map(Some).map_err(|_| io::Error::other("a key file has exactly 32 bytes; put the right one back"))
}

/// Creates a master key that only its owner may read, and waits until it is on disk.
///
/// # Errors
/// Fails if the file exists.
pub fn make(path: &Path, env: &Env) -> io::Result<[u8; 32]> {
    let key = env.random::<32>();
    let mut file = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(path)?;
    file.write_all(&key)?;
    file.sync_all()?;
    sync_folder(path)?;
    Ok(key)
}

/// Creates a folder that only its owner may enter, unless it exists.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// Atomically replaces a file that only its owner may read, and waits for the disk.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push("-new");
    let new = path.with_file_name(name);
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(OWNER_ONLY).open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    sync_folder(path)
}

/// The generation beside a key file.
///
/// Law: the generation in the database is raised before that in the file, so a database behind its file was restored.
pub struct GenerationFile {
    generation: PathBuf,
    writing: Mutex<()>,
}

impl GenerationFile {
    pub fn beside(key_file: &Path) -> Self {
        Self { generation: key_file.with_extension("generation"), writing: Mutex::new(()) }
    }

    /// 0 if the file does not exist.
    ///
    /// # Errors
    /// Fails if the file does not contain a number.
    pub fn read(&self) -> io::Result<i64> {
        match fs::read_to_string(&self.generation) {
            Ok(text) => text
                .trim()
                .parse()
                .map_err(|_| io::Error::other(format!("{} does not hold a number", self.generation.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Atomically replaces the number and waits for the disk.
    pub fn write(&self, generation: i64) -> io::Result<()> {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        replace(&self.generation, format!("{generation}\n").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_only_its_owner_may_read_it() {
        let folder =
            std::env::temp_dir().join(format!("evenkeel-key-{}", domain::base::id::to_hex(&Env::real().random::<8>())));
        make_folder(&folder).unwrap();
        let path = folder.join("master.key");
        assert!(load(&path).unwrap().is_none());
        let key = make(&path, &Env::real()).unwrap();
        assert_eq!(load(&path).unwrap(), Some(key));
        assert!(make(&path, &Env::real()).is_err());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(load(&path).unwrap_err().to_string().contains("chmod 600"), "a key that a group may read is refused");

        let file = GenerationFile::beside(&path);
        assert_eq!(file.read().unwrap(), 0);
        file.write(7).unwrap();
        assert_eq!(file.read().unwrap(), 7);
        fs::remove_dir_all(&folder).unwrap();
    }
}
