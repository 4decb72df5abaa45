//! Nothing of a sensitive value is shown, whatever its type and whatever came for it.

use super::*;
use crate::{Date, Decimal, Int, Json, Status, UnlimitedText};

/// A message with one field, of which nothing may be seen.
struct Holder<T>(Sensitive<T>);

impl<T: Encode> Encode for Holder<T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Holder").checks(&[
            Check::MinLength("secret", 99),
            Check::Pattern("secret", "x"),
            Check::Forbidden("secret", "PLANTED"),
            Check::Url("secret"),
            Check::Keys("secret", &["a"]),
            Check::RequiredWhen("other", const { &[crate::Condition::is("secret", &["PLANTED"])] }),
            Check::RequiredWhen("other", const { &[crate::Condition::is("secret", &["77077"])] }),
        ]);
        visit(View::Object(&SHAPE, &[("secret", &self.0)]));
    }
}

impl<T: Decode> Decode for Holder<T> {
    fn empty() -> Self {
        Self(empty())
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [("secret", &mut self.0)])
    }
}

impl<T: Encode> std::fmt::Debug for Holder<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        debug(self, f)
    }
}

/// An object as the generator writes it, with a field of each kind that quotes its value where it is not sensitive.
#[derive(Debug, Clone, PartialEq)]
struct Card {
    kind: Option<Status>,
    pin: Option<Int<0, 9>>,
    owner: Option<Text<3>>,
    notes: Option<BTreeMap<String, Received<3>>>,
    inner: Option<JsonText<Item>>,
}

impl Encode for Card {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Card").checks(&[
            Check::Forbidden("owner", "PLANTED"),
            Check::Keys("notes", &["a"]),
            Check::RequiredWhen("inner", const { &[crate::Condition::is("owner", &["77077"])] }),
        ]);
        visit(View::Object(
            &SHAPE,
            &[
                ("kind", &self.kind),
                ("pin", &self.pin),
                ("owner", &self.owner),
                ("notes", &self.notes),
                ("inner", &self.inner),
            ],
        ));
    }
}

impl Decode for Card {
    fn empty() -> Self {
        Self { kind: empty(), pin: empty(), owner: empty(), notes: empty(), inner: empty() }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [
            ("kind", &mut self.kind),
            ("pin", &mut self.pin),
            ("owner", &mut self.owner),
            ("notes", &mut self.notes),
            ("inner", &mut self.inner),
        ])
    }
}

