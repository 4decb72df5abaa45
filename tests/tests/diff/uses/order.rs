// What users of the old crates of `generator/cli/tests/diff/order` may have written. See `diff_source.rs`.

//# order-changed | any | v1/rows/send
use order_client::v1::rows::*;

pub fn set(request: SendRequest, a: countersign_runtime::Text<8>, b: countersign_runtime::Text<8>) -> SendRequest {
    request.a(a).b(b)
}
