//! The READMEs match the tree: every path they name exists, and every folder is on a map.

use std::fs;

use anyhow::Result;

use super::{name_of, root, text};

/// The texts for people who work on the code.
const READMES: [&str; 6] = [
    "README.md",
    "app/README.md",
    "server/README.md",
    "tests/README.md",
    ".github/CONTRIBUTING.md",
    ".github/SECURITY.md",
];

/// Folders whose own folders have to be on a map, and the README with that map.
const MAPPED: [(&str, &str); 7] = [
    ("app/src", "app/README.md"),
    ("app/domain/src", "app/README.md"),
    ("app/offline/src", "app/README.md"),
    ("server/src", "server/README.md"),
    ("server/src/store", "server/README.md"),
    ("server/src/store/sql", "server/README.md"),
    ("tests", "tests/README.md"),
];

/// The paths in a text: in backticks, or the target of a link to a file of the repository.
fn paths(readme: &str) -> Vec<&str> {
    let code = readme.split('`').skip(1).step_by(2);
    let code = code.filter(|code| {
        ["app/", "server/", "tests/", "public", ".ci/", ".github/"].iter().any(|top| code.starts_with(top))
    });
    code.filter(|code| !code.contains([' ', '\n'])).collect()
}

/// The targets of links, without addresses and without the part behind `#`.
fn links(readme: &str) -> Vec<&str> {
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    targets.filter(|target| !target.is_empty() && !target.contains(':')).collect()
}

#[test]
fn every_path_in_a_readme_exists() -> Result<()> {
    let mut named = 0;
    for readme in READMES {
        let said = text(readme)?;
        let folder = root().join(readme).with_file_name("");
        for path in paths(&said) {
            assert!(root().join(path).exists(), "{readme} names {path}, which is not there");
            named += 1;
        }
        for link in links(&said) {
            assert!(folder.join(link).exists(), "{readme} links to {link}, which is not there");
        }
    }
    assert!(named > 80, "the maps were not found");
    Ok(())
}

#[test]
fn every_folder_is_on_a_map() -> Result<()> {
    for (top, readme) in MAPPED {
        let map = text(readme)?;
        for entry in fs::read_dir(root().join(top))? {
            let path = entry?.path();
            let name = name_of(&path);
            let on_map = map.contains(&format!("`{top}/{name}`")) || map.contains(&format!("`{top}/{name}/"));
            assert!(!path.is_dir() || on_map, "{top}/{name} is not on the map in {readme}");
        }
    }
    Ok(())
}

#[test]
fn readmes_are_readable_in_a_terminal() -> Result<()> {
    for readme in READMES.into_iter().chain([".github/CHANGELOG.md"]) {
        for (number, line) in text(readme)?.lines().enumerate() {
            assert!(line.chars().count() <= 120, "{readme}:{} is longer than 120 columns", number + 1);
        }
    }
    let lines = text("README.md")?.lines().count();
    assert!((60..=90).contains(&lines), "README.md has {lines} lines");
    Ok(())
}
