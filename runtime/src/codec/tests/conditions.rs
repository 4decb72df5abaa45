//! Checks of what is written: `required_when` in all forms, and lengths.

use super::*;
use crate::Condition;

#[derive(Default)]
struct Order {
    kind: Option<Text<9>>,
    count: Option<i64>,
    names: Option<Vec<Text<9>>>,
    text: Option<JsonText<Inner>>,
    needed: Option<bool>,
}

#[derive(Default)]
struct Inner {
    state: Option<Text<9>>,
}

crate::__struct! { sent Inner, "state" => state, }

impl Order {
    const CHECKS: &'static [Check] = &[Check::RequiredWhen(
        "needed",
        const {
            &[
                Condition::is("kind", &["A", "B"]),
                Condition::is_not("count", &["7"]),
                Condition::present("text.state"),
                Condition::absent("names"),
            ]
        },
    )];
}

crate::__struct! {
    sent Order => CHECKS,
    "kind" => kind,
    "count" => count,
    "names" => names,
    "text" => text,
    "needed" => needed,
}

#[test]
fn a_field_is_required_when_all_conditions_hold() {
    let problem = |json: &str| {
        let order: Order = from_json_strict(json.as_bytes()).unwrap();
        check(&order).err().map(|violations| violations.to_string())
    };
    let needed = "`needed` is required when `kind` is A or B and `count` is not 7 and `text.state` is present and \
                  `names` is absent, but missing";
    let text = r#""text":"{\"state\":\"x\"}""#;
    for (json, is_needed) in [
        (format!(r#"{{"kind":"B",{text}}}"#), true),
        (format!(r#"{{"kind":"B",{text},"count":8,"names":[]}}"#), true),
        (format!(r#"{{"kind":"B",{text},"count":8,"names":null,"needed":null}}"#), true),
        (format!(r#"{{"kind":"B",{text},"needed":false}}"#), false),
        (format!(r#"{{"kind":"B",{text},"count":7}}"#), false),
        (format!(r#"{{"kind":"B",{text},"names":["a"]}}"#), false),
        (format!(r#"{{"kind":"C",{text}}}"#), false),
        (format!(r#"{{{text}}}"#), false),
        (r#"{"kind":"B"}"#.to_owned(), false),
        (r#"{"kind":"B","text":"{\"state\":\"\"}"}"#.to_owned(), false),
    ] {
        assert_eq!(problem(&json), is_needed.then(|| needed.to_owned()), "{json}");
    }
}

#[derive(Default)]
struct Lengths {
    time: Option<crate::DateTime>,
    any: Option<crate::Json>,
    text: Option<Sensitive<JsonText<Inner>>>,
}

impl Lengths {
    const CHECKS: &'static [Check] =
        &[Check::Written("time", 0, 20), Check::Written("any", 4, usize::MAX), Check::Written("text", 0, 13)];
}

crate::__struct! { sent Lengths => CHECKS, "time" => time, "any" => any, "text" => text, }

#[test]
fn a_length_is_that_of_what_is_written() {
    let found = |json: &str| {
        let value: Lengths = from_json_strict(json.as_bytes()).unwrap();
        check(&value).map_or_else(|violations| violations.to_string(), |()| String::new())
    };
    assert_eq!(found(r#"{"time":"2026-11-22T08:30:00Z","any":[10],"text":"{\"state\":\"a\"}"}"#), "");
    assert_eq!(found("{}"), "");
    assert_eq!(
        found(r#"{"time":"2026-11-22T08:30:00+08:00","any":{},"text":"{\"state\":\"ab\"}"}"#),
        "`time` has 25 characters, the limit is 20; `any` has 2 characters, the minimum is 4; \
         `text` has 14 characters, the limit is 13"
    );
}
