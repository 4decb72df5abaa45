//! Amounts of money: by literals, in minor units and as text, and what they can be compared with.

use std::cmp::Ordering;

use claro_client::{
    Currency, MoneyError, json, money,
    v1::types::{Amount, received},
};
use shop_client::v2::types::Money;

/// A literal is a constant.
const PRICE: Amount = money!("USD 100.00");

fn received(text: &str) -> received::Amount {
    json::read(text.as_bytes()).expect(text).0
}

#[test]
fn a_literal_is_sent_in_the_smallest_unit_and_shown_in_the_major_one() {
    const SHIPPING: &str = "JPY 1250";
    let yen: Amount = money!(const SHIPPING);
    let dinar: Amount = money!("KWD 1.005");
    for (amount, sent, shown) in [
        (PRICE, r#"{"currency":"USD","value":"10000"}"#, "USD 100.00"),
        (yen, r#"{"currency":"JPY","value":"1250"}"#, "JPY 1250"),
        (dinar, r#"{"currency":"KWD","value":"1005"}"#, "KWD 1.005"),
        (money!("USD 0.05"), r#"{"currency":"USD","value":"5"}"#, "USD 0.05"),
        (
            money!("USD 99999999999999.99"),
            r#"{"currency":"USD","value":"9999999999999999"}"#,
            "USD 99999999999999.99",
        ),
    ] {
        assert_eq!(String::from_utf8(json::write(&amount).unwrap()).unwrap(), sent);
        assert_eq!(amount.to_string(), shown);
    }
}

#[test]
fn a_value_that_is_a_number_is_sent_as_one() {
    let bill: Money = shop_client::money!("USD 100.00");
    assert_eq!(json::write(&bill).unwrap(), br#"{"currency":"USD","value":10000}"#);
    assert_eq!((bill.minor_units(), bill.to_string()), (Ok(10_000), "USD 100.00".to_owned()));
    assert_eq!(Money::minor(Currency::USD, 10_000), Ok(bill));
}

/// Where `currencies` of `api.yaml` says so.
#[test]
fn a_wallet_counts_in_its_own_way() {
    assert_eq!(Money::parse("IQD", "1250").unwrap().minor_units(), Ok(1_250));
    assert_eq!(Money::parse("IQD", "1250").unwrap().to_string(), "IQD 1250");
    assert!(Money::parse("IQD", "1.250").is_err());
    let (ours, theirs) = (Money::parse("IQD", "1250").unwrap(), Amount::parse("IQD", "1.250").unwrap());
    assert_eq!(ours.minor_units(), theirs.minor_units());
    let differ = MoneyError::UnitsDiffer { currency: "IQD".to_owned() };
    assert_eq!(ours.checked_cmp(&theirs), Err(differ.clone()));
    assert_eq!(theirs.checked_add(&ours), Err(differ));
    let rupiah: Money = shop_client::money!("IDR 15000");
    assert_eq!(rupiah.minor_units(), Ok(1_500_000));
    assert!(Money::parse("IDR", "15000.50").unwrap_err().to_string().contains("`multiple_of`"));
    assert!(Money::minor(Currency::IDR, 1_500_050).unwrap_err().to_string().contains("`multiple_of`"));
}

#[test]
fn amounts_of_run_time_are_checked_by_the_same_rules() {
    assert_eq!(Amount::parse("USD", "100.00"), Ok(PRICE));
    assert_eq!(Amount::parse("USD", "100"), Ok(PRICE));
    assert_eq!(Amount::minor(Currency::USD, 10_000), Ok(PRICE));
    for (currency, amount, reason) in [
        ("JPY", "12.50", "no digits behind the point"),
        ("USD", "1.005", "2 digits behind the point"),
        ("XXY", "1.00", "no currency of ISO 4217"),
        ("USD", "-1.00", "no sign"),
        ("USD", "", "in digits"),
        ("USD", "0.00", "`value` does not match the pattern"),
        ("USD", "100000000000000.00", "`value` has 17 characters, the limit is 16"),
    ] {
        let error = Amount::parse(currency, amount).expect_err(amount).to_string();
        assert!(error.contains(reason), "{currency} {amount}: {error}");
    }
    assert!(matches!(Amount::minor(Currency::USD, 0), Err(MoneyError::Breaks(_))));
    assert!(matches!(Amount::minor(Currency::USD, u64::MAX), Err(MoneyError::Breaks(_))));
}

#[test]
fn only_amounts_of_one_currency_are_added_and_compared() {
    let yen: Amount = money!("JPY 1250");
    let shipping: Amount = money!("USD 0.99");
    assert_eq!(PRICE.checked_add(&shipping), Ok(money!("USD 100.99")));
    assert_eq!(PRICE.checked_cmp(&shipping), Ok(Ordering::Greater));
    assert_eq!(PRICE.checked_cmp(&received(r#"{"currency":"USD","value":"10000"}"#)), Ok(Ordering::Equal));
    assert!(matches!(PRICE.checked_add(&yen), Err(MoneyError::CurrenciesDiffer { .. })));
    let error = PRICE.checked_cmp(&yen).unwrap_err().to_string();
    assert!(error.contains(r#""USD" and "JPY" are different currencies"#), "{error}");
    let most: Amount = money!("USD 99999999999999.99");
    assert!(matches!(most.checked_add(&most), Err(MoneyError::Breaks(_))));
}

#[test]
fn what_was_received_is_shown_and_never_panics() {
    for (text, shown) in [
        (r#"{"currency":"USD","value":"10000"}"#, "USD 100.00"),
        (r#"{"currency":"USD","value":10000}"#, "USD 100.00"),
        (r#"{"currency":"XXY","value":"7"}"#, "7 of the smallest unit of \"XXY\""),
        (r#"{"currency":"U\n\u001b[","value":"7"}"#, r#"7 of the smallest unit of "U\n\u{1b}[""#),
        (r#"{"currency":"USD","value":"1e3"}"#, "an unreadable amount"),
        (r#"{"currency":"USD","value":"+5"}"#, "an unreadable amount"),
        (r#"{"currency":"USD","value":"99999999999999999999"}"#, "an unreadable amount"),
        (r#"{"value":"5"}"#, "an unreadable amount"),
        ("{}", "an unreadable amount"),
    ] {
        assert_eq!(received(text).to_string(), shown, "{text}");
    }
    assert_eq!(received("{}").minor_units(), Err(MoneyError::Unreadable));
    assert_eq!(PRICE.checked_cmp(&received("{}")), Err(MoneyError::Unreadable));
}

#[test]
fn what_was_sent_and_what_was_received_compare() {
    let paid = received(r#"{"currency":"USD","value":"10000"}"#);
    assert_eq!(PRICE, paid);
    assert_eq!(paid, PRICE);
    for other in [r#"{"currency":"USD","value":"10001"}"#, r#"{"currency":"JPY","value":"10000"}"#, "{}"] {
        let other = received(other);
        assert_ne!(PRICE, other);
        assert_ne!(other, PRICE);
    }
    assert_eq!(Amount::try_from(&paid), Ok(PRICE));
    // All limits of what is sent count, also those that no type can hold.
    let nothing = Amount::try_from(&received(r#"{"currency":"USD","value":"0"}"#)).expect_err("a pattern");
    assert!(nothing.to_string().contains("`value` does not match the pattern"), "{nothing}");
}
