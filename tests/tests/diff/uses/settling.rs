// What users of the old crates of `generator/cli/tests/diff/settling` may have written. See `diff_source.rs`.

//# settled-by-added | any | v1/rows/added
use settling_client::v1::rows::*;

pub fn call<'a>(client: &'a settling_client::Client, request: &'a AddedRequest) -> countersign_runtime::Call<'a, AddedRequest> {
    client.v1().rows().added(request)
}

//# settled-by-changed | any | v1/rows/changed
use settling_client::v1::rows::*;

pub fn call<'a>(client: &'a settling_client::Client, request: &'a ChangedRequest) -> countersign_runtime::Call<'a, ChangedRequest> {
    client.v1().rows().changed(request)
}

//# settled-by-removed | any | v1/rows/removed
use settling_client::v1::rows::*;

pub fn call<'a>(client: &'a settling_client::Client, request: &'a RemovedRequest) -> countersign_runtime::Call<'a, RemovedRequest> {
    client.v1().rows().removed(request)
}
