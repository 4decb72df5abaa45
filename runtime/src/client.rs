use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderValue, Method, header};

use crate::{
    body::Unverified,
    call::{Call, CallOptions},
    clock::header_time,
    codec::Encode,
    config::{Config, ConfigError, Settings},
    endpoint::{Api, Endpoint, Response},
    error::Error,
    exchange::Exchange,
    outcome::End,
    sign::signature_header,
    signature::{BoxFuture, Content, SignError},
    transport::{Limits, TransportFailure},
    verify::{CLIENT_ID, Check, Message, REQUEST_TIME, SIGNATURE},
};

/// Signs requests, sends them, and lets through only answers that the wallet has signed.
///
/// Generated crates wrap it with a method for each endpoint. A clone is cheap and shares connections and keys.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
}

impl Client {
    /// A client of an API.
    ///
    /// # Errors
    /// When something in the configuration can't be right.
    pub fn new(api: &Api, config: Config) -> Result<Self, ConfigError> {
        Settings::new(api, config).map(|settings| Self { settings: Arc::new(settings) })
    }

    /// A call of an endpoint, ready to be awaited. `request` must be what `R` answers: use the methods of a
    /// generated crate, which see to that.
    pub fn call<'a, R: Response>(&'a self, request: &'a (dyn Encode + Sync)) -> Call<'a, R> {
        Call::new(self, R::ENDPOINT, request)
    }

    /// The one place where everything is sent. It is not generic, so a program has it once.
    pub(crate) fn exchange(
        &self,
        endpoint: &'static Endpoint,
        body: Result<Bytes, Error>,
        options: CallOptions,
    ) -> BoxFuture<'_, Result<End, Error>> {
        Box::pin(async move {
            let limits = Limits {
                timeout: options.timeout.unwrap_or(self.settings.config.timeout),
                max_body: self.settings.config.max_body,
            };
            let mut exchange = self.signed(endpoint, body?, options).await?;
            match self.settings.transport.send(exchange.request.clone(), limits).await {
                Ok(answer) => {
                    let (head, body) = answer.into_parts();
                    exchange.answer = Some((head.status, head.headers));
                    Ok(self.verified(exchange, Unverified::new(body)).await)
                }
                Err(error) if error.failure() == TransportFailure::NotSent => Err(Error::NotSent(error)),
                Err(error) => Ok(End::Lost(exchange, error)),
            }
        })
    }

    /// The request with everything that makes it a signed one.
    async fn signed(
        &self,
        endpoint: &'static Endpoint,
        body: Bytes,
        options: CallOptions,
    ) -> Result<Exchange, Error> {
        let Settings { origin, base_path, client_id, dialect, config, .. } = &*self.settings;
        let path = format!("{base_path}/{}/{}", endpoint.version(), endpoint.path());
        let time = header_time(config.clock.now(), dialect.request_time);
        let content = Content::new(&path, self.settings.client_id(), &time, &body);
        let signature = signature_header(&*config.signer, dialect, &content).await.map_err(Error::Signing)?;

        let not_made = |error: http::Error| Error::Signing(SignError::new(error));
        let mut request = http::Request::builder()
            .method(Method::POST)
            .uri(format!("{origin}{path}"))
            .header(REQUEST_TIME, &time)
            .header(SIGNATURE, signature)
            .body(body)
            .map_err(not_made)?;
        let headers = request.headers_mut();
        headers.insert(CLIENT_ID, client_id.clone());
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.extend(options.headers);
        let client_id = self.settings.client_id().to_owned();
        Ok(Exchange { endpoint, client_id, time, request, answer: None, attempts: 1 })
    }

    async fn verified(&self, exchange: Exchange, body: Unverified) -> End {
        let config = &self.settings.config;
        let check = Check {
            verifier: &*config.verifier,
            client_id: self.settings.client_id(),
            template: self.settings.dialect.content,
            now: config.clock.now(),
            max_skew: config.max_skew,
        };
        let no_headers = http::HeaderMap::new();
        let headers = exchange.headers().unwrap_or(&no_headers);
        match check.verify(Message::Answer(exchange.path()), headers, body).await {
            Ok(checked) => End::Answered(exchange, checked.body),
            Err((error, body)) => End::Unverified(exchange, error, body),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.settings.config).finish()
    }
}
