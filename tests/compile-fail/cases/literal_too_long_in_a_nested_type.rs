//! In a type inside of a type, and in a setter.

use claro_client::{
    text,
    v1::types::{Amount, AmountRequired, EnvInfo, Goods, GoodsRequired},
};

fn main() {
    let _ = Goods::new(GoodsRequired { reference_goods_id: text!("G1"), goods_name: text!("Shoes") })
        .goods_unit_amount(Amount::new(AmountRequired { currency: text!("EURO"), value: text!("10000") }))
        .goods_brand(text!("The brand of the oldest shoemaker"));
    // Characters count, not bytes: these are 64 and 65 of two bytes each.
    let _ =
        EnvInfo::new().client_ip(text!("öööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö"));
    let _ =
        EnvInfo::new().client_ip(text!("ööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö"));
}
