//! Stores in SQL databases, by sqlx.

mod dialect;
mod rows;
mod statements;

use std::time::Duration;

use sqlx::{AssertSqlSafe, Pool, Transaction};

pub use dialect::{Dialect, Value};
use rows::{Row, entry};
use statements as sql;

use super::{
    Ending, EntryId, FORMAT, Guard, Inserted, KeptNotification, Mark, NewEntry, Next, SeenState, Store,
    StoreError, StoredEntry, Token, Unmatched, millis::millis,
};
use crate::hexadecimal::hexadecimal;

/// How often a statement is repeated that the database has rolled back because of another one.
const REPEATS: u32 = 5;

/// Entries in tables of the user's own database.
pub struct SqlStore<DB: Dialect> {
    pool: Pool<DB>,
}

impl<DB: Dialect> SqlStore<DB> {
    /// A store that takes connections out of this pool.
    #[must_use]
    pub fn new(pool: Pool<DB>) -> Self {
        Self { pool }
    }

    /// Runs one statement on a connection.
    async fn on(conn: &mut DB::Connection, text: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let text = text
            .replace("{now}", DB::NOW)
            .replace("{durable}", DB::DURABLE)
            .replace("{skip}", DB::SKIP_LOCKED);
        DB::run(conn, AssertSqlSafe(text), values).await.map(rows::all).map_err(failed)?
    }

    /// Runs one statement as a transaction of its own. It is repeated where the database has rolled it back.
    async fn alone(&self, text: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut conn = self.pool.acquire().await.map_err(failed)?;
        let text = text
            .replace("{now}", DB::NOW)
            .replace("{durable}", DB::DURABLE)
            .replace("{skip}", DB::SKIP_LOCKED);
        let mut repeats = REPEATS;
        loop {
            match DB::run(&mut conn, AssertSqlSafe(text.clone()), values).await {
                Ok(found) => return rows::all(found),
                Err(error) if repeats > 0 && dialect::was_rolled_back(&error) => repeats -= 1,
                Err(error) => return Err(failed(error)),
            }
        }
    }

    async fn entries(&self, text: &str, values: &[Value]) -> Result<Vec<StoredEntry>, StoreError> {
        self.alone(&text.replace("{entry}", sql::ENTRY), values).await?.iter().map(entry).collect()
    }

    async fn changed(&self, text: &str, values: &[Value]) -> Result<bool, StoreError> {
        self.alone(text, values).await.map(|rows| !rows.is_empty())
    }

    /// Why a mark was refused, where the reason is the database.
    async fn check_durability(&self) -> Result<(), StoreError> {
        let rows = self.alone(sql::IS_DURABLE, &[]).await?;
        let is_durable = rows.first().is_some_and(|row| row.int(0).is_ok_and(|found| found == 1));
        if is_durable { Ok(()) } else { Err(StoreError::Weak(DB::WEAK.to_owned())) }
    }
}

impl<DB: Dialect> Clone for SqlStore<DB> {
    fn clone(&self) -> Self {
        Self { pool: self.pool.clone() }
    }
}

fn failed(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(database) if dialect::is_missing_table(&**database) => {
            StoreError::Schema(format!(
                "{error}. Call `Journal::migrate`, or run the migrations of this version by your own tool"
            ))
        }
        sqlx::Error::Database(database) if dialect::is_locked(&**database) => StoreError::Database(
            format!("{error}: another transaction is not committed; commit the one that recorded a call before you send it").into(),
        ),
        _ => StoreError::Database(error.into()),
    }
}

impl<DB: Dialect> Store for SqlStore<DB> {
    type Conn = DB::Connection;
    type Tx = Transaction<'static, DB>;

    async fn migrate(&self) -> Result<(), StoreError> {
        DB::migrate(&self.pool).await.map_err(|error| StoreError::Schema(error.to_string()))?;
        self.check_durability().await
    }

    async fn begin(&self) -> Result<Self::Tx, StoreError> {
        self.pool.begin_with(DB::BEGIN).await.map_err(failed)
    }

    async fn commit(&self, tx: Self::Tx) -> Result<(), StoreError> {
        tx.commit().await.map_err(failed)
    }

    async fn insert(&self, conn: &mut Self::Conn, new: &NewEntry) -> Result<Inserted, StoreError> {
        let values = [
            Value::text(&new.api),
            Value::text(&new.client_id),
            Value::text(&new.endpoint),
            Value::bytes(&new.key),
            Value::text(&new.reference),
            Value::text(&new.purpose),
            Value::flag(new.by_hand),
            Value::bytes(&new.body),
            Value::flag(new.sealed),
            Value::int(millis(new.deadline)),
            Value::Int(new.resend_window.map(millis)),
            Value::int(FORMAT),
            Value::opt_bytes(new.ids.first().map(|id| &id[..])),
            Value::opt_bytes(new.ids.get(1).map(|id| &id[..])),
        ];
        if let Some(row) = Self::on(conn, sql::INSERT, &values).await?.first() {
            let id = EntryId(row.int(0)?);
            for digest in new.ids.iter().skip(2) {
                Self::on(conn, sql::INSERT_ID, &[Value::bytes(digest), Value::int(id.0)]).await?;
            }
            return Ok(Inserted::New(id));
        }
        if let Some(row) = Self::on(conn, sql::SAME, &values[..4]).await?.first() {
            return Ok(Inserted::Same(EntryId(row.int(0)?)));
        }
        let reference = [Value::text(&new.reference), Value::text(&new.purpose)];
        match Self::on(conn, sql::OPEN_OF_REFERENCE, &reference).await?.first() {
            Some(row) => Ok(Inserted::Open(EntryId(row.int(0)?))),
            None => Ok(Inserted::Raced),
        }
    }

