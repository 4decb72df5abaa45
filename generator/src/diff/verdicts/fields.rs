//! Fields, but for what they hold.

use super::line::{
    DOCUMENTED, EXPECTED, GONE, Line, NOT_CHECKED, ONLY_CHECKED, On, REFUSED, RELIED_ON, SAME_NAME,
    STILL_FITS, line,
};
use crate::diff::Kind::*;
use crate::diff::Verdict::{self, Major, Minor, Patch};

const LESS_SURE: (Verdict, &str) = (Major, "it may be missing where it was promised");
const NAMED_OTHERWISE: (Verdict, &str) = (Minor, "an answer has to name the call by other fields");
const NOT_IN_TYPES: (Verdict, &str) = (Patch, "it is not part of a type");
const SURER: (Verdict, &str) = (Minor, "readers may rely on more");

pub(super) static LINES: &[Line] = &[
    line(
        FieldAdded,
        On::Sent,
        STILL_FITS,
        (Minor, "the struct cannot be written as a literal outside of its crate"),
    ),
    line(
        FieldAdded,
        On::Received,
        (Minor, "readers ignore fields that they do not know"),
        (Minor, "the struct cannot be written as a literal outside of its crate"),
    ),
    line(
        FieldAddedRequired,
        On::Sent,
        (Major, "messages without it are refused"),
        (Major, "the struct of required fields demands it"),
    ),
    line(
        FieldAddedRequired,
        On::Received,
        (Minor, "readers ignore fields that they do not know"),
        (Minor, "the struct cannot be written as a literal outside of its crate"),
    ),
    line(
        FieldAddedConditional,
        On::Sent,
        (Major, "messages for which the condition holds are refused without it"),
        (Minor, "the struct cannot be written as a literal outside of its crate"),
    ),
    line(
        FieldAddedConditional,
        On::Received,
        (Minor, "readers ignore fields that they do not know"),
        (Minor, "the struct cannot be written as a literal outside of its crate"),
    ),
    line(FieldRemoved, On::Sent, (Major, "the wallet no longer knows it"), GONE),
    line(FieldRemoved, On::Received, RELIED_ON, GONE),
    line(FieldRespelled, On::Sent, (Major, "the wallet no longer knows the old name"), SAME_NAME),
    line(FieldRespelled, On::Received, (Major, "readers of the old name find nothing"), SAME_NAME),
    line(
        FieldRequired,
        On::Sent,
        (Major, "messages without it are refused"),
        (Major, "the struct of required fields demands it, and its setter is gone"),
    ),
    line(FieldRequired, On::Received, SURER, (Major, "the field is no longer an `Option`")),
    line(FieldOptional, On::Sent, STILL_FITS, (Major, "the struct of required fields no longer has it")),
    line(FieldOptional, On::Received, LESS_SURE, (Major, "the field becomes an `Option`")),
    line(
        ConditionAdded,
        On::Sent,
        (Major, "messages for which the condition holds are refused without it"),
        ONLY_CHECKED,
    ),
    line(ConditionAdded, On::Received, SURER, NOT_CHECKED),
    line(ConditionChanged, On::Sent, (Major, "it may be demanded where it was not"), ONLY_CHECKED),
    line(ConditionChanged, On::Received, LESS_SURE, NOT_CHECKED),
    line(ConditionNarrowed, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(ConditionNarrowed, On::Received, LESS_SURE, NOT_CHECKED),
    line(ConditionRemoved, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(ConditionRemoved, On::Received, LESS_SURE, NOT_CHECKED),
    line(ConditionWidened, On::Sent, (Major, "it is demanded where it was not"), ONLY_CHECKED),
    line(ConditionWidened, On::Received, SURER, NOT_CHECKED),
    line(GroupAdded, On::Sent, (Major, "messages with none of them are refused"), ONLY_CHECKED),
    line(GroupAdded, On::Received, SURER, NOT_CHECKED),
    line(GroupRemoved, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(GroupRemoved, On::Received, (Major, "none of them may come where one was promised"), NOT_CHECKED),
    line(GroupWidened, On::Sent, STILL_FITS, ONLY_CHECKED),
    line(
        GroupWidened,
        On::Received,
        (Major, "the only one that comes may be one that readers do not know"),
        NOT_CHECKED,
    ),
    line(GroupNarrowed, On::Sent, (Major, "the one that was given may no longer be enough"), ONLY_CHECKED),
    line(GroupNarrowed, On::Received, SURER, NOT_CHECKED),
    line(
        SensitiveAdded,
        On::Any,
        (Patch, "the value on the wire is the same"),
        (Major, "the field's type becomes `Sensitive<_>`"),
    ),
    line(
        SensitiveRemoved,
        On::Any,
        (Patch, "the value on the wire is the same"),
        (Major, "the field's type is no longer `Sensitive<_>`"),
    ),
    line(IdAdded, On::Any, NAMED_OTHERWISE, NOT_IN_TYPES),
    line(IdRemoved, On::Any, NAMED_OTHERWISE, NOT_IN_TYPES),
    line(
        NullAllowed,
        On::Sent,
        STILL_FITS,
        (Major, "the field's type becomes a `Nullable<_>`; its setters stay"),
    ),
    line(
        NullAllowed,
        On::Received,
        (Major, "`null` may come where it could not"),
        (Patch, "`null` is read as nothing, as before"),
    ),
    line(NullForbidden, On::Sent, REFUSED, (Major, "the field's type is no longer a `Nullable<_>`")),
    line(NullForbidden, On::Received, EXPECTED, (Patch, "`null` is read as nothing, as before")),
    line(DefaultAdded, On::Any, (Patch, "it says what held already"), DOCUMENTED),
    line(DefaultChanged, On::Any, (Major, "leaving the field out means something else"), DOCUMENTED),
    line(
        DefaultRemoved,
        On::Any,
        (Major, "what leaving the field out means is no longer promised"),
        DOCUMENTED,
    ),
    line(FieldDeprecated, On::Sent, (Minor, "it still works"), (Minor, "the compiler warns whoever sets it")),
    line(FieldDeprecated, On::Received, (Minor, "it still comes"), DOCUMENTED),
    line(FieldRevived, On::Any, (Patch, "it works as before"), (Patch, "a warning disappears")),
    line(
        QuotingChanged,
        On::Sent,
        (Major, "a number or boolean is text on one side of the change"),
        (Patch, "only what is written changes"),
    ),
    line(
        QuotingChanged,
        On::Received,
        (Major, "readers that want the one get the other; the generated ones read both"),
        (Patch, "both are read"),
    ),
    line(
        JsonTextChanged,
        On::Any,
        (Major, "an object and its JSON inside a text are different values"),
        (Major, "the field's type gains or loses `JsonText<_>`"),
    ),
];
