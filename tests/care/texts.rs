//! Texts of people on the staff side: every field cleans and refuses alike, every page shows them in their own
//! direction, every list of names is in the order of the language.

use std::io::Write as _;

use anyhow::{Context as _, Result, ensure};
use domain::base::id::ActId;
use domain::base::text::{Label, ReplyText};
use domain::people::Role;
use domain::schedule::{AnswerSession, Coming};
use domain::sync::Op;
use tests::schedule::Evening;
use tests::{Db, TestApp};

use super::desk::{Desk, page_of, tell};
use super::schedule::{ONE, form, with};

/// A word of Hebrew, between marks that would turn what stands beside it.
const TURNING: &str = "\u{202e}תה\u{2069}";
const WORD: &str = "תה";

type Pairs<'a> = Vec<(&'a str, &'a str)>;

/// Every field of a text that staff write: address, a valid form, field, and its bound.
fn fields(participant: &str, object: &str, session: &str) -> Vec<(String, Pairs<'static>, &'static str, usize)> {
    let at = format!("/care/schedule/sessions/{session}");
    let replies = format!("/care/people/{participant}/entries/{object}/replies");
    let mut all = vec![
        ("/care/people".to_owned(), vec![("name", "Jo New")], "name", 80),
        (replies, vec![("text", "Well done.")], "text", 600),
        ("/care/schedule/holidays".to_owned(), vec![("day", "2026-02-02"), ("holiday", "Closed")], "holiday", 80),
        (format!("{at}/cancel"), vec![("reason", "Snow.")], "reason", 600),
    ];
    for field in ["title", "name", "room", "reason"] {
        let most = if field == "reason" { 600 } else { 80 };
        all.push((format!("{at}/change?scope=one"), ONE.to_vec(), field, most));
    }
    for field in ["title", "name", "room"] {
        all.push(("/care/schedule/series".to_owned(), form(), field, 80));
        all.push((format!("{at}/change?scope=all"), form(), field, 80));
        all.push((format!("{at}/change?scope=following"), form(), field, 80));
    }
    all
}

struct World {
    e: Evening,
    desk: Desk,
    object: domain::base::id::ObjectId,
    session: domain::base::id::SessionId,
}

/// A supervisor who looks after one person with a shared entry and a series.
async fn world(db: Db) -> Result<World> {
    let mut e = Evening::of(TestApp::start(db).await?).await?;
    let supervisor = e.app.staff(e.clinic.program, Role::Supervisor, "דנה Supervisor").await?;
    e.app.store().assign(e.clinic.participant, supervisor).await?;
    let (_, token) = e.app.sign_in(supervisor).await?;
    let desk = Desk::new(&e.app, Some(token))?;
    let (object, _) = tell(&e.app, &mut e.scribe, "תה חם", WORD).await?;
    ensure!(desk.post("/care/schedule/series", &form()).await?.status == 303);
    let session = e.on("2026-01-06").await?.session;
    Ok(World { e, desk, object, session })
}

