//! A literal too long for a field of a type inside of a type.

use claro_client::{
    text,
    v1::types::{Amount, AmountRequired, Goods},
};

fn goods(shoes: Goods) -> Goods {
    shoes.goods_unit_amount(Amount::new(AmountRequired { currency: text!("EURO"), value: text!("10000") }))
}

fn main() {}
