//! Texts of people: one door for what is typed, a direction of its own for what is shown, and hints that alarm nobody.

use std::io::Write as _;

use anyhow::Result;

use super::{border, files, text};

/// Files whose texts go into the fields of a form, into addresses, or into comparisons: not onto the screen by
/// themselves.
const NOT_SHOWN: [&str; 11] = [
    "app/src/kinds/check_in/form.rs",
    "app/src/kinds/craving/form.rs",
    "app/src/kinds/trigger/form.rs",
    "app/src/parts/text_area.rs",
    "app/src/contacts/form.rs",
    "app/src/skills/own_skill.rs",
    "app/src/skills/practice_run.rs",
    "app/src/reminders/habit_form.rs",
    "app/src/targets/target/edit.rs",
    "app/src/entries/history/search.rs",
    "app/src/schedule/prepare.rs",
];

/// The opening tags of `name` in a source: from `<name` to the first line that ends with `>`.
fn tags(source: &str, name: &str) -> Vec<String> {
    let open = format!("<{name}");
    let mut tags = Vec::new();
    for (at, _) in source.match_indices(&open) {
        let tag: Vec<&str> = source[at..]
            .lines()
            .scan(false, |over, line| {
                let now = !*over;
                *over =
                    line.trim_end().ends_with("/>") || line.trim() == ">" || line.trim_end().ends_with("></textarea>");
                now.then_some(line)
            })
            .collect();
        tags.push(tag.join("\n"));
    }
    tags
}

/// The source without comments and test modules.
fn code(path: &str) -> Result<String> {
    let source = text(path)?;
    let end = source.find("#[cfg(test)]").unwrap_or(source.len());
    Ok(source[..end].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n"))
}

#[test]
fn f24_only_a_mistake_alerts_on_the_phone() -> Result<()> {
    let homes = ["app/src/parts/says.rs", "app/src/shell/trouble.rs", "app/src/shell/frame.rs", "app/src/care"];
    border("app/src", &homes, "role=\"alert\"")?;
    // Beneath a field stands the one component, and the field is described by it.
    for path in files("app/src", ".rs")?.iter().filter(|path| !path.starts_with("app/src/care")) {
        let source = code(path)?;
        let described = source.matches("aria-describedby=described(").count();
        let says = source.matches("<Says").count();
        assert_eq!(described, says, "{path}: a field and its words go together");
    }
    Ok(())
}

#[test]
fn f17_no_field_cuts_what_is_typed_into_it() -> Result<()> {
    // A figure of up to four digits, and the search, which saves nothing.
    let bounded = ["app/src/parts/field.rs", "app/src/entries/history/filters.rs"];
    border("app/src", &bounded, "maxlength=")
}

#[test]
fn f27_every_field_for_words_has_a_direction_of_its_own() -> Result<()> {
    let mut fields = 0;
    for path in files("app/src", ".rs")? {
        let source = code(&path)?;
        let words = tags(&source, "textarea").into_iter().chain(tags(&source, "input").into_iter().filter(|tag| {
            let kinds = ["type=\"text\"", "type=\"search\"", "type=kind"];
            kinds.iter().any(|kind| tag.contains(kind)) && !tag.contains("class=\"code\"")
        }));
        for tag in words {
            assert!(tag.contains("dir="), "{path}: {tag}");
            fields += 1;
        }
    }
    assert!(fields >= 11, "only {fields} fields were found");
    writeln!(std::io::stderr(), "texts: {fields} fields with a direction of their own")?;
    Ok(())
}

#[test]
fn f27_no_text_of_a_person_is_shown_bare() -> Result<()> {
    // `whole` and `inside` of `app/src/words/typed.rs` are the two ways onto the screen; a sentence that is filled
    // isolates what it is given.
    const BARE: [&str; 14] = [
        ".as_str().to_owned()",
        "{name.clone()}",
        "{name.to_owned()}",
        ".name.clone()}",
        ".title.clone()}",
        ".by.clone()}",
        ".text.clone()}",
        "{reply.text}",
        "{reply.by}",
        "reason.clone()}",
        ".place.clone()",
        ".note.clone()",
        ": {reason}\"",
        "line.title)",
    ];
    let mut shown = 0;
    for path in files("app/src", ".rs")?.iter().filter(|path| !NOT_SHOWN.contains(&path.as_str())) {
        for (at, line) in code(path)?.lines().enumerate() {
            let address = line.contains("link") || line.contains("href") || line.contains("value=");
            let guarded = ["whole(", "inside(", "isolated(", ".fill("].iter().any(|way| line.contains(way));
            assert!(
                address || guarded || !BARE.iter().any(|bare| line.contains(bare)),
                "{path}:{} shows a text bare: {line}",
                at + 1
            );
            shown += usize::from(guarded && !line.contains(".fill("));
        }
    }
    assert!(shown >= 40, "only {shown} places were found");
    for path in NOT_SHOWN {
        text(path)?;
    }
    writeln!(std::io::stderr(), "texts: {shown} places where one is shown")?;
    Ok(())
}

#[test]
fn f25_a_long_word_breaks_wherever_it_is() -> Result<()> {
    for (path, rule) in [("public/style.css", "body {"), ("public/care.css", "body.care {")] {
        let style = text(path)?;
        let body = style.split(rule).nth(1).and_then(|rest| rest.split('}').next()).unwrap_or_default();
        assert!(body.contains("overflow-wrap: anywhere"), "{path}: {body}");
        assert!(!style.contains("overflow-wrap: break-word"), "{path} makes a long word as wide as it likes somewhere");
    }
    Ok(())
}

#[test]
fn f29_names_are_never_sorted_by_their_bytes() -> Result<()> {
    border("server/src", &["server/src/unicode.rs"], "to_lowercase()")?;
    border("app/src", &["app/src/charts/check_ins.rs", "app/src/words"], "to_lowercase()")
}
