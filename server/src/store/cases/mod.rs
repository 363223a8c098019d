//! Every use case of the store and its law, one list per subject. The macro generates each for both databases: `write`
//! runs it in a transaction that commits before it returns, `read` on one snapshot, `look` as a single query without a
//! transaction. After `=` is the file under `sql/` with the body, a function of the same name.

mod care;
mod demo;
mod forms;
mod people;
mod phones;
mod reminders;
mod restore;
mod schedule;
mod sign_ins;
mod staff;
mod sync;

macro_rules! use_cases {
    ($($(#[$doc:meta])* $kind:ident fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $answer:ty
        = $($file:ident)::+;)*) => {
        impl Store {$(
            $(#[$doc])*
            pub async fn $name(&self, $($arg: $type),*) -> StoreResult<$answer> {
                match &self.backend {
                    Backend::Sqlite(pool) => {
                        pool.$kind(
                            &self.context,
                            move |tx| Box::pin(sqlite::sql::$($file)::+::$name(tx, $($arg),*)),
                        ).await
                    }
                    Backend::Postgres(pool) => {
                        pool.$kind(
                            &self.context,
                            move |tx| Box::pin(postgres::sql::$($file)::+::$name(tx, $($arg),*)),
                        ).await
                    }
                }
            }
        )*}
    };
}
use use_cases;
