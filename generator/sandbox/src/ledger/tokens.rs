//! Tokens of users: given for a code or for an earlier token, looked at, withdrawn.
//!
//! Any code is taken, once. Where no endpoint of a version gives out tokens, because the wallet's page was cut off, every
//! token that was not withdrawn is taken, too: nobody could know a right one.

use super::call::{Call, CallResult};
use super::error::LedgerError;
use super::fields::{FieldValue, Fields};
use super::ids::{IdOf, new_id};
use super::refusal::{Refusal, Stop};
use super::store::{Read, Writer};
use super::{moment, repeat};
use serde::{Deserialize, Serialize};
use std::time::Duration;

const TOKEN: &str = "token";
const REFRESH_TOKEN: &str = "refresh_token";
const USED_CODE: &str = "used_code";

/// How long tokens last.
const ACCESS: Duration = Duration::from_secs(24 * 60 * 60);
const REFRESH: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The one user of the sandbox.
const USER: &str = "2160000000000001";

/// What is kept of a token.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Token {
    /// When it ends, in milliseconds since 1970.
    ends: i64,
    /// It was withdrawn, or another was given for it.
    is_over: bool,
    /// The refresh token that came with an access token.
    refresh: Option<String>,
}

impl Token {
    fn until(ends: i64) -> Self {
        Self { ends, is_over: false, refresh: None }
    }
}

/// Answers an `applyToken`.
pub(super) fn apply(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    match call.needed("grantType")? {
        "AUTHORIZATION_CODE" => use_code(call, writer)?,
        "REFRESH_TOKEN" => use_refresh_token(call, writer)?,
        other => {
            let codes = ["AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE", "PARAM_ILLEGAL"];
            return Err(Refusal::new(&codes, format!("`grantType` {other} is not known")).into());
        }
    }
    Ok(CallResult::Success(give(call, writer)?))
}

fn use_code(call: &Call<'_>, writer: &Writer<'_>) -> Result<(), Stop> {
    let (api, code) = (&call.api.name, call.needed("authCode")?);
    if writer.bytes(USED_CODE, api, code)?.is_some() {
        let codes = [
            "USED_CODE",
            "USED_AUTHCODE",
            "AUTH_CODE_ALREADY_USED",
            "INVALID_CODE",
            "INVALID_AUTHCODE",
            "PROCESS_FAIL",
        ];
        return Err(Refusal::new(&codes, "`authCode` was used before").into());
    }
    Ok(writer.put(USED_CODE, api, code, &call.now)?)
}

fn use_refresh_token(call: &Call<'_>, writer: &Writer<'_>) -> Result<(), Stop> {
    let (api, text) = (&call.api.name, call.needed("refreshToken")?);
    let known: Option<Token> = writer.get(REFRESH_TOKEN, api, text)?;
    let refused = |code: &str, message: &str| {
        Err(Refusal::new(&[code, "INVALID_REFRESH_TOKEN", "PROCESS_FAIL"], message).into())
    };
    match known {
        None if call.is_given_out("refreshToken") => {
            refused("INVALID_REFRESH_TOKEN", "`refreshToken` is not known")
        }
        Some(token) if token.is_over => {
            refused("USED_REFRESH_TOKEN", "`refreshToken` was used before, or withdrawn")
        }
        Some(token) if token.ends <= call.now => {
            refused("EXPIRED_REFRESH_TOKEN", "`refreshToken` has expired")
        }
        _ => Ok(writer.put(REFRESH_TOKEN, api, text, &Token { is_over: true, ..Token::until(call.now) })?),
    }
}

