//! `required_when` in all forms.

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
