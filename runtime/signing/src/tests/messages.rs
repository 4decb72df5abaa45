//! Whole messages, signed and verified by the pure functions.

use super::super::{
    Algorithm, Backend, Content, ContentTemplate, Expected, HeaderFormat, HeaderParams, KeyVersion,
    KeyVersionPair, Message, RequestTime, SignError, Signature, SignedHeaders, SigningParams, Unsigned,
    VerifyError, VerifyingParams, headers, sign, verify,
};
use super::support::{PATH, another, merchant};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const CLIENT: &str = "2022091495540562874792";
const BODY: &[u8] = b"{}";
const SECOND: Duration = Duration::from_secs(1);

/// 2024-05-28T04:12:12.123Z.
fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(1_716_869_532_123)
}

fn messages() -> [Message<'static>; 4] {
    let (request, response) = (Message::request(PATH, BODY), Message::response(PATH, BODY));
    let six = ContentTemplate::SixPart;
    [request, response, request.with_template(six), response.with_template(six)]
}

fn signed<'a>(message: &Message<'a>, params: HeaderParams<'_>) -> Result<SignedHeaders<'a>, SignError> {
    sign(message, &SigningParams::new(&merchant(Backend::default()).0, params))
}

fn headers_of(message: &Message<'_>) -> HeaderMap {
    signed(message, HeaderParams::new(CLIENT, now()).with_request_id("R1")).unwrap().headers
}

fn verdict(message: &Message<'_>, headers: &HeaderMap, expected: Expected<'_>) -> Result<i64, VerifyError> {
    let keys = merchant(Backend::default()).1;
    verify(message, headers, &VerifyingParams::new(&keys, expected))
        .map(|verified| verified.signed_at_millis())
}

#[test]
fn what_is_signed_verifies_and_tells_its_time() {
    for message in messages() {
        let headers = headers_of(&message);
        assert_eq!(verdict(&message, &headers, Expected::new(CLIENT, now())), Ok(1_716_869_532_123));
        for other in messages() {
            let taken = verdict(&other, &headers, Expected::new(CLIENT, now())).is_ok();
            assert_eq!(taken, format!("{other:?}") == format!("{message:?}"), "{message:?} for {other:?}");
        }
    }
}

#[test]
fn each_message_has_its_headers_and_its_content() {
    let time = "2024-05-28T04:12:12.123+00:00";
    let contents = [
        Content::new(PATH, CLIENT, time, BODY),
        Content::new(PATH, CLIENT, time, BODY),
        Content::six_part(PATH, CLIENT, "R1", time, BODY),
        Content::six_part_response(CLIENT, time, BODY),
    ];
    let names: [&[&str]; 4] = [
        &["client-id", "request-time", "signature"],
        &["client-id", "response-time", "signature"],
        &["client-id", "request-time", "request-id", "signature"],
        &["client-id", "response-time", "signature"],
    ];
    for ((message, content), names) in messages().iter().zip(contents).zip(names) {
        let params = HeaderParams::new(CLIENT, now()).with_request_id("R1");
        let signed = signed(message, params).unwrap();
        assert_eq!(signed.content.to_bytes(), content.to_bytes());
        assert_eq!(signed.headers.keys().map(HeaderName::as_str).collect::<Vec<_>>(), names);
        assert_eq!(signed.headers[message.time_header()], time);

        // A key service is given the same bytes.
        let unsigned = Unsigned::new(message, &params).unwrap();
        assert_eq!(unsigned.content().to_bytes(), content.to_bytes());
        let signature = merchant(Backend::default()).0.sign(&content).unwrap();
        let signature = Signature::new(Algorithm::Rsa256, KeyVersion::from(1), signature);
        assert_eq!(unsigned.into_signed(&signature).unwrap().headers, signed.headers);
    }
}

#[test]
fn times_are_written_as_the_format_has_them_and_texts_as_they_are() {
    let epoch = HeaderFormat::new().with_request_time(RequestTime::EpochMillis);
    let zulu = epoch.with_response_time(RequestTime::Rfc3339Zulu);
    let [request, response, ..] = messages();
    for (message, format, expected) in [
        (request, epoch, "1716869532123"),
        (response, epoch, "1716869532123"),
        (request, zulu, "1716869532123"),
        (response, zulu, "2024-05-28T04:12:12Z"),
    ] {
        let at = signed(&message, HeaderParams::new(CLIENT, now()).with_format(format)).unwrap();
        assert_eq!(at.headers[message.time_header()], expected, "{message:?}");
        let text = signed(&message, HeaderParams::new(CLIENT, "any text").with_format(format)).unwrap();
        assert_eq!(text.headers[message.time_header()], "any text");
    }
    let bare = HeaderFormat::new().with_key_version(KeyVersionPair::LeftOut);
    let headers = signed(&request, HeaderParams::new(CLIENT, now()).with_format(bare)).unwrap().headers;
    assert!(headers["signature"].to_str().unwrap().starts_with("algorithm=RSA256, signature="));
}

