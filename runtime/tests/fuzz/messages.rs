//! What answers and notifications have in common: a body, headers, and whether the wallet has signed them.

use std::{
    pin::pin,
    sync::LazyLock,
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use countersign_runtime::{
    DateTime,
    signature::{
        Algorithm, Content, ContentTemplate, KeyVersion, Separator, SignatureEncoding, SignatureHeader,
        SigningKey, WalletKey,
    },
};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{mutate::mutated, random::Random};

pub(crate) const CLIENT_ID: &str = "2022091495540562874792";
const ANOTHER_ID: &str = "2022091495540562874793";
const MINUTES: i64 = 60_000;
/// What is accepted before and after now, in milliseconds.
const WINDOW: i64 = 5 * MINUTES;

macro_rules! key_file {
    ($name:literal) => {
        include_str!(concat!("../../../tests/keys/", $name))
    };
}

/// Both sides' keys, and somebody else's.
pub(crate) struct Keys {
    pub(crate) ours: SigningKey,
    pub(crate) ours_public: WalletKey,
    wallet: SigningKey,
    pub(crate) wallet_public: WalletKey,
    another: SigningKey,
}

pub(crate) static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys {
    ours: SigningKey::from_text(key_file!("merchant.pkcs8.pem")).expect("a key"),
    ours_public: WalletKey::from_text(key_file!("merchant.public.pem")).expect("a key"),
    wallet: SigningKey::from_text(key_file!("wallet.pkcs8.pem")).expect("a key"),
    wallet_public: WalletKey::from_text(key_file!("wallet.public.pem")).expect("a key"),
    another: SigningKey::from_text(key_file!("another.pkcs8.pem")).expect("a key"),
});

pub(crate) fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(1_795_341_600_500)
}

/// The value of a future that waits for nothing.
pub(crate) fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here is waited for"),
    }
}

/// What a body could stumble over, besides what is in it.
#[rustfmt::skip]
pub(crate) const SPOILERS: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "\\u0000", "\\ud800", "\\u", "\\x", "null", "true", "1e999", "-0", "0.1", "\0",
    "\"result\":", "\"resultStatus\":", "\"S\"", "\"F\"", "\"A\"", "\"U\"", "\"resultStatus\":\"S\"", "result", "[[[[[[[[",
    "<", ">", "</", "/>", "&lt;", "<result>", "</result>", "<!DOCTYPE a>", "<![CDATA[", "]]>", "<?xml version='1.0'?>",
    " ", "\n", "\r\n", "\u{feff}", "é", "€", "🦀", "\u{202e}", "\u{1b}[2J", "%2B", "=", "AAAA",
];

const CONTENT_TYPES: &[&str] = &[
    "application/json; charset=UTF-8",
    "application/json",
    "text/html",
    "text/plain; charset=utf-8",
    "application/json; charset=gbk",
    "application/json;charset=Shift_JIS",
    "application/json; charset=utf-16",
    "text/xml",
    "application/xml; charset=iso-8859-1",
    "application/json; charset=\"",
    ";;;=",
    "",
];

/// A message on its way: the parts that somebody between the wallet and us can change.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// For what a message is signed, and how.
pub(crate) struct Envelope<'a> {
    pub(crate) path: &'a str,
    /// `response-time` or `request-time`.
    pub(crate) time_header: &'static str,
    pub(crate) template: ContentTemplate,
}

