//! Every body of the specs goes through the type that was generated for it, and comes out the same.

use std::path::Path;

use antom_client::v1 as antom;
use besuperapp_client::v1 as besuperapp;
use claro_client::{v1, v2};
use countersign_codegen::{
    model::{Api, Endpoint, Kind, resolve},
    spec,
};
use countersign_runtime::{
    Violation, WalletResult,
    codec::{Decode, Encode, Problem, ReadError, from_json, from_json_strict, to_json},
};
use demo_client::v2::payments as demo_payments;
use mandiri_client::v2::payments as mandiri;
use platform_client::v2 as platform;
use qi_client::v1 as qi;
use rebell_client::{v1::payments as rebell, v2::payments as rebell_v2};
use serde_json::Value;

/// The types of an endpoint's messages.
struct Types {
    address: &'static str,
    request: fn(&Value) -> Read,
    response: fn(&Value) -> Read,
}

/// What became of a body.
struct Read {
    /// The body, or where it breaks the spec, read as what is sent.
    strict: Result<Value, Vec<Violation>>,
    /// The body read as what is received, and where it breaks the spec.
    lenient: (Value, Vec<Violation>),
}

fn read<T: Decode + Encode>(body: &Value) -> Read {
    let json = serde_json::to_vec(body).expect("a value is JSON");
    let again = |value: &T| -> Value {
        let json = to_json(value).expect("what was read can be written");
        serde_json::from_slice(&json).expect("what was written is JSON")
    };
    let strict = from_json_strict::<T>(&json).map(|value| again(&value)).map_err(|error| match error {
        ReadError::Breaks(violations) => violations.iter().cloned().collect(),
        error => panic!("{error}"),
    });
    let (value, violations) = from_json::<T>(&json).expect("JSON can be read");
    Read { strict, lenient: (again(&value), violations) }
}

macro_rules! types {
    ($($address:literal: $request:ty => $response:ty,)*) => {
        &[$(Types { address: $address, request: read::<$request>, response: read::<$response> }),*]
    };
}

