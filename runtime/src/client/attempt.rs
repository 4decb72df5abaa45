//! One attempt: signed, sent, verified.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use countersign_signing::rfc3339;
use http::{HeaderMap, Method, header};

use super::{
    CallOptions, Client,
    encrypting::seal,
    end::{End, Read},
    trace::Span,
};
use crate::{
    body::Unverified,
    clock::Stopwatch,
    descriptor::Handle,
    dialect::UnsignedResponses,
    endpoint::Endpoint,
    error::{Error, NotSent},
    exchange::Exchange,
    flat_result::read_result,
    headers::{ENCRYPT, REQUEST_ID, RESPONSE_TIME, SIGNATURE},
    reading,
    result::WalletResult,
    settings::Settings,
    signature::{Expected, SignError, VerifyError, sign_with},
    transport::{Limits, TransportFailure},
    verify::Check,
};

/// When the request of a response was sent.
struct Sent {
    /// When the first attempt of the call was sent, by our own clock.
    first: SystemTime,
    /// The time between this attempt and its response.
    took: Duration,
}

impl Client {
    /// The request with everything that makes it a signed one.
    pub(crate) async fn signed(
        &self,
        endpoint: &Handle<Endpoint>,
        body: &Bytes,
        options: &CallOptions,
        attempt: u32,
    ) -> Result<Box<Exchange>, Error> {
        let settings = &*self.settings;
        settings.check_sendable(endpoint, &options.headers)?;
        let (dialect, client_id) = (&settings.dialect, settings.client_id());
        let path = settings.path(endpoint);
        let request_id = self.request_id(options);
        let sealed = seal(settings, body, options)?;
        let message = dialect.request(&path, &sealed.body);
        let mut params = dialect.header_params(client_id, self.wallet_time());
        if let Some(id) = &request_id {
            params = params.with_request_id(id);
        }
        let signed = sign_with(&*settings.config.signer, &message, &params).await.map_err(Error::Signing)?;
        let (mut headers, signed_head) = (signed.headers, signed.content.head().to_owned());

        headers.insert(header::CONTENT_TYPE, sealed.content_type);
        if let Some(encrypt) = sealed.encrypt {
            headers.insert(ENCRYPT, encrypt);
        }
        // A request id that was given is the one that was signed.
        for (name, value) in settings.headers.iter().chain(&options.headers) {
            headers.insert(name, value.clone());
        }
        let mut request = http::Request::new(sealed.body);
        *request.method_mut() = Method::POST;
        let uri = format!("{}{path}", settings.origin);
        *request.uri_mut() = uri.parse().map_err(|error| Error::Signing(SignError::new(error)))?;
        *request.headers_mut() = headers;
        let observer = settings.config.observer.clone();
        let exchange = Exchange::new(endpoint.clone(), request, body.clone(), attempt);
        Ok(Box::new(Exchange { signed_head, observer, ..exchange }))
    }

    /// The exchange of a request that is refused before it is signed.
    pub(super) fn unsent(&self, endpoint: Handle<Endpoint>, body: Bytes) -> Box<Exchange> {
        let uri = format!("{}{}", self.settings.origin, self.settings.path(&endpoint));
        let mut request = http::Request::new(body.clone());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri.parse().unwrap_or_default();
        let observer = self.settings.config.observer.clone();
        Box::new(Exchange { observer, ..Exchange::new(endpoint, request, body, 0) })
    }

    /// The id of a request, which is signed where the dialect wants it: the caller's own, or a random one for each attempt.
    fn request_id(&self, options: &CallOptions) -> Option<String> {
        if !self.settings.dialect.request("", b"").signs_request_id() {
            return None;
        }
        let given = options.headers.get(REQUEST_ID).or_else(|| self.settings.headers.get(REQUEST_ID));
        let given = given.and_then(|id| id.to_str().ok());
        Some(given.map_or_else(|| format!("{:032x}", fastrand::u128(..)), str::to_owned))
    }

    /// Sends the request and verifies the response. `first_sent` is when the first attempt of the call went out, by our own clock.
    pub(super) async fn exchanged(
        &self,
        mut exchange: Box<Exchange>,
        first_sent: SystemTime,
        timeout: Duration,
        blocking: bool,
        span: &Span,
    ) -> Result<End, Error> {
        let limits = Limits { timeout, max_body: self.settings.config.max_body };
        let watch = Stopwatch::start(&*self.settings.config.clock);
        match self.settings.transport(blocking).send(exchange.request.clone(), limits).await {
            Ok(answer) => {
                let (head, body) = answer.into_parts();
                span.answered(body.len());
                exchange.answer = Some((head.status, head.headers));
                let sent = Sent { first: first_sent, took: watch.elapsed() };
                self.checked(exchange, Unverified::new(body), sent).await
            }
            Err(error) if error.failure() == TransportFailure::NotSent => {
                Err(Error::NotSent(Box::new(NotSent { error, exchange: *exchange })))
            }
            Err(error) => Ok(End::Lost(exchange, error)),
        }
    }

    async fn checked(&self, exchange: Box<Exchange>, body: Unverified, sent: Sent) -> Result<End, Error> {
        let Settings { config, dialect, .. } = &*self.settings;
        let now = config.clock.now();
        let expected = Expected::new(self.settings.client_id(), now)
            .with_max_skew(config.max_skew)
            .with_request_sent(sent.first, config.response_lead);
        let check = Check { verifier: &*config.verifier, dialect, expected };
        let no_headers = HeaderMap::new();
        let headers = exchange.headers().unwrap_or(&no_headers);
        match check.response(exchange.path(), headers, body).await {
            Ok(checked) => {
                if config.learn_skew {
                    // The response was signed about half-way through the exchange.
                    self.settings.skew.learn(checked.signed_at, rfc3339::unix_millis(now), sent.took / 2);
                }
                let (raw, endpoint) = (checked.body, &exchange.endpoint);
                let content = reading::open(headers, raw.bytes(), config.encryption.as_ref())
                    .and_then(|text| read_result(&text, endpoint.result()).map(|result| (text, result)));
                let read = Read::new(&exchange, raw, content);
                Ok(End::Responded(exchange, read))
            }
            Err((error, body)) => match self.unauthenticated(&exchange, &error, &body) {
                Some(claimed) => Ok(End::Unauthenticated(exchange, claimed, body)),
                None => Ok(End::Unverified(exchange, error, body)),
            },
        }
    }

    /// The result that a response without signature and time claims, where that is allowed: never that the call took effect.
    fn unauthenticated(
        &self,
        exchange: &Exchange,
        error: &VerifyError,
        body: &Unverified,
    ) -> Option<WalletResult> {
        let mode = self.settings.dialect.unsigned_answers;
        let unsigned = *error == VerifyError::MissingHeader(SIGNATURE)
            && !exchange.headers()?.contains_key(RESPONSE_TIME);
        if mode == UnsignedResponses::Refused || !unsigned {
            return None;
        }
        let decoded = reading::decode(exchange.headers()?, body.dangerous_bytes()).ok()?;
        let result = read_result(&decoded, exchange.endpoint.result()).ok()?;
        mode.reads(&result.status).then_some(result)
    }

    /// Now, as the wallet's clock has it where that was learned.
    fn wallet_time(&self) -> SystemTime {
        self.settings.skew.correct(self.settings.config.clock.now())
    }
}
