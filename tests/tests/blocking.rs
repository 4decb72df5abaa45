//! Calls without an async runtime, over real HTTP. What each way in which a call can go comes to is in `outcomes/`.

use claro_client::{Error, Outcome};
use countersign_runtime::signature::Backend;
use countersign_tests::{There, requests};
use tokio::runtime::Builder;

/// A wallet that stopped listening while a connection was open: the request may have been read, or not.
#[test]
fn a_connection_that_died_is_no_proof() {
    let there = There::start(Backend::default()).unwrap();
    let client = there.client.clone();
    assert_eq!(client.v1().payments().pay(&requests::pay()).wait().unwrap().name(), "Accepted");
    drop(there);
    match client.v1().payments().pay(&requests::pay()).no_retry().wait() {
        Ok(Outcome::Unknown(_)) | Err(Error::NotSent(_)) => {}
        outcome => panic!("{outcome:?}"),
    }
}

/// On the threads that a runtime has for blocking work, whatever kind of runtime it is.
#[test]
fn inside_an_async_runtime() {
    let there = There::start(Backend::default()).unwrap();
    let client = there.client.clone();
    for mut runtime in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        // So few that each of them waits for a call, and none is left to sign.
        let runtime = runtime.worker_threads(1).max_blocking_threads(1).enable_all().build().unwrap();
        let client = client.clone();
        let names = runtime.block_on(async move {
            let waiting = (0..4).map(|_| {
                let client = client.clone();
                tokio::task::spawn_blocking(move || {
                    client.v1().payments().pay(&requests::pay()).wait().unwrap().name()
                })
            });
            let mut names = Vec::new();
            for call in waiting.collect::<Vec<_>>() {
                names.push(call.await.unwrap());
            }
            // The same client, awaited; and where it is wrong, but does no harm.
            names.push(client.v1().payments().pay(&requests::pay()).await.unwrap().name());
            names.push(client.v1().payments().pay(&requests::pay()).wait().unwrap().name());
            names
        });
        assert_eq!(names, ["Accepted"; 6]);
    }
}
