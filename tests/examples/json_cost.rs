//! What reading and writing JSON costs beside serde's derives: `cargo run --release --package countersign-tests --example json_cost`.
//!
//! An order of Antom with 2 and with 100 goods, as the generated type, which checks limits, dates and enums, and as a struct of
//! the same fields with derives, which checks nothing of that. Rounds alternate; the least CPU time of each is shown.

use std::{error::Error, hint::black_box, time::Duration};

use antom_client::v1::types::Order;
use countersign_runtime::json;
use cpu_time::ProcessTime;

const ROUNDS: usize = 40;

fn main() -> Result<(), Box<dyn Error>> {
    println!("| CPU us | KB | generated | serde derives | ratio |\n|---|---|---|---|---|");
    for goods in [2, 100] {
        let theirs: derived::Order = serde_json::from_value(order(goods))?;
        let text = serde_json::to_vec(&theirs)?;
        let (ours, deviations) = json::read::<Order>(&text)?;
        if !deviations.is_empty() || json::write(&ours)? != text {
            return Err(format!("not read as it was written: {deviations:?}").into());
        }
        let times = 2_000_000 / text.len();
        let (mut read, mut written) = (Pair::default(), Pair::default());
        for _ in 0..ROUNDS {
            read.ours.add(times, || json::read::<Order>(black_box(&text)).is_ok())?;
            read.theirs.add(times, || serde_json::from_slice::<derived::Order>(black_box(&text)).is_ok())?;
            written.ours.add(times, || json::write(black_box(&ours)).is_ok())?;
            written.theirs.add(times, || serde_json::to_vec(black_box(&theirs)).is_ok())?;
        }
        let size = text.len() as f64 / 1024.0;
        for (name, Pair { ours, theirs }) in [("read", read), ("written", written)] {
            println!("| {name} | {size:.1} | {:.2} | {:.2} | {:.2} |", ours.0, theirs.0, ours.0 / theirs.0);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Pair {
    ours: Least,
    theirs: Least,
}

/// Microseconds of CPU time.
struct Least(f64);

impl Default for Least {
    fn default() -> Self {
        Self(f64::INFINITY)
    }
}

impl Least {
    fn add(&mut self, times: usize, work: impl Fn() -> bool) -> Result<(), Box<dyn Error>> {
        let start = ProcessTime::try_now()?;
        let all = (0..times).all(|_| work());
        let took: Duration = start.try_elapsed()?;
        self.0 = self.0.min(took.as_secs_f64() * 1e6 / times as f64);
        all.then_some(()).ok_or_else(|| "an order could not be read or written".into())
    }
}

fn order(goods: usize) -> serde_json::Value {
    let amount = |value: &str| serde_json::json!({ "currency": "USD", "value": value });
    let goods: Vec<_> = (0..goods)
        .map(|number| {
            serde_json::json!({
                "referenceGoodsId": format!("goods-{number:06}"),
                "goodsName": "A pair of shoes, \"size 42\", brown leather",
                "goodsCategory": "Clothes/Shoes",
                "goodsUnitAmount": amount("12500"),
                "goodsQuantity": "2",
                "goodsUrl": format!("https://shop.example/shoes/{number:06}?colour=brown&size=42"),
                "deliveryMethodType": "DIGITAL",
                "goodsImageUrl": format!("https://images.example/shoes/{number:06}/large.jpg"),
                "goodsDiscountAmount": amount("500"),
                "goodsEndsOnTime": "2026-11-22T08:30:00+08:00",
            })
        })
        .collect();
    serde_json::json!({
        "referenceOrderId": "order-10042",
        "orderDescription": "Shoes and more",
        "orderAmount": amount("1250000"),
        "goods": goods,
        "needDeclaration": false,
    })
}

mod derived {
    use serde::{Deserialize, Serialize};
    use serde_json::Value;

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Amount {
        currency: String,
        value: String,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Delivery {
        Physical,
        Digital,
    }

    macro_rules! object {
        ($name:ident { $($field:ident: $type:ty,)* } optional { $($optional:ident: $inner:ty,)* }) => {
            #[derive(Serialize, Deserialize)]
            #[serde(rename_all = "camelCase")]
            pub(crate) struct $name {
                $($field: $type,)*
                $(#[serde(default, skip_serializing_if = "Option::is_none")] $optional: Option<$inner>,)*
            }
        };
    }

    object! {
        Goods { reference_goods_id: String, goods_name: String, }
        optional {
            goods_category: String, goods_brand: String, goods_unit_amount: Amount, goods_quantity: String,
            goods_sku_name: String, goods_url: String, delivery_method_type: Delivery, goods_image_url: String,
            price_id: String, goods_discount_amount: Amount, goods_ends_on_time: String, cross_sell: Box<Goods>,
            tax_code: String, tax_behavior: String,
        }
    }

    object! {
        Order { reference_order_id: String, order_description: String, order_amount: Amount, }
        optional {
            order_discount_amount: Amount, sub_total_order_amount: Amount, merchant: Value, goods: Vec<Goods>,
            shipping: Value, buyer: Value, env: Value, extend_info: String, transit: Value, lodging: Value,
            gaming: Value, need_declaration: bool, declaration: Value,
        }
    }
}