const TYPES: &[Types] = types! {
    "antom/v1/authorizations/applyToken":
        antom::authorizations::ApplyTokenRequest => antom::authorizations::ApplyTokenResponse,
    "antom/v1/authorizations/consult": antom::authorizations::ConsultRequest => antom::authorizations::ConsultResponse,
    "antom/v1/authorizations/notifyAuthorization":
        antom::authorizations::AuthorizationNotification => antom::authorizations::AuthorizationNotificationAnswer,
    "antom/v1/authorizations/revoke": antom::authorizations::RevokeRequest => antom::authorizations::RevokeResponse,
    "antom/v1/customer/initializeAuthentication":
        antom::customer::InitializeAuthenticationRequest => antom::customer::InitializeAuthenticationResponse,
    "antom/v1/customs/declare": antom::customs::DeclareRequest => antom::customs::DeclareResponse,
    "antom/v1/customs/inquiryDeclarationRequests":
        antom::customs::InquiryDeclarationRequestsRequest => antom::customs::InquiryDeclarationRequestsResponse,
    "antom/v1/merchants/inquiryRegistrationInfo":
        antom::merchants::InquiryRegistrationInfoRequest => antom::merchants::InquiryRegistrationInfoResponse,
    "antom/v1/merchants/inquiryRegistrationStatus":
        antom::merchants::InquiryRegistrationStatusRequest => antom::merchants::InquiryRegistrationStatusResponse,
    "antom/v1/merchants/notifyRegistrationStatus":
        antom::merchants::RegistrationStatusNotification => antom::merchants::RegistrationStatusNotificationAnswer,
    "antom/v1/merchants/registration": antom::merchants::RegistrationRequest => antom::merchants::RegistrationResponse,
    "antom/v1/payments/acceptDispute": antom::payments::AcceptDisputeRequest => antom::payments::AcceptDisputeResponse,
    "antom/v1/payments/cancel": antom::payments::CancelRequest => antom::payments::CancelResponse,
    "antom/v1/payments/capture": antom::payments::CaptureRequest => antom::payments::CaptureResponse,
    "antom/v1/payments/consult": antom::payments::ConsultRequest => antom::payments::ConsultResponse,
    "antom/v1/payments/createPaymentSession":
        antom::payments::CreatePaymentSessionRequest => antom::payments::CreatePaymentSessionResponse,
    "antom/v1/payments/downloadDisputeEvidence":
        antom::payments::DownloadDisputeEvidenceRequest => antom::payments::DownloadDisputeEvidenceResponse,
    "antom/v1/payments/inquiryPayment":
        antom::payments::InquiryPaymentRequest => antom::payments::InquiryPaymentResponse,
    "antom/v1/payments/inquiryRefund": antom::payments::InquiryRefundRequest => antom::payments::InquiryRefundResponse,
    "antom/v1/payments/notifyCapture":
        antom::payments::CaptureNotification => antom::payments::CaptureNotificationAnswer,
    "antom/v1/payments/notifyDispute":
        antom::payments::DisputeNotification => antom::payments::DisputeNotificationAnswer,
    "antom/v1/payments/notifyPayment":
        antom::payments::PaymentNotification => antom::payments::PaymentNotificationAnswer,
    "antom/v1/payments/notifyRefund": antom::payments::RefundNotification => antom::payments::RefundNotificationAnswer,
    "antom/v1/payments/pay": antom::payments::PayRequest => antom::payments::PayResponse,
    "antom/v1/payments/refund": antom::payments::RefundRequest => antom::payments::RefundResponse,
    "antom/v1/payments/supplyDefenseDocument":
        antom::payments::SupplyDefenseDocumentRequest => antom::payments::SupplyDefenseDocumentResponse,
    "antom/v1/risk/payments/decide": antom::risk::payments::DecideRequest => antom::risk::payments::DecideResponse,
    "antom/v1/subscriptions/cancel": antom::subscriptions::CancelRequest => antom::subscriptions::CancelResponse,
    "antom/v1/subscriptions/change": antom::subscriptions::ChangeRequest => antom::subscriptions::ChangeResponse,
    "antom/v1/subscriptions/create": antom::subscriptions::CreateRequest => antom::subscriptions::CreateResponse,
    "antom/v1/subscriptions/notifyPayment":
        antom::subscriptions::PaymentNotification => antom::subscriptions::PaymentNotificationAnswer,
    "antom/v1/subscriptions/notifySubscription":
        antom::subscriptions::SubscriptionNotification => antom::subscriptions::SubscriptionNotificationAnswer,
    "antom/v1/vaults/createVaultingSession":
        antom::vaults::CreateVaultingSessionRequest => antom::vaults::CreateVaultingSessionResponse,
    "antom/v1/vaults/inquireVaulting": antom::vaults::InquireVaultingRequest => antom::vaults::InquireVaultingResponse,
    "antom/v1/vaults/notifyVaulting": antom::vaults::VaultingNotification => antom::vaults::VaultingNotificationAnswer,
    "antom/v1/vaults/vaultPaymentMethod":
        antom::vaults::VaultPaymentMethodRequest => antom::vaults::VaultPaymentMethodResponse,
    "besuperapp/v1/payments/refundApply": besuperapp::payments::RefundApplyRequest => besuperapp::payments::RefundApplyResponse,
    "besuperapp/v1/users/inquiryUserInfo": besuperapp::users::InquiryUserInfoRequest => besuperapp::users::InquiryUserInfoResponse,
    "claro/v1/authorizations/applyToken": v1::authorizations::ApplyTokenRequest => v1::authorizations::ApplyTokenResponse,
    "claro/v1/authorizations/cancelToken": v1::authorizations::CancelTokenRequest => v1::authorizations::CancelTokenResponse,
    "claro/v1/customers/user/inquiryUserInfoByAccessToken":
        v1::customers::user::InquiryUserInfoByAccessTokenRequest => v1::customers::user::InquiryUserInfoByAccessTokenResponse,
    "claro/v1/payments/inquiryPayment": v1::payments::InquiryPaymentRequest => v1::payments::InquiryPaymentResponse,
    "claro/v1/payments/inquiryRefund": v1::payments::InquiryRefundRequest => v1::payments::InquiryRefundResponse,
    "claro/v1/payments/notifyPayment": v1::payments::PaymentNotification => v1::payments::PaymentNotificationAnswer,
    "claro/v1/payments/pay": v1::payments::PayRequest => v1::payments::PayResponse,
    "claro/v1/payments/refund": v1::payments::RefundRequest => v1::payments::RefundResponse,
    "claro/v2/authorizations/applyToken": v2::authorizations::ApplyTokenRequest => v2::authorizations::ApplyTokenResponse,
    "claro/v2/messages/sendInbox": v2::messages::SendInboxRequest => v2::messages::SendInboxResponse,
    "claro/v2/miniprogram/message/send": v2::miniprogram::message::SendRequest => v2::miniprogram::message::SendResponse,
    "claro/v2/miniprogram/qrcode/create": v2::miniprogram::qrcode::CreateRequest => v2::miniprogram::qrcode::CreateResponse,
    "claro/v2/payments/capture": v2::payments::CaptureRequest => v2::payments::CaptureResponse,
    "claro/v2/payments/pay": v2::payments::PayRequest => v2::payments::PayResponse,
    "demo/v2/payments/capture": demo_payments::CaptureRequest => demo_payments::CaptureResponse,
    "demo/v2/payments/notifyVoid": demo_payments::VoidNotification => demo_payments::VoidNotificationAnswer,
    "mandiri/v2/payments/notifyPayment": mandiri::PaymentNotification => mandiri::PaymentNotificationAnswer,
    "platform/v2/payments/notifyPayment": platform::payments::PaymentNotification => platform::payments::PaymentNotificationAnswer,
    "platform/v2/platform/message/send": platform::platform::message::SendNotification => platform::platform::message::SendNotificationAnswer,
    "qi/v1/messages/sendInbox": qi::messages::SendInboxRequest => qi::messages::SendInboxResponse,
    "qi/v1/payments/capture": qi::payments::CaptureRequest => qi::payments::CaptureResponse,
    "qi/v1/payments/merchantAccept": qi::payments::MerchantAcceptRequest => qi::payments::MerchantAcceptResponse,
    "qi/v1/payments/notifyPayment": qi::payments::PaymentNotification => qi::payments::PaymentNotificationAnswer,
    "qi/v1/payments/pay": qi::payments::PayRequest => qi::payments::PayResponse,
    "rebell/v1/payments/createQROrder": rebell::CreateQrOrderRequest => rebell::CreateQrOrderResponse,
    "rebell/v1/payments/linkPayCreate": rebell::LinkPayCreateRequest => rebell::LinkPayCreateResponse,
    "rebell/v1/payments/retailPay": rebell::RetailPayRequest => rebell::RetailPayResponse,
    "rebell/v2/payments/createQrOrder": rebell_v2::CreateQrOrderRequest => rebell_v2::CreateQrOrderResponse,
    "rebell/v2/payments/linkPayCreate": rebell_v2::LinkPayCreateRequest => rebell_v2::LinkPayCreateResponse,
    "rebell/v2/payments/notifyCashierUrl": rebell_v2::CashierUrlNotification => rebell_v2::CashierUrlNotificationAnswer,
    "rebell/v2/payments/pay": rebell_v2::PayRequest => rebell_v2::PayResponse,
    "rebell/v2/payments/refundApply": rebell_v2::RefundApplyRequest => rebell_v2::RefundApplyResponse,
};