#[test]
fn what_cannot_stand_in_a_header_is_not_signed() {
    let [request, _, six, _] = messages();
    let at = HeaderParams::new(CLIENT, now());
    for (message, params) in [
        (request, HeaderParams::new("two\nlines", now())),
        (request, HeaderParams::new(CLIENT, "two\nlines")),
        (six, at.with_request_id("two\nlines")),
        (six, at),
    ] {
        assert!(signed(&message, params).is_err(), "{params:?}");
    }
    // Where the content has no request id, none is looked at.
    assert!(!signed(&request, at.with_request_id("two\nlines")).unwrap().headers.contains_key("request-id"));
}

#[test]
fn a_header_that_is_missing_repeated_or_changed_is_refused() {
    let expected = Expected::new(CLIENT, now());
    for message in messages() {
        let good = headers_of(&message);
        for name in good.keys().filter(|name| **name != headers::CLIENT_ID) {
            let (mut without, mut twice, mut changed) = (good.clone(), good.clone(), good.clone());
            without.remove(name);
            twice.append(name, good[name].clone());
            changed.insert(name, HeaderValue::from_static("2024-05-28T04:12:13Z"));
            assert_eq!(verdict(&message, &without, expected), Err(VerifyError::MissingHeader(name.clone())));
            assert_eq!(verdict(&message, &twice, expected), Err(VerifyError::RepeatedHeader(name.clone())));
            assert!(verdict(&message, &changed, expected).is_err(), "{name}");
        }
        // Our own id may be left out or written twice; another one may not.
        let (mut without, mut twice) = (good.clone(), good.clone());
        without.remove(headers::CLIENT_ID);
        twice.append(headers::CLIENT_ID, HeaderValue::from_static(CLIENT));
        assert!(verdict(&message, &without, expected).is_ok() && verdict(&message, &twice, expected).is_ok());
        twice.append(headers::CLIENT_ID, HeaderValue::from_static("another"));
        assert_eq!(verdict(&message, &twice, expected), Err(VerifyError::WrongClientId));

        let mut unreadable = good.clone();
        unreadable.insert(message.time_header(), HeaderValue::from_static("now"));
        assert_eq!(verdict(&message, &unreadable, expected), Err(VerifyError::BadTime));
    }
}

#[test]
fn the_signature_must_be_the_wallet_s_for_us() {
    let [request, ..] = messages();
    let headers = headers_of(&request);
    let (expected, other) = (Expected::new(CLIENT, now()), another(Backend::default()).1);
    let refused = verify(&request, &headers, &VerifyingParams::new(&other, expected));
    assert!(matches!(refused, Err(VerifyError::BadSignature(_))), "{refused:?}");
    let for_another = verdict(&request, &headers, Expected::new("another", now()));
    assert_eq!(for_another, Err(VerifyError::WrongClientId));
    for changed in [Message::request("/other", BODY), Message::request(PATH, b"{} ")] {
        let refused = verdict(&changed, &headers, expected);
        assert!(matches!(refused, Err(VerifyError::BadSignature(_))), "{refused:?}");
    }
}

#[test]
fn the_time_has_limits_and_the_signature_comes_first() {
    let [_, response, ..] = messages();
    let headers = headers_of(&response);
    let limit = Expected::MAX_SKEW;
    let millisecond = Duration::from_millis(1);
    let at = |time| verdict(&response, &headers, Expected::new(CLIENT, time));
    assert!(at(now() + limit).is_ok() && at(now() - limit).is_ok());
    let skew = limit + millisecond;
    assert_eq!(at(now() + skew), Err(VerifyError::StaleTime { skew, limit }));
    assert_eq!(at(now() - skew), Err(VerifyError::StaleTime { skew, limit }));
    let narrow = Expected::new(CLIENT, now() + SECOND).with_max_skew(Duration::ZERO);
    let stale = VerifyError::StaleTime { skew: SECOND, limit: Duration::ZERO };
    assert_eq!(verdict(&response, &headers, narrow), Err(stale));

    let sent = |time| Expected::new(CLIENT, now()).with_request_sent(time, SECOND);
    assert!(verdict(&response, &headers, sent(now() + SECOND)).is_ok());
    assert!(verdict(&response, &headers, sent(now() - limit)).is_ok());
    let (lead, limit) = (SECOND + millisecond, SECOND);
    let early = verdict(&response, &headers, sent(now() + lead));
    assert_eq!(early, Err(VerifyError::SignedBeforeRequest { lead, limit }));

    let changed = verdict(&Message::response(PATH, b"[]"), &headers, narrow);
    assert!(matches!(changed, Err(VerifyError::BadSignature(_))), "{changed:?}");
}

#[test]
fn debug_shows_no_body() {
    let message = Message::request(PATH, b"{\"accessToken\":\"secret\"}");
    let signed = signed(&message, HeaderParams::new(CLIENT, now())).unwrap();
    let shown = format!("{message:?} {signed:?}");
    assert!(shown.contains("24 bytes") && !shown.contains("secret"), "{shown}");
}
