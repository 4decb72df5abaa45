// What users of the old crates of `generator/cli/tests/diff/url-path` may have written. See `diff_source.rs`.

//# url-path-changed | any | v1/changed
use url_path_client::v1::*;

pub fn call<'a>(client: &'a url_path_client::Client, request: &'a ChangedRequest) -> countersign_runtime::Call<'a, ChangedRequest> {
    client.v1().changed(request)
}