pub async fn f16_f17_every_field_of_staff_cleans_what_is_harmless_and_says_why_it_refuses(db: Db) -> Result<()> {
    let World { e, mut desk, object, session } = world(db).await?;
    let (participant, object) = (e.clinic.participant.to_string(), object.to_string());
    desk.get(&page_of(e.clinic.participant, object.parse()?)).await?;
    let all = fields(&participant, &object, &session.to_string());
    for (path, valid, field, most) in &all {
        let put = |value: &'static str| with(valid.clone(), field, value);
        let required = !["room", "reason"].contains(field);
        if required {
            for nothing in ["", "\u{200b}", "\u{2060}\u{feff}\u{202e} "] {
                let shown = desk.post(path, &put(nothing)).await?;
                ensure!(shown.status == 400, "{path} {field} {nothing:?}: {}", shown.status);
                ensure!(
                    shown.text.contains(&format!("Write 1 to {most} characters.")),
                    "{path} {field}: {}",
                    shown.text
                );
            }
        }
        for (lang, said) in
            [("en", format!("3 characters too long: up to {most} characters fit.")), ("es", "Sobran 3 ".to_owned())]
        {
            desk.headers = vec![("accept-language", lang.to_owned())];
            // Letters of two code points each: what people see is counted.
            let long = "e\u{301}".repeat(most + 3);
            let typed: Pairs<'_> = with(valid.clone(), field, &long);
            let shown = desk.post(path, &typed).await?;
            ensure!(
                shown.status == 400 && shown.text.contains(&said),
                "{path} {field}: {} {}",
                shown.status,
                shown.text
            );
            ensure!(shown.text.contains(&long), "{path} {field}: what was typed is gone");
        }
        desk.headers.clear();
    }
    // Last, because it saves: what comes along with copying is no reason to refuse.
    for (path, valid, field, _) in all.iter().filter(|(path, ..)| !path.contains("change")) {
        let cleaned = desk
            .post(path, &with(with(valid.clone(), "confirmed", "yes"), field, "one\u{b}two\u{0}\u{2028}three"))
            .await?;
        ensure!(cleaned.status == 303, "{path} {field}: {}", cleaned.text);
    }
    let mut shown = String::new();
    for path in ["/care", "/care/schedule/settings", "/care/schedule?view=list"] {
        shown.push_str(&desk.get(path).await?.text);
    }
    ensure!(shown.matches("one two three").count() >= 4, "{shown}");
    let replied = desk.get(&page_of(e.clinic.participant, object.parse()?)).await?.text;
    ensure!(replied.contains("one\ntwo\nthree"), "{replied}");
    writeln!(std::io::stderr(), "texts: {} fields of staff forms", all.len())?;
    Ok(())
}

/// The texts of a page with the word in them that turn what stands beside them: neither in an element with a direction
/// of its own, nor isolated. And how many stand by themselves.
fn turning(html: &str) -> (Vec<String>, usize) {
    const VOID: [&str; 8] = ["input", "meta", "link", "br", "img", "circle", "path", "hr"];
    let isolated = |text: &str| {
        let ends = |before: &str| before.matches('\u{2069}').count();
        text.match_indices(WORD).all(|(at, _)| text[..at].matches('\u{2068}').count() > ends(&text[..at]))
    };
    let (mut open, mut bad, mut good) = (Vec::<bool>::new(), Vec::new(), 0);
    let mut judge = |text: &str, own: bool| {
        if text.contains(WORD) {
            let marks = ['\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}'];
            if (own || isolated(text)) && !text.contains(marks) { good += 1 } else { bad.push(text.to_owned()) }
        }
    };
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let own = tag.contains("dir=\"auto\"") || name == "bdi";
        if tag.starts_with('/') {
            if !VOID.contains(&name) {
                open.pop();
            }
        } else {
            judge(tag, own);
            if !VOID.contains(&name) && !tag.ends_with('/') && !tag.starts_with('!') {
                open.push(own);
            }
        }
        judge(text, open.contains(&true));
    }
    (bad, good)
}