fn give(call: &Call<'_>, writer: &Writer<'_>) -> Result<Fields, LedgerError> {
    let (api, now) = (&call.api.name, call.now);
    let ends = |time: Duration| moment::later(now, call.settings.scaled(time));
    let access = new_id(writer, call.api, "accessToken", IdOf::Token, now)?;
    let refresh = new_id(writer, call.api, "refreshToken", IdOf::Token, now)?;
    let token = Token { refresh: Some(refresh.clone()), ..Token::until(ends(ACCESS)) };
    writer.put(TOKEN, api, &access, &token)?;
    writer.put(REFRESH_TOKEN, api, &refresh, &Token::until(ends(REFRESH)))?;
    Ok(Fields::default()
        .text("accessToken", access)
        .time("accessTokenExpiryTime", Some(ends(ACCESS)))
        .text("refreshToken", refresh)
        .time("refreshTokenExpiryTime", Some(ends(REFRESH)))
        .text("customerId", USER))
}

/// Answers a `cancelToken`. The refresh token goes with it. A repeat changes nothing.
pub(super) fn cancel(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    let (api, text) = (&call.api.name, call.needed("accessToken")?);
    let known: Option<Token> = writer.get(TOKEN, api, text)?;
    if !known.as_ref().is_some_and(|token| token.is_over) {
        check(call, writer, text)?;
        let token = known.unwrap_or(Token::until(call.now));
        if let Some(refresh) = &token.refresh {
            writer.put(REFRESH_TOKEN, api, refresh, &Token { is_over: true, ..Token::until(call.now) })?;
        }
        writer.put(TOKEN, api, text, &Token { is_over: true, ..token })?;
    }
    Ok(CallResult::Success(Fields::default()))
}

/// Refuses a token that does not stand for a user.
pub(super) fn check(call: &Call<'_>, read: &impl Read, text: &str) -> Result<(), Stop> {
    let refused = |code: &str, message: &str| {
        let codes = [code, "INVALID_ACCESS_TOKEN", "INVALID_TOKEN", "ACCESS_DENIED", "PROCESS_FAIL"];
        Err(Refusal::new(&codes, message).into())
    };
    match read.get::<Token>(TOKEN, &call.api.name, text)? {
        None if call.is_given_out("accessToken") => {
            refused("INVALID_ACCESS_TOKEN", "the access token is not known: get one by applyToken")
        }
        Some(token) if token.is_over => refused("INVALID_ACCESS_TOKEN", "the access token was withdrawn"),
        Some(token) if token.ends <= call.now => {
            refused("EXPIRED_ACCESS_TOKEN", "the access token has expired")
        }
        _ => Ok(()),
    }
}

/// Answers who the user behind a token is.
pub(super) fn user(call: &Call<'_>, read: &impl Read) -> Result<CallResult, Stop> {
    check(call, read, call.needed("accessToken")?)?;
    let name = Fields::default()
        .text("fullName", "Sandbox User")
        .text("firstName", "Sandbox")
        .text("lastName", "User");
    let user = Fields::default()
        .text("userId", USER)
        .one_of("status", &["ACTIVE"])
        .text("nickName", "Sandbox User")
        .with("userName", FieldValue::Object(name));
    Ok(CallResult::Success(Fields::default().with("userInfo", FieldValue::Object(user))))
}

/// What tells that a `prepare` is a repeat, as Alipay+ documents it: whose agreement, and which. `referenceClientId` is
/// an older name.
const PREPARED: [&str; 3] = ["authClientId", "referenceClientId", "referenceAgreementId"];

/// Answers a `prepare`: the page on which a user would agree.
pub(super) fn prepare(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    let new_id = || new_id(writer, call.api, "authId", IdOf::Token, call.now);
    let id: String = match call.text("referenceAgreementId") {
        Some(_) => {
            let given = PREPARED.iter().filter_map(|name| Some((*name, call.request.get(name)?)));
            let key: Vec<_> = given.filter(|(_, value)| !value.is_null()).collect();
            repeat::first(call, writer, &key, new_id)?
        }
        None => new_id()?,
    };
    let url = format!("{}/authorize?authId={id}", call.settings.site);
    let client = call.text("authClientId").or(call.text("referenceClientId")).unwrap_or(USER);
    let fields = Fields::default().text("authURL", &url).text("authUrl", url).text("authId", id);
    Ok(CallResult::Success(fields.text("authClientId", client)))
}