/// All endpoints that have examples, with their addresses.
fn endpoints() -> Vec<(String, Endpoint)> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut set = spec::read(&specs, &[]).expect("the specs can be read");
    let apis: Vec<Api> = set.apis.iter().map(|api| resolve(api, &mut set.findings)).collect();
    assert_eq!(set.findings.errors(), 0);
    let mut all = Vec::new();
    for api in apis {
        let endpoints = api.versions.into_iter().flat_map(|version| version.endpoints);
        for endpoint in endpoints.filter(|endpoint| !endpoint.examples.is_empty()) {
            all.push((format!("{}/{}/{}", api.name, endpoint.version, endpoint.path), endpoint));
        }
    }
    all
}

#[test]
fn every_endpoint_with_examples_has_its_types_here() {
    let addresses: Vec<String> = endpoints().into_iter().map(|(address, _)| address).collect();
    let here: Vec<&str> = TYPES.iter().map(|types| types.address).collect();
    assert_eq!(addresses, here);
}

#[test]
fn every_example_goes_through_its_type_without_loss() {
    let mut bodies = 0;
    for ((_, endpoint), types) in endpoints().iter().zip(TYPES) {
        let we_send_the_request = endpoint.kind == Kind::Call;
        for example in &endpoint.examples {
            let (at, breaks) = (format!("{}, {}", types.address, example.name), example.breaks.is_some());
            if let Some(request) = &example.request {
                let read = (types.request)(request);
                check(&format!("{at}, request"), request, read, breaks, we_send_the_request);
                bodies += 1;
            }
            if let Some(response) = &example.response {
                let response = without_result(&at, response);
                let read = (types.response)(&response);
                check(&format!("{at}, response"), &response, read, breaks, !we_send_the_request);
                bodies += 1;
            }
        }
    }
    // 134 of antom, 34 of claro, 3 of besuperapp, 3 of demo, 1 of mandiri, 3 of platform, 7 of qi, 14 of rebell.
    assert_eq!(bodies, 199);
}

