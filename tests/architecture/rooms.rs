//! No folder of sources is a heap.

use std::collections::BTreeMap;

use anyhow::Result;

use super::files;

/// More than this is a heap.
const MOST: usize = 15;

/// Folders that still have to be made into rooms, and how many files they hold. Entries only ever go.
const TO_MOVE: [(&str, usize); 2] = [("app/domain/src", 37), ("app/offline/src", 19)];

#[test]
fn no_folder_holds_more_than_fifteen_source_files() -> Result<()> {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for top in ["app/domain/src", "app/offline/src", "app/src", "server/src"] {
        for path in files(top, ".rs")? {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            *folders.entry(folder.to_owned()).or_default() += 1;
        }
    }
    for (folder, count) in &folders {
        let most = TO_MOVE.iter().find(|(name, _)| name == folder).map_or(MOST, |(_, most)| *most);
        assert!(*count <= most, "{folder} holds {count} files; make rooms by subject");
    }
    for (folder, _) in TO_MOVE {
        assert!(folders.get(folder).is_some_and(|count| *count > MOST), "{folder} is no heap; take it off the list");
    }
    Ok(())
}
