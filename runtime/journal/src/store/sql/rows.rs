//! Rows, read with care: a database may be changed by hand.

use std::time::Duration;

use super::{
    super::{EntryId, EntryInfo, KeptNotification, State, StoreError, StoredEntry, Unmatched},
    dialect::Value,
};
use crate::{Ended, EndedBy};

/// A row of a result.
pub(super) struct Row(Vec<Value>);

/// The rows of a result.
pub(super) fn all(rows: Vec<Vec<Value>>) -> Result<Vec<Row>, StoreError> {
    Ok(rows.into_iter().map(Row).collect())
}

impl Row {
    pub(super) fn opt_int(&self, at: usize) -> Result<Option<i64>, StoreError> {
        match self.0.get(at) {
            Some(Value::Int(value)) => Ok(*value),
            Some(Value::Text(None) | Value::Bytes(None)) => Ok(None),
            _ => Err(wrong(at, "an integer")),
        }
    }

    pub(super) fn int(&self, at: usize) -> Result<i64, StoreError> {
        self.opt_int(at)?.ok_or_else(|| wrong(at, "an integer"))
    }

    fn opt_text(&self, at: usize) -> Result<Option<String>, StoreError> {
        match self.0.get(at) {
            Some(Value::Text(value)) => Ok(value.clone()),
            Some(Value::Int(None) | Value::Bytes(None)) => Ok(None),
            _ => Err(wrong(at, "text")),
        }
    }

    pub(super) fn text(&self, at: usize) -> Result<String, StoreError> {
        self.opt_text(at)?.ok_or_else(|| wrong(at, "text"))
    }

    pub(super) fn opt_bytes(&self, at: usize) -> Result<Option<Vec<u8>>, StoreError> {
        match self.0.get(at) {
            Some(Value::Bytes(value)) => Ok(value.clone()),
            // What is emptied is text in SQLite.
            Some(Value::Text(Some(text))) if text.is_empty() => Ok(Some(Vec::new())),
            Some(Value::Int(None) | Value::Text(None)) => Ok(None),
            _ => Err(wrong(at, "bytes")),
        }
    }

    fn flag(&self, at: usize) -> Result<bool, StoreError> {
        self.int(at).map(|value| value != 0)
    }

    fn count(&self, at: usize) -> Result<u32, StoreError> {
        u32::try_from(self.int(at)?).map_err(|_| wrong(at, "a count"))
    }

    /// A time; zero where it is over.
    fn time(&self, at: usize) -> Result<Option<Duration>, StoreError> {
        Ok(self.opt_int(at)?.map(|millis| Duration::from_millis(millis.max(0).unsigned_abs())))
    }

    fn word<T>(&self, at: usize, read: fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
        let text = self.opt_text(at)?;
        text.map(|word| read(&word).ok_or_else(|| wrong(at, "a word of this version"))).transpose()
    }
}

fn wrong(at: usize, expected: &str) -> StoreError {
    StoreError::Damaged(format!("column {at} of a row is not {expected}"))
}

/// An entry, from the columns of [`super::statements::ENTRY`].
pub(super) fn entry(row: &Row) -> Result<StoredEntry, StoreError> {
    let key = row.opt_bytes(5)?.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let kept_success = row.opt_bytes(16)?;
    let info = EntryInfo {
        id: EntryId(row.int(0)?),
        api: row.text(2)?,
        client_id: row.text(3)?,
        endpoint: row.text(4)?,
        reference: row.text(6)?,
        purpose: row.text(7)?,
        by_hand: row.flag(8)?,
        state: row.word(11, State::from_word)?.ok_or_else(|| wrong(11, "a state"))?,
        attempts: row.count(12)?,
        acknowledged: row.flag(13)?,
        cancels: row.count(15)?,
        success_while_closing: kept_success.is_some(),
        ended: row.word(17, Ended::from_word)?,
        ended_by: row.word(18, EndedBy::from_word)?,
        reason: row.opt_text(19)?,
        applied: row.opt_int(21)?.is_some(),
        conflict: row.opt_text(22)?,
        purged: row.opt_int(23)?.is_some(),
        polls: row.count(24)?,
        age: row.time(26)?.unwrap_or_default(),
    };
    Ok(StoredEntry {
        info,
        format: row.int(1)?,
        key: key.ok_or_else(|| wrong(5, "a digest"))?,
        body: row.opt_bytes(9)?.unwrap_or_default(),
        sealed: row.flag(10)?,
        response: row.opt_bytes(14)?,
        kept_success,
        evidence: row.opt_bytes(20)?,
        not_found: row.count(25)?,
        deadline_left: row.time(27)?.unwrap_or_default(),
        since_deadline: Duration::from_millis(row.int(27)?.min(0).unsigned_abs()),
        resend_left: row.time(28)?,
        since_mark: row.time(29)?,
        since_not_found: row.time(30)?,
        since_end: row.time(31)?,
    })
}

/// A kept notification, from the columns of [`super::statements::UNMATCHED`].
pub(super) fn kept_notification(row: &Row) -> Result<KeptNotification, StoreError> {
    let digest = row.opt_bytes(4)?.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let unmatched = Unmatched {
        api: row.text(1)?,
        client_id: row.text(2)?,
        endpoint: row.text(3)?,
        digest: digest.ok_or_else(|| wrong(4, "a digest"))?,
        status: row.word(5, Ended::from_word)?.ok_or_else(|| wrong(5, "a verdict"))?,
        body: row.opt_bytes(6)?.unwrap_or_default(),
        sealed: row.flag(7)?,
    };
    Ok(KeptNotification { id: row.int(0)?, unmatched })
}
