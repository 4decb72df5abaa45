//! A literal too long for a setter.

use claro_client::{text, v1::types::Goods};

fn goods(shoes: Goods) -> Goods {
    shoes.goods_brand(text!("The brand of the oldest shoemaker"))
}

fn main() {}
