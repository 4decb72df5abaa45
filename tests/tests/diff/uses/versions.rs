// What users of the old crates of `generator/cli/tests/diff/versions` may have written. See `diff_source.rs`.

//# version-added | any | v3
pub fn call<'a>(client: &'a versions_client::Client, request: &'a versions_client::v2::KeepRequest) -> countersign_runtime::Call<'a, versions_client::v2::KeepRequest> {
    client.v2().keep(request)
}

//# version-removed | any | v1
pub fn call<'a>(client: &'a versions_client::Client, request: &'a versions_client::v1::KeepRequest) -> countersign_runtime::Call<'a, versions_client::v1::KeepRequest> {
    client.v1().keep(request)
}
