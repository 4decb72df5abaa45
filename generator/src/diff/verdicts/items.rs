//! The verdicts on changes of APIs, versions, endpoints, result codes and types.

use super::line::{DOCUMENTED, GONE, Line, On, SAME_NAME, line};
use crate::diff::Kind::*;
use crate::diff::Verdict::{self, Major, Minor, Patch};

const DESCRIPTOR_ONLY: (Verdict, &str) = (Patch, "only the endpoint's private descriptor changes");
const ANOTHER_OUTCOME: (Verdict, &str) = (Major, "the same response may mean another outcome");
const DOCS_ONLY: (Verdict, &str) = (Patch, "nothing else changes");
const NOT_ON_THE_WIRE: (Verdict, &str) = (Patch, "names of types are not on the wire");

pub(super) static LINES: &[Line] = &[
    // The API as a whole.
    line(ApiAdded, On::Any, (Minor, "nothing else changes by it"), (Minor, "it is a crate of its own")),
    line(ApiRemoved, On::Any, (Major, "its endpoints are gone"), (Major, "its crate is gone")),
    line(
        BasePathChanged,
        On::Any,
        (Major, "every address changes, and the path is signed"),
        (Patch, "the new crate has the new path"),
    ),
    line(
        PathTemplateChanged,
        On::Any,
        (Major, "addresses change, and the path is signed"),
        (Patch, "the new crate has the new paths"),
    ),
    line(
        DialectChanged,
        On::Any,
        (Major, "requests are written, or responses read, differently"),
        (Patch, "the new crate has the new dialect"),
    ),
    line(CurrencyChanged, On::Any, (Major, "the same number is another amount"), DESCRIPTOR_ONLY),
    line(VersionAdded, On::Any, (Minor, "nothing else changes by it"), (Minor, "it is a module of its own")),
    line(VersionRemoved, On::Any, (Major, "its endpoints are gone"), (Major, "its module is gone")),
    line(DocChanged, On::Any, DOCS_ONLY, DOCUMENTED),
    line(
        OrderChanged,
        On::Any,
        (Patch, "order has no meaning in JSON"),
        (Patch, "fields and values are found by name"),
    ),
    // Endpoints.
    line(EndpointAdded, On::Any, (Minor, "it need not be called or subscribed to"), (Minor, "it adds items")),
    line(EndpointRemoved, On::Any, (Major, "calls to it fail, or the notification is no longer sent"), GONE),
    line(
        EndpointTurned,
        On::Any,
        (Major, "the direction of the call is reversed"),
        (Major, "its types have other names and roles"),
    ),
    line(UrlPathChanged, On::Any, (Major, "its address changes, and the path is signed"), DESCRIPTOR_ONLY),
    line(EndpointDeprecated, On::Any, (Minor, "it still works"), (Minor, "callers get a compiler warning")),
    line(EndpointRevived, On::Any, (Patch, "it works as before"), (Patch, "a warning disappears")),
    line(PartialChanged, On::Any, DOCS_ONLY, DOCUMENTED),
    line(KeyAdded, On::Any, (Minor, "a request may be sent again now"), DESCRIPTOR_ONLY),
    line(
        KeyChanged,
        On::Any,
        (Major, "a request that was a repeat before may be carried out twice"),
        DESCRIPTOR_ONLY,
    ),
    line(KeyRemoved, On::Any, (Major, "a request sent again may be carried out twice"), DESCRIPTOR_ONLY),
    line(SettledByAdded, On::Any, (Minor, "an unknown outcome can be settled now"), DESCRIPTOR_ONLY),
    line(
        SettledByChanged,
        On::Any,
        (Minor, "an unknown outcome is settled by another endpoint"),
        DESCRIPTOR_ONLY,
    ),
    line(SettledByRemoved, On::Any, (Major, "an unknown outcome can no longer be settled"), DESCRIPTOR_ONLY),
    line(AskChanged, On::Any, (Minor, "the inquiry is made with other fields"), DESCRIPTOR_ONLY),
    line(EntryChanged, On::Any, (Major, "the outcome is read in another place"), DESCRIPTOR_ONLY),
    line(StatusMappingChanged, On::Any, ANOTHER_OUTCOME, DESCRIPTOR_ONLY),
    line(NotFoundChanged, On::Any, (Minor, "other codes say that nothing is known yet"), DESCRIPTOR_ONLY),
    line(
        FinalAfterAdded,
        On::Any,
        (Major, "a call that stayed open counts as failed after some time"),
        DESCRIPTOR_ONLY,
    ),
    line(FinalAfterChanged, On::Any, (Major, "a call that stayed open may count as failed"), DESCRIPTOR_ONLY),
    line(FinalAfterRemoved, On::Any, (Minor, "a call that counted as failed stays open"), DESCRIPTOR_ONLY),
    line(UnnamedAdded, On::Any, (Major, "a response that names no call is now accepted"), DESCRIPTOR_ONLY),
    line(UnnamedRemoved, On::Any, (Minor, "a response must now name the call"), DESCRIPTOR_ONLY),
    line(ClosedByAdded, On::Any, (Minor, "the call can be given up now"), (Minor, "`give_up` takes it")),
    line(ClosedByChanged, On::Any, (Major, "giving it up sends another call"), DESCRIPTOR_ONLY),
    line(
        ClosedByRemoved,
        On::Any,
        (Major, "the call can no longer be given up"),
        (Major, "`give_up` no longer takes it"),
    ),
    line(SettlesAdded, On::Any, (Minor, "the notification now settles more calls"), DESCRIPTOR_ONLY),
    line(SettlesRemoved, On::Any, (Major, "the notification no longer settles these calls"), DESCRIPTOR_ONLY),
    line(
        SettlingAdded,
        On::Any,
        (Minor, "an unknown outcome can be settled now"),
        (Minor, "`settle` accepts its unknown outcome"),
    ),
    line(
        SettlingRemoved,
        On::Any,
        (Major, "an unknown outcome can no longer be settled"),
        (Major, "`settle` no longer accepts its unknown outcome"),
    ),
    line(ReadOnlyAdded, On::Any, (Minor, "it may be sent again at any time"), DESCRIPTOR_ONLY),
    line(ReadOnlyRemoved, On::Any, (Major, "sent again, it may be carried out twice"), DESCRIPTOR_ONLY),
    line(ExampleAdded, On::Any, DOCS_ONLY, DOCUMENTED),
    line(ExampleChanged, On::Any, DOCS_ONLY, DOCUMENTED),
    line(ExampleRemoved, On::Any, DOCS_ONLY, DOCUMENTED),
    line(
        RustNameChanged,
        On::Any,
        (Patch, "names in Rust are not on the wire"),
        (Major, "the old name is gone, or means something else"),
    ),
    // Result codes: received in the response to a call, sent in the response to a notification.
    line(
        ResultAdded,
        On::Sent,
        (Minor, "one more code may be sent"),
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
        (Minor, "code that handles it is never reached; nothing else changes"),
        GONE,
    ),
    line(ResultRespelled, On::Any, (Major, "the old spelling is no longer used"), SAME_NAME),
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
        (Patch, "only the value of `action` changes"),
    ),
    line(
        ResultAcceptedWidened,
        On::Any,
        (Minor, "an unknown outcome may now be accepted, with a step to take"),
        DESCRIPTOR_ONLY,
    ),
    line(
        ResultAcceptedNarrowed,
        On::Any,
        (Major, "an accepted outcome, with a step to take, may now be unknown"),
        DESCRIPTOR_ONLY,
    ),
    // Types.
    line(RoleAdded, On::Any, (Minor, "amounts are compared before an outcome is believed"), DESCRIPTOR_ONLY),
    line(RoleRemoved, On::Any, (Major, "an outcome is believed whatever its amount"), DESCRIPTOR_ONLY),
    line(TypeAdded, On::Any, NOT_ON_THE_WIRE, (Minor, "it is an item of its own")),
    line(TypeRemoved, On::Any, NOT_ON_THE_WIRE, GONE),
    line(
        TypeReshaped,
        On::Any,
        (Major, "objects and texts are different values"),
        (Major, "structs and enums are different items"),
    ),
    line(
        TypeAlsoReceived,
        On::Any,
        (Patch, "see the endpoints that use it"),
        (Minor, "it is added to `types::received`"),
    ),
    line(
        TypeNoLongerReceived,
        On::Any,
        (Patch, "see the endpoints that use it"),
        (Major, "it is gone from `types::received`"),
    ),
    line(
        TypeTurned,
        On::Any,
        (Patch, "see the endpoints that use it"),
        (Major, "its struct in `types` has other fields and methods"),
    ),
];
