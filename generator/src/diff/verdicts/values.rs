//! What fields hold: types, their limits, and values of enums.

use super::line::{
    EXPECTED, GONE, Line, NOT_CHECKED, ONLY_CHECKED, On, REFUSED, RELIED_ON, SAME_NAME, STILL_FITS, line,
};
use crate::diff::Kind::*;
use crate::diff::Verdict::{self, Major, Minor, Patch};

const UNEXPECTED: (Verdict, &str) =
    (Major, "readers may get what could not come before, and store or show less");
const LIMIT_NAMED: (Verdict, &str) =
    (Major, "the limit is in the field's type, so code that names the type breaks");

pub(super) static LINES: &[Line] = &[
    line(
        TypeChanged,
        On::Sent,
        (Major, "values of the old type are refused"),
        (Major, "the field has another type"),
    ),
    line(
        TypeChanged,
        On::Received,
        (Major, "readers of the old type cannot read the new one"),
        (Major, "the field has another type"),
    ),
    line(
        TypeExchanged,
        On::Any,
        (Patch, "names of types are not on the wire; what differs inside is listed by itself"),
        (Major, "the field has another type"),
    ),
    line(BecameUrl, On::Sent, REFUSED, ONLY_CHECKED),
    line(BecameUrl, On::Received, EXPECTED, NOT_CHECKED),
    line(BecameText, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(BecameText, On::Received, UNEXPECTED, NOT_CHECKED),
    line(MaxLengthRaised, On::Sent, STILL_FITS, LIMIT_NAMED),
    line(MaxLengthRaised, On::Received, UNEXPECTED, LIMIT_NAMED),
    line(MaxLengthLowered, On::Sent, REFUSED, LIMIT_NAMED),
    line(MaxLengthLowered, On::Received, EXPECTED, LIMIT_NAMED),
    line(MinLengthRaised, On::Sent, REFUSED, ONLY_CHECKED),
    line(MinLengthRaised, On::Received, EXPECTED, NOT_CHECKED),
    line(MinLengthLowered, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(MinLengthLowered, On::Received, UNEXPECTED, NOT_CHECKED),
    line(PatternAdded, On::Sent, REFUSED, ONLY_CHECKED),
    line(PatternAdded, On::Received, EXPECTED, NOT_CHECKED),
    line(PatternChanged, On::Sent, REFUSED, ONLY_CHECKED),
    line(PatternChanged, On::Received, UNEXPECTED, NOT_CHECKED),
    line(PatternRemoved, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(PatternRemoved, On::Received, UNEXPECTED, NOT_CHECKED),
    line(CharsForbidden, On::Sent, REFUSED, ONLY_CHECKED),
    line(CharsForbidden, On::Received, EXPECTED, NOT_CHECKED),
    line(CharsAllowed, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(CharsAllowed, On::Received, UNEXPECTED, NOT_CHECKED),
    line(MinRaised, On::Sent, REFUSED, LIMIT_NAMED),
    line(MinRaised, On::Received, EXPECTED, NOT_CHECKED),
    line(MinLowered, On::Sent, STILL_FITS, LIMIT_NAMED),
    line(MinLowered, On::Received, UNEXPECTED, NOT_CHECKED),
    line(MaxRaised, On::Sent, STILL_FITS, LIMIT_NAMED),
    line(MaxRaised, On::Received, UNEXPECTED, NOT_CHECKED),
    line(MaxLowered, On::Sent, REFUSED, LIMIT_NAMED),
    line(MaxLowered, On::Received, EXPECTED, NOT_CHECKED),
    line(MaxItemsRaised, On::Sent, STILL_FITS, LIMIT_NAMED),
    line(MaxItemsRaised, On::Received, UNEXPECTED, NOT_CHECKED),
    line(MaxItemsLowered, On::Sent, REFUSED, LIMIT_NAMED),
    line(MaxItemsLowered, On::Received, EXPECTED, NOT_CHECKED),
    line(KeysAdded, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(KeysAdded, On::Received, (Minor, "readers ignore keys that they do not know"), NOT_CHECKED),
    line(KeysRemoved, On::Sent, REFUSED, ONLY_CHECKED),
    line(KeysRemoved, On::Received, RELIED_ON, NOT_CHECKED),
    line(KeysRestricted, On::Sent, REFUSED, ONLY_CHECKED),
    line(KeysRestricted, On::Received, EXPECTED, NOT_CHECKED),
    line(KeysFreed, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(KeysFreed, On::Received, (Minor, "readers ignore keys that they do not know"), NOT_CHECKED),
    // Values of enums.
    line(ValueAdded, On::Sent, STILL_FITS, (Minor, "the enum is open to new variants")),
    line(
        ValueAdded,
        On::Received,
        (Minor, "readers keep values that they do not know"),
        (Minor, "the enum is open to new variants"),
    ),
    line(ValueRemoved, On::Sent, REFUSED, GONE),
    line(
        ValueRemoved,
        On::Received,
        (Minor, "code that handles it is never reached; nothing else changes"),
        GONE,
    ),
    line(ValueUnlisted, On::Sent, (Minor, "values that are not listed may be sent too"), GONE),
    line(
        ValueUnlisted,
        On::Received,
        (Minor, "code that handles it is never reached; nothing else changes"),
        GONE,
    ),
    line(ValueRespelled, On::Sent, REFUSED, SAME_NAME),
    line(
        ValueRespelled,
        On::Received,
        (Major, "code that handles the old spelling is never reached"),
        SAME_NAME,
    ),
    line(EnumOpened, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(EnumOpened, On::Received, (Minor, "readers keep values that they do not know"), NOT_CHECKED),
    line(EnumClosed, On::Sent, REFUSED, ONLY_CHECKED),
    line(EnumClosed, On::Received, EXPECTED, NOT_CHECKED),
];
