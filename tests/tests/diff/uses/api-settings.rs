// What users of the old crates of `generator/cli/tests/diff/api-settings` may have written. See `diff_source.rs`.

//# base-path-changed | any | the API
pub fn call<'a>(client: &'a api_settings_client::Client, request: &'a api_settings_client::v1::KeepRequest) -> countersign_runtime::Call<'a, api_settings_client::v1::KeepRequest> {
    client.v1().keep(request)
}

//# dialect-changed | any | the API
pub fn call<'a>(client: &'a api_settings_client::Client, request: &'a api_settings_client::v1::KeepRequest) -> countersign_runtime::Call<'a, api_settings_client::v1::KeepRequest> {
    client.v1().keep(request)
}

//# path-template-changed | any | the API
pub fn call<'a>(client: &'a api_settings_client::Client, request: &'a api_settings_client::v1::KeepRequest) -> countersign_runtime::Call<'a, api_settings_client::v1::KeepRequest> {
    client.v1().keep(request)
}
