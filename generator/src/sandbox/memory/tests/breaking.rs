//! A memory that stops working.

use super::super::{Memory, Store};
use redb::StorageBackend;
use redb::backends::InMemoryBackend;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A memory, and what makes it refuse every write.
pub(in crate::sandbox) fn breakable() -> (Memory, Arc<AtomicBool>) {
    let is_full = Arc::new(AtomicBool::new(false));
    let disk = Disk { is_full: Arc::clone(&is_full), inner: InMemoryBackend::new() };
    (Memory::new(Store::on(disk).expect("a store")).expect("a memory"), is_full)
}

#[derive(Debug)]
struct Disk {
    is_full: Arc<AtomicBool>,
    inner: InMemoryBackend,
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.inner.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if self.is_full.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.inner.write(offset, data)
    }
}
