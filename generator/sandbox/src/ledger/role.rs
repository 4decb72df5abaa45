//! What an endpoint is for, told by its name and by its fields, so that it holds for any wallet's specs.

use countersign_codegen::model::{Endpoint, Kind};

/// What an endpoint does to the wallet's ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Charges a user.
    Pay,
    /// Tells how a payment stands.
    InquirePayment,
    /// Cancels a payment.
    Cancel,
    /// Gives back, takes or releases money of a payment.
    Move(Movement),
    /// Tells how a refund stands.
    InquireRefund,
    /// Gives a token for a code, or for another token.
    ApplyToken,
    /// Withdraws a token.
    CancelToken,
    /// Prepares the page on which a user agrees.
    Prepare,
    /// Tells who the user behind a token is.
    UserInfo,
}

/// What is done with the money of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Movement {
    /// It is given back.
    Refund,
    /// Of what was authorized, it is taken.
    Capture,
    /// Of what was authorized, it is released.
    Void,
}

impl Movement {
    /// The word that its fields begin with: `refundId`, `refundAmount`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Capture => "capture",
            Self::Void => "void",
        }
    }
}

/// The fields of a request that are its own, so that its sender chooses what is in them; `None` when that can be any field.
/// What asks about something, or takes it back, only names what is another's.
pub(crate) fn own_fields(endpoint: &Endpoint) -> Option<Vec<String>> {
    let key = Some(endpoint.idempotency_key.fields().to_vec()).filter(|key| !key.is_empty());
    match role(endpoint) {
        Some(Role::InquirePayment | Role::InquireRefund | Role::UserInfo | Role::Cancel) => Some(Vec::new()),
        Some(Role::Pay) => Some(vec!["paymentRequestId".to_owned()]),
        Some(Role::Move(movement)) => Some(vec![format!("{}RequestId", movement.word())]),
        _ if endpoint.read_only => Some(Vec::new()),
        _ => key,
    }
}

/// What an endpoint is for; `None` when it is nothing that is remembered.
pub(super) fn role(endpoint: &Endpoint) -> Option<Role> {
    let takes = |name: &str| endpoint.request.iter().any(|field| field.name == name);
    let gives = |name: &str| endpoint.response.iter().any(|field| field.name.eq_ignore_ascii_case(name));
    let takes_payment = takes("paymentId") || takes("paymentRequestId");
    let name = endpoint.last_segment().to_ascii_lowercase();
    let asks = ["inquiry", "inquire", "query"].iter().find_map(|word| name.strip_prefix(word));
    let role = match asks.unwrap_or(&name) {
        "payment" if asks.is_some() && takes_payment => Role::InquirePayment,
        "refund" if asks.is_some() && (takes("refundId") || takes("refundRequestId")) => Role::InquireRefund,
        about if asks.is_some() => {
            return (about.starts_with("userinfo") && takes("accessToken")).then_some(Role::UserInfo);
        }
        "pay" if takes("paymentRequestId") && takes("paymentAmount") => Role::Pay,
        "cancel" | "cancelpayment" if takes_payment => Role::Cancel,
        "refund" | "refundpayment" if takes("refundRequestId") => Role::Move(Movement::Refund),
        "capture" | "capturepayment" if takes("captureRequestId") => Role::Move(Movement::Capture),
        "void" | "voidpayment" if takes("voidRequestId") => Role::Move(Movement::Void),
        "applytoken" if takes("grantType") => Role::ApplyToken,
        "canceltoken" if takes("accessToken") => Role::CancelToken,
        "prepare" if gives("authUrl") => Role::Prepare,
        _ => return None,
    };
    (endpoint.kind == Kind::Call).then_some(role)
}
