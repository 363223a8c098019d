//! No folder of sources is a heap.

use std::collections::BTreeMap;

use anyhow::Result;

use super::files;

/// More than this is a heap.
const MOST: usize = 15;

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
        assert!(*count <= MOST, "{folder} holds {count} files; make rooms by subject");
    }
    Ok(())
}