pub async fn f27_every_text_of_a_person_has_its_own_direction_on_every_staff_page(db: Db) -> Result<()> {
    let World { mut e, desk, object, session, .. } = world(db).await?;
    // Stored before such marks were taken out.
    let participant = e.app.store().create_participant(e.clinic.program, Label::stored("name", TURNING)?).await?;
    let colleague =
        e.app.store().create_staff(e.clinic.program, Role::Counselor, Label::stored("name", TURNING)?).await?;
    let me = e.app.staff(e.clinic.program, Role::Supervisor, WORD).await?;
    for staff in [me, colleague] {
        e.app.store().assign(participant, staff).await?;
        e.app.store().assign(e.clinic.participant, staff).await?;
    }
    drop(desk);
    let (_, token) = e.app.sign_in(me).await?;
    let desk = Desk::new(&e.app, Some(token))?;
    let entry = page_of(e.clinic.participant, object);
    desk.get(&entry).await?;
    ensure!(desk.post(&format!("{entry}/replies"), &[("text", "תה!")]).await?.status == 303);
    let coming = AnswerSession {
        session,
        coming: Some(Coming::CantCome),
        act: e.app.id(ActId::from_bytes),
        reason: Some(ReplyText::stored("reason", TURNING)?),
    };
    e.scribe.send(&e.app, vec![Op::Answer(coming)]).await?;
    let leader = colleague.to_string();
    let mine = with(with(with(form(), "title", WORD), "name", WORD), "room", WORD);
    let mine = with(with(mine, "leader", &leader), "tue", "on");
    ensure!(desk.post("/care/schedule/series", &with(mine.clone(), "confirmed", "yes")).await?.status == 303);
    ensure!(desk.post("/care/schedule/holidays", &[("day", "2026-01-08"), ("holiday", WORD)]).await?.status == 303);
    let week = desk.get("/care/schedule").await?.text;
    let sessions: Vec<String> = week
        .split("/care/schedule/sessions/")
        .skip(1)
        .filter_map(|rest| rest.get(..32).map(|id| format!("/care/schedule/sessions/{id}")))
        .collect();
    ensure!(sessions.len() >= 2, "{week}");
    desk.post(&format!("{}/cancel", sessions.last().context("none")?), &[("reason", WORD)]).await?;

    let (own, person) = (format!("/care/people/{participant}"), format!("/care/people/{}", e.clinic.participant));
    let mut pages: Vec<String> = [
        "/care",
        "/care/inbox",
        "/care/people/new",
        "/care/schedule",
        "/care/schedule?view=list",
        "/care/schedule/new",
        "/care/schedule/settings",
    ]
    .map(str::to_owned)
    .to_vec();
    for path in [&own, &person] {
        pages.push(path.clone());
        for page in ["code", "team", "discharge", "times"] {
            pages.push(format!("{path}/{page}"));
        }
        pages.push(format!("{path}/team/{colleague}/remove"));
    }
    pages.push(entry);
    for session in &sessions {
        pages.push(session.clone());
        for scope in ["one", "following", "all"] {
            pages.push(format!("{session}/change?scope={scope}"));
        }
    }
    let (mut shown, mut texts) = (Vec::new(), 0);
    for page in &pages {
        let answer = desk.get(page).await?;
        if answer.status == 200 {
            let (bad, good) = turning(&answer.text);
            ensure!(bad.is_empty(), "{page}: {bad:?}");
            texts += good;
            shown.push(page);
        }
    }
    // A warning and a refusal show texts as well.
    for answer in [
        desk.post("/care/schedule/series", &mine).await?,
        desk.post("/care/schedule/series", &with(mine.clone(), "start", "25:00")).await?,
    ] {
        ensure!([400, 409].contains(&answer.status));
        let (bad, good) = turning(&answer.text);
        ensure!(bad.is_empty(), "{bad:?}");
        texts += good;
    }
    ensure!(shown.len() + 2 >= pages.len(), "{shown:?} of {pages:?}");
    // Control: a bare text is found.
    ensure!(turning("<p>תה</p>").0.len() == 1 && turning("<p dir=\"auto\">\u{202e}תה</p>").0.len() == 1);
    ensure!(turning("<p title=\"תה\">x</p>").0.len() == 1 && turning("<p>\u{2068}תה\u{2069}, תה</p>").0.len() == 1);
    writeln!(std::io::stderr(), "texts: {texts} on {} staff pages", shown.len())?;
    Ok(())
}

pub async fn f29_lists_of_names_are_in_the_order_of_the_language(db: Db) -> Result<()> {
    let World { e, desk, session, .. } = world(db).await?;
    let names = ["Zoe", "ángel", "Bea", "Álvaro"];
    for name in names {
        let to = desk.post("/care/people", &[("name", name)]).await?.location.context("no page")?;
        let id = to.split('/').nth(3).context("no id")?;
        let term = [("track", "Evening"), ("began", "2026-01-05"), ("term_weeks", "4")];
        ensure!(desk.post(&format!("/care/people/{id}/times"), &term).await?.status == 303);
        e.app.staff(e.clinic.program, Role::Counselor, name).await?;
    }
    for page in [
        "/care".to_owned(),
        "/care/schedule/new".to_owned(),
        format!("/care/schedule/sessions/{session}"),
        format!("/care/people/{}/team", e.clinic.participant),
    ] {
        let html = desk.get(&page).await?.text;
        // The list of people stands on every page beside a person; the last list is the page's own.
        let at: Vec<Option<usize>> = ["Álvaro", "ángel", "Bea", "Zoe"].map(|name| html.rfind(name)).to_vec();
        ensure!(at.iter().all(Option::is_some) && at.is_sorted(), "{page}: {at:?}");
        let at: Vec<Option<usize>> = ["Álvaro", "ángel", "Bea", "Zoe"].map(|name| html.find(name)).to_vec();
        ensure!(at.is_sorted(), "{page}: {at:?}");
    }
    Ok(())
}
