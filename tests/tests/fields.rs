//! Fields of a generated client whose types are not simple: types that contain themselves, `null`, conditions.
//! Their specs are in `tests/specs/shop/v3`.

use countersign_runtime::{Nullable, codec::check, json};
use shop_client::{
    list, text,
    v3::{
        goods::{SaveRequest, SaveRequired, SaveSale},
        types::{self, Category, CategoryRequired},
    },
};

fn category(name: &str) -> Category {
    Category::new(CategoryRequired { name: name.parse().expect("a name") })
}

fn save(sale: Nullable<types::GoodsSaveSale>) -> SaveRequest {
    SaveRequest::new(SaveRequired { request_no: text!("1"), category: category("all"), sale })
}

fn written(request: &SaveRequest) -> String {
    String::from_utf8(json::write(request).expect("JSON")).expect("text")
}

#[test]
fn a_type_that_contains_itself_is_written_read_and_compared() {
    let shoes = category("shoes").parts(list![category("boots")]).near(category("socks").near(category("hats")));
    let text = String::from_utf8(json::write(&shoes).expect("JSON")).expect("text");
    assert_eq!(
        text,
        r#"{"name":"shoes","parts":[{"name":"boots"}],"near":{"name":"socks","near":{"name":"hats"}}}"#
    );
    let (received, deviations) = json::read::<types::received::Category>(text.as_bytes()).expect("JSON");
    assert!(deviations.is_empty() && shoes == received);
    assert_eq!(Category::try_from(&received).expect("it can be sent"), shoes);
}
