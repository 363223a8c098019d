//! Staff write in one way: every form goes through one component, every POST through one door, and every act takes its
//! form in its own transaction.

use anyhow::{Context as _, Result};

use super::{files, text};

#[test]
fn f4_every_form_of_staff_is_written_with_the_one_component() -> Result<()> {
    let component = "app/src/care/shell/form.rs";
    assert_eq!(text(component)?.matches("<form").count(), 1, "the component was not found");
    let mut uses = 0;
    let pages = [files("app/src/care", ".rs")?, files("server/src", ".rs")?].concat();
    for path in pages.iter().filter(|path| *path != component) {
        let source = text(path)?;
        for tag in ["<form", "method=\"post\"", "formaction"] {
            assert!(!source.contains(tag), "{path} writes {tag}: use app::care::shell::form::Post");
        }
        uses += source.matches("Post::to(").count();
    }
    assert!(uses >= 20, "{uses} forms");
    Ok(())
}

#[test]
fn f4_every_post_of_staff_comes_through_the_one_door() -> Result<()> {
    // The guard wraps every route of the table, and reads the form of each that staff may use.
    let guard = text("server/src/http/guard.rs")?;
    assert!(guard.contains("Access::Staff(_) => match Arrived::read("), "the guard reads no forms");
    let router = text("server/src/router.rs")?;
    assert_eq!(router.matches(".route(").count(), 1, "a route beside the table");
    assert!(router.contains("guard::admit"));
    // Nobody is signed in at these; each is good once by a token or a ceremony of its own, or sets the same value.
    let public = ["/care/language", "/care/passkeys/", "/care/demo/{token}"];
    let rows = router.split("row(").filter(|row| row.trim_start().starts_with("Method::POST"));
    let mut posts = 0;
    for row in rows {
        let pattern = row.split('"').nth(1).context("a row without an address")?;
        if !pattern.starts_with("/care") {
            continue;
        }
        let open = public.iter().any(|start| pattern.starts_with(start));
        assert!(open || row.contains("Access::Staff("), "{pattern} does not come through the door of forms");
        posts += 1;
    }
    assert!(posts >= 20, "{posts} POSTs");
    Ok(())
}

#[test]
fn f4_every_act_of_staff_takes_its_form_in_its_transaction() -> Result<()> {
    let acts = [
        ("phone", vec!["bring_in", "make_code", "answer_phone", "shut_out_phone"]),
        ("team", vec!["assign_colleague", "remove_colleague", "discharge_person"]),
        ("entry", vec!["review_entry", "reply_to_entry"]),
    ];
    let mut found = 0;
    for (file, acts) in acts {
        let source = text(&format!("server/src/store/sql/care/{file}.rs"))?;
        for act in acts {
            let (_, body) = source.split_once(&format!("pub async fn {act}(")).with_context(|| act.to_owned())?;
            let body = body.split("\n}\n").next().unwrap_or_default();
            assert!(body.contains("form::take(tx, who)"), "{act} takes no form");
            found += 1;
        }
    }
    // Every function of the schedule's acts is one.
    let source = text("server/src/store/sql/care/schedule.rs")?;
    for body in source.split("pub async fn ").skip(1) {
        assert!(body.contains("form::take(tx, who)"), "{} takes no form", body.split('(').next().unwrap_or_default());
        found += 1;
    }
    assert!(found >= 19, "{found} acts");
    Ok(())
}
