//! Notifications: whatever a request is, no handler sees it that the wallet has not signed, and who sent it learns nothing.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use countersign_runtime::{
    Dialect, Endpoint, IdempotencyKey, Json, Receiver,
    codec::{Decode, Decoded, Encode, Fields, Items, Number, View},
    receiver::{Notification, Refused, Reply},
    signature::{ContentTemplate, SignatureHeader},
};
use http::{Request, Response};

use crate::{
    fuzz,
    messages::{CLIENT_ID, Envelope, KEYS, SPOILERS, assert_shown, at_once, now},
    mutate::mutated,
    random::Random,
};

/// Any JSON.
#[derive(Debug)]
struct Told(Json);

impl countersign_runtime::Notification for Told {
    const ENDPOINT: &'static Endpoint =
        &Endpoint::new("v1", "payments/notify").with_idempotency_key(IdempotencyKey::all(&["paymentId"]));
    type Answer = Self;
}

impl Encode for Told {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        self.0.encode(visit);
    }
}

impl Decode for Told {
    fn empty() -> Self {
        Self(Json::empty())
    }
    fn text(&mut self, text: &str) -> Decoded {
        self.0.text(text)
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        self.0.boolean(value)
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        self.0.number(number)
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.0.object(source)
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        self.0.list(items)
    }
}

const TARGETS: &[&str] = &[
    "/claro/notify",
    "/claro/notify?shop=7",
    "/",
    "http://shop.example/claro/notify",
    "/a%20b?x=%2e%2e/",
    "//claro/notify",
    "/a/../claro/notify",
    "/%2e/claro/notify",
    "/claro/notify;x=1",
    "*",
    "ftp://shop.example/a",
];

#[test]
fn any_request_is_answered() {
    fuzz(1_500, "notifications to handle", |random| {
        let target = if random.one_in(3) { random.pick(TARGETS) } else { TARGETS[random.below(2)] };
        let template = if random.one_in(8) { ContentTemplate::SixPart } else { ContentTemplate::Standard };
        let (body, is_object) = body(random);
        let mut message = signed_for(target, template).signed(body, random);
        let is_whole = !random.one_in(3);
        let mut seen_as = target.to_owned();
        if !is_whole {
            message.disturb(random);
            if random.one_in(4) {
                let target = mutated(
                    target.as_bytes(),
                    &["/", "//", "..", "%2e", "%2F", "?", "#", ";", "\\", "@"],
                    random,
                );
                seen_as = String::from_utf8_lossy(&target).into_owned();
            }
        }
        let method = if random.one_in(12) { random.pick(&["GET", "PUT", "post", "OPTIONS"]) } else { "POST" };
        let Ok(mut request) =
            Request::builder().method(method).uri(&seen_as).body(Bytes::from(message.body.clone()))
        else {
            return false;
        };
        *request.headers_mut() = message.headers.clone();
        let path = request.uri().path_and_query().map_or("", |path| path.as_str()).to_owned();
        let is_signed = method == "POST" && signed_for(&path, template).is_signed(&message);
        let max_body = if random.one_in(16) { random.below(200) } else { 64 * 1024 };

        let (answer, handled) = respond(&request, template, max_body);
        if handled == 0 {
            assert_eq!(shown(&answer), shown(&Refused::answer()), "{request:?}");
            let is_plain = seen_as == TARGETS[0] || seen_as == TARGETS[1];
            let content_type = message.headers.get("content-type");
            let is_utf_8 = content_type.is_some_and(|value| value == "application/json; charset=UTF-8");
            let is_good = is_signed && is_whole && is_object && is_plain && is_utf_8;
            assert!(!is_good || message.body.len() > max_body, "{request:?}");
            return false;
        }
        assert!(is_signed, "{request:?}");
        assert_eq!(handled, 1);
        check_answer(&answer, &path, template);
        true
    });
}

/// Has the request answered twice, as wallets send it; the first answer, and how often it was handled.
fn respond(request: &Request<Bytes>, template: ContentTemplate, max_body: usize) -> (Response<Bytes>, usize) {
    let handled = Arc::new(AtomicUsize::new(0));
    let receiver = Receiver::new(CLIENT_ID, KEYS.ours.clone(), KEYS.wallet_public.clone())
        .dialect(Dialect::new().content(template))
        .clock(now)
        .max_body(max_body)
        .on_event(|_, event| assert_shown(&event.to_string()));
    let answer = || {
        let (handled, body) = (handled.clone(), request.body().clone());
        let handler = move |notification: Notification<Told>| {
            _ = format!("{notification:?}");
            assert_eq!(notification.raw_body().bytes(), &body);
            handled.fetch_add(1, Ordering::Relaxed);
            async { Reply::acknowledge() }
        };
        at_once(receiver.respond(request.clone(), handler))
    };
    let (first, again) = (answer(), answer());
    assert_eq!(shown(&first), shown(&again));
    (first, handled.load(Ordering::Relaxed))
}

/// All that whoever sent the request gets to see.
fn shown(answer: &Response<Bytes>) -> String {
    format!("{} {:?} {:?}", answer.status(), answer.headers(), answer.body())
}

fn signed_for(path: &str, template: ContentTemplate) -> Envelope<'_> {
    // What is signed has no host.
    let path = path.strip_prefix("http://shop.example").unwrap_or(path);
    Envelope { path, time_header: "request-time", template }
}

/// It is ours, and signed by us for that path.
fn check_answer(answer: &Response<Bytes>, path: &str, template: ContentTemplate) {
    use countersign_runtime::signature::Content;
    let text = |name: &str| answer.headers()[name].to_str().expect("text");
    let content = match template {
        ContentTemplate::SixPart => {
            Content::six_part_response(CLIENT_ID, text("response-time"), answer.body())
        }
        _ => Content::new(path, CLIENT_ID, text("response-time"), answer.body()),
    };
    let signature = SignatureHeader::parse(text("signature").as_bytes()).expect("a signature header");
    assert_eq!(KEYS.ours_public.verify(&content, &signature.signature), Ok(()));
    assert!(answer.body().starts_with(br#"{"result":{"resultStatus":"S""#));
}

/// A body, and whether it is certainly a JSON object.
fn body(random: &mut Random) -> (Vec<u8>, bool) {
    let body = random.pick(&[
        r#"{"paymentId":"2022","paymentStatus":"SUCCESS","paymentAmount":{"currency":"USD","value":"1"}}"#,
        r#"{"paymentId":"","list":[1,2.5,null,true,{"a":"é"}]}"#,
        r#"{}"#,
        r#"[["paymentId"]]"#,
        "17",
    ]);
    if random.one_in(3) {
        (mutated(body.as_bytes(), SPOILERS, random), false)
    } else {
        (body.into(), body.starts_with('{'))
    }
}
