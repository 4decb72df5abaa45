//! APIs, versions, endpoints, result codes and types.

use super::line::{DOCUMENTED, GONE, Line, On, SAME_NAME, line};
use crate::diff::Kind::*;
use crate::diff::Verdict::{self, Major, Minor, Patch};

const IN_ONE_STATIC: (Verdict, &str) = (Patch, "only the endpoint's private description changes");
const ANOTHER_OUTCOME: (Verdict, &str) = (Major, "the same answer may mean another outcome");
const WORDS: (Verdict, &str) = (Patch, "nothing else changes");
const ON_NO_WIRE: (Verdict, &str) = (Patch, "names of types are not on the wire");

pub(super) static LINES: &[Line] = &[
    // The API as a whole.
    line(ApiAdded, On::Any, (Minor, "nothing else changes by it"), (Minor, "it is a crate of its own")),
    line(ApiRemoved, On::Any, (Major, "its endpoints are gone"), (Major, "its crate is gone")),
    line(
        BasePathChanged,
        On::Any,
        (Major, "every address changes, and the path is signed"),
        (Patch, "the crate knows the path"),
    ),
    line(
        DialectChanged,
        On::Any,
        (Major, "requests are written, or answers taken, in another way"),
        (Patch, "the crate knows the dialect"),
    ),
    line(CurrencyChanged, On::Any, (Major, "the same number is another amount"), IN_ONE_STATIC),
    line(VersionAdded, On::Any, (Minor, "nothing else changes by it"), (Minor, "it is a module of its own")),
    line(VersionRemoved, On::Any, (Major, "its endpoints are gone"), (Major, "its module is gone")),
    line(DocChanged, On::Any, WORDS, DOCUMENTED),
    line(
        OrderChanged,
        On::Any,
        (Patch, "order has no meaning in JSON"),
        (Patch, "fields and values are found by name"),
    ),
    // Endpoints.
    line(
        EndpointAdded,
        On::Any,
        (Minor, "nobody has to call it or subscribe to it"),
        (Minor, "it brings items of its own"),
    ),
    line(EndpointRemoved, On::Any, (Major, "calls of it fail, or it is told no more"), GONE),
    line(
        EndpointTurned,
        On::Any,
        (Major, "the other side calls now"),
        (Major, "its types have other names and roles"),
    ),
    line(
        EndpointDeprecated,
        On::Any,
        (Minor, "it still works"),
        (Minor, "the compiler warns whoever calls it"),
    ),
    line(EndpointRevived, On::Any, (Patch, "it works as before"), (Patch, "a warning disappears")),
    line(PartialChanged, On::Any, WORDS, DOCUMENTED),
    line(KeyAdded, On::Any, (Minor, "a request may be sent again now"), IN_ONE_STATIC),
    line(KeyChanged, On::Any, (Major, "what was a repeat may be carried out twice"), IN_ONE_STATIC),
    line(KeyRemoved, On::Any, (Major, "a request sent again may be carried out twice"), IN_ONE_STATIC),
    line(SettledByAdded, On::Any, (Minor, "an unknown outcome can be settled now"), IN_ONE_STATIC),
    line(SettledByChanged, On::Any, (Minor, "an unknown outcome is better settled elsewhere"), IN_ONE_STATIC),
    line(SettledByRemoved, On::Any, (Major, "an unknown outcome can no longer be settled"), IN_ONE_STATIC),
    line(AskChanged, On::Any, (Minor, "the same call is asked about by other fields"), IN_ONE_STATIC),
    line(EntryChanged, On::Any, (Major, "the outcome is read in another place"), IN_ONE_STATIC),
    line(StatusMappingChanged, On::Any, ANOTHER_OUTCOME, IN_ONE_STATIC),
    line(NotFoundChanged, On::Any, (Minor, "other codes say that nothing is known yet"), IN_ONE_STATIC),
    line(
        FinalAfterAdded,
        On::Any,
        (Major, "what stayed open counts as failed after some time"),
        IN_ONE_STATIC,
    ),
    line(FinalAfterChanged, On::Any, (Major, "what stayed open may count as failed"), IN_ONE_STATIC),
    line(FinalAfterRemoved, On::Any, (Minor, "what counted as failed stays open"), IN_ONE_STATIC),
    line(UnnamedAdded, On::Any, (Major, "an answer that names no call is believed now"), IN_ONE_STATIC),
    line(UnnamedRemoved, On::Any, (Minor, "an answer has to name the call now"), IN_ONE_STATIC),
    line(ClosedByAdded, On::Any, (Minor, "the call can be given up now"), (Minor, "`give_up` takes it")),
    line(ClosedByChanged, On::Any, (Major, "giving it up sends another call"), IN_ONE_STATIC),
    line(
        ClosedByRemoved,
        On::Any,
        (Major, "the call can no longer be given up"),
        (Major, "`give_up` no longer takes it"),
    ),
    line(SettlesAdded, On::Any, (Minor, "the notification ends calls that it did not"), IN_ONE_STATIC),
    line(SettlesRemoved, On::Any, (Major, "the notification no longer ends these calls"), IN_ONE_STATIC),
    line(
        SettlingAdded,
        On::Any,
        (Minor, "an unknown outcome can be settled now"),
        (Minor, "`settle` takes its unknown outcome"),
    ),
    line(
        SettlingRemoved,
        On::Any,
        (Major, "an unknown outcome can no longer be settled"),
        (Major, "`settle` no longer takes its unknown outcome"),
    ),
    line(ReadOnlyAdded, On::Any, (Minor, "it may be sent again at any time"), IN_ONE_STATIC),
    line(ReadOnlyRemoved, On::Any, (Major, "sent again, it may be carried out twice"), IN_ONE_STATIC),
    line(ExampleAdded, On::Any, WORDS, DOCUMENTED),
    line(ExampleChanged, On::Any, WORDS, DOCUMENTED),
    line(ExampleRemoved, On::Any, WORDS, DOCUMENTED),
    // Result codes: received in the answer to a call, sent in the answer to a notification..
    line(
        ResultAdded,
        On::Sent,
        (Minor, "one more code may be answered"),
        (Minor, "the enum is open to new variants"),
    ),
    line(
        ResultAdded,
        On::Received,
        (Minor, "readers keep codes that they do not know"),
        (Minor, "the enum is open to new variants"),
    ),
    line(ResultRemoved, On::Sent, (Major, "the wallet no longer knows the code"), GONE),
    line(
        ResultRemoved,
        On::Received,
        (Minor, "code that waits for it waits in vain, and nothing else"),
        GONE,
    ),
    line(ResultRespelled, On::Any, (Major, "the old code is no longer said"), SAME_NAME),
    line(
        ResultStatusChanged,
        On::Sent,
        (Major, "the wallet takes the same code for another outcome"),
        DOCUMENTED,
    ),
    line(
        ResultStatusChanged,
        On::Received,
        (Major, "the same code comes with another outcome: what was final may not be"),
        DOCUMENTED,
    ),
    line(
        ResultActionChanged,
        On::Any,
        (Minor, "the same code calls for another step"),
        (Patch, "only what `action` says changes"),
    ),
    line(
        ResultAcceptedWidened,
        On::Any,
        (Minor, "what was unknown may be accepted now, with a step to take"),
        IN_ONE_STATIC,
    ),
    line(
        ResultAcceptedNarrowed,
        On::Any,
        (Major, "what was accepted, with a step to take, may be unknown now"),
        IN_ONE_STATIC,
    ),
    // Types.
    line(RoleAdded, On::Any, (Minor, "amounts are compared before an outcome is believed"), IN_ONE_STATIC),
    line(RoleRemoved, On::Any, (Major, "an outcome is believed whatever its amount"), IN_ONE_STATIC),
    line(TypeAdded, On::Any, ON_NO_WIRE, (Minor, "it is an item of its own")),
    line(TypeRemoved, On::Any, ON_NO_WIRE, GONE),
    line(
        TypeReshaped,
        On::Any,
        (Major, "objects and texts are different values"),
        (Major, "structs and enums are different items"),
    ),
    line(
        TypeAlsoReceived,
        On::Any,
        (Patch, "the endpoints say what changes"),
        (Minor, "`types::received` has it once more"),
    ),
    line(
        TypeNoLongerReceived,
        On::Any,
        (Patch, "the endpoints say what changes"),
        (Major, "it is gone from `types::received`"),
    ),
    line(
        TypeTurned,
        On::Any,
        (Patch, "the endpoints say what changes"),
        (Major, "its struct in `types` has other fields and methods"),
    ),
];
