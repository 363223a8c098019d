//! Every method of the store has a case in its contract.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{files, text};

/// Methods that a case calls, by the name before the dot.
const CALLED_BY: [(&str, &str); 4] =
    [("wake", "beat"), ("all_gone", "beat"), ("sync_together", "sync"), ("sync_one_by_one", "sync")];

/// Files of `tests/support` that set up nearly every case; the methods they call count as covered.
const SUPPORT: [&str; 2] = ["tests/support/people.rs", "tests/support/scribe.rs"];

fn methods() -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for path in files("server/src/store/cases", ".rs")? {
        for line in text(&path)?.lines().map(str::trim) {
            let rest = ["write fn ", "read fn ", "look fn "].iter().find_map(|start| line.strip_prefix(start));
            found.extend(rest.and_then(|rest| rest.split('(').next()).map(str::to_owned));
        }
    }
    Ok(found)
}

#[test]
fn every_method_of_the_store_has_a_case_in_the_contract() -> Result<()> {
    let mut cases = String::new();
    for path in files("tests/contract", ".rs")?.iter().map(String::as_str).chain(SUPPORT) {
        cases.push_str(&text(path)?);
    }
    let methods = methods()?;
    assert!(methods.len() > 80, "the lists of use cases were not found");
    let called = |name: &str| cases.contains(&format!(".{name}("));
    let without: Vec<&String> = methods
        .iter()
        .filter(|method| {
            let other = CALLED_BY.iter().find(|(name, _)| name == method).map(|(_, other)| *other);
            !called(method) && !other.is_some_and(called)
        })
        .collect();
    assert!(without.is_empty(), "no case of tests/contract calls {without:?}");
    Ok(())
}
