// What users of the old crates of `generator/cli/tests/diff/enum-values` may have written. See `diff_source.rs`.

//# value-added | sent | v1/rows/sendValueAdded
use enum_values_client::v1::types::SendValueAddedColour;

pub fn is_it(colour: &SendValueAddedColour) -> bool {
    match colour {
        SendValueAddedColour::Red => true,
        _ => false,
    }
}

//# value-added | received | v1/rows/receiveValueAdded
use enum_values_client::v1::types::ReceiveValueAddedColour;

pub fn is_it(colour: &ReceiveValueAddedColour) -> bool {
    match colour {
        ReceiveValueAddedColour::Red => true,
        _ => false,
    }
}

//# value-removed | sent | v1/rows/sendValueRemoved
use enum_values_client::v1::types::SendValueRemovedColour;

pub fn is_it(colour: &SendValueRemovedColour) -> bool {
    match colour {
        SendValueRemovedColour::Blue => true,
        _ => false,
    }
}

//# value-removed | received | v1/rows/receiveValueRemoved
use enum_values_client::v1::types::ReceiveValueRemovedColour;

pub fn is_it(colour: &ReceiveValueRemovedColour) -> bool {
    match colour {
        ReceiveValueRemovedColour::Blue => true,
        _ => false,
    }
}

//# value-unlisted | sent | v1/rows/sendValueUnlisted
use enum_values_client::v1::types::SendValueUnlistedColour;

pub fn is_it(colour: &SendValueUnlistedColour) -> bool {
    match colour {
        SendValueUnlistedColour::Blue => true,
        _ => false,
    }
}

//# value-unlisted | received | v1/rows/receiveValueUnlisted
use enum_values_client::v1::types::ReceiveValueUnlistedColour;

pub fn is_it(colour: &ReceiveValueUnlistedColour) -> bool {
    match colour {
        ReceiveValueUnlistedColour::Blue => true,
        _ => false,
    }
}

//# value-respelled | sent | v1/rows/sendValueRespelled
use enum_values_client::v1::types::SendValueRespelledColour;

pub fn is_it(colour: &SendValueRespelledColour) -> bool {
    match colour {
        SendValueRespelledColour::SkyBlue => true,
        _ => false,
    }
}

//# value-respelled | received | v1/rows/receiveValueRespelled
use enum_values_client::v1::types::ReceiveValueRespelledColour;

pub fn is_it(colour: &ReceiveValueRespelledColour) -> bool {
    match colour {
        ReceiveValueRespelledColour::SkyBlue => true,
        _ => false,
    }
}
