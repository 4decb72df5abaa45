// What users of the old crates of `generator/cli/tests/diff/rust-name` may have written. See `diff_source.rs`.

//# rust-name-changed | any | v1/orders/cancel
use rust_name_client::v1::orders::*;

pub fn call<'a>(client: &'a rust_name_client::Client, request: &'a CancelRequest) -> countersign_runtime::Call<'a, CancelRequest> {
    client.v1().orders().cancel(request)
}
