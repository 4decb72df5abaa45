//! Waits for what the library does asynchronously.

use super::error::WalletError;

/// Runs it on this thread.
pub(super) fn block_on<T>(future: impl Future<Output = T>) -> Result<T, WalletError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(WalletError::Runtime)?.block_on(future))
}
