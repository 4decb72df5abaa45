//! Generated types in a program's own JSON: the feature `serde`.

use claro_client::{
    Text, json, money, text,
    v1::types::{Address, AddressRequired, Amount, ContactInfo, TerminalType, received},
};
use countersign_runtime::{Decimal, WithSensitive};
use serde_json::{Value, json};

fn address() -> Address {
    Address::new(AddressRequired { region: text!("DO") }).city(text!("Santo Domingo"))
}

#[test]
fn a_type_is_written_and_read_by_its_names_on_the_wire() {
    let price: Amount = money!("USD 100.00");
    let value = serde_json::to_value(&price).unwrap();
    assert_eq!(value, json!({ "currency": "USD", "value": "10000" }));
    assert_eq!(serde_json::from_value::<Amount>(value).unwrap(), price);
    assert_eq!(serde_json::to_value(TerminalType::MiniApp).unwrap(), "MINI_APP");
    assert_eq!(serde_json::from_value::<TerminalType>(json!("MINI_APP")).unwrap(), TerminalType::MiniApp);
    assert_eq!(serde_json::from_str::<Text<3>>(r#""USD""#).unwrap(), "USD");
}

#[test]
fn a_sensitive_value_is_refused_by_name_unless_it_may_be_seen() {
    let address = address().address1(text!("Calle 1"));
    let error = serde_json::to_string(&address).unwrap_err().to_string();
    assert_eq!(error, "`address1` is sensitive: serialize `WithSensitive(&value)` where it may be seen");
    let shown = serde_json::to_value(WithSensitive(&address)).unwrap();
    assert_eq!(shown, json!({ "region": "DO", "city": "Santo Domingo", "address1": "Calle 1" }));
    assert_eq!(serde_json::from_value::<Address>(shown).unwrap(), address);
    // What is not there is no secret.
    assert!(serde_json::to_string(&self::address()).is_ok());
}

#[test]
fn what_is_to_be_sent_is_read_strictly_and_what_was_received_is_not() {
    let read = |value: Value| serde_json::from_value::<Amount>(value).map_err(|error| error.to_string());
    for (value, reason) in [
        (json!({ "currency": "USD" }), "`value` is required, but missing"),
        (json!({ "currency": "DOLLAR", "value": "1" }), "`currency` has 6 characters, the limit is 3"),
        (
            json!({ "currency": "USD", "value": "1", "more": 1 }),
            "`more` is a field that the spec does not have",
        ),
        (json!({ "currency": "USD", "value": "0" }), "`value` does not match the pattern"),
        (json!([]), "is a list"),
    ] {
        let error = read(value).unwrap_err();
        assert!(error.contains(reason), "{error}");
    }
    let came = r#"{"currency":"DOLLAR","value":10000,"more":1}"#;
    let amount: received::Amount = serde_json::from_str(came).unwrap();
    assert_eq!((amount.currency.as_str(), amount.value.as_str()), ("DOLLAR", "10000"));
    let again: received::Amount = serde_json::from_value(serde_json::to_value(&amount).unwrap()).unwrap();
    assert_eq!(again, amount);
    let contact: ContactInfo = serde_json::from_str(r#"{"contactType":"PIGEON"}"#).unwrap();
    assert_eq!(contact.contact_type.as_str(), "PIGEON");
}

/// By a number where that keeps them, else by text.
#[test]
fn a_decimal_keeps_its_digits() {
    for (digits, written) in [
        ("12", "12"),
        ("12.5", "12.5"),
        ("12.50", r#""12.50""#),
        ("0.1234567890123456789", r#""0.1234567890123456789""#),
        ("0.000000001", r#""0.000000001""#),
        ("100000000000000000000", r#""100000000000000000000""#),
    ] {
        let decimal: Decimal = digits.parse().unwrap();
        assert_eq!(serde_json::to_string(&decimal).unwrap(), written);
        assert_eq!(serde_json::from_str::<Decimal>(written).unwrap(), decimal);
        assert_eq!(json::write(&decimal).unwrap(), digits.as_bytes());
    }
}
