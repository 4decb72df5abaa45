//! Fields of a generated client whose types are not simple: types that contain themselves, `null`, conditions.
//! Their specs are in `tests/specs/shop/v3`.

use countersign_runtime::{Nullable, codec::check, json};
use shop_client::{
    list, text,
    v3::{
        goods::{SaveRequest, SaveRequired},
        types::{self, Category, CategoryRequired, SaveSale},
    },
};

fn category(name: &str) -> Category {
    Category::new(CategoryRequired { name: name.parse().expect("a name") })
}

fn save(sale: Nullable<SaveSale>) -> SaveRequest {
    SaveRequest::new(SaveRequired { request_no: text!("1"), category: category("all"), sale })
}

fn written(request: &SaveRequest) -> String {
    String::from_utf8(json::write(request).expect("JSON")).expect("text")
}

#[test]
fn a_type_that_contains_itself_is_written_read_and_compared() {
    let shoes =
        category("shoes").parts(list![category("boots")]).near(category("socks").near(category("hats")));
    let text = String::from_utf8(json::write(&shoes).expect("JSON")).expect("text");
    assert_eq!(
        text,
        r#"{"name":"shoes","parts":[{"name":"boots"}],"near":{"name":"socks","near":{"name":"hats"}}}"#
    );
    let (received, deviations) = json::read::<types::received::Category>(text.as_bytes()).expect("JSON");
    assert!(deviations.is_empty() && shoes == received);
    assert_eq!(Category::try_from(&received).expect("it can be sent"), shoes);
}

#[test]
fn null_is_written_and_satisfies_nothing() {
    let request = save(Nullable::Null).null_price();
    let text = written(&request);
    assert!(text.contains(r#""sale":null,"price":null"#), "{text}");
    assert_eq!(json::read_strict::<SaveRequest>(text.as_bytes()).expect("strict"), request);
    let found = check(&request).expect_err("no price").to_string();
    assert_eq!(found, "at least one of `price`, `range` is required");
    assert!(check(&save(Nullable::Null).price(text!("1"))).is_ok());
    assert!(!format!("{:?}", save(Nullable::Null).price(text!("77"))).contains("77"));
}

#[test]
fn a_condition_of_several_is_checked() {
    let whole = |sale: SaveSale| save(sale.into()).range(category("cheap"));
    assert!(check(&whole(SaveSale::Now)).is_ok());
    let found = check(&whole(SaveSale::Later)).expect_err("a time").to_string();
    assert_eq!(found, "`saleTime` is required when `sale` is LATER, but missing");
    assert!(check(&whole(SaveSale::Never)).is_ok());
    let mut never = whole(SaveSale::Never);
    never.category = category("all").near(category("shoes"));
    let found = check(&never).expect_err("a reason").to_string();
    assert!(found.starts_with("`reason` is required when `sale` is NEVER and `price` is absent"), "{found}");
}
