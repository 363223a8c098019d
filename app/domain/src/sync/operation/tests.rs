use super::*;

const ID: &str = "00000000000000000000000000000001";

fn raw(schema: u16, op: &str) -> RawOperation {
    let op = RawValue::from_string(op.to_owned()).unwrap();
    RawOperation { seq: 1, op_id: OpId::from_bytes([1; 16]), schema, op }
}

fn verdict(client: u16, raw: &RawOperation) -> Verdict {
    raw.parse(client).map_or_else(|verdict| verdict, |_| Verdict::Accepted)
}

#[test]
fn what_a_newer_phone_says_waits_and_what_is_wrong_does_not() {
    let share = |record: &str| {
        format!(r#"{{"share":{{"object":"{ID}","revision":"{ID}","version":"{ID}","copy":{{"record":{record}}}}}}}"#)
    };
    let newer = [
        raw(2, r#"{"anything":[]}"#),
        raw(1, r#""pause""#),
        raw(1, r#"{"grant":{"grant":"x"}}"#),
        raw(1, &share(r#"{"schema":2,"at":"2026-01-01T00:00:00Z","body":{"craving":{"strength":3}}}"#)),
        raw(1, &share(r#"{"schema":1,"at":"2026-01-01T00:00:00Z","body":{"dream":{"text":"x"}}}"#)),
        raw(1, &format!(r#"{{"share_setting":{{"kind":"dream","version":"{ID}","on":true}}}}"#)),
        raw(
            1,
            &format!(r#"{{"wrap_key":{{"key":"{ID}","wrapper":"{ID}","method":{{"passkey":1}},"sealed":"AAAA"}}}}"#),
        ),
    ];
    for raw in &newer {
        assert_eq!(verdict(2, raw), Verdict::Later, "{}", raw.op.get());
        assert!(
            matches!(verdict(1, raw), Verdict::Rejected { .. }),
            "client 1 has no word for later: {}",
            raw.op.get()
        );
    }
    let wrong = [
        raw(0, r#""void""#),
        raw(1, "[]"),
        raw(1, r#"{"revise":{}}"#),
        raw(1, r#"{"grant":1,"share":2}"#),
        raw(1, &share(r#"{"schema":1,"at":"2026-01-01T00:00:00Z","body":{"craving":{"strength":3}}}"#)),
        raw(1, &format!(r#"{{"share_setting":{{"kind":7,"version":"{ID}","on":true}}}}"#)),
        raw(1, &format!(r#"{{"wrap_key":{{"key":"{ID}","wrapper":"{ID}","method":"recovery","sealed":"AAAA"}}}}"#)),
    ];
    for raw in &wrong {
        assert!(matches!(verdict(2, raw), Verdict::Rejected { .. }), "{}", raw.op.get());
    }
    assert_eq!(verdict(1, &raw(1, r#""void""#)), Verdict::Accepted);
}

#[test]
fn the_list_names_operations_as_they_travel() {
    assert_eq!(serde_json::to_string(&Op::Void).unwrap(), r#""void""#);
    let once = RemindOnce {
        once: crate::base::id::OnceId::from_bytes([1; 16]),
        at: chrono::DateTime::UNIX_EPOCH,
        until: chrono::DateTime::UNIX_EPOCH,
    };
    assert!(serde_json::to_string(&Op::RemindOnce(once)).unwrap().starts_with(r#"{"remind_once":{"once":"#));
    assert_eq!(Op::NAMES.len(), 13);
}

#[test]
fn a_wrap_method_of_a_newer_version_is_kept() {
    for text in [
        r#""recovery""#.to_owned(),
        format!(r#"{{"key":"{ID}"}}"#),
        r#"{"passkey":{"salt":"AA"}}"#.to_owned(),
        r#""spoken""#.to_owned(),
    ] {
        let method: WrapMethod = serde_json::from_str(&text).unwrap();
        assert_eq!(matches!(method, WrapMethod::Newer(_)), text.contains("passkey") || text.contains("spoken"));
        assert_eq!(serde_json::to_string(&method).unwrap(), text);
    }
}
