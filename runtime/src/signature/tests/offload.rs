//! Signing leaves the thread to others.

use super::super::{Content, SignError, Signature, Signer, SigningKey, backend::PrivateKey, kind::Kind};
use std::sync::Arc;

/// A key that does whatever a test wants.
struct Scripted<F>(F);

impl<F: Fn() -> Result<Vec<u8>, SignError> + Send + Sync> PrivateKey for Scripted<F> {
    fn sign(&self, _digest: &[u8]) -> Result<Vec<u8>, SignError> {
        (self.0)()
    }
}

fn scripted(sign: impl Fn() -> Result<Vec<u8>, SignError> + Send + Sync + 'static) -> SigningKey {
    SigningKey::new(Kind::Rsa { bits: 2048 }, Arc::new(Scripted(sign)))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

async fn sign(key: &SigningKey) -> Result<Signature, SignError> {
    Signer::sign(key, &Content::new("/pay", "client", "time", b"{}")).await
}

/// The key waits for what only another task of the same thread gives it.
#[cfg(feature = "reqwest")]
#[test]
fn another_task_of_the_thread_goes_on_while_a_signature_is_made() {
    use std::sync::{Mutex, mpsc};
    use std::time::Duration;
    let (give, take) = mpsc::channel();
    let take = Mutex::new(take);
    let key = scripted(move || {
        // Not for ever, so that the test ends when it fails.
        take.lock().unwrap().recv_timeout(Duration::from_secs(20)).map_err(SignError::new)
    });
    let signature = runtime().block_on(async move {
        let signing = tokio::spawn(async move { sign(&key).await });
        let giving = tokio::spawn(async move { give.send(vec![7]) });
        giving.await.unwrap().unwrap();
        signing.await.unwrap()
    });
    assert_eq!(signature.unwrap().bytes, [7]);
}

#[cfg(feature = "reqwest")]
#[test]
fn a_panic_of_the_library_is_an_error_without_the_text_of_the_panic() {
    let key = scripted(|| panic!("d = 12345"));
    let error = runtime().block_on(sign(&key)).unwrap_err();
    assert_eq!(error.to_string(), "signing failed: the signing library panicked");
    assert!(!format!("{error:?}").contains("12345"));
}

#[cfg(feature = "reqwest")]
#[test]
fn a_runtime_that_is_gone_is_an_error() {
    let gone = runtime();
    let handle = gone.handle().clone();
    drop(gone);
    let _inside = handle.enter();
    let key = scripted(|| Ok(vec![7]));
    let content = Content::new("/pay", "client", "time", b"{}");
    let mut signing = Signer::sign(&key, &content);
    // No runtime is left to wake anything, and nothing is to be waited for.
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match signing.as_mut().poll(&mut context) {
        std::task::Poll::Ready(result) => {
            assert!(result.unwrap_err().to_string().contains("the runtime shut down"));
        }
        std::task::Poll::Pending => panic!("waits for a runtime that is gone"),
    };
}

#[test]
fn a_dropped_future_harms_nobody() {
    let key = scripted(|| Ok(vec![7]));
    runtime().block_on(async {
        let content = Content::new("/pay", "client", "time", b"{}");
        let mut signing = Signer::sign(&key, &content);
        _ = signing.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
        drop(signing);
        assert_eq!(sign(&key).await.unwrap().bytes, [7]);
    });
}
