// What users of the old crates of `generator/cli/tests/diff/asking` may have written. See `diff_source.rs`.

//# read-only-added | any | v1/rows/readOnlyAdded
use asking_client::v1::rows::*;

pub fn call<'a>(client: &'a asking_client::Client, request: &'a ReadOnlyAddedRequest) -> countersign_runtime::Call<'a, ReadOnlyAddedRequest> {
    client.v1().rows().read_only_added(request)
}

//# read-only-removed | any | v1/rows/readOnlyRemoved
use asking_client::v1::rows::*;

pub fn call<'a>(client: &'a asking_client::Client, request: &'a ReadOnlyRemovedRequest) -> countersign_runtime::Call<'a, ReadOnlyRemovedRequest> {
    client.v1().rows().read_only_removed(request)
}

//# settling-added | any | v1/rows/settlingAdded
use asking_client::v1::rows::*;

pub fn call<'a>(client: &'a asking_client::Client, request: &'a SettlingAddedRequest) -> countersign_runtime::Call<'a, SettlingAddedRequest> {
    client.v1().rows().settling_added(request)
}

//# settling-removed | any | v1/rows/settlingRemoved
use asking_client::{Client, Settle, Unknown, v1::rows::SettlingRemovedResponse};

pub fn settle(client: &Client, unknown: Unknown<SettlingRemovedResponse>) -> Settle<'_, SettlingRemovedResponse> {
    client.settle(unknown)
}

//# result-action-changed | any | v1/rows/actions
use asking_client::v1::rows::ActionsCode;

pub fn action(code: &ActionsCode) -> Option<countersign_runtime::Action> {
    countersign_runtime::ResultCode::action(code)
}
