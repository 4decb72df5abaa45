//! C0029: secrets and personal data that would be shown.

use super::{Context, Object};
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{JsonForm, Type};
use heck::ToSnakeCase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0029",
    name: "sensitive-unmarked",
    severity: Severity::Warning,
    summary: "A field whose name sounds like a secret or personal data is not marked as sensitive.",
    why: "`Debug` and logs show every value that is not marked `sensitive: true`: tokens, but also account and card numbers, \
          names, birth dates, addresses, phone numbers, e-mail addresses, ids of customers, and numbers of id documents.",
    fix: "Mark it `sensitive: true`, or `sensitive: false` if it is neither secret nor personal, such as the phone \
          number of a shop.",
    example: "accessToken: { type: string, max_length: 128 }\n\
              cardNo: { type: string, max_length: 19 }\n\
              # fixed:\naccessToken: { type: string, max_length: 128, sensitive: true }\n\
              cardNo: { type: string, max_length: 19, sensitive: true }",
};

const SECRETS: &[&str] = &["token", "password", "secret", "cvv", "cvc", "pin"];
/// Last words of names that mention a secret but do not hold one.
const HARMLESS: &[&str] = &["time", "type", "url"];

/// A category of personal data, and the word endings of its field names. Digits at the end of a name are ignored.
struct Personal {
    sort: &'static str,
    endings: &'static [&'static str],
}

const PERSONAL: [Personal; 8] = [
    // Before cards: `idCardNo` is one of these.
    Personal {
        sort: "the number of an id document",
        endings: &[
            "passport",
            "passport_no",
            "passport_number",
            "id_card",
            "id_card_no",
            "id_no",
            "id_number",
            "identity_no",
            "national_id",
            "cert_no",
            "ssn",
        ],
    },
    Personal {
        sort: "an account or card number",
        endings: &["account_no", "account_number", "card_no", "card_number", "iban"],
    },
    Personal {
        sort: "a person's name",
        endings: &[
            "first_name",
            "middle_name",
            "last_name",
            "full_name",
            "family_name",
            "given_name",
            "nick_name",
            "nickname",
            "surname",
            "user_name",
            "username",
            "buyer_name",
            "customer_name",
            "payer_name",
            "payee_name",
            "holder_name",
            "cardholder",
            "recipient_name",
            "receiver_name",
            "consignee_name",
            "contact_name",
        ],
    },
    Personal {
        sort: "a birth date",
        endings: &["birth_date", "birthdate", "birthday", "date_of_birth", "dob"],
    },
    Personal { sort: "an address", endings: &["address", "address_line", "street"] },
    Personal {
        sort: "a phone number",
        endings: &[
            "phone",
            "phone_no",
            "phone_number",
            "mobile",
            "mobile_no",
            "mobile_number",
            "telephone",
            "msisdn",
            "contact_no",
            "contact_number",
        ],
    },
    Personal { sort: "an e-mail address", endings: &["email", "e_mail", "mail"] },
    Personal {
        sort: "a person's id",
        endings: &[
            "user_id",
            "customer_id",
            "buyer_id",
            "payer_id",
            "payee_id",
            "member_id",
            "login_id",
            "open_id",
        ],
    },
];

/// Words for owners whose names, phones and addresses are public, for masked values, and for addresses of machines.
const NOT_PERSONAL: &[&str] = &[
    "merchant", "store", "shop", "goods", "product", "app", "brand", "company", "business", "partner",
    "acquirer", "mask", "masked", "ip", "mac", "web",
];
/// Types whose `name` is a person's name.
const PERSON_TYPES: &[&str] = &[
    "user",
    "customer",
    "buyer",
    "payer",
    "payee",
    "person",
    "cardholder",
    "recipient",
    "receiver",
    "consignee",
];

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        for (spec, field) in object.pairs().filter(|(spec, _)| spec.sensitive.is_none()) {
            let Some(sort) = sounds_like(&field.name, &field.ty, type_name(&object)) else { continue };
            findings.push(
                Finding::new(&RULE, spec.name.span, format!("`{}` sounds like {sort}", field.name))
                    .label("shown by `Debug` and in logs")
                    .help(
                        "add `sensitive: true`, or `sensitive: false` if it is neither secret nor personal",
                    ),
            );
        }
    }
}

/// The name of the object's type; empty for an endpoint's own fields, whose path does not say whose data they are.
fn type_name<'a>(object: &Object<'a>) -> &'a str {
    if object.endpoint.is_none() { object.owner } else { "" }
}