    async fn mark(
        &self,
        id: EntryId,
        key: &[u8; 32],
        token: Token,
        mark: Mark,
    ) -> Result<Option<StoredEntry>, StoreError> {
        let text = match mark {
            Mark::First => sql::MARK,
            Mark::Repeat => sql::MARK_REPEAT,
        };
        let marked =
            self.entries(text, &[Value::int(id.0), Value::bytes(&token), Value::bytes(key)]).await?.pop();
        if marked.is_none() {
            self.check_durability().await?;
        }
        Ok(marked)
    }

    async fn unmark(&self, id: EntryId, token: Token) -> Result<bool, StoreError> {
        self.changed(sql::UNMARK, &[Value::int(id.0), Value::bytes(&token)]).await
    }

    async fn acknowledge(&self, id: EntryId, response: Option<&[u8]>) -> Result<bool, StoreError> {
        self.changed(sql::ACKNOWLEDGE, &[Value::int(id.0), Value::opt_bytes(response)]).await
    }

    async fn end(&self, conn: &mut Self::Conn, id: EntryId, ending: &Ending<'_>) -> Result<bool, StoreError> {
        let guard = match ending.guard {
            Guard::NotClosing => "state <> 'closing'",
            Guard::OnlyAttempt(_) => "attempts = 1 AND token = $7",
            Guard::NotAcknowledged => "state = 'sending' AND acknowledged = 0",
            Guard::Recorded => "state = 'recorded'",
            Guard::Late => "state = 'recorded' AND deadline <= {now}",
            Guard::PersonSuccess => {
                "(state = 'sending' OR (state = 'closing' AND last_cancel <= {now} - 600000))"
            }
            Guard::PersonFailed => "state IN ('sending', 'closing') AND deadline <= {now} - 60000",
            Guard::Always => "1 = 1",
        };
        let mut values = vec![
            Value::int(id.0),
            Value::text(ending.ended.word()),
            Value::text(ending.by.word()),
            Value::opt_text(ending.reason),
            Value::opt_bytes(ending.evidence),
            Value::flag(ending.applied),
        ];
        if let Guard::OnlyAttempt(token) = &ending.guard {
            values.push(Value::bytes(token));
        }
        let rows = Self::on(conn, &sql::END.replace("{guard}", guard), &values).await?;
        Ok(!rows.is_empty())
    }

    async fn apply(&self, conn: &mut Self::Conn, id: EntryId) -> Result<bool, StoreError> {
        Self::on(conn, sql::APPLY, &[Value::int(id.0)]).await.map(|rows| !rows.is_empty())
    }

    async fn start_closing(&self, id: EntryId, token: Token) -> Result<bool, StoreError> {
        let values = [Value::int(id.0), Value::text(&hexadecimal(&token))];
        let changed = self.changed(sql::START_CLOSING, &values).await?;
        if !changed {
            self.check_durability().await?;
        }
        Ok(changed)
    }

    async fn drop_cancel(&self, id: EntryId, token: Token) -> Result<bool, StoreError> {
        let rows =
            self.alone(sql::DROP_CANCEL, &[Value::int(id.0), Value::text(&hexadecimal(&token))]).await?;
        Ok(rows.first().map(|row| row.text(0)).transpose()?.as_deref() == Some("sending"))
    }

    async fn keep_success(&self, id: EntryId, evidence: &[u8]) -> Result<bool, StoreError> {
        self.changed(sql::KEEP_SUCCESS, &[Value::int(id.0), Value::bytes(evidence)]).await
    }

    async fn entry(&self, id: EntryId) -> Result<Option<StoredEntry>, StoreError> {
        self.entries(sql::BY_ID, &[Value::int(id.0)]).await.map(|mut found| found.pop())
    }

    async fn entry_in(&self, conn: &mut Self::Conn, id: EntryId) -> Result<Option<StoredEntry>, StoreError> {
        let text = sql::BY_ID.replace("{entry}", sql::ENTRY);
        Self::on(conn, &text, &[Value::int(id.0)]).await?.first().map(entry).transpose()
    }

    async fn by_reference(&self, reference: &str) -> Result<Vec<StoredEntry>, StoreError> {
        self.entries(sql::BY_REFERENCE, &[Value::text(reference)]).await
    }

    async fn open(&self, after: EntryId, limit: u32) -> Result<Vec<StoredEntry>, StoreError> {
        self.entries(sql::OPEN, &[Value::int(after.0), Value::int(limit.into())]).await
    }

