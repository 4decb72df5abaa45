//! A shop that listens for notifications.

use super::{CLIENT_ID, keys};
use bytes::Bytes;
use countersign_runtime::codec::{Decode, Decoded, Encode, Fields, View};
use countersign_runtime::receiver::{self, Receiver, Reply};
use countersign_runtime::signature::{SigningKey, WalletKey};
use countersign_runtime::{Endpoint, Json};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use serde_json::Value;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What a notification says.
#[derive(Debug, Default)]
pub(super) struct Told(Json);

impl Encode for Told {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        self.0.encode(visit);
    }
}

impl Decode for Told {
    fn empty() -> Self {
        Self::default()
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.0.object(source)
    }
}

impl countersign_runtime::Notification for Told {
    const ENDPOINT: &'static Endpoint = &Endpoint::new("v1", "payments/notifyPayment");
    type Answer = Self;
}

/// What the shop does with a notification.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reaction {
    /// Acknowledges it, signed.
    Acknowledge,
    /// Acknowledges it, unsigned.
    Unsigned,
    /// Acknowledges it, with somebody else's signature.
    WronglySigned,
    /// Has the wallet send it again.
    Later,
    /// Fails by HTTP.
    Status500,
    /// Answers what nobody can read.
    Gibberish,
    /// Cuts the connection.
    Cut,
}

/// A shop at a free port, which keeps what it was told.
pub(super) struct Merchant {
    address: SocketAddr,
    pub(super) told: UnboundedReceiver<Value>,
    reactions: Arc<Mutex<VecDeque<Reaction>>>,
    before: Arc<Mutex<Option<Before>>>,
}

type Before = Box<dyn Fn() + Send>;

impl Merchant {
    /// With what it does first; after that, it acknowledges.
    pub(super) async fn new(reactions: impl IntoIterator<Item = Reaction>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let (tell, told) = unbounded_channel();
        let reactions = Arc::new(Mutex::new(reactions.into_iter().collect::<VecDeque<_>>()));
        let next = Arc::clone(&reactions);
        let before: Arc<Mutex<Option<Before>>> = Arc::default();
        let first = Arc::clone(&before);
        tokio::spawn(async move {
            let receiver = receiver();
            while let Ok((stream, _)) = listener.accept().await {
                if let Some(before) = first.lock().expect("what comes first").as_ref() {
                    before();
                }
                tokio::spawn(serve(stream, receiver.clone(), Arc::clone(&next), tell.clone()));
            }
        });
        Self { address, told, reactions, before }
    }

    /// Does something whenever a connection is made.
    pub(super) fn before_each(&self, work: impl Fn() + Send + 'static) {
        *self.before.lock().expect("what comes first") = Some(Box::new(work));
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/claro/notify?shop=7", self.address)
    }

    /// Whether it has done all that it was to do first.
    pub(super) fn is_done(&self) -> bool {
        self.reactions.lock().expect("the reactions").is_empty()
    }
}

fn receiver() -> Receiver {
    let ours = SigningKey::from_text(keys::MERCHANT).expect("the shop's key");
    let wallets = WalletKey::from_text(keys::WALLET_PUBLIC).expect("the wallet's key");
    Receiver::new(CLIENT_ID, ours, wallets)
}

async fn serve(
    mut stream: TcpStream,
    receiver: Receiver,
    reactions: Arc<Mutex<VecDeque<Reaction>>>,
    tell: UnboundedSender<Value>,
) {
    while let Some(request) = read(&mut stream).await {
        let reaction = reactions.lock().expect("the reactions").pop_front().unwrap_or(Reaction::Acknowledge);
        let body: Value = serde_json::from_slice(request.body()).expect("JSON");
        let reply = move |told: receiver::Notification<Told>| async move {
            drop(told);
            if matches!(reaction, Reaction::Later) { Reply::later() } else { Reply::<Told>::acknowledge() }
        };
        let mut answer = receiver.respond::<Told, _, _>(request, reply).await;
        assert_eq!(answer.status(), 200, "the receiver has verified it");
        let _ = tell.send(body);
        match reaction {
            Reaction::Acknowledge | Reaction::Later => {}
            Reaction::Unsigned => *answer.headers_mut() = HeaderMap::new(),
            Reaction::WronglySigned => {
                answer
                    .headers_mut()
                    .insert("response-time", HeaderValue::from_static("2026-01-01T00:00:00Z"));
            }
            Reaction::Status500 => *answer.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR,
            Reaction::Gibberish => *answer.body_mut() = Bytes::from_static(b"<html>"),
            Reaction::Cut => return,
        }
        write(&mut stream, &answer).await;
    }
}

/// A request of HTTP/1.1 with a `Content-Length`.
async fn read(stream: &mut TcpStream) -> Option<Request<Bytes>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).expect("text");
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let mut request = Request::builder().method(first.next()?).uri(first.next()?);
    let mut length = 0;
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().expect("a length");
        }
        let name: HeaderName = name.parse().expect("a name");
        request = request.header(name, value);
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(request.body(Bytes::from(body)).expect("a request"))
}

async fn write(stream: &mut TcpStream, answer: &Response<Bytes>) {
    let mut text = format!("HTTP/1.1 {}\r\ncontent-length: {}\r\n", answer.status(), answer.body().len());
    for (name, value) in answer.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().expect("text"));
    }
    text += "\r\n";
    let bytes = [text.as_bytes(), answer.body()].concat();
    stream.write_all(&bytes).await.expect("it is read");
}
