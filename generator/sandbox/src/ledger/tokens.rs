//! Tokens of users: given for a code or for an earlier token, looked at, withdrawn.
//!
//! Any code is taken, once. Where no endpoint of a version gives out tokens, because the wallet's page was cut off, every
//! token that was not withdrawn is taken, too: nobody could know a right one.

use super::call::{Call, CallResult};
use super::error::LedgerError;
use super::fields::Fields;
use super::ids::{IdOf, new_id};
use super::refusal::{Refusal, Stop};
use super::store::{Read, Writer};
use super::{moment, repeat};
use countersign_codegen::model::{LedgerCase, LedgerField};
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

/// Gives a token.
pub(super) fn apply(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    let is = |case, field| if call.tells(case) { call.is(case) } else { call.text(field).is_some() };
    if is(LedgerCase::ByCode, LedgerField::Code) {
        use_code(call, writer)?;
    } else if is(LedgerCase::ByRefreshToken, LedgerField::RefreshToken) {
        use_refresh_token(call, writer)?;
    } else {
        let codes = ["AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE", "PARAM_ILLEGAL"];
        return Err(Refusal::new(&codes, "tokens are given for a code or a refresh token only").into());
    }
    Ok(CallResult::Success(give(call, writer)?))
}

fn use_code(call: &Call<'_>, writer: &Writer<'_>) -> Result<(), Stop> {
    let (api, code) = (&call.api.name, call.needed(LedgerField::Code)?);
    if writer.bytes(USED_CODE, api, code)?.is_some() {
        let codes = [
            "USED_CODE",
            "USED_AUTHCODE",
            "AUTH_CODE_ALREADY_USED",
            "INVALID_CODE",
            "INVALID_AUTHCODE",
            "PROCESS_FAIL",
        ];
        return Err(Refusal::new(&codes, "the code was used before").into());
    }
    Ok(writer.put(USED_CODE, api, code, &call.now)?)
}

fn use_refresh_token(call: &Call<'_>, writer: &Writer<'_>) -> Result<(), Stop> {
    let (api, text) = (&call.api.name, call.needed(LedgerField::RefreshToken)?);
    let known: Option<Token> = writer.get(REFRESH_TOKEN, api, text)?;
    let refused = |code: &str, message: &str| {
        Err(Refusal::new(&[code, "INVALID_REFRESH_TOKEN", "PROCESS_FAIL"], message).into())
    };
    match known {
        None if call.is_given_out(LedgerField::RefreshToken) => {
            refused("INVALID_REFRESH_TOKEN", "the refresh token is not known")
        }
        Some(token) if token.is_over => {
            refused("USED_REFRESH_TOKEN", "the refresh token was used before, or withdrawn")
        }
        Some(token) if token.ends <= call.now => {
            refused("EXPIRED_REFRESH_TOKEN", "the refresh token has expired")
        }
        _ => Ok(writer.put(REFRESH_TOKEN, api, text, &Token { is_over: true, ..Token::until(call.now) })?),
    }
}

fn give(call: &Call<'_>, writer: &Writer<'_>) -> Result<Fields, LedgerError> {
    let (api, now) = (&call.api.name, call.now);
    let ends = |time: Duration| moment::later(now, call.settings.scaled(time));
    let access = new_id(writer, call.api, IdOf::Token, now)?;
    let refresh = new_id(writer, call.api, IdOf::Token, now)?;
    let token = Token { refresh: Some(refresh.clone()), ..Token::until(ends(ACCESS)) };
    writer.put(TOKEN, api, &access, &token)?;
    writer.put(REFRESH_TOKEN, api, &refresh, &Token::until(ends(REFRESH)))?;
    Ok(Fields::default()
        .text(LedgerField::AccessToken, access)
        .time(LedgerField::AccessTokenEnds, Some(ends(ACCESS)))
        .text(LedgerField::RefreshToken, refresh)
        .time(LedgerField::RefreshTokenEnds, Some(ends(REFRESH)))
        .text(LedgerField::UserId, USER))
}

/// Withdraws a token. The refresh token goes with it. A repeat changes nothing.
pub(super) fn cancel(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    let (api, text) = (&call.api.name, call.needed(LedgerField::AccessToken)?);
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
        None if call.is_given_out(LedgerField::AccessToken) => {
            refused("INVALID_ACCESS_TOKEN", "the access token is not known: get one for a code")
        }
        Some(token) if token.is_over => refused("INVALID_ACCESS_TOKEN", "the access token was withdrawn"),
        Some(token) if token.ends <= call.now => {
            refused("EXPIRED_ACCESS_TOKEN", "the access token has expired")
        }
        _ => Ok(()),
    }
}

/// Looks up the user behind a token.
pub(super) fn user(call: &Call<'_>, read: &impl Read) -> Result<CallResult, Stop> {
    check(call, read, call.needed(LedgerField::AccessToken)?)?;
    let user = Fields::default()
        .text(LedgerField::UserId, USER)
        .one_of(LedgerField::Status, &["ACTIVE"])
        .text(LedgerField::Name, "Sandbox User")
        .text(LedgerField::FirstName, "Sandbox")
        .text(LedgerField::LastName, "User");
    Ok(CallResult::Success(user))
}

/// Prepares the page on which a user would agree.
pub(super) fn prepare(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    let new_id = || new_id(writer, call.api, IdOf::Token, call.now);
    let id: String = match repeat::key(&call.endpoint.idempotency_key, call.request) {
        Some(key) => repeat::first(call, writer, &key, new_id)?,
        None => new_id()?,
    };
    let fields = Fields::default()
        .text(LedgerField::PageUrl, format!("{}/authorize?authId={id}", call.settings.site))
        .text(LedgerField::Id, id)
        .text(LedgerField::Client, call.text(LedgerField::Client).unwrap_or(USER));
    Ok(CallResult::Success(fields))
}
