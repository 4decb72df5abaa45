//! What is to be sent, and when. It is kept until it is removed, so that a restart goes on with it.

use super::super::error::LedgerError;
use super::tables::{QUEUE, Reader, Writer};
use redb::{ReadableTable, ReadableTableMetadata, Table, TableError};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// When something is to be sent, and its number: its place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Due {
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    /// Tells apart what is due at the same time.
    pub(crate) number: u64,
}

impl Due {
    /// The time of what is not to be sent in this run. It is behind everything else, so that nothing waits for it.
    pub(crate) const KEPT: i64 = i64::MAX;
}

impl Reader {
    /// The first of the queue.
    pub(in crate::ledger) fn queued<R: DeserializeOwned>(
        &self,
        most: usize,
    ) -> Result<Vec<(Due, R)>, LedgerError> {
        let queue = match self.0.open_table(QUEUE) {
            Ok(queue) => queue,
            Err(TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        queue.iter()?.take(most).map(read).collect()
    }
}

impl Writer<'_> {
    /// Adds something to the queue. Where not all is kept, what is due last makes room: it has failed most often, or is
    /// furthest away, while what is due first is about to be sent.
    pub(in crate::ledger) fn enqueue(&self, due: Due, what: &impl Serialize) -> Result<(), LedgerError> {
        let bytes = serde_json::to_vec(what)?;
        let mut queue = self.transaction.open_table(QUEUE)?;
        queue.insert((due.at, due.number), bytes.as_slice())?;
        if let Some(limit) = self.limit {
            while queue.len()? > limit {
                queue.pop_last()?;
            }
        }
        self.has_queued.set(true);
        Ok(())
    }

    /// Moves all that is kept for a later run to a time.
    pub(in crate::ledger) fn resume_kept(&self, at: i64) -> Result<(), LedgerError> {
        let mut queue = self.transaction.open_table(QUEUE)?;
        while let Some((number, bytes)) = last_kept(&mut queue)? {
            queue.insert((at, number), bytes.as_slice())?;
        }
        Ok(())
    }

    /// Takes something from the queue, if it is still there.
    pub(in crate::ledger) fn dequeue<R: DeserializeOwned>(&self, due: Due) -> Result<Option<R>, LedgerError> {
        let mut queue = self.transaction.open_table(QUEUE)?;
        let bytes = queue.remove((due.at, due.number))?;
        Ok(bytes.map(|bytes| serde_json::from_slice(bytes.value())).transpose()?)
    }
}

fn last_kept(
    queue: &mut Table<'_, (i64, u64), &'static [u8]>,
) -> Result<Option<(u64, Vec<u8>)>, LedgerError> {
    let last = queue.last()?.map(|(key, _)| key.value()).filter(|(at, _)| *at == Due::KEPT);
    let Some(key) = last else { return Ok(None) };
    Ok(queue.remove(key)?.map(|bytes| (key.1, bytes.value().to_vec())))
}

type Entry<'a> = (redb::AccessGuard<'a, (i64, u64)>, redb::AccessGuard<'a, &'static [u8]>);

fn read<R: DeserializeOwned>(entry: Result<Entry<'_>, redb::StorageError>) -> Result<(Due, R), LedgerError> {
    let (key, bytes) = entry?;
    let (at, number) = key.value();
    Ok((Due { at, number }, serde_json::from_slice(bytes.value())?))
}