    async fn count_open(&self) -> Result<u64, StoreError> {
        let rows = self.alone(sql::COUNT_OPEN, &[]).await?;
        rows.first().map_or(Ok(0), |row| row.int(0).map(i64::unsigned_abs))
    }

    async fn claim(
        &self,
        api: &str,
        client_id: &str,
        limit: u32,
        lease: Duration,
    ) -> Result<Vec<StoredEntry>, StoreError> {
        let values = [
            Value::text(api),
            Value::text(client_id),
            Value::int(FORMAT),
            Value::int(limit.into()),
            Value::int(millis(lease)),
        ];
        self.entries(sql::CLAIM, &values).await
    }

    async fn schedule(&self, id: EntryId, next: Next) -> Result<(), StoreError> {
        let not_found = match next.not_found {
            None => "",
            Some(true) => ", not_found = not_found + 1, not_found_at = {now}",
            Some(false) => ", not_found = 0, not_found_at = NULL",
        };
        let text = sql::SCHEDULE.replace("{not_found}", not_found);
        let values = [Value::int(id.0), Value::int(millis(next.after)), Value::flag(next.asked)];
        self.changed(&text, &values).await.map(|_| ())
    }

    async fn keep_conflict(&self, id: EntryId, what: &str) -> Result<(), StoreError> {
        self.changed(sql::KEEP_CONFLICT, &[Value::int(id.0), Value::text(what)]).await.map(|_| ())
    }

    async fn named(
        &self,
        api: &str,
        client_id: &str,
        digests: &[[u8; 32]],
    ) -> Result<Vec<StoredEntry>, StoreError> {
        let mut found: Vec<StoredEntry> = Vec::new();
        for digest in digests {
            let values = [Value::text(api), Value::text(client_id), Value::bytes(digest)];
            let named = self.entries(sql::NAMED, &values).await?;
            let is_new = |one: &StoredEntry| !found.iter().any(|known| known.info.id == one.info.id);
            let new: Vec<StoredEntry> = named.into_iter().filter(is_new).collect();
            found.extend(new);
        }
        Ok(found)
    }

    async fn keep_unmatched(&self, unmatched: &Unmatched) -> Result<(), StoreError> {
        let values = [
            Value::text(&unmatched.api),
            Value::text(&unmatched.client_id),
            Value::text(&unmatched.endpoint),
            Value::bytes(&unmatched.digest),
            Value::text(unmatched.status.word()),
            Value::bytes(&unmatched.body),
            Value::flag(unmatched.sealed),
        ];
        self.changed(sql::KEEP_UNMATCHED, &values).await.map(|_| ())
    }

    async fn unmatched(
        &self,
        api: &str,
        client_id: &str,
        digests: &[[u8; 32]],
    ) -> Result<Vec<KeptNotification>, StoreError> {
        let mut found = Vec::new();
        for digest in digests {
            let values = [Value::text(api), Value::text(client_id), Value::bytes(digest)];
            for row in self.alone(sql::UNMATCHED, &values).await? {
                found.push(rows::kept_notification(&row)?);
            }
        }
        Ok(found)
    }

    async fn forget_unmatched(&self, id: i64) -> Result<(), StoreError> {
        self.changed(sql::FORGET_UNMATCHED, &[Value::int(id)]).await.map(|_| ())
    }

    async fn purge(&self, older_than: Duration) -> Result<u64, StoreError> {
        self.alone(sql::PURGE_UNMATCHED, &[Value::int(millis(older_than))]).await?;
        self.alone(sql::PURGE, &[Value::int(millis(older_than))]).await.map(|rows| rows.len() as u64)
    }

    async fn begin_seen(
        &self,
        key: &[u8; 32],
        holder: Token,
        lease: Duration,
    ) -> Result<SeenState, StoreError> {
        let values = [Value::bytes(key), Value::bytes(&holder), Value::int(millis(lease))];
        if self.changed(sql::BEGIN_SEEN, &values).await? {
            return Ok(SeenState::First);
        }
        let rows = self.alone(sql::SEEN_ANSWER, &[Value::bytes(key)]).await?;
        let answer = rows.first().map(|row| row.opt_bytes(0)).transpose()?.flatten();
        Ok(answer.map_or(SeenState::InProgress, SeenState::Done))
    }

    async fn renew_seen(&self, key: &[u8; 32], holder: Token, lease: Duration) -> Result<bool, StoreError> {
        let values = [Value::bytes(key), Value::bytes(&holder), Value::int(millis(lease))];
        self.changed(sql::RENEW_SEEN, &values).await
    }

    async fn finish_seen(&self, key: &[u8; 32], holder: Token, answer: &[u8]) -> Result<bool, StoreError> {
        let values = [Value::bytes(key), Value::bytes(&holder), Value::bytes(answer)];
        self.changed(sql::FINISH_SEEN, &values).await
    }

    async fn release_seen(&self, key: &[u8; 32], holder: Token) -> Result<(), StoreError> {
        self.changed(sql::RELEASE_SEEN, &[Value::bytes(key), Value::bytes(&holder)]).await.map(|_| ())
    }
}
