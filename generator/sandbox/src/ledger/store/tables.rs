//! What is in the database, and how it is read and written within one transaction.

use super::super::error::LedgerError;
use redb::{
    ReadTransaction, ReadableTable, ReadableTableMetadata, TableDefinition, TableError, WriteTransaction,
};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::Cell;

/// The format of the records. Another one is another number.
pub(in crate::ledger) const FORMAT: u64 = 3;

/// Kind, API and id of a record.
type Key = (&'static str, &'static str, &'static str);

/// Records as JSON.
pub(super) const RECORDS: TableDefinition<'_, Key, &[u8]> = TableDefinition::new("records");
/// Records by when they came, where not all are kept.
const AGES: TableDefinition<'_, u64, Key> = TableDefinition::new("ages");
/// The format, the counter of ids, and the latest time in milliseconds since 1970.
pub(super) const NUMBERS: TableDefinition<'_, &str, u64> = TableDefinition::new("numbers");
/// What is to be sent: when in milliseconds since 1970, and a number.
pub(super) const QUEUE: TableDefinition<'_, (i64, u64), &[u8]> = TableDefinition::new("queue");

/// The name in [`NUMBERS`] under which the format stands.
pub(super) const FORMAT_NAME: &str = "format";
const COUNTER: &str = "counter";
const LATEST: &str = "latest";

/// Looks at records.
pub(in crate::ledger) trait Read {
    /// The bytes of a record.
    fn bytes(&self, kind: &str, api: &str, id: &str) -> Result<Option<Vec<u8>>, LedgerError>;

    /// A record.
    fn get<R: DeserializeOwned>(&self, kind: &str, api: &str, id: &str) -> Result<Option<R>, LedgerError> {
        let bytes = self.bytes(kind, api, id)?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }
}

/// What was committed when reading began.
pub(in crate::ledger) struct Reader(pub(super) ReadTransaction);

impl Reader {
    pub(super) fn new(transaction: ReadTransaction) -> Self {
        Self(transaction)
    }

    /// The latest time that was kept.
    pub(in crate::ledger) fn latest(&self) -> Result<Option<i64>, LedgerError> {
        match self.0.open_table(NUMBERS) {
            Ok(numbers) => Ok(numbers.get(LATEST)?.and_then(|latest| i64::try_from(latest.value()).ok())),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

impl Read for Reader {
    fn bytes(&self, kind: &str, api: &str, id: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        match self.0.open_table(RECORDS) {
            Ok(table) => Ok(table.get((kind, api, id))?.map(|bytes| bytes.value().to_vec())),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// What is about to be committed, together with what others write at this moment.
pub(in crate::ledger) struct Writer<'a> {
    pub(super) transaction: &'a WriteTransaction,
    pub(super) limit: Option<u64>,
    /// Whether something was added to the queue.
    pub(super) has_queued: Cell<bool>,
}

impl Read for Writer<'_> {
    fn bytes(&self, kind: &str, api: &str, id: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        let table = self.transaction.open_table(RECORDS)?;
        let bytes = table.get((kind, api, id))?;
        Ok(bytes.map(|bytes| bytes.value().to_vec()))
    }
}

impl Writer<'_> {
    /// A number that was never given before, by this process or an earlier one.
    pub(in crate::ledger) fn next_number(&self) -> Result<u64, LedgerError> {
        let mut numbers = self.transaction.open_table(NUMBERS)?;
        let last = numbers.get(COUNTER)?.map_or(0, |number| number.value());
        let next =
            last.checked_add(1).ok_or_else(|| LedgerError::damaged("the counter of ids is at its end"))?;
        numbers.insert(COUNTER, next)?;
        Ok(next)
    }

    /// Keeps the latest time. There is none before 1970.
    pub(in crate::ledger) fn keep_latest(&self, latest: i64) -> Result<(), LedgerError> {
        if let Ok(latest) = u64::try_from(latest) {
            self.transaction.open_table(NUMBERS)?.insert(LATEST, latest)?;
        }
        Ok(())
    }

    /// Keeps a record, in place of the one of that id.
    pub(in crate::ledger) fn put(
        &self,
        kind: &str,
        api: &str,
        id: &str,
        record: &impl Serialize,
    ) -> Result<(), LedgerError> {
        let bytes = serde_json::to_vec(record)?;
        let is_new =
            self.transaction.open_table(RECORDS)?.insert((kind, api, id), bytes.as_slice())?.is_none();
        match self.limit {
            Some(limit) if is_new => self.forget_oldest(limit, (kind, api, id)),
            _ => Ok(()),
        }
    }

    /// Notes that a record is the newest, and removes the oldest when there are too many.
    fn forget_oldest(&self, limit: u64, newest: (&str, &str, &str)) -> Result<(), LedgerError> {
        let mut ages = self.transaction.open_table(AGES)?;
        let next = ages.last()?.map_or(0, |(age, _)| age.value().saturating_add(1));
        ages.insert(next, newest)?;
        let mut records = self.transaction.open_table(RECORDS)?;
        while ages.len()? > limit {
            if let Some((_, oldest)) = ages.pop_first()? {
                records.remove(oldest.value())?;
            }
        }
        Ok(())
    }
}
