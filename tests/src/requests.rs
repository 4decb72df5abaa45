//! Requests that many tests send.

use claro_client::{
    text,
    v1::{
        authorizations::{ApplyTokenRequest, ApplyTokenRequired},
        payments::{InquiryPaymentRequest, InquiryPaymentRequired, PayRequest, PayRequired},
        types::{Amount, AmountRequired, GrantType},
    },
    v2::{
        miniprogram::qrcode::{CreateRequest, CreateRequired},
        payments::{CaptureRequest, CaptureRequired},
    },
};

/// A payment: may be sent again, because it has an idempotency key.
pub fn pay() -> PayRequest {
    PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: text!("order-1"),
        payment_order_title: text!("SHOES"),
        payment_amount: Amount::new(AmountRequired { currency: text!("USD"), value: text!("10000") }),
    })
}

/// A question about that payment: changes nothing at the wallet.
pub fn inquiry() -> InquiryPaymentRequest {
    InquiryPaymentRequest::new(InquiryPaymentRequired { partner_id: text!("P000000000000001") })
        .payment_request_id(text!("order-1"))
}

/// A call without idempotency key that is no mere question: must never be sent twice.
pub fn apply_token() -> ApplyTokenRequest {
    ApplyTokenRequest::new(ApplyTokenRequired { grant_type: GrantType::AuthorizationCode })
        .auth_code(text!("code-1"))
}

/// A capture, whose response names it.
pub fn capture() -> CaptureRequest {
    CaptureRequest::new(CaptureRequired { capture_request_id: text!("capture-1"), payment_id: text!("2022") })
}

/// A code of a mini program: its idempotency key also has a page and parameters, which are missing here.
pub fn code() -> CreateRequest {
    CreateRequest::new(CreateRequired { app_id: text!("app-1") })
}
