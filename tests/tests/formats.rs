//! Answers that are not plain JSON in UTF-8: XML, other charsets, pages of gateways, and headers that lie. The signature
//! holds in all of them; what can't be read is `Unknown`, and keeps its status, headers and bytes.

use bytes::Bytes;
use claro_client::{
    Cause, Client, Outcome,
    v1::{customers::user::InquiryUserInfoByAccessTokenRequest, payments::InquiryPaymentResponse},
};
use countersign_runtime::{
    ReadError, Unknown, json,
    testing::{Reply, ScriptedWallet},
};
use countersign_tests::requests;
use http::{HeaderValue, StatusCode};

const XML: &str = "application/xml; charset=UTF-8";

/// A signed answer with this content type, which may be any bytes.
fn reply(content_type: &str, body: impl Into<Bytes>) -> Reply {
    Reply::signed(body)
        .header("content-type", HeaderValue::from_bytes(content_type.as_bytes()).expect("a header"))
        .header("trace-id", HeaderValue::from_static("t-1"))
        .status(StatusCode::ACCEPTED)
}

fn scene() -> (ScriptedWallet, Client) {
    let wallet = ScriptedWallet::new().expect("a back end");
    let client = Client::new(wallet.config()).expect("a client");
    (wallet, client)
}

/// What a question comes to that is answered so.
async fn asked(reply: Reply) -> Outcome<InquiryPaymentResponse> {
    asked_in(&scene(), reply).await
}

async fn asked_in(
    (wallet, client): &(ScriptedWallet, Client),
    reply: Reply,
) -> Outcome<InquiryPaymentResponse> {
    wallet.then(reply);
    client.v1().payments().inquiry_payment(&requests::inquiry()).await.expect("it was sent")
}

/// An outcome that is unknown because the answer can't be read, with all that has to be kept of it.
async fn unreadable(content_type: &str, body: &[u8]) -> (Unknown<InquiryPaymentResponse>, ReadError) {
    let outcome = asked(reply(content_type, body.to_vec())).await;
    let shown = String::from_utf8_lossy(body);
    let Outcome::Unknown(mut unknown) = outcome else { panic!("{content_type}, {shown}: {outcome:?}") };
    let kept = unknown.unreadable_body().unwrap_or_else(|| panic!("{content_type}, {shown}: {unknown}"));
    assert_eq!(kept.bytes(), body, "{content_type}");
    assert!(unknown.response().is_none() && unknown.unverified_body().is_none() && unknown.code.is_none());
    let exchange = unknown.exchange();
    assert_eq!((exchange.status(), exchange.trace_id()), (Some(StatusCode::ACCEPTED), Some("t-1")));
    assert_eq!(exchange.headers().expect("an answer")["content-type"].as_bytes(), content_type.as_bytes());
    match std::mem::replace(&mut unknown.cause, Cause::Status) {
        Cause::Unreadable(why) => (unknown, why),
        cause => panic!("{content_type}, {shown}: {cause}"),
    }
}

fn xml(status: &str, fields: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <response><result><resultStatus>{status}</resultStatus><resultCode>CODE_{status}</resultCode>
        <resultMessage>a &lt; b</resultMessage></result>{fields}</response>"#
    )
}

#[tokio::test]
async fn an_answer_in_xml_has_the_outcome_of_its_status() {
    let fields = "<paymentId>2022</paymentId><paymentStatus>SUCCESS</paymentStatus>
        <paymentAmount><currency>USD</currency><value>100</value></paymentAmount><extendInfo/>";
    for (status, name) in [
        ("S", "Success"),
        ("A", "Accepted"),
        ("F", "Failed"),
        ("U", "Unknown"),
        ("X", "Unknown"),
        ("", "Unknown"),
    ] {
        for content_type in [XML, "text/xml", "Application/SOAP+XML;charset=utf-8"] {
            let outcome = asked(reply(content_type, xml(status, fields))).await;
            assert_eq!(outcome.name(), name, "{status}, {content_type}: {outcome:?}");
            let answer = match &outcome {
                Outcome::Success(answer) | Outcome::Accepted(answer) => answer,
                Outcome::Failed(failure) => &failure.response,
                Outcome::Unknown(unknown) => unknown.response().expect("it can be read"),
            };
            assert_eq!(answer.result().code.as_str(), format!("CODE_{status}"));
            assert_eq!(answer.result().message.as_str(), "a < b");
            assert_eq!(answer.payment_id.as_ref().unwrap().as_str(), "2022");
            assert_eq!(answer.payment_amount.as_ref().unwrap().value.as_str(), "100");
            assert!(answer.extend_info.is_none());
            assert_eq!(answer.raw_body().bytes(), &xml(status, fields));
        }
    }
}

