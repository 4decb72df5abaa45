//! What makes the files a crate: `Cargo.toml`, `rustfmt.toml`, `src/lib.rs` and `src/limits.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Dialect, DialectValue, Primitive, Takes, Version, names};

use super::{
    Files, Settings, descriptors, docs, features, front_page,
    imports::Imports,
    limits,
    print::{self, ident},
};

pub(super) fn files(api: &Api, settings: &Settings) -> Files {
    Files::from([
        ("Cargo.toml".to_owned(), manifest(api, settings)),
        ("rustfmt.toml".to_owned(), print::head("#", &api.name) + "disable_all_formatting = true\n"),
        ("src/lib.rs".to_owned(), lib(api)),
        ("src/limits.rs".to_owned(), limits::file(api)),
    ])
}

fn manifest(api: &Api, settings: &Settings) -> String {
    let head = print::head("#", &api.name);
    let package = &api.package;
    let runtime: String =
        settings.runtime.iter().map(|(key, value)| format!("{key} = {}, ", toml(value))).collect();
    let license = settings.license.iter().map(|license| format!("license = {}\n", toml(license)));
    let license: String = license.collect();
    let features = features(api);
    let description = toml(&format!("Typed client of the signed API {}", api.title));
    format!(
        r#"{head}
[package]
name = "{package}"
description = {description}
version = "0.1.0"
edition = "2024"
rust-version = "1.85"
{license}publish = false

{features}
[dependencies]
countersign-runtime = {{ {runtime}default-features = false }}

# There are no unit tests in it; the example of its documentation is run.
[lib]
test = false

[lints.rust]
missing_docs = "warn"
unsafe_code = "forbid"
"#
    )
}

/// The table of features: the runtime's own, and those of a large API's groups.
fn features(api: &Api) -> String {
    let groups = features::groups(api);
    let list = |names: &mut dyn Iterator<Item = &str>| {
        let names: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
        format!("[{}]", names.join(", "))
    };
    let default =
        list(&mut ["aws-lc", "reqwest", "tracing"].into_iter().chain(groups.keys().map(String::as_str)));
    let mut table =
        format!("# Explained by the runtime, whose own these are.\n[features]\ndefault = {default}\n");
    for feature in features::OF_THE_RUNTIME {
        table += &format!("{feature} = [\"countersign-runtime/{feature}\"]\n");
    }
    if !groups.is_empty() {
        table +=
            "\n# One for each group of endpoints. Whatever settles the calls of a group comes with it.\n";
    }
    for (feature, needed) in &groups {
        table += &format!("{feature} = {}\n", list(&mut needed.iter().map(String::as_str)));
    }
    table
}

