//! Calls before and besides their outcome: what is refused without being sent, what a call can be told, what it hides.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use claro_client::{
    Client, Error, Outcome, text,
    v1::payments::{InquiryPaymentRequest, InquiryPaymentRequired},
    v2::{
        authorizations::{ApplyTokenRequest, ApplyTokenRequired},
        miniprogram::qrcode::{CreateRequest, CreateRequired},
        types::GrantType,
    },
};
use countersign_runtime::{
    Problem, RetryPolicy, Violation,
    signature::{Backend, BoxFuture},
    transport::{Limits, Transport, TransportError, TransportFailure},
};
use countersign_tests::{Fault, Wallet, requests};

fn token(grant_type: GrantType) -> ApplyTokenRequest {
    ApplyTokenRequest::new(ApplyTokenRequired {
        app_id: text!("3333010071465913"),
        auth_client_id: text!("202016726873874774774"),
        grant_type,
    })
}

async fn start() -> (Wallet, Client) {
    let wallet = Wallet::start(Backend::default()).await.expect("the wallet starts");
    let config = wallet.config().expect("the keys can be read");
    let client = Client::new(config).expect("the configuration is right");
    (wallet, client)
}

fn violations(error: Error) -> Vec<Violation> {
    match error {
        Error::Invalid(violations) => violations.iter().cloned().collect(),
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn what_breaks_the_spec_is_not_sent() {
    let (wallet, client) = start().await;

    let neither = InquiryPaymentRequest::new(InquiryPaymentRequired { partner_id: text!("P1") });
    let error = client.v1().payments().inquiry_payment(&neither).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request breaks the spec and was not sent: at least one of `paymentId`, `paymentRequestId` is required"
    );

    let without_code = token(GrantType::AuthorizationCode);
    let error = client.v2().authorizations().apply_token(&without_code).await.unwrap_err();
    let [violation] = violations(error).try_into().unwrap();
    assert_eq!(
        violation.to_string(),
        "`authCode` is required when `grantType` is AUTHORIZATION_CODE, but missing"
    );

    let mut with_at_sign = token(GrantType::AuthorizationCode).auth_code(text!("2810111301"));
    with_at_sign.app_id = text!("app@id");
    let error = client.v2().authorizations().apply_token(&with_at_sign).await.unwrap_err();
    let [violation] = violations(error).try_into().unwrap();
    assert_eq!(
        (violation.path.as_str(), &violation.problem),
        ("appId", &Problem::ForbiddenChar { char: Some('@') })
    );

    let unlisted = token(countersign_runtime::from_text("PASSWORD"));
    let error = client.v2().authorizations().apply_token(&unlisted).await.unwrap_err();
    let [violation] = violations(error).try_into().unwrap();
    assert_eq!(violation.to_string(), "`grantType` is \"PASSWORD\", which the spec does not list");

    assert_eq!(wallet.seen().len(), 0);
}

#[tokio::test]
async fn headers_that_the_client_sets_are_refused_and_others_are_sent() {
    let (wallet, client) = start().await;
    let request = requests::inquiry();
    for (name, value) in [
        ("Signature", "x"),
        ("client-id", "x"),
        ("Request-Time", "x"),
        ("Content-Type", "text/plain"),
        ("Content-Length", "1"),
        ("Host", "wallet.example"),
        ("not a header", "x"),
        ("", "x"),
        ("Agent-Token", "two\r\nSignature: lines"),
    ] {
        let call = client.v1().payments().inquiry_payment(&request).header(name, value);
        let error = call.await.unwrap_err();
        assert!(matches!(&error, Error::Header(refused) if refused == name), "{name}: {error:?}");
    }
    assert_eq!(wallet.seen().len(), 0);

    let call = client.v1().payments().inquiry_payment(&request).header("Agent-Token", "abc");
    let _ = call.await.unwrap();
    let [seen] = wallet.seen().try_into().unwrap();
    assert_eq!(seen.headers["agent-token"], "abc");
    assert_eq!(seen.refused, None);
}

#[tokio::test]
async fn an_answer_that_breaks_its_table_is_read_and_says_so() {
    let (wallet, client) = start().await;
    let long = "x".repeat(1025);
    let answer = serde_json::json!({
        "result": { "resultStatus": "S", "resultCode": "SUCCESS", "resultMessage": "success" },
        "appQrCode": long,
        "appQrCodeResultPicType": "SVG",
        "somethingNew": { "a": [1, 2] },
    });
    wallet.will_say(answer.to_string());
    let request = CreateRequest::new(CreateRequired { app_id: text!("P000000000000001") });
    let outcome = client.v2().miniprogram().qrcode().create(&request).await.unwrap();
    let Outcome::Success(code) = outcome else { panic!("{outcome:?}") };
    assert_eq!(code.app_qr_code, long.as_str());
    assert_eq!(code.app_qr_code_result_pic_type.as_str(), "SVG");
    assert!(code.app_qr_code_pic_value.is_empty());
    let deviations: Vec<String> = code.deviations().iter().map(ToString::to_string).collect();
    assert_eq!(
        deviations,
        [
            "`appQrCode` has 1025 characters, the limit is 1024",
            "`appQrCodeResultPicType` is \"SVG\", which the spec does not list",
            "`appQrCodePicValue` is required, but missing",
        ]
    );

    // What is required of a success may be missing where there is none.
    wallet.will_say(answer.to_string().replace("\"S\"", "\"A\"").replace("SUCCESS", "ACCEPT"));
    let outcome = client.v2().miniprogram().qrcode().create(&request).await.unwrap();
    let Outcome::Accepted(pending) = outcome else { panic!("{outcome:?}") };
    let texts: Vec<String> = pending.deviations().iter().map(ToString::to_string).collect();
    assert_eq!(texts, deviations[..2]);
}

#[tokio::test]
async fn sensitive_values_are_never_shown() {
    const SECRETS: [&str; 6] =
        ["CODE-1357", "ACCESS-1357", "REFRESH-1357", "AGENT-1357", "PRIVATE KEY", "1000001119398804"];
    let (wallet, client) = start().await;
    let request = token(GrantType::AuthorizationCode).auth_code(text!("CODE-1357"));
    let answer = |status: &str| {
        let body = serde_json::json!({
            "result": { "resultStatus": status, "resultCode": "SOME_CODE", "resultMessage": "some message" },
            "accessToken": "ACCESS-1357",
            "refreshToken": format!("REFRESH-1357{}", "x".repeat(128)),
            "customerId": "1000001119398804",
            "accessTokenExpiryTime": "2031-05-17T12:12:12+08:00",
        });
        body.to_string()
    };
    let mut shown = vec![format!("{request:?}"), format!("{request:#?}"), format!("{client:?}")];
    for (fault, said) in [
        (None, answer("S")),
        (None, answer("A")),
        (None, answer("F")),
        (None, answer("U")),
        (None, r#"{ "result": { "resultStatus": "S" }, "accessToken": "ACCESS-1357" "#.to_owned()),
        (Some(Fault::NoSignature), answer("S")),
        (Some(Fault::CutInside), answer("S")),
    ] {
        wallet.misbehave(fault);
        wallet.will_say(said);
        let call = client.v2().authorizations().apply_token(&request).header("Agent-Token", "AGENT-1357");
        let outcome = call.await.unwrap();
        shown.extend([format!("{outcome:?}"), format!("{outcome:#?}"), format!("{:?}", outcome.exchange())]);
        if let Outcome::Unknown(unknown) = &outcome {
            shown.push(unknown.to_string());
        }
        if let Outcome::Success(answer) = &outcome {
            assert_eq!(answer.access_token.as_ref().unwrap().as_str(), "ACCESS-1357");
            assert_eq!(
                answer.deviations().len(),
                1,
                "the refresh token is too long: {:?}",
                answer.deviations()
            );
        }
    }
    let too_many = token(GrantType::RefreshToken).refresh_token(text!("REFRESH-1357@"));
    shown.push(format!("{:?}", client.v2().authorizations().apply_token(&too_many).await));

    for text in &shown {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} is shown in {text}");
        }
    }
    let all = shown.concat();
    assert!(
        all.contains("2031-05-17T12:12:12+08:00") && all.contains("[hidden]"),
        "what is not secret is shown: {all}"
    );
}