#[tokio::test]
async fn lists_in_xml_are_lists() {
    let info = |id: &str| format!("<loginId>{id}</loginId><loginIdType>EMAIL</loginIdType>");
    let (one, two) = (info("1"), info("2"));
    let each = |name: &str| format!("<{name}>{one}</{name}><{name}>{two}</{name}>");
    for (lists, expected) in [
        (String::new(), vec![]),
        (format!("<loginIdInfos>{one}</loginIdInfos>"), vec!["1"]),
        (each("loginIdInfos"), vec!["1", "2"]),
        (format!("<loginIdInfos>{}</loginIdInfos>", each("loginIdInfo")), vec!["1", "2"]),
    ] {
        let (wallet, client) = scene();
        wallet.then(reply(XML, xml("S", &format!("<userInfo><userId>7</userId>{lists}</userInfo>"))));
        let request: InquiryUserInfoByAccessTokenRequest =
            json::read_strict(br#"{"accessToken":"token"}"#).unwrap();
        let outcome =
            client.v1().customers().user().inquiry_user_info_by_access_token(&request).await.unwrap();
        let Outcome::Success(answer) = outcome else { panic!("{lists}: {outcome:?}") };
        let infos = answer.user_info.as_ref().unwrap().login_id_infos.as_ref();
        let ids: Vec<&str> = infos
            .into_iter()
            .flat_map(|infos| infos.iter())
            .map(|info| info.login_id.as_ref().unwrap().as_str())
            .collect();
        assert_eq!(ids, expected, "{lists}");
    }
}

#[tokio::test]
async fn xml_without_one_result_is_unreadable() {
    let result = |status: &str| format!("<result><resultStatus>{status}</resultStatus></result>");
    let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let texts = [
        format!("<r>{}{}</r>", result("S"), result("S")),
        format!("<r>{}{}</r>", result("S"), result("F")),
        "<r><result><resultStatus>F</resultStatus><resultStatus>S</resultStatus></result></r>".to_owned(),
        "<r/>".to_owned(),
        "<r><result/></r>".to_owned(),
        "<r><Result><resultStatus>S</resultStatus></Result></r>".to_owned(),
        // Not one level too deep, nor too high.
        format!("<r><r>{}</r></r>", result("S")),
        result("S"),
        String::new(),
        " ".to_owned(),
        "<r>".to_owned(),
        format!("<r>{}</r><r/>", result("S")),
        format!("<r>{}</r>trailing", result("S")),
        format!("<r>{}</s>", result("S")),
        format!("<!DOCTYPE r [<!ENTITY s \"S\">]><r>{}</r>", result("&s;")),
        format!("<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r>{}</r>", result("S")),
        format!("<r>{}</r>", result("&s;")),
        format!("<r>{}{}</r>", result("S"), deep(200)),
        format!("<r>{}{}</r>", result("S"), "<a/>".repeat(100_001)),
    ];
    for text in texts {
        let (_, why) = unreadable(XML, text.as_bytes()).await;
        assert!(matches!(why, ReadError::NotXml(_) | ReadError::Breaks(_)), "{why}");
    }
}

#[tokio::test]
async fn an_answer_is_read_in_its_charset() {
    let paid = |bytes: &[u8]| -> Vec<u8> {
        [br#"{"result":{"resultStatus":"S"},"extendInfo":""#, bytes, br#""}"#].concat()
    };
    let utf_16 = |big: bool| -> Vec<u8> {
        let text = String::from_utf8(paid("é".as_bytes())).unwrap();
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let table: Vec<(&str, Vec<u8>, &str)> = vec![
        ("application/json; charset=UTF-8", paid("é".as_bytes()), "é"),
        ("application/json", paid("é".as_bytes()), "é"),
        ("", paid("é".as_bytes()), "é"),
        ("application/json; charset=ISO-8859-1", paid(b"\xe9"), "é"),
        ("application/json; charset=Shift_JIS", paid(b"\x83\x41"), "ア"),
        // The second half of this letter is a backslash, and of the next one a brace.
        ("application/json; charset=Shift_JIS", paid(b"\x83\x5c\x83\x7d"), "ソマ"),
        ("application/json; charset=GBK", paid(b"\xd6\xd0"), "中"),
        ("application/json", utf_16(true), "é"),
        ("application/json", utf_16(false), "é"),
        ("application/json; charset=UTF-8", utf_16(false), "é"),
        ("application/json; charset=GBK", [b"\xef\xbb\xbf", &*paid("é".as_bytes())].concat(), "é"),
        // A header that names the wrong one of two that look alike: other letters, and nothing else.
        ("application/json; charset=ISO-8859-1", paid("é".as_bytes()), "Ã©"),
    ];
    for (content_type, body, expected) in table {
        let outcome = asked(reply(content_type, body)).await;
        let Outcome::Success(answer) = outcome else { panic!("{content_type}, {expected}: {outcome:?}") };
        assert_eq!(answer.extend_info.as_ref().unwrap().as_str(), expected, "{content_type}");
    }
}

#[tokio::test]
async fn what_is_not_text_of_its_charset_is_read_as_utf_8() {
    let good = r#"{"result":{"resultStatus":"S"},"extendInfo":"é"}"#.as_bytes();
    let bad = |bytes: &[u8]| {
        [br#"{"result":{"resultStatus":"S"},"extendInfo":""#.as_slice(), bytes, br#""}"#].concat()
    };
    let (not_text, label) = ("not text of its charset", "it was read as UTF-8");
    for (content_type, body, expected, noted) in [
        ("application/json; charset=UTF-8", bad(b"\xe9"), "\u{fffd}", not_text),
        ("application/json", bad(b"\x83\x41"), "\u{fffd}A", not_text),
        ("application/json; charset=Shift_JIS", bad(b"\xff"), "\u{fffd}", not_text),
        ("application/json; charset=Shift_JIS", bad(b"\xff"), "\u{fffd}", label),
        ("application/json; charset=UTF-16LE", good.to_vec(), "é", label),
        ("application/json; charset=klingon", good.to_vec(), "é", label),
        ("application/json; charset=utf-7", good.to_vec(), "é", label),
        ("application/json; charset=hz-gb-2312", good.to_vec(), "é", label),
    ] {
        let outcome = asked(reply(content_type, body)).await;
        let Outcome::Success(answer) = outcome else { panic!("{content_type}: {outcome:?}") };
        assert_eq!(answer.extend_info.as_ref().unwrap().as_str(), expected, "{content_type}");
        let deviations: Vec<String> = answer.deviations().iter().map(ToString::to_string).collect();
        assert!(deviations.iter().any(|found| found.contains(noted)), "{content_type}: {deviations:?}");
    }
}

/// Nobody signs the header, and a customer may choose a text in an answer. In some charsets a backslash is the second half
/// of a letter, so that a quote in that text could end it. Whatever the header says, no field says anything else than what
/// the wallet wrote; only letters of texts may be others, or the answer is unreadable.
#[tokio::test]
async fn no_charset_in_the_header_makes_other_fields_of_the_same_bytes() {
    let charsets = [
        "gbk",
        "gb18030",
        "big5",
        "shift_jis",
        "euc-kr",
        "euc-jp",
        "iso-2022-jp",
        "utf-16",
        "utf-16be",
        "iso-8859-1",
        "koi8-r",
        "ibm866",
        "macintosh",
        "x-user-defined",
        "utf-7",
        "windows-874",
        "klingon",
    ];
    let scene = scene();
    let fail = r#""paymentStatus":"FAIL","paymentId":"2022""#;
    let inject = r#"","paymentStatus":"SUCCESS","paymentId":"1","x":""#;
    for letters in ["€", "é", "中文", "ñé", "🦀"] {
        for text in [
            format!("{letters}{inject}"),
            format!("{letters}{}", inject.replace('"', &format!("{letters}\""))),
            format!("{letters}\\"),
            format!("{letters}\\{inject}"),
            format!("{letters}\"}}"),
            format!("{letters}\"}}{{\"result\":{{\"resultStatus\":\"S\"}}"),
            format!("{letters}\u{1b}$B{inject}\u{1b}(B"),
        ] {
            let text = serde_json::Value::from(text).to_string();
            let bodies = [
                format!(
                    r#"{{"result":{{"resultStatus":"S","resultMessage":{text}}},"extendInfo":{text},{fail}}}"#
                ),
                format!(
                    r#"{{{fail},"extendInfo":{text},"result":{{"resultMessage":{text},"resultStatus":"S"}}}}"#
                ),
            ];
            // As it is, and with a letter that is cut.
            let cut = b",\"cut\":\"\xe4\xb8\"".as_slice();
            for (body, cut) in bodies.iter().flat_map(|body| [(body, b"".as_slice()), (body, cut)]) {
                let bytes = [&body.as_bytes()[..body.len() - 1], cut, b"}"].concat();
                for charset in charsets {
                    let content_type = format!("application/json; charset={charset}");
                    match asked_in(&scene, reply(&content_type, bytes.clone())).await {
                        Outcome::Success(answer) => {
                            let status = answer.payment_status.as_ref().map(ToString::to_string);
                            let id = answer.payment_id.as_ref().map(|id| id.as_str().to_owned());
                            let expected = (Some("FAIL".to_owned()), Some("2022".to_owned()));
                            assert_eq!((status, id), expected, "{charset}: {body}");
                        }
                        outcome => assert_eq!(outcome.name(), "Unknown", "{charset}: {body}"),
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn the_content_type_may_lie_and_nothing_is_misread() {
    let json = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"},"paymentId":"2022"}"#;
    // JSON, whatever it is called.
    for content_type in [
        "text/html",
        "text/plain;charset=utf-8",
        "application/octet-stream",
        "text/xml",
        XML,
        "*/*",
        "??",
        ";",
        "\u{80}",
    ] {
        let outcome = asked(reply(content_type, json)).await;
        let Outcome::Success(answer) = outcome else { panic!("{content_type}: {outcome:?}") };
        assert_eq!(answer.payment_id.as_ref().unwrap().as_str(), "2022");
    }
    let page = "<html><body>Bad Gateway</body></html>";
    let success = xml("S", "");
    for (content_type, body) in [
        // XML that is called JSON, or nothing, or something else.
        ("application/json", success.as_str()),
        ("", &success),
        ("text/plain", &success),
        ("text/html", page),
        ("application/json", page),
        ("text/html", ""),
        ("text/xml", page),
        ("text/xml", "[]"),
        ("text/xml", &json[1..]),
        ("application/x-www-form-urlencoded", "result=S"),
    ] {
        let (unknown, why) = unreadable(content_type, body.as_bytes()).await;
        let is_named = match &why {
            ReadError::ContentType { content_type: named, .. } => content_type.starts_with(named.as_str()),
            ReadError::NotJson(_) => matches!(content_type, "application/json" | ""),
            ReadError::NotXml(_) | ReadError::Breaks(_) => content_type == "text/xml",
            _ => false,
        };
        assert!(is_named, "{content_type}: {why}");
        assert!(!why.to_string().contains("Gateway"), "{why}");
        assert_eq!(unknown.action(), countersign_runtime::Action::Ask);
    }
}

/// The page of a gateway has no signature, so that nobody even looks what it is.
#[tokio::test]
async fn what_is_not_signed_is_kept_unread() {
    for (content_type, body) in
        [("text/html", "<html>502</html>"), (XML, xml("S", "").as_str()), ("application/json", "{}")]
    {
        let outcome = asked(
            Reply::unsigned(body.to_owned())
                .header("content-type", HeaderValue::from_str(content_type).unwrap())
                .status(StatusCode::BAD_GATEWAY),
        )
        .await;
        let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
        assert!(matches!(unknown.cause, Cause::Unverified(_)));
        assert_eq!(unknown.exchange().status(), Some(StatusCode::BAD_GATEWAY));
        assert_eq!(unknown.exchange().headers().unwrap()["content-type"], content_type);
        assert_eq!(unknown.unverified_body().unwrap().dangerous_bytes(), body);
    }
}