/// A TOML string.
fn toml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn lib(api: &Api) -> String {
    let versions = api.versions.iter().map(|version| {
        let module = ident(&names::version(&version.name));
        quote! { pub mod #module; }
    });
    let modules = quote! { mod limits; #(#versions)* };
    let literals = Primitive::literals().into_iter().map(ident);
    let exports = quote! {
        #[doc(no_inline)]
        pub use countersign_runtime::{
            Action, AdditionalFields, Call, Cause, Config, ConfigError, Conflict, Currency, Date, DateTime, Decimal, Dialect, Error, Failure,
            FormError, Headers, Int, Json, JsonError, JsonText, List, Money, MoneyError, NotSent, Notification, Nullable, Observer, OutOfRange,
            Outcome, ReadError, Received, ReceivedUnlimited, Receiver, Request, Response, RetryPolicy, Sensitive, Settle,
            Settled, Status, StoredRequest, Text, TooLong, TooMany, Unknown, UnlimitedText, Unlisted, Unparsed, Unsettled,
            VerifiedResponse, VerifyError, Violation, Violations, WalletResult,
            as_str, #(#literals,)* from_text, json, receiver, signature, transport,
        };
        #[cfg(feature = "encryption")]
        #[doc(no_inline)]
        pub use countersign_runtime::encryption;
        #[cfg(feature = "serde")]
        #[doc(no_inline)]
        pub use countersign_runtime::WithSensitive;
        #[cfg(feature = "testing")]
        #[doc(no_inline)]
        pub use countersign_runtime::testing;
        #[doc = " What all clients share, whole."]
        #[doc(no_inline)]
        pub use countersign_runtime as runtime;
        #[doc(hidden)]
        pub use self::limits::Limits as __Limits;
    };
    let macros = quote! {
        #[doc = " Text from a literal, checked by the compiler against the limit of the field that it is for."]
        #[doc = ""]
        #[doc = " `text!(\"SHOES\")`, or `text!(const SHOP)` from a constant. For text known at run time: `order_id.parse()?`, see [`Text`]."]
        #[macro_export]
        macro_rules! text {
            ($($literal:tt)*) => { $crate::runtime::__text!($crate::__Limits; $($literal)*) };
        }
        #[doc = " A list, checked by the compiler against the limit of the field that it is for: `list![a, b]`."]
        #[macro_export]
        macro_rules! list {
            ($($item:tt)*) => { $crate::runtime::__list!($crate::__Limits; $($item)*) };
        }
        #[doc = " A number, checked by the compiler against the range of the field that it is for: `int!(5)`."]
        #[macro_export]
        macro_rules! int {
            ($number:expr) => { $crate::runtime::__int!($crate::__Limits; $number) };
        }
    };
    let money = limits::has_money(api).then(|| {
        quote! {
            #[doc = " An amount of money from a literal, checked by the compiler: the currency and its digits behind the point by"]
            #[doc = " ISO 4217, and the limits of the field that it is for."]
            #[doc = ""]
            #[doc = " `money!(\"USD 100.00\")`, `money!(\"JPY 1250\")`, or `money!(const PRICE)` from a constant. An amount known at run"]
            #[doc = " time is made by the type itself: `Amount::parse(currency, amount)?`, `Amount::minor(Currency::USD, cents)?`."]
            #[macro_export]
            macro_rules! money {
                ($($amount:tt)*) => { $crate::runtime::__money!($crate::__Limits; $($amount)*) };
            }
        }
    });
    let macros = quote! { #macros #money };
    let items = vec![
        modules,
        exports,
        description(api),
        client(api),
        client_debug(),
        descriptors::api_client(api),
        macros,
    ];
    print::rust_file(&api.name, &front_page::lines(api), Imports::Nothing, items)
}

fn description(api: &Api) -> TokenStream {
    let (name, base_path, dialect) = (&api.name, &api.base_path, dialect(&api.dialect));
    let template = api.unusual_template().map(|template| quote! { .with_path_template(#template) });
    quote! {
        #[doc = " What is particular to this wallet."]
        pub static API: countersign_runtime::Api =
            countersign_runtime::Api::new(#name).with_base_path(#base_path) #template .with_dialect(#dialect);
    }
}

/// Only what differs from the usual.
fn dialect(dialect: &Dialect) -> TokenStream {
    let settings = dialect.unusual().map(|(key, value)| {
        let setter = ident(key.name);
        let value = match (value, &key.takes) {
            (DialectValue::Word(word), _) => {
                let path = word.runtime.parse::<TokenStream>().unwrap_or_default();
                quote! { countersign_runtime::#path }
            }
            (DialectValue::Flag(flag), _) => quote! { #flag },
            (DialectValue::Text(text), Takes::Text(form)) if form.optional => match text.as_str() {
                "" => quote! { None },
                text => quote! { Some(#text) },
            },
            (DialectValue::Text(text), _) => quote! { #text },
            (DialectValue::Headers(headers), _) => {
                let headers = headers.iter().map(|(name, said)| quote! { (#name, #said) });
                quote! { &[#(#headers),*] }
            }
        };
        quote! { .#setter(#value) }
    });
    let settings: Vec<TokenStream> = settings.collect();
    quote! { countersign_runtime::Dialect::new() #(#settings)* }
}

fn client(api: &Api) -> TokenStream {
    let versions = api.versions.iter().filter(|version: &&Version| super::group::has_calls(version, &[]));
    let versions = versions.map(|version| {
        let (doc, module) =
            (docs::attributes(&[docs::code(&version.name) + "."]), ident(&names::version(&version.name)));
        quote! {
            #doc
            #[inline]
            #[must_use]
            pub fn #module(&self) -> #module::Calls<'_> {
                #module::Calls::new(&self.0)
            }
        }
    });
    let settle = super::settling::any(api).then(|| {
        quote! {
            #[doc = " Asks the wallet how a call ended: one with an unknown outcome, one that was accepted, or one from before a crash."]
            #[inline]
            pub fn settle<S: countersign_runtime::Settleable>(&self, call: S) -> Settle<'_, S::Response> {
                self.0.settle(call)
            }
        }
    });
    let doc = docs::attributes(&[format!("Calls {}.", docs::markdown(&api.title).join(" "))]);
    quote! {
        #doc
        #[doc = ""]
        #[doc = " A clone is cheap and shares connections and keys."]
        #[derive(Clone)]
        pub struct Client(countersign_runtime::Client);

        impl Client {
            #[doc = " A client of this API."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " When something in the configuration can't be right."]
            pub fn new(config: Config) -> Result<Self, ConfigError> {
                countersign_runtime::Client::new(&API, config).map(Self)
            }
            #settle
            #(#versions)*
        }
    }
}

fn client_debug() -> TokenStream {
    quote! {
        impl std::fmt::Debug for Client {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    }
}
