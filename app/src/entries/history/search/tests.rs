use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, TimeDelta};
use domain::base::id::{ObjectId, ReplyId};
use domain::base::text::{Label, Note};
use domain::entries::body::Record;
use domain::entries::catalogue::Choice;
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::entries::trigger::{MetTrigger, Trigger, Triggers};
use domain::skills::skill::Skill;
use domain::sync::ReplyChange;
use offline::look::entry::ShareWish;

use super::*;

fn entry(n: u32, body: Body) -> Entry {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&n.to_be_bytes());
    let at = DateTime::parse_from_rfc3339("2026-03-01T12:00:00-05:00").unwrap() - TimeDelta::hours(i64::from(n));
    Entry {
        object: ObjectId::from_bytes(id),
        revision: RevisionId::from_bytes(id),
        record: Record::new(at, body),
        heads: Vec::new(),
        others: Vec::new(),
        state: EntryState::StoredPrivately,
        share: ShareWish { pinned: None, waiting: false },
        seen: Vec::new(),
        replies: Vec::new(),
    }
}

fn craving(note: &str) -> Body {
    let craving = Craving::quick(ObjectId::from_bytes([7; 16]), Intensity::new(6).unwrap());
    Body::Craving(Craving { note: Note::optional("note", note).unwrap(), ..craving })
}

fn met(own: &str) -> Body {
    let own = Choice::Own(Label::new("own", own).unwrap());
    Body::Trigger(MetTrigger::quick(Triggers::new(vec![own, Choice::Known(Trigger::Payday)]).unwrap()))
}

fn look(entries: Vec<Entry>) -> Look {
    Look { entries: entries.into_iter().map(Arc::new).collect(), ..Look::default() }
}

fn found(index: &Index, look: &Look, text: &str) -> Vec<usize> {
    index.find(look, &Filter { text: text.to_owned(), ..Filter::default() }).0
}

#[test]
fn everything_an_entry_says_is_found_whatever_the_accents_and_the_case() {
    let look = look(vec![
        entry(1, craving("Llamé a mi hermana, María Peña")),
        entry(2, met("El Puente")),
        entry(3, craving("cafe\u{301}")),
    ]);
    let mut index = Index::default();
    assert!(index.read(&look, Lang::Es, 10));
    for (text, places) in [
        ("", vec![0, 1, 2]),
        ("  MARIA ", vec![0]),
        ("peña", vec![0]),
        ("pena llame", vec![0]),
        ("puente", vec![1]),
        ("dia de pago", vec![1]),
        ("antojo 6", vec![0, 2]),
        ("CAFÉ", vec![2]),
        ("nada de eso", vec![]),
    ] {
        assert_eq!(found(&index, &look, text), places, "{text}");
    }
}

#[test]
fn kinds_and_readers_narrow_what_is_found() {
    let mut entries = vec![entry(1, craving("one")), entry(2, met("two")), entry(3, craving("three"))];
    entries[2].share.pinned = Some(entries[2].revision);
    let look = look(entries);
    let index = Index::default();
    let of =
        |kinds: &[Kind], shared| index.find(&look, &Filter { kinds: kinds.to_vec(), shared, ..Filter::default() }).0;
    assert_eq!(of(&[], None), [0, 1, 2]);
    assert_eq!(of(&[Kind::Craving], None), [0, 2]);
    assert_eq!(of(&[Kind::Craving, Kind::Trigger], Some(false)), [0, 1]);
    assert_eq!(of(&[], Some(true)), [2]);
    assert_eq!(of(&[Kind::Use], None), [0; 0]);
}

#[test]
fn what_was_not_read_yet_is_said_and_an_edit_or_a_new_name_is_found() {
    let mut look = look(vec![entry(1, craving("first")), entry(2, craving("second"))]);
    let mut index = Index::default();
    let second = Filter { text: "second".to_owned(), ..Filter::default() };
    assert!(!index.read(&look, Lang::En, 1));
    assert_eq!(index.find(&look, &second), (vec![], true));
    assert!(index.read(&look, Lang::En, 1));
    assert_eq!(index.find(&look, &second), (vec![1], false));

    look.entries[1] = Arc::new(Entry { revision: RevisionId::from_bytes([9; 16]), ..entry(2, craving("changed")) });
    assert!(index.read(&look, Lang::En, 1));
    assert_eq!(index.find(&look, &second), (vec![], false));
    assert_eq!(found(&index, &look, "changed"), [1]);

    // A reply comes to a revision that was read already.
    let reply = ReplyChange {
        reply: ReplyId::from_bytes([7; 16]),
        object: look.entries[0].object,
        by: "Dana".to_owned(),
        at: DateTime::UNIX_EPOCH,
        text: "Let us talk about the Bridge.".to_owned(),
    };
    let replied = Entry { replies: vec![reply], ..look.entries[0].as_ref().clone() };
    look.entries[0] = Arc::new(replied);
    assert_eq!(found(&index, &look, "bridge"), [0; 0]);
    assert!(index.read(&look, Lang::En, 1));
    assert_eq!(found(&index, &look, "bridge"), [0]);

    let skill = Skill { name: Label::new("name", "The long walk").unwrap(), steps: None };
    look.skills.push((ObjectId::from_bytes([8; 16]), skill));
    assert!(!index.read(&look, Lang::En, 1), "names stand in what is searched");
    assert!(index.read(&look, Lang::En, 1));
}

#[test]
fn ten_thousand_entries_are_searched_by_reading_each_once() {
    let notes = [
        "It came after work and went again after the walk.",
        "Told my sister. That helped.",
        "Could not sleep. Tea and the radio.",
    ];
    let look = look((0..10_000).map(|n| entry(n, craving(notes[n as usize % 3]))).collect());
    let mut index = Index::default();
    let mut slices = 0;
    while !index.read(&look, Lang::En, 200) {
        slices += 1;
    }
    assert_eq!((slices, index.said.len()), (49, 10_000));
    // The fastest of several, because other tests run beside this one.
    let search = || {
        let began = Instant::now();
        assert_eq!(found(&index, &look, "radio sleep").len(), 3_333);
        began.elapsed()
    };
    let fastest = (0..8).map(|_| search()).min().unwrap();
    assert!(fastest.as_millis() < 100, "{fastest:?} for a search, and this is a slow build");
}

#[test]
fn f26_what_a_phone_keyboard_writes_is_found_as_it_is_typed_elsewhere() {
    let table = [
        ("I can’t sleep", "can't"),
        ("I can't sleep", "can’t"),
        ("I can`t sleep", "can´t"),
        ("“no”, he said", "\"no\""),
        ("«no», he said", "“no”"),
        ("at 9–10 am", "9-10"),
        ("well — no", "well - no"),
        ("well -- no", "well — no"),
        ("two\u{a0}cups", "two cups"),
        ("two\u{202f}cups", "two cups"),
        ("wait…", "wait..."),
        ("co\u{ad}op\u{200b}erate", "cooperate"),
        ("\u{2067}תה\u{2069} חם", "תה חם"),
        ("שָׁלוֹם", "שלום"),
        ("Straße", "STRASSE"),
        ("Ángel y Begoña", "angel begona"),
        ("ÁNGEL", "ángel"),
    ];
    for (note, query) in table {
        let look = look(vec![entry(1, craving(note))]);
        let mut index = Index::default();
        index.read(&look, Lang::En, 10);
        assert_eq!(found(&index, &look, query), [0], "{query:?} in {note:?}");
        // Control: it is no search that finds everything.
        assert!(found(&index, &look, "elsewhere").is_empty());
    }
}
