//! Why a use case failed.

use domain::base::problem::{Problem, ProblemKind};

use crate::seal::SealError;

pub type StoreResult<T> = Result<T, StoreError>;

/// The use case was rolled back.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The caller may not do this, or sent something invalid.
    #[error("{}", .0.title)]
    Problem(Box<Problem>),
    /// The database failed.
    #[error("the database did not answer")]
    Database(#[from] sqlx::Error),
    /// The database refused one operation of a batch; the batch was rolled back.
    #[error("the database refused an operation")]
    Refused,
    /// The form of this act was taken before; the act was not done again.
    #[error("the form was taken before")]
    Taken,
    /// The form of this act was made from another version than the present one.
    #[error("the form was made from another version")]
    Stale,
    /// The writer is gone, or the commit failed.
    #[error("the database did not commit")]
    NotCommitted,
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A row that this program did not write.
    #[error("a row of {0} cannot be read")]
    Corrupt(&'static str),
    /// The database file was replaced: anything written now would be lost with the old one.
    #[error("the database file was replaced while the server ran")]
    Replaced,
    /// A file beside the key could not be read or written.
    #[error("a file beside the key could not be read or written")]
    Generation(#[from] std::io::Error),
}

impl From<Problem> for StoreError {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<ProblemKind> for StoreError {
    fn from(kind: ProblemKind) -> Self {
        Problem::new(kind).into()
    }
}

impl StoreError {
    /// For the operator at the start: what failed, and what to do.
    pub fn for_operator(&self) -> String {
        let why = match self {
            Self::Generation(error) => error.to_string(),
            other => other.for_log(),
        };
        format!("{why}; make sure that --data and --keys belong together, and start again")
    }

    /// The part that may be logged: never a value from a row or statement.
    pub fn for_log(&self) -> String {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                format!(
                    "database error {} {}",
                    error.code().unwrap_or_default(),
                    error.constraint().unwrap_or_default()
                )
            }
            Self::Database(sqlx::Error::ColumnDecode { index, .. }) => format!("column {index} cannot be decoded"),
            Self::Database(sqlx::Error::ColumnNotFound(name)) => format!("column {name} is missing"),
            Self::Database(sqlx::Error::PoolTimedOut) => "no connection was free".to_owned(),
            Self::Database(sqlx::Error::Io(error)) => format!("connection: {}", error.kind()),
            Self::Generation(error) => format!("a file beside the key: {}", error.kind()),
            other => other.to_string(),
        }
    }
}
