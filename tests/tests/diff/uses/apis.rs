// What users of the old crates of `generator/cli/tests/diff/apis` may have written. See `diff_source.rs`.

//# api-added | any | the API
pub fn call<'a>(client: &'a kept_client::Client, request: &'a kept_client::v1::KeepRequest) -> countersign_runtime::Call<'a, kept_client::v1::KeepRequest> {
    client.v1().keep(request)
}

//# api-removed | any | the API
pub fn call<'a>(client: &'a gone_client::Client, request: &'a gone_client::v1::KeepRequest) -> countersign_runtime::Call<'a, gone_client::v1::KeepRequest> {
    client.v1().keep(request)
}