/// What may come, with a marker wherever there is room for one.
fn values() -> Vec<String> {
    let mut values: Vec<String> = [
        r#""PLANTED""#,
        r#""PLANTED\ud83d""#,
        r#""77077""#,
        r#""7707700000000000000000""#,
        "77077",
        "77077.5",
        "77077e3",
        "770770000000000000000000",
        "77077e999",
        r#""{\"kind\":\"PLANTED\",\"pin\":77077,\"PLANTED\":1}""#,
        r#""{\"PLANTED""#,
        r#"{"PLANTED":"PLANTED"}"#,
        r#"{"PLANTED":{"PLANTED":[77077]}}"#,
        r#"{"PLANTED":"PLANTED\ud83d","PLANTED":77077e999}"#,
        r#"{"kind":"PLANTED","pin":77077,"owner":"PLANTED","notes":{"PLANTED":"PLANTED"},"inner":{"name":"PLANTED"}}"#,
        r#"{"kind":77077,"pin":"PLANTED","owner":77077,"notes":"PLANTED","inner":"{\"name\":77077}"}"#,
        r#"{"owner":"L","notes":{"PLANTED":"L"}}"#,
    ]
    .map(str::to_owned)
    .into();
    values.extend(values.clone().iter().map(|value| format!("[{value},{value}]")));
    values.extend(values.clone().iter().map(|value| format!(r#"{{"PLANTED":{value},"PLANTED2":{value}}}"#)));
    values
}

/// Shows all that can be shown of a field of this type. Says how many problems there were.
fn probe<T: Encode + Decode>(kind: &str) -> usize {
    let mut problems = 0;
    for value in values() {
        let json = format!(r#"{{"secret":{value}}}"#);
        let (holder, violations) = from_json::<Holder<T>>(json.as_bytes()).unwrap();
        let checked = check(&holder);
        let strict = from_json_strict::<Holder<T>>(json.as_bytes());
        let mut shown = format!("{holder:?} {holder:#?} {violations:?} {checked:?} {strict:?}");
        for violation in &violations {
            shown += &violation.to_string();
        }
        shown += &checked.as_ref().map_or_else(ToString::to_string, |()| String::new());
        shown += &strict.map_or_else(|error| error.to_string(), |_| String::new());
        for marker in ["PLANTED", "77077", "'P'", "'L'"] {
            assert!(!shown.contains(marker), "{kind}, {json}: {shown}");
        }
        problems += violations.len() + usize::from(checked.is_err());
    }
    problems
}

macro_rules! probe {
    ($($type:ty),* $(,)?) => {$(
        let kind = stringify!($type);
        assert!(probe::<$type>(kind) > 0, "{kind}");
        probe::<Option<$type>>(kind);
        assert!(probe::<Vec<$type>>(kind) > 0, "{kind}");
        assert!(probe::<List<$type, 1>>(kind) > 0, "{kind}");
        assert!(probe::<BTreeMap<String, $type>>(kind) > 0, "{kind}");
        assert!(probe::<JsonText<$type>>(kind) > 0, "{kind}");
        probe::<Vec<BTreeMap<String, $type>>>(kind);
    )*};
}

#[test]
fn nothing_of_a_sensitive_value_is_shown_whatever_its_type() {
    probe!(
        bool,
        i64,
        Int<0, 9>,
        Text<4>,
        UnlimitedText,
        Received<4>,
        DateTime,
        Date,
        Decimal,
        Unparsed<DateTime>,
        Unparsed<Decimal>,
        Status,
        Json,
        Card,
        Sensitive<Card>,
    );
}

/// The value that is hidden says whether it is there, and whether it has to be.
#[test]
fn an_optional_value_may_be_missing() {
    let (holder, violations) = from_json::<Holder<Option<Text<4>>>>(b"{}").unwrap();
    assert_eq!((holder.0.clone().into_inner(), violations), (None, Vec::new()));
    assert!(Encode::is_absent(&holder.0) && !Decode::is_required(&holder.0));
    let (holder, violations) = from_json::<Holder<Text<4>>>(b"{}").unwrap();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert!(!Encode::is_absent(&holder.0) && Decode::is_required(&holder.0));
}

#[test]
fn what_is_not_sensitive_is_shown() {
    let json = br#"{"kind":"PLANTED","pin":77077,"notes":{"PLANTED":"long"}}"#;
    let (_, violations) = from_json::<Card>(json).unwrap();
    let texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "`kind` is \"PLANTED\", which the spec does not list",
            "`pin` is 77077, not in the range from 0 to 9",
            "`notes.PLANTED` has 4 characters, the limit is 3",
        ]
    );
}

#[cfg(feature = "formats")]
#[test]
fn nor_is_it_from_xml() {
    let card = "<kind>PLANTED</kind><pin>77077</pin><notes><PLANTED>PLANTED</PLANTED></notes>";
    let twice = format!("<r><secret>{card}</secret><secret>{card}</secret></r>");
    let entry = format!("<r><secret><PLANTED>{card}</PLANTED></secret></r>");
    for (shown, noted) in [
        (format!("{:?}", from_xml::<Holder<Card>>(twice.as_bytes()).unwrap()), "secret.kind"),
        (format!("{:?}", from_xml::<Holder<Vec<Card>>>(twice.as_bytes()).unwrap()), "secret[1].pin"),
        (
            format!("{:?}", from_xml::<Holder<BTreeMap<String, Card>>>(entry.as_bytes()).unwrap()),
            "secret.[hidden].pin",
        ),
    ] {
        assert!(shown.contains(noted) && !shown.contains("PLANTED") && !shown.contains("77077"), "{shown}");
    }
}

#[test]
fn what_follows_a_sensitive_value_is_shown_again() {
    let json = r#"{"token":{"a":{"b":1}},"id":"123456789","extra":{"key":"long"}}"#;
    let (_, violations) = lenient(json);
    assert_eq!(
        violations[1..],
        [
            "`id` has 9 characters, the limit is 8".to_owned(),
            "`extra.key` has 4 characters, the limit is 3".to_owned(),
        ]
    );
}

#[test]
fn null_is_what_it_is_for_the_value_inside() {
    let mut secret = Sensitive::new(Json::Boolean(true));
    secret.null();
    assert_eq!(secret, Sensitive::new(Json::Null));
}