/// The secret or personal data that a field's name suggests, if any.
fn sounds_like(name: &str, ty: &Type, owner: &str) -> Option<&'static str> {
    let is_text = matches!(ty, Type::Text(_));
    if is_text && sounds_secret(name) {
        return Some("a secret");
    }
    is_scalar(ty).then(|| personal(name, owner)).flatten()
}

fn is_scalar(ty: &Type) -> bool {
    match ty {
        Type::Text(_) | Type::Integer { .. } => true,
        Type::Primitive(primitive) => matches!(primitive.info().form, JsonForm::Number | JsonForm::Text),
        Type::List { items, .. } => is_scalar(items),
        _ => false,
    }
}

fn sounds_secret(name: &str) -> bool {
    let snake = name.to_snake_case();
    let words: Vec<&str> = snake.split('_').collect();
    if words.last().is_some_and(|last| HARMLESS.contains(last)) {
        return false;
    }
    words.iter().any(|word| SECRETS.contains(word)) || words.windows(2).any(|pair| pair == ["auth", "code"])
}

fn personal(name: &str, owner: &str) -> Option<&'static str> {
    let snake = name.to_snake_case();
    let name = snake.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    let owner = owner.to_snake_case();
    if name.split('_').chain(owner.split('_')).any(|word| NOT_PERSONAL.contains(&word)) {
        return None;
    }
    // The name of a list may be in the plural.
    let ends = |ending: &&str| {
        let rest = [name, name.trim_end_matches('s')].into_iter().find_map(|name| name.strip_suffix(*ending));
        rest.is_some_and(|before| before.is_empty() || before.ends_with('_'))
    };
    if name == "name" && owner.split('_').next_back().is_some_and(|last| PERSON_TYPES.contains(&last)) {
        return Some("a person's name");
    }
    PERSONAL.iter().find(|personal| personal.endings.iter().any(&ends)).map(|found| found.sort)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Primitive;

    #[test]
    fn secrets_are_found_by_whole_words() {
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

    #[test]
    fn personal_data_is_found_by_the_end_of_the_name() {
        for (name, sort) in [
            ("cardNo", "an account or card number"),
            ("bankAccountNumber", "an account or card number"),
            ("lastName", "a person's name"),
            ("cardHolderName", "a person's name"),
            ("birthday", "a birth date"),
            ("userBirthDate", "a birth date"),
            ("shippingAddress", "an address"),
            ("address1", "an address"),
            ("address_line_2", "an address"),
            ("buyerPhoneNo", "a phone number"),
            ("MSISDN", "a phone number"),
            ("phoneNumbers", "a phone number"),
            ("buyerEmail", "an e-mail address"),
            ("externalCustomerId", "a person's id"),
            ("referenceBuyerId", "a person's id"),
            ("idCardNo", "the number of an id document"),
        ] {
            assert_eq!(personal(name, ""), Some(sort), "{name}");
        }
        assert_eq!(personal("name", "ShippingRecipient"), Some("a person's name"));
    }

    #[test]
    fn data_of_no_person_is_not_personal() {
        for name in [
            "merchantName",
            "goodsName",
            "appName",
            "productName",
            "cardBrand",
            "cardNoType",
            "storePhoneNo",
            "merchantAddress",
            "ipAddress",
            "maskLoginId",
            "name",
            "userAgent",
            "authClientId",
            "orderNo",
            "phoneType",
            "emailVerifiedTime",
            "userIdType",
            "discard_note",
            "accountNumberLength",
        ] {
            assert_eq!(personal(name, ""), None, "{name}");
        }
        assert_eq!(personal("addressLine1", "StoreAddress"), None);
        assert_eq!(personal("phone", "Merchant"), None);
        assert_eq!(personal("name", "Goods"), None);
    }

    #[test]
    fn values_of_every_type_count_except_booleans_and_objects() {
        let text = Type::Text(Default::default());
        let list = Type::List { items: Box::new(text.clone()), max: None };
        let date = Type::Primitive(Primitive::Date);
        for ty in [text, list, Type::Integer { min: None, max: None }, date] {
            assert!(sounds_like("phoneNo", &ty, "").is_some(), "{ty:?}");
        }
        for ty in [Type::Primitive(Primitive::Boolean), Type::JSON, Type::Named("Phone".to_owned())] {
            assert!(sounds_like("phoneNo", &ty, "").is_none(), "{ty:?}");
        }
    }
}
