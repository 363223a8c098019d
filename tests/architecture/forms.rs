//! Forms of the phone write in one way, see `app/src/shell/form`.

use anyhow::Result;

use super::{files, text};

/// Whoever spawns by hand has no busy flag, and a second press of its button writes twice.
#[test]
fn only_the_shell_and_the_browser_spawn() -> Result<()> {
    let mut walked = 0;
    for path in files("app/src", ".rs")? {
        if path.starts_with("app/src/browser/") || path.starts_with("app/src/shell/") {
            continue;
        }
        walked += 1;
        assert!(!text(&path)?.contains("spawn_local"), "{path} spawns by itself; use shell::form::writing");
    }
    assert!(walked > 150, "only {walked} files were found");
    Ok(())
}
