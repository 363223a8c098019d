//! The differences between the two databases.

/// Schema and statements of SQLite.
pub mod sqlite {
    pub const BEGIN_READ: &str = "BEGIN";

    /// A placeholder in a statement whose placeholders are in order. Unnumbered: SQLite looks up numbers one by one,
    /// which for hundreds of them takes longer than the statement.
    pub fn place(statement: &mut String, _: usize) {
        statement.push('?');
    }

    /// `true` if an error is about the machine (full disk, lock, memory) and not about the data.
    pub fn is_environment(error: &sqlx::Error) -> bool {
        let sqlx::Error::Database(error) = error else { return super::is_connection(error) };
        let code = error.code().and_then(|c| c.parse::<i32>().ok()).unwrap_or(0) & 0xff;
        // SQLITE_BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB
        matches!(code, 5..=11 | 13..=15 | 26)
    }
}

/// Schema and statements of PostgreSQL.
pub mod postgres {
    use std::fmt::Write as _;

    pub const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /// A placeholder for a bound value.
    pub fn place(statement: &mut String, number: usize) {
        let _ = write!(statement, "${number}");
    }

    /// `true` if an error is about the machine (full disk, lock, memory) and not about the data.
    pub fn is_environment(error: &sqlx::Error) -> bool {
        let sqlx::Error::Database(error) = error else { return super::is_connection(error) };
        let code = error.code().unwrap_or_default();
        // Connection, transaction rollback, insufficient resources, operator intervention, system error, internal error
        ["08", "25", "40", "53", "57", "58", "XX"].iter().any(|class| code.starts_with(class))
    }
}

/// `true` if the database cannot be reached at all. All other errors are about a statement or a row.
fn is_connection(error: &sqlx::Error) -> bool {
    use sqlx::Error;
    matches!(
        error,
        Error::Io(_)
            | Error::Tls(_)
            | Error::Protocol(_)
            | Error::PoolTimedOut
            | Error::PoolClosed
            | Error::WorkerCrashed
            | Error::BeginFailed
    )
}