/// Notes what a call may cost, and does not send it.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Limits>>>);

impl Transport for Recorder {
    fn send(
        &self,
        _: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        self.0.lock().expect("nothing panics while it holds the lock").push(limits);
        Box::pin(async { Err(TransportError::new(TransportFailure::NotSent, "recorded")) })
    }
}

#[tokio::test]
async fn a_call_has_the_timeout_that_it_was_given() {
    let recorder = Recorder::default();
    let wallet = Wallet::start(Backend::default()).await.unwrap();
    let config = wallet
        .config()
        .unwrap()
        .transport(recorder.clone())
        .timeout(Duration::from_secs(5))
        .retry(RetryPolicy::never());
    let client = Client::new(config).unwrap();
    let request = requests::inquiry();
    client.v1().payments().inquiry_payment(&request).await.unwrap_err();
    client.v1().payments().inquiry_payment(&request).timeout(Duration::from_secs(2)).await.unwrap_err();
    let timeouts: Vec<Duration> = recorder.0.lock().unwrap().iter().map(|limits| limits.timeout).collect();
    assert_eq!(timeouts, [Duration::from_secs(5), Duration::from_secs(2)]);
}

#[tokio::test]
async fn a_call_can_move_between_threads_and_is_small() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let (_wallet, client) = start().await;
    let request = requests::inquiry();
    let future = is_send(client.v1().payments().inquiry_payment(&request).into_future());
    assert!(size_of_val(&future) <= 4 * size_of::<usize>(), "{} bytes", size_of_val(&future));
    drop(future);

    let name = tokio::spawn(async move {
        let request = requests::inquiry();
        client.v1().payments().inquiry_payment(&request).await.map(|outcome| outcome.name())
    });
    assert_eq!(name.await.unwrap().unwrap(), "Failed", "there is no such payment");
}
