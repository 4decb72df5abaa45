//! Text for a time: `datetime!("..")` is the fix, or `text.parse()?`.

use claro_client::v1::payments::PayRequest;

fn expires(request: PayRequest) -> PayRequest {
    request.payment_expiry_time("2026-11-22T08:30:00+08:00")
}

fn main() {}