impl Envelope<'_> {
    fn content<'b>(&self, client_id: &str, id: &str, time: &str, body: &'b [u8]) -> Content<'b> {
        match (self.template, self.time_header) {
            (ContentTemplate::SixPart, "response-time") => Content::six_part_response(client_id, time, body),
            (ContentTemplate::SixPart, _) => Content::six_part(self.path, client_id, id, time, body),
            _ => Content::new(self.path, client_id, time, body),
        }
    }

    /// A message that the wallet may have signed: mostly right, and at times by another key, for another client or path,
    /// or at another time.
    pub(crate) fn signed(&self, body: Vec<u8>, random: &mut Random) -> Message {
        let key = if random.one_in(16) { &KEYS.another } else { &KEYS.wallet };
        let client_id = if random.one_in(16) { ANOTHER_ID } else { CLIENT_ID };
        let path =
            if random.one_in(16) { random.pick(&["/", "/v1/elsewhere", "", "/é"]) } else { self.path };
        let time = time(random);
        let content = Envelope { path, ..*self }.content(client_id, "id-1", &time, &body);
        let version = if random.one_in(2) { Some(KeyVersion::from(random.below(3) as u32)) } else { None };
        let signature = SignatureHeader::write(
            Algorithm::Rsa256,
            version.as_ref(),
            &key.sign(&content).expect("a signature"),
            *random.item(&[
                SignatureEncoding::Base64,
                SignatureEncoding::Base64Url,
                SignatureEncoding::Base64UrlEncoded,
            ]),
            *random.item(&[Separator::Comma, Separator::CommaSpace]),
        );
        let mut headers = HeaderMap::new();
        let content_type = if random.one_in(2) { CONTENT_TYPES[0] } else { random.pick(CONTENT_TYPES) };
        for (name, value) in [
            ("content-type", content_type),
            ("client-id", client_id),
            ("request-id", "id-1"),
            (self.time_header, &time),
            ("signature", &signature),
        ] {
            headers.insert(name, value.parse().expect("a header"));
        }
        if random.one_in(8) {
            headers.remove("client-id");
        }
        Message { headers, body }
    }

    /// Whether the wallet has signed this message, for us and about now: what the program under test has to find out, done
    /// once more.
    pub(crate) fn is_signed(&self, message: &Message) -> bool {
        let all =
            |name: &str| message.headers.get_all(name).iter().map(HeaderValue::as_bytes).collect::<Vec<_>>();
        let text = |name: &str| match all(name).as_slice() {
            [one] => std::str::from_utf8(one).ok().map(str::to_owned),
            _ => None,
        };
        let (Some(signature), Some(time)) = (text("signature"), text(self.time_header)) else { return false };
        // Also none, or several: some wallets leave it out, and some gateways write it a second time.
        let is_ours = all("client-id").iter().all(|id| *id == CLIENT_ID.as_bytes());
        let Ok(signature) = SignatureHeader::parse(signature.as_bytes()) else { return false };
        let id = text("request-id").unwrap_or_default();
        let content = self.content(CLIENT_ID, &id, &time, &message.body);
        let is_right = KEYS.wallet_public.verify(&content, &signature.signature).is_ok();
        is_ours && signature.algorithm == Algorithm::Rsa256 && is_right && is_now(&time)
    }
}

/// The text of a header with a time, mostly one inside the window.
fn time(random: &mut Random) -> String {
    let now = DateTime::from(now()).unix_millis();
    let off = match random.below(12) {
        0 => WINDOW,
        1 => -WINDOW,
        2 => WINDOW + 1,
        3 => -WINDOW - 1,
        4 => 24 * 60 * MINUTES,
        _ => random.below(1000) as i64,
    };
    match random.below(16) {
        0 => random.pick(&["now", "0", "2026-11-22", "1e12", "-1795341600500", "99999999999999"]).to_owned(),
        1 | 2 => (now + off).to_string(),
        _ => DateTime::from_unix_millis(now + off, [0, 330, -480][random.below(3)]).as_str().to_owned(),
    }
}

/// Whether a header's time is inside the window, for the forms of [`time`].
fn is_now(text: &str) -> bool {
    let now = DateTime::from(now()).unix_millis();
    let millis = text.parse().map(|time: DateTime| time.unix_millis()).ok();
    let millis = millis.or_else(|| text.parse().ok().filter(|_| text.len() == 13));
    millis.is_some_and(|millis: i64| now.abs_diff(millis) <= WINDOW.unsigned_abs())
}

impl Message {
    /// With what somebody on the way could do to it.
    pub(crate) fn disturb(&mut self, random: &mut Random) {
        for _ in 0..=random.below(3) {
            match random.below(4) {
                0 => self.body = mutated(&self.body, SPOILERS, random),
                _ => self.disturb_headers(random),
            }
        }
    }

    fn disturb_headers(&mut self, random: &mut Random) {
        const NAMES: &[&str] = &[
            "signature",
            "client-id",
            "response-time",
            "request-time",
            "request-id",
            "content-type",
            "encrypt",
            "trace-id",
        ];
        let name = HeaderName::from_static(random.pick::<str>(NAMES));
        let old = self.headers.get(&name).cloned().unwrap_or_else(|| HeaderValue::from_static("x"));
        let new = match random.below(4) {
            0 => old.as_bytes().to_vec(),
            1 => random.pick(CONTENT_TYPES).as_bytes().to_vec(),
            _ => mutated(
                old.as_bytes(),
                &[",", "=", "%2B", ".", "0", "Z", "+", "signature=", "algorithm=none", " "],
                random,
            ),
        };
        let Ok(new) = HeaderValue::from_bytes(&new) else { return };
        match random.below(4) {
            0 => drop(self.headers.remove(&name)),
            1 => drop(self.headers.append(name, new)),
            _ => drop(self.headers.insert(name, new)),
        }
    }
}

/// A text for people has nothing in it that moves a terminal, and an end.
pub(crate) fn assert_shown(text: &str) {
    assert!(text.len() < 4_000 && !text.contains(char::is_control), "{text:?}");
}
