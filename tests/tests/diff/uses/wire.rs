// What users of the old crates of `generator/cli/tests/diff/wire` may have written. See `diff_source.rs`.

//# callable-added | any | v1/download
pub fn call<'a>(client: &'a wire_client::Client, request: &'a wire_client::v1::SwipeRequest) -> countersign_runtime::Call<'a, wire_client::v1::SwipeRequest> {
    client.v1().swipe(request)
}

//# callable-removed | any | v1/upload
use wire_client::v1::*;

pub fn call<'a>(client: &'a wire_client::Client, request: &'a UploadRequest) -> countersign_runtime::Call<'a, UploadRequest> {
    client.v1().upload(request)
}

//# sandbox-path-changed | any | v1/swipe
use wire_client::v1::*;

pub fn call<'a>(client: &'a wire_client::Client, request: &'a SwipeRequest) -> countersign_runtime::Call<'a, SwipeRequest> {
    client.v1().swipe(request)
}

//# result-form-changed | any | v1/refund
use wire_client::v1::*;

pub fn call<'a>(client: &'a wire_client::Client, request: &'a RefundRequest) -> countersign_runtime::Call<'a, RefundRequest> {
    client.v1().refund(request)
}

//# header-added | any | v1/headers/comes
use wire_client::v1::headers::*;

pub fn call<'a>(client: &'a wire_client::Client, request: &'a ComesRequest) -> countersign_runtime::Call<'a, ComesRequest> {
    client.v1().headers().comes(request)
}

//# header-added-required | any | v1/headers/needed
use wire_client::v1::headers::*;

pub fn call<'a>(client: &'a wire_client::Client, request: &'a NeededRequest) -> countersign_runtime::Call<'a, NeededRequest> {
    client.v1().headers().needed(request)
}

//# header-removed | any | v1/headers/gone
pub fn headers() -> wire_client::v1::headers::GoneHeaders {
    wire_client::v1::headers::GoneHeaders::new()
}

//# header-changed | any | v1/headers/length
pub fn headers(length: countersign_runtime::Text<8>) -> wire_client::v1::headers::LengthHeaders {
    wire_client::v1::headers::LengthHeaders::new().one(length)
}

//# header-required | any | v1/headers/required
use wire_client::v1::headers::*;

pub fn call<'a>(client: &'a wire_client::Client, request: &'a RequiredRequest) -> countersign_runtime::Call<'a, RequiredRequest> {
    client.v1().headers().required(request)
}

//# header-optional | any | v1/headers/optional
use wire_client::v1::headers::*;

pub fn call<'a>(client: &'a wire_client::Client, request: &'a OptionalRequest, headers: &OptionalHeaders) -> countersign_runtime::Call<'a, OptionalRequest> {
    client.v1().headers().optional(request, headers)
}

//# additional-fields-allowed | any | v1 type Item
pub fn item(name: countersign_runtime::Text<8>) -> wire_client::v1::types::Item {
    wire_client::v1::types::Item::new().name(name)
}

//# additional-fields-forbidden | any | v1/open
pub fn more(response: &wire_client::v1::OpenResponse) -> &countersign_runtime::AdditionalFields {
    &response.additional_fields
}