fn check(at: &str, body: &Value, read: Read, breaks: bool, sent: bool) {
    let (again, deviations) = read.lenient;
    assert_eq!(breaks, read.strict.is_err(), "{at}: {:?}", read.strict);
    assert!(breaks || deviations.is_empty(), "{at}: {deviations:?}");
    let (again, violations) = match read.strict {
        Ok(strict) if sent => (strict, Vec::new()),
        Err(_) if sent => return,
        strict => (again, strict.err().unwrap_or_default()),
    };
    let torn =
        violations.into_iter().filter(|it| matches!(it.problem, Problem::UnknownField | Problem::Missing));
    let torn: Vec<String> = torn.map(|violation| violation.path).collect();
    assert!(is_kept("", body, Some(&again), &torn), "{at}: {body} became {again}");
}

/// Whether nothing of a body was lost but `torn`, fields that the table or the body lacks, and `null` and `""`, which
/// say no more than an absent field. An object where the table says text is kept as the text of that object, a number
/// or boolean that came as text as itself.
fn is_kept(path: &str, body: &Value, again: Option<&Value>, torn: &[String]) -> bool {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let again = match again {
        _ if torn.iter().any(|torn| torn == path) => return true,
        None => return body.is_null() || body == "",
        Some(again) => again,
    };
    match (body, again) {
        (Value::Object(_), Value::String(text)) => {
            serde_json::from_str::<Value>(text).is_ok_and(|inner| inner == *body)
        }
        (Value::Object(fields), Value::Object(others)) => {
            let kept =
                |(name, value): (&String, &Value)| is_kept(&below(name), value, others.get(name), torn);
            let known = |name: &String| fields.contains_key(name) || torn.contains(&below(name));
            fields.iter().all(kept) && others.keys().all(known)
        }
        (Value::Array(items), Value::Array(others)) => {
            let kept =
                |(at, item): (usize, &Value)| is_kept(&format!("{path}[{at}]"), item, others.get(at), torn);
            items.len() == others.len() && items.iter().enumerate().all(kept)
        }
        (Value::String(text), Value::Number(_) | Value::Bool(_)) => {
            serde_json::from_str::<Value>(text).is_ok_and(|value| value == *again)
        }
        _ => body == again,
    }
}

/// A response's `result` is the runtime's: checked here, and taken out.
fn without_result(at: &str, response: &Value) -> Value {
    let mut response = response.clone();
    let result = response.as_object_mut().and_then(|fields| fields.remove("result"));
    let result = result.unwrap_or_else(|| panic!("{at}: no result"));
    let read = read::<WalletResult>(&result);
    assert_eq!(read.strict.as_ref(), Ok(&result), "{at}");
    assert_eq!(read.lenient, (result, Vec::new()), "{at}");
    response
}
