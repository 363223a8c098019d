//! The page that each form is on.

/// The page of the form that posts to `action`, an address with its query.
pub fn page_of(action: &str) -> String {
    let (path, query) = action.split_once('?').map_or((action, ""), |(path, query)| (path, query));
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["care", "people"] => "/care/people/new".to_owned(),
        ["care", "people", person, "phones", _] => format!("/care/people/{person}"),
        ["care", "people", person, "team", _] => format!("/care/people/{person}/team"),
        ["care", "people", person, "entries", entry, "review" | "replies"] => {
            format!("/care/people/{person}/entries/{entry}")
        }
        ["care", "people", person, "make-ups", _] => format!("/care/people/{person}/times"),
        ["care", "people", ..] => path.to_owned(),
        ["care", "schedule", "series"] => "/care/schedule/new".to_owned(),
        ["care", "schedule", "settings" | "holidays", ..] => "/care/schedule/settings".to_owned(),
        ["care", "schedule", "sessions", session, "change"] => {
            format!("/care/schedule/sessions/{session}/change?{query}")
        }
        ["care", "schedule", "sessions", session, ..] => format!("/care/schedule/sessions/{session}"),
        _ => "/care".to_owned(),
    }
}
