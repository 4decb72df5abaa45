// What users of the old crates of `generator/cli/tests/diff/endpoints` may have written. See `diff_source.rs`.

//# endpoint-added | any | v1/rows/added
pub fn call<'a>(
    client: &'a endpoints_client::Client,
    request: &'a endpoints_client::v1::KeepRequest,
) -> countersign_runtime::Call<'a, endpoints_client::v1::KeepRequest> {
    client.v1().keep(request)
}

//# endpoint-removed | any | v1/rows/removed
use endpoints_client::v1::rows::*;

pub fn call<'a>(client: &'a endpoints_client::Client, request: &'a RemovedRequest) -> countersign_runtime::Call<'a, RemovedRequest> {
    client.v1().rows().removed(request)
}

//# endpoint-turned | any | v1/rows/turned
use endpoints_client::v1::rows::*;

pub fn call<'a>(client: &'a endpoints_client::Client, request: &'a TurnedRequest) -> countersign_runtime::Call<'a, TurnedRequest> {
    client.v1().rows().turned(request)
}

//# endpoint-deprecated | any | v1/rows/deprecated
use endpoints_client::v1::rows::*;

pub fn call<'a>(client: &'a endpoints_client::Client, request: &'a DeprecatedRequest) -> countersign_runtime::Call<'a, DeprecatedRequest> {
    client.v1().rows().deprecated(request)
}

//# endpoint-revived | any | v1/rows/revived
use endpoints_client::v1::rows::*;

pub fn call<'a>(client: &'a endpoints_client::Client, request: &'a RevivedRequest) -> countersign_runtime::Call<'a, RevivedRequest> {
    client.v1().rows().revived(request)
}
