//! Keeps the tree what the READMEs say it is: direction of dependencies, lengths, pairs, borders, rooms, circles and
//! waits.

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/contract.rs"]
mod contract;
#[path = "architecture/days.rs"]
mod days;
#[path = "architecture/forms.rs"]
mod forms;
#[path = "architecture/readmes.rs"]
mod readmes;
#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/staff.rs"]
mod staff;
#[path = "architecture/texts.rs"]
mod texts;
#[path = "architecture/waiting.rs"]
mod waiting;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(path: &str) -> Result<String> {
    fs::read_to_string(root().join(path)).with_context(|| path.to_owned())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Every file below `folder` whose name ends in `ending`, as paths from the root.
fn files(folder: &str, ending: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            let name = name_of(&path);
            if path.is_dir() && !["node_modules", "output"].contains(&name.as_str()) {
                open.push(path);
            } else if name.ends_with(ending) {
                found.push(path.strip_prefix(root())?.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn sources() -> Result<Vec<String>> {
    Ok([files("app", ".rs")?, files("server", ".rs")?, files("tests", ".rs")?].concat())
}

#[test]
fn dependencies_point_one_way() -> Result<()> {
    let order = ["domain", "offline", "app", "server", "tests"];
    let manifests = ["app/domain", "app/offline", "app", "server", "tests"];
    for (place, folder) in manifests.iter().enumerate() {
        let manifest = text(&format!("{folder}/Cargo.toml"))?;
        for (other, name) in order.iter().enumerate() {
            let named = manifest.lines().any(|line| line.starts_with(&format!("{name} = ")));
            assert!(!named || other < place, "{folder} must not depend on {name}");
        }
    }
    Ok(())
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() -> Result<()> {
    let mut all = sources()?;
    all.extend(files("public", ".js")?);
    all.extend(files("public", ".css")?);
    all.extend(files("tests/browser", ".mjs")?);
    for path in all {
        let lines = text(&path)?.lines().count();
        assert!(lines <= 400, "{path} has {lines} lines; split it by reason");
    }
    Ok(())
}

#[test]
fn no_line_is_wider_than_a_hundred_and_twenty_columns() -> Result<()> {
    for path in sources()? {
        for (at, line) in text(&path)?.lines().enumerate() {
            // A text is not broken; the SQL of a query may be.
            assert!(line.contains('"') || line.chars().count() <= 120, "{path}:{} is too wide", at + 1);
        }
    }
    Ok(())
}

#[test]
fn migrations_come_in_pairs() -> Result<()> {
    let names = |folder: &str| -> Result<Vec<String>> {
        Ok(files(folder, ".sql")?.iter().map(|p| name_of(Path::new(p))).collect())
    };
    let sqlite = names("server/migrations/sqlite")?;
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, names("server/migrations/postgres")?);
    Ok(())
}

#[test]
fn names_that_say_nothing_are_not_used() -> Result<()> {
    for path in sources()? {
        let name = Path::new(&path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        assert!(
            !["utils", "util", "common", "helpers", "helper", "manager", "misc"].contains(&name.as_str()),
            "{path}"
        );
    }
    Ok(())
}

/// Asserts that no file of `within` uses `word`, except in `inside`.
fn border(within: &str, inside: &[&str], word: &str) -> Result<()> {
    for path in files(within, ".rs")?.iter().filter(|path| !inside.iter().any(|home| path.starts_with(home))) {
        let said = text(path)?.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word));
        assert!(!said, "{path} says {word}; that belongs into {inside:?}");
    }
    Ok(())
}

#[test]
fn what_touches_the_world_stays_behind_its_border() -> Result<()> {
    border("app", &["app/src/browser"], "web_sys")?;
    border("app", &["app/src/browser"], "gloo_storage")?;
    border("app/src/parts", &[], "Phone")?;
    border("app/src/parts", &[], "shell::")?;
    border("app/domain", &[], "async fn")?;
    border("server/src", &["server/src/store", "server/src/keys/file.rs", "server/src/error.rs"], "sqlx::")?;
    border("server/src", &["server/src/env.rs"], "Utc::now")?;
    border("server/src/http", &[], "Mutex<Store")?;
    Ok(())
}

#[test]
fn access_is_decided_in_one_place() -> Result<()> {
    // `domain::people::access` alone decides what a role and a membership allow; all other code asks it.
    for role in ["Counselor", "Medical", "CaseManager", "Supervisor", "Admin"] {
        border("server/src", &["server/src/demo"], &format!("Role::{role}"))?;
    }
    border("server/src", &[], "Membership::Active")?;
    // Coming to be, and the list of the gone.
    border("server/src", &["server/src/store/sql/people/create.rs"], "Membership::Invited")?;
    border("server/src", &["server/src/store/sql/people/membership.rs"], "Membership::Left")?;
    border("server/src", &["server/src/store/members.rs"], "membership <>")?;
    Ok(())
}

#[test]
fn the_plain_server_has_no_faults() -> Result<()> {
    let manifest = text("server/Cargo.toml")?;
    assert!(manifest.contains("\nfaults = []\n"), "the feature was not found");
    assert!(
        !manifest.lines().any(|line| line.starts_with("default")),
        "no feature of the server is on unless asked for"
    );
    let settings = text("server/src/settings.rs")?;
    for field in ["pub clock_ahead", "pub fault"] {
        let before: Vec<&str> = settings.lines().take_while(|line| !line.contains(field)).collect();
        let guarded = before.iter().rev().take(2).filter(|line| line.contains("feature = \"faults\"")).count();
        assert_eq!(guarded, 2, "{field} is on the command line without the feature");
    }
    Ok(())
}

#[test]
fn pages_of_a_participant_have_one_neutral_title() -> Result<()> {
    let documents = text("app/src/documents.rs")?;
    assert!(documents.contains("<title>Evenkeel</title>"));
    assert_eq!(documents.matches("<title>").count(), 1);
    for word in ["recover", "addict", "treatment", "clinic", "sober"] {
        assert!(!text("public/manifest.webmanifest")?.to_lowercase().contains(word), "the manifest says {word}");
        assert!(
            !text("app/src/shell/pages.rs")?.lines().filter(|l| l.contains(" => ")).any(|l| l.contains(word)),
            "an address says {word}"
        );
    }
    Ok(())
}

#[test]
fn every_page_is_on_the_list_of_pages() -> Result<()> {
    let list = text("app/src/shell/pages.rs")?;
    let mut pages = 0;
    for path in files("app/src", ".rs")?.iter().filter(|path| !path.starts_with("app/src/care")) {
        let source = text(path)?;
        for name in source
            .lines()
            .filter_map(|line| line.strip_prefix("pub fn ")?.split('(').next())
            .filter(|name| name.ends_with("Page"))
        {
            assert!(
                list.contains(&format!("::{name};")),
                "{path} has {name}, which app/src/shell/pages.rs does not list"
            );
            pages += 1;
        }
    }
    assert_eq!(pages, list.matches("Page;").count(), "the list names a page that no file has");
    Ok(())
}

#[test]
fn what_a_phone_fetches_stays_under_its_ceilings() -> Result<()> {
    // The build fails above a ceiling; here the ceilings themselves are watched, so that they only ever come down.
    let script = text(".ci/site.mjs")?;
    for (name, at_most) in [("CEILING", 198), ("PART_CEILING", 200)] {
        let line = format!("const {name} = ");
        let ceiling =
            script.lines().find_map(|text| text.strip_prefix(&line)?.strip_suffix(" * 1024;")?.parse::<u32>().ok());
        assert!(ceiling.is_some_and(|kb| kb <= at_most), "{name} went up");
    }
    Ok(())
}
