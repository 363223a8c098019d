use super::*;

fn read(json: &str) -> Option<CheckIn> {
    serde_json::from_str(json).ok()
}

#[test]
fn a_check_in_says_something_and_every_answer_is_zero_to_four() {
    let full = r#"{"mood":0,"stress":4,"sleep":1,"connection":3,"note":"Long day."}"#;
    let check_in = read(full).unwrap();
    assert_eq!(serde_json::to_string(&check_in).unwrap(), full);
    assert_eq!(
        Question::ALL.map(|question| check_in.answer(question).map(FivePoint::get)),
        [Some(0), Some(4), Some(1), Some(3)]
    );
    for one in [r#"{"mood":2}"#, r#"{"stress":0}"#, r#"{"sleep":4}"#, r#"{"connection":1}"#, r#"{"note":"Fine."}"#] {
        assert_eq!(read(one).map(|c| serde_json::to_string(&c).unwrap()).as_deref(), Some(one));
    }
    for wrong in [
        "{}",
        r#"{"mood":5}"#,
        r#"{"mood":-1}"#,
        r#"{"mood":1.5}"#,
        r#"{"mood":"2"}"#,
        r#"{"mood":2,"energy":1}"#,
        "[]",
    ] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
    assert_eq!(CheckIn::new([None; 4], None).map_err(|e| e.field), Err("check_in".to_owned()));
}

#[test]
fn the_hard_end_is_low_for_all_but_stress() {
    let hard = |question: Question| {
        FivePoint::all().filter(|step| question.is_hard(*step)).map(FivePoint::get).collect::<Vec<_>>()
    };
    assert_eq!(Question::ALL.map(hard), [vec![0, 1], vec![3, 4], vec![0, 1], vec![0, 1]]);
}
