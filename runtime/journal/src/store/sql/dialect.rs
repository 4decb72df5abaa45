//! What differs between databases.

use futures_util::future::BoxFuture;
use sqlx::{
    AssertSqlSafe, Database, Pool, SqlSafeStr,
    error::DatabaseError,
    migrate::{Migration, MigrationType, Migrator},
};

/// A value of a statement or of a row.
#[derive(Debug, Clone)]
pub enum Value {
    /// An integer or a flag.
    Int(Option<i64>),
    /// Text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

impl Value {
    pub(super) fn int(value: i64) -> Self {
        Self::Int(Some(value))
    }
    pub(super) fn flag(value: bool) -> Self {
        Self::Int(Some(value.into()))
    }
    pub(super) fn text(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
    pub(super) fn opt_text(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
    pub(super) fn bytes(value: &[u8]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
    pub(super) fn opt_bytes(value: Option<&[u8]>) -> Self {
        Self::Bytes(value.map(<[u8]>::to_vec))
    }
}

/// A database that a [`SqlStore`](super::SqlStore) can be in.
pub trait Dialect: Database {
    /// The database's clock, in milliseconds since 1970.
    const NOW: &'static str;
    /// Begins a transaction in which a condition holds until it is committed.
    const BEGIN: &'static str;
    /// Holds where a commit survives a crash of the database.
    const DURABLE: &'static str;
    /// What to set where it does not.
    const WEAK: &'static str;
    /// Skips rows that another statement is about to claim.
    const SKIP_LOCKED: &'static str;

    /// Runs one statement.
    fn run<'a>(
        conn: &'a mut Self::Connection,
        text: AssertSqlSafe<String>,
        values: &'a [Value],
    ) -> BoxFuture<'a, Result<Vec<Vec<Value>>, sqlx::Error>>;

    /// Creates the tables, or brings them up to date.
    fn migrate(pool: &Pool<Self>) -> BoxFuture<'_, Result<(), sqlx::migrate::MigrateError>>;
}

/// The parts of a dialect that are spelled alike and have other types.
macro_rules! dialect {
    ($($database:ident: $migration:literal, $now:literal, $begin:literal, $durable:literal, $weak:literal, $skip:literal;)*) => {$(
        impl Dialect for sqlx::$database {
            const NOW: &'static str = $now;
            const BEGIN: &'static str = $begin;
            const DURABLE: &'static str = $durable;
            const WEAK: &'static str = $weak;
            const SKIP_LOCKED: &'static str = $skip;

            fn run<'a>(
                conn: &'a mut Self::Connection,
                text: AssertSqlSafe<String>,
                values: &'a [Value],
            ) -> BoxFuture<'a, Result<Vec<Vec<Value>>, sqlx::Error>> {
                Box::pin(async move {
                    let mut query = sqlx::query(text);
                    for value in values {
                        query = match value {
                            Value::Int(value) => query.bind(*value),
                            Value::Text(value) => query.bind(value.as_deref()),
                            Value::Bytes(value) => query.bind(value.as_deref()),
                        };
                    }
                    let rows = query.fetch_all(conn).await?;
                    rows.iter().map(read).collect()
                })
            }

            fn migrate(pool: &Pool<Self>) -> BoxFuture<'_, Result<(), sqlx::migrate::MigrateError>> {
                Box::pin(async move { migrator(include_str!($migration)).run(pool).await })
            }
        }
    )*};
}

#[cfg(feature = "sqlite")]
dialect! {
    Sqlite: "../../../migrations/sqlite.1.sql",
        "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
        "BEGIN IMMEDIATE",
        "((SELECT synchronous FROM pragma_synchronous) >= 2)",
        "set `PRAGMA synchronous = FULL` (SqliteConnectOptions::synchronous) on every connection",
        "";
}

#[cfg(feature = "postgres")]
dialect! {
    Postgres: "../../../migrations/postgres.1.sql",
        "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
        "BEGIN ISOLATION LEVEL READ COMMITTED",
        "(current_setting('synchronous_commit') IN ('on', 'remote_apply'))",
        "set `synchronous_commit` to `on` or `remote_apply` for the journal's connections",
        "FOR UPDATE SKIP LOCKED";
}

fn read<R>(row: &R) -> Result<Vec<Value>, sqlx::Error>
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    for<'r> Option<i64>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> Option<String>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> Option<Vec<u8>>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    use sqlx::{TypeInfo, ValueRef};
    (0..row.len())
        .map(|at| {
            let raw = row.try_get_raw(at)?;
            let name = raw.type_info().name().to_ascii_uppercase();
            Ok(match name.as_str() {
                "TEXT" | "VARCHAR" => Value::Text(row.try_get(at)?),
                "BLOB" | "BYTEA" => Value::Bytes(row.try_get(at)?),
                _ if raw.is_null() => Value::Int(None),
                _ => Value::Int(row.try_get_unchecked(at)?),
            })
        })
        .collect()
}

/// The migrations, under a table name of their own, so that they are none of the user's.
fn migrator(first: &'static str) -> Migrator {
    let migration = Migration::new(1, "journal".into(), MigrationType::Simple, first.into_sql_str(), false);
    let mut migrator = Migrator::with_migrations(vec![migration]);
    migrator.dangerous_set_table_name("countersign_journal_migrations");
    migrator
}

/// Whether a statement was rolled back because of another one, so that it certainly did nothing and can be repeated.
pub(super) fn was_rolled_back(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else { return false };
    // Postgres: serialization failure, deadlock. SQLite: busy, locked, busy because of a snapshot.
    matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "6" | "517"))
}

/// Whether another connection has held an SQLite database for longer than the busy timeout.
pub(super) fn is_locked(error: &dyn DatabaseError) -> bool {
    error.code().as_deref() == Some("5")
}

pub(super) fn is_missing_table(error: &dyn DatabaseError) -> bool {
    error.code().as_deref() == Some("42P01")
        || error.message().starts_with("no such table: countersign_journal")
}
