//! Questions about a membership, as SQL conditions. `domain::people::access` decides them; this is only their SQL form.

/// Memberships whose participants are `seen` by staff, `attending` their sessions, or `reminded`.
macro_rules! members {
    (seen, $column:literal) => {
        concat!($column, " IN ('invited', 'active')")
    };
    (attending, $column:literal) => {
        concat!($column, " IN ('invited', 'active')")
    };
    (reminded, $column:literal) => {
        concat!($column, " IN ('invited', 'active')")
    };
}
pub(crate) use members;

#[cfg(test)]
mod tests {
    use domain::people::Membership;

    fn condition(holds: impl Fn(Membership) -> bool) -> String {
        let words: Vec<String> =
            Membership::ALL.into_iter().filter(|one| holds(*one)).map(|one| format!("'{}'", one.word())).collect();
        format!("p.membership IN ({})", words.join(", "))
    }

    #[test]
    fn statements_ask_what_the_domain_decides() {
        assert_eq!(members!(seen, "p.membership"), condition(Membership::is_seen));
        assert_eq!(members!(attending, "p.membership"), condition(Membership::attends));
        assert_eq!(members!(reminded, "p.membership"), condition(Membership::is_reminded));
    }
}
