use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::{
    dialect::Dialect,
    signature::{Signer, sign_with},
    transport::{TransportError, TransportFailure},
};

/// A reply of a [`ScriptedWallet`](super::ScriptedWallet) to one request.
#[derive(Debug, Clone)]
pub struct Reply(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Answer(Box<Answer>),
    Lost(TransportFailure),
}

#[derive(Debug, Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    signed: bool,
    time: Option<SystemTime>,
}

impl Reply {
    /// A response with this body, signed by the wallet now.
    #[must_use]
    pub fn signed(body: impl Into<Bytes>) -> Self {
        let answer = Answer {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: body.into(),
            signed: true,
            time: None,
        };
        Self(Kind::Answer(Box::new(answer)))
    }

    /// A response without signature and time, as from a gateway that does not know who calls, or from a proxy.
    #[must_use]
    pub fn unsigned(body: impl Into<Bytes>) -> Self {
        Self::signed(body).change(|answer| answer.signed = false)
    }

    /// No response. [`TransportFailure::NotSent`] is no connection, too.
    #[must_use]
    pub fn lost(failure: TransportFailure) -> Self {
        Self(Kind::Lost(failure))
    }

    /// Sets the HTTP status, 200 by default.
    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        self.change(|answer| answer.status = status)
    }

    /// With one more header, in place of one of that name: also of those that the wallet itself sets.
    #[must_use]
    pub fn header(self, name: &'static str, value: HeaderValue) -> Self {
        self.change(|answer| drop(answer.headers.insert(name, value)))
    }

    /// Signed at another time.
    #[must_use]
    pub fn at(self, time: SystemTime) -> Self {
        self.change(|answer| answer.time = Some(time))
    }

    fn change(mut self, change: impl FnOnce(&mut Answer)) -> Self {
        if let Kind::Answer(answer) = &mut self.0 {
            change(answer);
        }
        self
    }

    pub(super) async fn play(
        self,
        path: &str,
        client_id: &str,
        dialect: &Dialect,
        signer: &dyn Signer,
        now: SystemTime,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let answer = match self.0 {
            Kind::Lost(failure) => return Err(TransportError::new(failure, "as the script says")),
            Kind::Answer(answer) => answer,
        };
        let mut response = http::Response::new(answer.body.clone());
        *response.status_mut() = answer.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
        if answer.signed {
            let message = dialect.response(path, &answer.body);
            let params = dialect.header_params(client_id, answer.time.unwrap_or(now));
            let signed = sign_with(signer, &message, &params).await;
            let signed =
                signed.map_err(|error| TransportError::new(TransportFailure::Disconnected, error))?;
            headers.extend(signed.headers);
        }
        headers.extend(answer.headers);
        Ok(response)
    }
}
