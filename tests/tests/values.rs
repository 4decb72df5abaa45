//! Values of fields as programs have them: borrowed and owned text, options.

use claro_client::{
    TooLong, text,
    v1::{
        payments::{PayRequest, PayRequired},
        types::{Address, AddressRequired},
    },
};

/// What a shop knows of an order.
struct Order {
    id: String,
    city: Option<String>,
}

fn address(order: &Order) -> Result<Address, TooLong> {
    let city = order.city.as_deref().map(str::parse).transpose()?;
    Ok(Address::new(AddressRequired { region: text!("DO") }).maybe_city(city))
}

#[test]
fn borrowed_text_is_a_field_or_a_typed_error() {
    let request = |order: &Order| -> Result<PayRequest, TooLong> {
        Ok(PayRequest::new(PayRequired {
            partner_id: text!("P000000000000001"),
            payment_request_id: order.id.parse()?,
            payment_order_title: order.id.as_str().try_into()?,
            payment_amount: claro_client::money!("USD 100.00"),
        }))
    };
    let order = Order { id: "order-7".to_owned(), city: None };
    let request_7 = request(&order).unwrap();
    assert_eq!(request_7.payment_request_id, "order-7");
    assert_eq!(request_7.payment_order_title, "order-7");
    let order = Order { id: "7".repeat(65), city: None };
    let error = request(&order).unwrap_err();
    assert_eq!((error.max, error.len), (64, 65));
}

#[test]
fn a_setter_for_an_option_sets_or_clears() {
    let with = |city: Option<&str>| address(&Order { id: String::new(), city: city.map(str::to_owned) });
    let somewhere = with(Some("Santo Domingo")).unwrap();
    assert_eq!(somewhere.city.as_ref().unwrap(), &"Santo Domingo");
    assert_eq!(with(None).unwrap().city, None);
    assert_eq!(somewhere.clone().maybe_city(None).city, None);
    assert!(with(Some(&"x".repeat(33))).is_err());
    // A sensitive field takes the bare value, as its other setter does.
    assert_eq!(
        somewhere.clone().maybe_address1(Some(text!("Calle 1"))),
        somewhere.address1(text!("Calle 1"))
    );
}
