//! What the signature header looks like, and what is signed.

use crate::model::{AlgorithmLabel, Api, Content, Dialect, KeyVersion, Separator, SignatureEncoding};

/// Which of two messages is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Message {
    /// What is asked.
    Request,
    /// What is answered.
    Answer,
}

pub(super) fn description(message: Message, api: &Api) -> String {
    let dialect = &api.dialect;
    let encoding = match dialect.signature_encoding {
        SignatureEncoding::Base64UrlEncoded => "base64, then percent-encoded",
        SignatureEncoding::Base64 => "base64",
        SignatureEncoding::Base64Url => "base64 with the letters that are safe in URLs, without padding",
    };
    let (time, body) = match message {
        Message::Request => ("Request-Time", "the body"),
        Message::Answer => ("Response-Time", "the body of the answer"),
    };
    let path = api.url_path_pattern();
    let (content, first) = match (dialect.content, message) {
        (Content::Standard, _) => (
            format!("POST {path}\n{{Client-Id}}.{{{time}}}.{{body}}"),
            "the first line is the path of the request, and ",
        ),
        (Content::SixPart, Message::Request) => (
            format!("POST.{path}.{{Client-Id}}.{{Request-Id}}.{{{time}}}.{{body}}"),
            "what follows `POST` is the path of the request, and ",
        ),
        (Content::SixPart, Message::Answer) => (format!("{{Client-Id}}.{{{time}}}.{{body}}"), ""),
    };
    let encrypted = if dialect.encrypted { ", after it was encrypted" } else { "" };
    let version = match dialect.key_version {
        KeyVersion::Shown => "`keyVersion` says which key it is.",
        KeyVersion::LeftOut => "Without `keyVersion` it is the newest key.",
    };
    format!(
        "SHA256withRSA signature ({encoding}) of the content\n\n```\n{content}\n```\n\n\
         where {first}`body` is {body}, byte for byte as sent{encrypted}. {version}"
    )
}

pub(super) fn pattern(dialect: &Dialect) -> String {
    let letters = match dialect.signature_encoding {
        SignatureEncoding::Base64UrlEncoded => "[A-Za-z0-9%]+",
        SignatureEncoding::Base64 => "[A-Za-z0-9+/]+={0,2}",
        SignatureEncoding::Base64Url => "[A-Za-z0-9_-]+",
    };
    let version = match dialect.key_version {
        KeyVersion::Shown => " *keyVersion=[0-9]+,",
        KeyVersion::LeftOut => "( *keyVersion=[0-9]+,)?",
    };
    format!("^algorithm=[A-Za-z0-9]+,{version} *signature={letters}$")
}

pub(super) fn example(dialect: &Dialect) -> String {
    let value = match dialect.signature_encoding {
        SignatureEncoding::Base64UrlEncoded => {
            "KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyGSPuOZ48058UVJUkkR21iD9JkHBGR"
        }
        SignatureEncoding::Base64 | SignatureEncoding::Base64Url => {
            "KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyG"
        }
    };
    let comma = match dialect.header_separator {
        Separator::CommaSpace => ", ",
        Separator::Comma => ",",
    };
    let label = match dialect.algorithm_label {
        AlgorithmLabel::Short => "RSA256",
        AlgorithmLabel::Long => "SHA256withRSA",
    };
    let version = match dialect.key_version {
        KeyVersion::Shown => format!("keyVersion=1{comma}"),
        KeyVersion::LeftOut => String::new(),
    };
    format!("algorithm={label}{comma}{version}signature={value}")
}
