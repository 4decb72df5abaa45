//! The wallet: a process of its own, whose every answer is the same bytes, signed once.

use std::{
    convert::Infallible,
    error::Error,
    io::{self, BufRead, Read},
    process::{Child, Command, Stdio},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use countersign_runtime::{
    DateTime,
    signature::{Algorithm, Content, KeyVersion, Separator, SignatureEncoding, SignatureHeader, SigningKey},
};
use countersign_tests::keys;
use http::Response;
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::TcpSocket;

/// Makes this program the wallet.
pub(crate) const ARGUMENT: &str = "serve";
const PATH: &str = "/api/v1/payments/pay";
const BODY: &str = concat!(
    r#"{"result":{"resultStatus":"A","resultCode":"ACCEPT","resultMessage":"accept"},"#,
    r#""paymentId":"20200101234567890133333000000000001","#,
    r#""actionForm":{"actionFormType":"REDIRECTION","redirectionUrl":"https://wallet.example/cashier?id=1234567890"}}"#
);

/// The wallet's process; it ends with this value.
pub(crate) struct Process {
    child: Child,
    port: u16,
}

impl Process {
    /// Starts it; it takes so long for each response.
    pub(crate) fn start(delay: Duration) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .arg(delay.as_millis().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            io::BufReader::new(output).read_line(&mut line)?;
        }
        let port = line.trim().parse()?;
        Ok(Self { child, port })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until standard input ends.
pub(crate) fn run(delay_millis: u64) -> Result<(), Box<dyn Error>> {
    std::thread::spawn(|| {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let (answer, delay) = (answer()?, Duration::from_millis(delay_millis));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = socket()?.listen(4096)?;
        println!("{}", listener.local_addr()?.port());
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let answer = answer.clone();
            tokio::spawn(async move {
                let service = service_fn(|request| respond(request, &answer, delay));
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            });
        }
    })
}

/// Of this machine, at any free port.
fn socket() -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(([127, 0, 0, 1], 0).into())?;
    Ok(socket)
}

async fn respond(
    request: http::Request<Incoming>,
    answer: &Response<Bytes>,
    delay: Duration,
) -> Result<Response<Full<Bytes>>, Infallible> {
    // To its end, so that the connection can be used again.
    let _ = request.into_body().collect().await;
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    Ok(answer.clone().map(Full::new))
}

fn answer() -> Result<Response<Bytes>, Box<dyn Error>> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_millis();
    let time = DateTime::from_unix_millis(i64::try_from(now)?, 0);
    let content = Content::new(PATH, keys::CLIENT_ID, time.as_str(), BODY.as_bytes());
    let signature = SignatureHeader::write(
        Algorithm::Rsa256,
        Some(&KeyVersion::from(1)),
        &SigningKey::from_text(keys::WALLET)?.sign(&content)?,
        SignatureEncoding::Base64UrlEncoded,
        Separator::CommaSpace,
    );
    let answer = Response::builder()
        .header("client-id", keys::CLIENT_ID)
        .header("response-time", time.as_str())
        .header("signature", signature)
        .header("content-type", "application/json; charset=UTF-8");
    Ok(answer.body(Bytes::from_static(BODY.as_bytes()))?)
}
