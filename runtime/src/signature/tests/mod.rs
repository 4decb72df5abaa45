mod offload;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod rotating;

use super::BoxFuture;
use std::task::{Context, Poll, Waker};

/// The output of a future that has nothing to wait for.
fn now<T>(mut future: BoxFuture<'_, T>) -> T {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("not ready"),
    }
}
