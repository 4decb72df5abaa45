//! Signing leaves the thread to others.

use super::{
    super::{Algorithm, KeyVersion, Signature, offload},
    now,
};

fn signature() -> Signature {
    Signature::new(Algorithm::Rsa256, KeyVersion::from(1), vec![7])
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

/// Signing waits for what only another task of the same thread gives it.
#[cfg(feature = "reqwest")]
#[test]
fn another_task_of_the_thread_goes_on_while_a_signature_is_made() {
    use std::{sync::mpsc, time::Duration};
    let (give, take) = mpsc::channel();
    // Not for ever, so that the test ends when it fails.
    let sign = move || take.recv_timeout(Duration::from_secs(20)).map_err(super::super::SignError::new);
    let signed = runtime().block_on(async move {
        let signing = tokio::spawn(offload::run(sign));
        let giving = tokio::spawn(async move { give.send(signature()) });
        giving.await.unwrap().unwrap();
        signing.await.unwrap()
    });
    assert_eq!(signed.unwrap(), signature());
}

#[cfg(feature = "reqwest")]
#[test]
fn a_panic_of_the_library_is_an_error_without_the_text_of_the_panic() {
    let error = runtime().block_on(offload::run(|| panic!("d = 12345"))).unwrap_err();
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
    // No runtime is left to wake anything, and nothing is to be waited for.
    let ended = now(Box::pin(offload::run(|| Ok(signature()))));
    assert!(ended.unwrap_err().to_string().contains("the runtime shut down"));
}

#[test]
fn a_dropped_future_harms_nobody() {
    runtime().block_on(async {
        let mut signing = Box::pin(offload::run(|| Ok(signature())));
        _ = signing.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
        drop(signing);
        assert_eq!(offload::run(|| Ok(signature())).await.unwrap(), signature());
    });
}

#[test]
fn outside_a_runtime_a_signature_is_ready_at_once() {
    assert_eq!(now(Box::pin(offload::run(|| Ok(signature())))).unwrap(), signature());
}
