//! F1, F2: days and moments are derived in one place, by the rules of their own day.

use anyhow::{Result, ensure};

use tests::phone::report;

use super::{files, name_of, text};
use std::path::Path;

/// Ways to derive a day, a local time or a moment, and the only files that take them.
const WAYS: [(&str, &[&str]); 9] = [
    // The second: reads of the ledger are counted by UTC days, which no person sees.
    ("date_naive(", &["app/domain/src/base/moment.rs", "server/src/store/sql/care/door.rs"]),
    ("naive_local(", &["app/domain/src/base/moment.rs"]),
    (".offset()", &["app/domain/src/base/moment.rs"]),
    (
        "with_timezone(",
        &[
            "app/domain/src/base/moment.rs",
            "app/src/shell/ports/clock.rs",
            "app/src/browser/web/clock.rs",
            "server/src/zones.rs",
        ],
    ),
    ("from_local_datetime(", &["server/src/zones.rs"]),
    ("and_local_timezone(", &[]),
    ("get_timezone_offset(", &["app/src/browser/web/clock.rs"]),
    ("east_opt(", &[]),
    ("west_opt(", &["app/src/browser/web/clock.rs"]),
];

/// Fields for a time on the phone, and the one part that draws each: it says when the time is missing.
const FIELDS: [(&str, &str); 2] =
    [("type=\"datetime-local\"", "app/src/parts/date_time_field.rs"), ("type=\"time\"", "app/src/parts/time_field.rs")];

/// The part of a source that is no test.
fn product(path: &str) -> Result<String> {
    if ["tests.rs", "tables.rs", "properties.rs"].contains(&name_of(Path::new(path)).as_str()) {
        return Ok(String::new());
    }
    let source = text(path)?;
    Ok(source.split("#[cfg(test)]").next().unwrap_or_default().to_owned())
}

#[test]
fn f1_f2_days_and_moments_are_derived_in_one_place() -> Result<()> {
    let (mut walked, mut found) = (0, 0);
    for path in [files("app", ".rs")?, files("server", ".rs")?].concat() {
        let source = product(&path)?;
        walked += 1;
        for (way, homes) in WAYS {
            let taken = source.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(way));
            found += usize::from(taken);
            ensure!(!taken || homes.contains(&path.as_str()), "{path} takes {way}; ask domain::base::moment instead");
        }
    }
    report(format_args!(
        "F1, F2: {walked} sources, {} ways to derive a day, {found} uses where they belong",
        WAYS.len()
    ));
    let homes: usize = WAYS.iter().map(|(_, homes)| homes.len()).sum();
    ensure!(found == homes, "a file of the list no longer needs to be there");
    Ok(())
}

#[test]
fn f21_every_field_for_a_time_on_the_phone_is_one_that_says_when_it_is_missing() -> Result<()> {
    let mut fields = 0;
    for path in files("app/src", ".rs")?.iter().filter(|path| !path.starts_with("app/src/care")) {
        let source = text(path)?;
        for (field, home) in FIELDS {
            ensure!(!source.contains(field) || path == home, "{path} draws its own {field}; take {home}");
        }
        fields += source.matches("<TimeField").count() + source.matches("<WhenField").count();
        fields += source.matches("Input::Day\n").count();
    }
    report(format_args!("F21: {fields} fields for a day or a time"));
    ensure!(fields >= 12, "fields were not found");
    Ok(())
}
