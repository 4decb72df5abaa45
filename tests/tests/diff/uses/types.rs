// What users of the old crates of `generator/cli/tests/diff/types` may have written. See `diff_source.rs`.

//# type-added | any | v1 type Fresh
use types_client::v1::types::Idle;

pub fn make() -> Idle {
    Idle::default()
}

//# type-removed | any | v1 type Gone
use types_client::v1::types::Gone;

pub fn make(id: countersign_runtime::Text<8>) -> Gone {
    Gone::new().id(id)
}

//# type-reshaped | any | v1 type Figure
use types_client::v1::types::Figure;

pub fn make(id: countersign_runtime::Text<8>) -> Figure {
    Figure::new().id(id)
}
