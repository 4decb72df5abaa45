//! Calls the wallet in this process, without a network.

use crate::wallet::{Request, Sending, Wallet};
use bytes::Bytes;
use countersign_runtime::transport::{Limits, TransportError, TransportFailure};
use std::pin::Pin;
use std::sync::Arc;
use std::time::SystemTime;

type Pending = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send>>;

/// Returns a transport to the wallet, with the faults that a network would show.
pub(super) fn in_process(wallet: Arc<Wallet>) -> impl Fn(http::Request<Bytes>, Limits) -> Pending {
    move |request, limits| {
        let wallet = Arc::clone(&wallet);
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
            let request =
                Request { at: SystemTime::now(), method: head.method, target, headers: head.headers, body };
            let lost = |failure| TransportError::new(failure, "as the fault says");
            let reply = tokio::task::spawn_blocking(move || wallet.respond(&request))
                .await
                .map_err(|_| lost(TransportFailure::Disconnected))?;
            match reply.sending {
                Sending::Delayed(time) if time < limits.timeout => tokio::time::sleep(time).await,
                Sending::Delayed(_) | Sending::Never => {
                    tokio::time::sleep(limits.timeout).await;
                    return Err(lost(TransportFailure::TimedOut));
                }
                Sending::CutBefore | Sending::CutDuring => return Err(lost(TransportFailure::Disconnected)),
                Sending::Padded(_) => return Err(lost(TransportFailure::TooLarge)),
                Sending::Whole | Sending::CutAfter => {}
            }
            let mut response = http::Response::new(reply.body);
            *response.status_mut() = reply.status;
            *response.headers_mut() = reply.headers;
            Ok(response)
        })
    }
}
