// What users of the old crates of `generator/cli/tests/diff/repeats` may have written. See `diff_source.rs`.

//# idempotency-key-added | any | v1/rows/added
use repeats_client::v1::rows::*;

pub fn call<'a>(client: &'a repeats_client::Client, request: &'a AddedRequest) -> countersign_runtime::Call<'a, AddedRequest> {
    client.v1().rows().added(request)
}

//# idempotency-key-changed | any | v1/rows/changed
use repeats_client::v1::rows::*;

pub fn call<'a>(client: &'a repeats_client::Client, request: &'a ChangedRequest) -> countersign_runtime::Call<'a, ChangedRequest> {
    client.v1().rows().changed(request)
}

//# idempotency-key-removed | any | v1/rows/removed
use repeats_client::v1::rows::*;

pub fn call<'a>(client: &'a repeats_client::Client, request: &'a RemovedRequest) -> countersign_runtime::Call<'a, RemovedRequest> {
    client.v1().rows().removed(request)
}

//# idempotency-key-changed | any | v1/rows/exchanged
use repeats_client::v1::rows::*;

pub fn call<'a>(client: &'a repeats_client::Client, request: &'a ExchangedRequest) -> countersign_runtime::Call<'a, ExchangedRequest> {
    client.v1().rows().exchanged(request)
}
