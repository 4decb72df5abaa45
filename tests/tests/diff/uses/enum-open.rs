// What users of the old crates of `generator/cli/tests/diff/enum-open` may have written. See `diff_source.rs`.

//# enum-opened | sent | v1/rows/sendEnumOpened
use enum_open_client::v1::types::SendEnumOpenedColour;

pub fn is_it(colour: &SendEnumOpenedColour) -> bool {
    match colour {
        SendEnumOpenedColour::Red => true,
        _ => false,
    }
}

//# enum-opened | received | v1/rows/receiveEnumOpened
use enum_open_client::v1::types::ReceiveEnumOpenedColour;

pub fn is_it(colour: &ReceiveEnumOpenedColour) -> bool {
    match colour {
        ReceiveEnumOpenedColour::Red => true,
        _ => false,
    }
}

//# enum-closed | sent | v1/rows/sendEnumClosed
use enum_open_client::v1::types::SendEnumClosedColour;

pub fn is_it(colour: &SendEnumClosedColour) -> bool {
    match colour {
        SendEnumClosedColour::Red => true,
        _ => false,
    }
}

//# enum-closed | received | v1/rows/receiveEnumClosed
use enum_open_client::v1::types::ReceiveEnumClosedColour;

pub fn is_it(colour: &ReceiveEnumClosedColour) -> bool {
    match colour {
        ReceiveEnumClosedColour::Red => true,
        _ => false,
    }
}
