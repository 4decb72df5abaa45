// What users of the old crates of `generator/cli/tests/diff/type-directions` may have written. See `diff_source.rs`.

//# type-also-received | any | v1 type Also
use type_directions_client::v1::types::Also;

pub fn make(id: countersign_runtime::Text<8>) -> Also {
    Also::new().id(id)
}

//# type-no-longer-received | any | v1 type NoLonger
use type_directions_client::v1::types::received::NoLonger;

pub fn read(thing: &NoLonger) -> &Option<countersign_runtime::Received<8>> {
    &thing.id
}

//# type-turned | any | v1 type SentToReceived
use type_directions_client::v1::types::SentToReceived;

pub fn make(id: countersign_runtime::Text<8>) -> SentToReceived {
    SentToReceived::new().id(id)
}

//# type-turned | any | v1 type ReceivedToSent
use type_directions_client::v1::types::ReceivedToSent;

pub fn read(thing: &ReceivedToSent) -> &Option<countersign_runtime::Received<8>> {
    &thing.id
}

//# type-turned | any | v1 type ReceivedToBoth
use type_directions_client::v1::types::ReceivedToBoth;

pub fn read(thing: &ReceivedToBoth) -> &Option<countersign_runtime::Received<8>> {
    &thing.id
}

//# type-turned | any | v1 type BothToReceived
use type_directions_client::v1::types::BothToReceived;

pub fn make(id: countersign_runtime::Text<8>) -> BothToReceived {
    BothToReceived::new().id(id)
}
