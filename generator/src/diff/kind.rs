//! The kinds of changes, by what they do and not by how bad they are.

/// Makes the enum with the stable id of each kind and what to call it.
macro_rules! kinds {
    ($($kind:ident $id:literal $what:literal)*) => {
        /// What has changed. Ids are stable: they are part of the JSON that `countersign diff` prints.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $what] $kind,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// `max-length-lowered`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$kind => $id,)* }
            }

            /// What it is, in a few words that follow the name of what has changed.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self { $(Self::$kind => $what,)* }
            }
        }
    };
}

kinds! {
    ApiAdded "api-added" "API added"
    ApiRemoved "api-removed" "API removed"
    BasePathChanged "base-path-changed" "changed"
    PathTemplateChanged "path-template-changed" "changed"
    DialectChanged "dialect-changed" "changed"
    CurrencyChanged "currency-changed" "changed"
    VersionAdded "version-added" "version added"
    VersionRemoved "version-removed" "version removed"
    DocChanged "doc-changed" "words changed"
    OrderChanged "order-changed" "order changed"

    EndpointAdded "endpoint-added" "endpoint added"
    EndpointRemoved "endpoint-removed" "endpoint removed"
    EndpointTurned "endpoint-turned" "changed"
    UrlPathChanged "url-path-changed" "changed"
    EndpointDeprecated "endpoint-deprecated" "added"
    EndpointRevived "endpoint-revived" "removed"
    PartialChanged "partial-changed" "changed"
    KeyAdded "idempotency-key-added" "added"
    KeyChanged "idempotency-key-changed" "changed"
    KeyRemoved "idempotency-key-removed" "removed"
    SettledByAdded "settled-by-added" "added"
    SettledByChanged "settled-by-changed" "changed"
    SettledByRemoved "settled-by-removed" "removed"
    AskChanged "ask-changed" "changed"
    EntryChanged "entry-changed" "changed"
    StatusMappingChanged "status-mapping-changed" "changed"
    NotFoundChanged "not-found-changed" "changed"
    FinalAfterAdded "final-after-added" "added"
    FinalAfterChanged "final-after-changed" "changed"
    FinalAfterRemoved "final-after-removed" "removed"
    UnnamedAdded "unnamed-added" "added"
    UnnamedRemoved "unnamed-removed" "removed"
    ClosedByAdded "closed-by-added" "added"
    ClosedByChanged "closed-by-changed" "changed"
    ClosedByRemoved "closed-by-removed" "removed"
    SettlesAdded "settles-added" "row added"
    SettlesRemoved "settles-removed" "row removed"
    SettlingAdded "settling-added" "can be settled by the client now"
    SettlingRemoved "settling-removed" "can no longer be settled by the client"
    CallableAdded "callable-added" "a client can call it now"
    CallableRemoved "callable-removed" "a client can no longer call it"
    SandboxPathChanged "sandbox-path-changed" "changed"
    ResultFormChanged "result-form-changed" "changed"
    HeaderAdded "header-added" "optional header added"
    HeaderAddedRequired "header-added-required" "required header added"
    HeaderRemoved "header-removed" "header removed"
    HeaderChanged "header-changed" "header changed"
    HeaderRequired "header-required" "header became required"
    HeaderOptional "header-optional" "header became optional"
    AdditionalFieldsAllowed "additional-fields-allowed" "further fields allowed"
    AdditionalFieldsForbidden "additional-fields-forbidden" "further fields no longer allowed"
    ReadOnlyAdded "read-only-added" "added"
    ReadOnlyRemoved "read-only-removed" "removed"
    ExampleAdded "example-added" "example added"
    ExampleChanged "example-changed" "example changed"
    ExampleRemoved "example-removed" "example removed"

    ResultAdded "result-added" "result code added"
    ResultRemoved "result-removed" "result code removed"
    ResultRespelled "result-respelled" "result code spelled differently"
    ResultStatusChanged "result-status-changed" "status changed"
    ResultActionChanged "result-action-changed" "`action` changed"
    ResultAcceptedWidened "result-accepted-widened" "`outcome` got fields that show it was accepted"
    ResultAcceptedNarrowed "result-accepted-narrowed" "`outcome` lost fields that show it was accepted"

    TypeAdded "type-added" "type added"
    TypeRemoved "type-removed" "type removed"
    TypeReshaped "type-reshaped" "object and enum exchanged"
    RoleAdded "role-added" "added"
    RoleRemoved "role-removed" "removed"
    TypeAlsoReceived "type-also-received" "type is received as well now"
    TypeNoLongerReceived "type-no-longer-received" "type is only sent now"
    TypeTurned "type-turned" "direction of the type changed"

    FieldAdded "field-added" "optional field added"
    FieldAddedRequired "field-added-required" "required field added"
    FieldAddedConditional "field-added-conditional" "field added that is required in some cases"
    FieldRemoved "field-removed" "field removed"
    FieldRespelled "field-respelled" "field spelled differently"
    FieldRequired "field-required" "field became required"
    FieldOptional "field-optional" "field became optional"
    ConditionAdded "condition-added" "`required_when` added"
    ConditionChanged "condition-changed" "`required_when` changed"
    ConditionNarrowed "condition-narrowed" "`required_when` holds in fewer cases"
    ConditionRemoved "condition-removed" "`required_when` removed"
    ConditionWidened "condition-widened" "`required_when` holds in more cases"
    GroupAdded "one-of-added" "`one_of` group added"
    GroupRemoved "one-of-removed" "`one_of` group removed"
    GroupWidened "one-of-widened" "`one_of` group got members"
    GroupNarrowed "one-of-narrowed" "`one_of` group lost members"
    SensitiveAdded "sensitive-added" "became sensitive"
    SensitiveRemoved "sensitive-removed" "no longer sensitive"
    IdAdded "id-added" "became an id"
    IdRemoved "id-removed" "no longer an id"
    NullAllowed "null-allowed" "`null` allowed"
    NullForbidden "null-forbidden" "`null` no longer allowed"
    DefaultAdded "default-added" "default stated"
    DefaultChanged "default-changed" "default changed"
    DefaultRemoved "default-removed" "default no longer stated"
    FieldDeprecated "field-deprecated" "deprecated"
    FieldRevived "field-revived" "no longer deprecated"
    QuotingChanged "quoting-changed" "`wire` changed"
    JsonTextChanged "json-text-changed" "`json_text` changed"

    TypeChanged "type-changed" "type changed"
    TypeExchanged "type-exchanged" "another named type"
    BecameUrl "became-url" "text became a URL"
    BecameText "became-text" "URL became any text"
    MaxLengthRaised "max-length-raised" "`max_length` raised"
    MaxLengthLowered "max-length-lowered" "`max_length` lowered"
    MinLengthRaised "min-length-raised" "`min_length` raised"
    MinLengthLowered "min-length-lowered" "`min_length` lowered"
    PatternAdded "pattern-added" "`pattern` added"
    PatternChanged "pattern-changed" "`pattern` changed"
    PatternRemoved "pattern-removed" "`pattern` removed"
    CharsForbidden "chars-forbidden" "characters forbidden"
    CharsAllowed "chars-allowed" "characters no longer forbidden"
    MinRaised "min-raised" "`min` raised"
    MinLowered "min-lowered" "`min` lowered"
    MaxRaised "max-raised" "`max` raised"
    MaxLowered "max-lowered" "`max` lowered"
    MaxItemsRaised "max-items-raised" "`max_items` raised"
    MaxItemsLowered "max-items-lowered" "`max_items` lowered"
    KeysAdded "keys-added" "keys added"
    KeysRemoved "keys-removed" "keys removed"
    KeysRestricted "keys-restricted" "keys restricted to a list"
    KeysFreed "keys-freed" "any key allowed"
    MaxEntriesRaised "max-entries-raised" "`max_entries` raised"
    MaxEntriesLowered "max-entries-lowered" "`max_entries` lowered"
    MaxKeyLengthRaised "max-key-length-raised" "`max_key_length` raised"
    MaxKeyLengthLowered "max-key-length-lowered" "`max_key_length` lowered"

    RustNameChanged "rust-name-changed" "name in Rust changed"

    ValueAdded "value-added" "value added"
    ValueRemoved "value-removed" "value removed"
    ValueUnlisted "value-unlisted" "value removed from an open enum"
    ValueRespelled "value-respelled" "value spelled differently"
    EnumOpened "enum-opened" "enum opened to values that are not listed"
    EnumClosed "enum-closed" "enum closed to values that are not listed"
}
