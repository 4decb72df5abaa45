//! C0029: secrets that would be shown.

use super::{Context, Finding, Findings, Rule, Severity};
use crate::spec::syntax::TypeSpec;
use heck::ToSnakeCase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0029",
    name: "sensitive-unmarked",
    severity: Severity::Warning,
    summary: "A field whose name sounds like a secret is not marked as sensitive.",
    why: "`Debug` and logs show every value that is not marked `sensitive: true`.",
    fix: "Mark it `sensitive: true`, or `sensitive: false` when it is no secret.",
    example: "accessToken: { type: string, max_length: 128 }\n\
              # mended:\naccessToken: { type: string, max_length: 128, sensitive: true }",
    check: Some(check),
};

const WORDS: &[&str] = &["token", "password", "secret", "cvv", "pin"];
/// What a name ends in when it is about a secret, but is none.
const HARMLESS: &[&str] = &["time", "type", "url"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        for spec in object.specs {
            let text = matches!(spec.ty.value, TypeSpec::Text(_));
            if text && spec.sensitive.is_none() && sounds_secret(&spec.name.value) {
                findings.push(
                    Finding::new(
                        &RULE,
                        spec.name.span,
                        format!("`{}` sounds like a secret", spec.name.value),
                    )
                    .label("shown by `Debug` and in logs")
                    .help("add `sensitive: true`, or `sensitive: false` when it is no secret"),
                );
            }
        }
    }
}

fn sounds_secret(name: &str) -> bool {
    let snake = name.to_snake_case();
    let words: Vec<&str> = snake.split('_').collect();
    if words.last().is_some_and(|last| HARMLESS.contains(last)) {
        return false;
    }
    words.iter().any(|word| WORDS.contains(word)) || words.windows(2).any(|pair| pair == ["auth", "code"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_words_and_not_by_letters() {
        for name in ["accessToken", "authCode", "paymentAuthCode", "pin", "client_secret", "TOKEN", "cvv2Pin"]
        {
            assert!(sounds_secret(name), "{name}");
        }
        for name in
            ["accessTokenExpiryTime", "shippingAddress", "tokenType", "authClientId", "redirectTokenUrl"]
        {
            assert!(!sounds_secret(name), "{name}");
        }
    }
}
