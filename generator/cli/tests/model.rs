//! What the model makes of how outcomes become known: paths, inquiries, verdicts.

use crate::asked::{REQUEST, STANDS, api, call, endpoint, pairs, with_pay, workshop};
use crate::support::Workshop;
use countersign_codegen::emit;
use countersign_codegen::model::{
    Api, Endpoint, FlatResult, IdempotencyKey, Ids, PathError, Place, Settling, Status, StatusField, Table,
    TypeRole, Unsettled, closing, response_ids, settling, verdicts,
};

#[test]
fn a_path_leads_to_a_field() {
    let api = api(&workshop());
    let (version, ask) = api.endpoint("v1/ask").expect("the inquiry");
    let response = Table::response(ask, version);
    for path in ["state", "order.state", "order.text.state", "order.price.value"] {
        assert!(
            matches!(response.at(path), Ok(Place::Field(field)) if path.ends_with(&field.name)),
            "{path}"
        );
    }
    assert!(matches!(response.at("free.any.thing"), Ok(Place::Json)));
    assert!(matches!(response.at("result.resultCode"), Ok(Place::Result)));
    for path in ["", "colour", "order.colour", "result.colour", "order.", ".order"] {
        assert!(matches!(response.at(path), Err(PathError::Unknown(..))), "{path}");
    }
    assert!(matches!(response.at("count.more"), Err(PathError::NoObject("count"))));
    assert!(matches!(response.at("orders.number"), Err(PathError::NoObject("orders"))));
    let result = FlatResult {
        status: "ended".to_owned(),
        code: "code".to_owned(),
        message: "message".to_owned(),
        statuses: vec![("DONE".to_owned(), Status::Success)],
    };
    let flat = Endpoint { flat_result: Some(result), ..ask.clone() };
    let response = Table::response(&flat, version);
    assert!(matches!(response.status_at("ended"), Ok(StatusField::Listed(words)) if words == ["DONE"]));
    assert!(matches!(response.status_at("code"), Ok(StatusField::Text)));
    assert!(matches!(response.at("state"), Ok(Place::Field(_))));
    for path in ["ended.more", "result.resultStatus"] {
        assert!(matches!(response.at(path), Err(PathError::Unknown(..))), "{path}");
    }
    let request = Table::request(&ask.request, version);
    assert!(matches!(request.at("result.resultCode"), Err(PathError::Unknown("result", _))));
}

#[test]
fn a_status_is_a_text_and_an_id_a_value() {
    let api = api(&workshop());
    let (version, ask) = api.endpoint("v1/ask").expect("the inquiry");
    let response = Table::response(ask, version);
    assert!(matches!(response.status_at("order.text.state"), Ok(StatusField::Listed(_))));
    let words = response.status_at("result.resultStatus");
    assert!(matches!(words, Ok(StatusField::Listed(words)) if words == ["S", "A", "F", "U"]));
    for path in ["number", "free", "free.state", "result.resultCode"] {
        assert!(matches!(response.status_at(path), Ok(StatusField::Text)), "{path}");
    }
    for path in ["count", "order", "order.text", "orders"] {
        assert!(matches!(response.status_at(path), Err(PathError::NoText(_))), "{path}");
    }
    for path in ["number", "count", "state", "free", "order.number"] {
        assert!(response.value_at(path).is_ok(), "{path}");
    }
    for path in ["order", "orders", "price"] {
        assert!(matches!(response.value_at(path), Err(PathError::NoValue(_))), "{path}");
    }
    let entries = response.entries_at("orders").expect("a list of objects");
    assert!(entries.at("number").is_ok() && entries.at("result.resultCode").is_err());
    for path in ["names", "order", "count"] {
        assert!(matches!(response.entries_at(path), Err(PathError::NoList(_))), "{path}");
    }
}

#[test]
fn what_has_a_secret_in_it_is_secret() {
    let api = api(&workshop());
    let (version, ask) = api.endpoint("v1/ask").expect("the inquiry");
    let response = Table::response(ask, version);
    for (path, is_sensitive) in [
        ("token", true),
        ("order.text.secret", true),
        ("order.text", true),
        ("order.text.state", false),
        ("number", false),
        ("colour", false),
        ("free.token", false),
    ] {
        assert_eq!(response.is_sensitive_at(path), is_sensitive, "{path}");
    }
}

/// What the call `pay` is settled by: the fields to ask by, and the ids.
#[track_caller]
fn settles(keys: &str, request: &str, ask: &[(&str, &str)], ids: Ids) {
    let api = api(&with_pay(keys, request));
    let found = settling(call(&api, "pay"), &api).expect("an inquiry");
    let Settling { ask: asked, ids: named, .. } = found.unwrap_or_else(|error| panic!("{keys}: {error:?}"));
    assert_eq!((asked, named), (pairs(ask), ids), "{keys}");
}

const STATE: &str = "status: state, success: [DONE]";

#[test]
fn an_inquiry_is_asked_by_fields_of_the_same_name_and_those_that_are_named() {
    let by =
        |ask: &str| format!("idempotency_key: number\nsettled_by: {{ endpoint: v1/ask, {ask}{STATE} }}\n");
    let number = || Ids::All(pairs(&[("number", "number")]));
    settles(&by(""), REQUEST, &[("number", "number")], number());
    settles(&by("ask: { note: number }, "), REQUEST, &[("number", "number"), ("note", "number")], number());
    // In the order of the inquiry's fields; the number is named by the field that it was asked by.
    let renamed = by("ask: { theirs: number, number: number }, ");
    settles(&renamed, REQUEST, &[("number", "number"), ("theirs", "number")], number());

    let other = REQUEST.replace("number:", "orderNo:");
    let key = by("ask: { number: orderNo }, ").replace("key: number", "key: orderNo");
    settles(&key, &other, &[("number", "orderNo")], Ids::All(pairs(&[("number", "orderNo")])));
    let api = api(&with_pay(&key.replace("ask: { number: orderNo }, ", ""), &other));
    let Some(Err(Unsettled::NotFilled(_, needed))) = settling(call(&api, "pay"), &api) else { panic!() };
    assert_eq!(needed.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["number", "theirs"]);
}

#[test]
fn a_call_is_named_by_its_key_or_by_what_is_marked() {
    let by = |key: &str, more: &str| {
        format!("idempotency_key: {key}\nsettled_by: {{ endpoint: v1/ask, {STATE}{more} }}\n")
    };
    let ask = &[("number", "number")];
    let both = pairs(&[("number", "number"), ("count", "count")]);
    settles(&by("{ all: [number, count] }", ""), REQUEST, ask, Ids::All(both.clone()));
    settles(&by("{ any: [number, count] }", ""), REQUEST, ask, Ids::Any(both));
    // Of an `all` key those that are marked, if any are.
    let marked = REQUEST.replace("integer,", "integer, id: true,");
    settles(&by("{ all: [number, count] }", ""), &marked, ask, Ids::All(pairs(&[("count", "count")])));
    // Tokens name nothing.
    settles(&by("{ all: [number, token] }", ""), REQUEST, ask, Ids::All(pairs(&[("number", "number")])));
    // Which entry of a list it is says enough.
    let entry = ", in: orders, where: { number: number }";
    settles(&by("number", entry), REQUEST, ask, Ids::All(Vec::new()));
    settles(&by("token", ", unnamed: accepted"), REQUEST, ask, Ids::All(Vec::new()));
}

#[test]
fn a_response_that_names_no_call_settles_none() {
    for (key, lacking) in [
        ("token", &[] as &[&str]),
        ("{ all: [number, other] }", &["other"]),
        ("{ any: [other, another] }", &["other", "another"]),
    ] {
        let keys = format!("idempotency_key: {key}\nsettled_by: {{ endpoint: v1/ask, {STATE} }}\n");
        let more = "  other: { type: string, max_length: 8 }\n  another: { type: string, max_length: 8 }\n";
        let api = api(&with_pay(&keys, &format!("{REQUEST}{more}")));
        let Some(Err(Unsettled::Unnamed(_, found))) = settling(call(&api, "pay"), &api) else {
            panic!("{key}")
        };
        assert_eq!(found, lacking, "{key}");
    }
}

#[test]
fn money_is_compared_where_both_have_it() {
    let money = |more: &str, request: &str| {
        let keys = format!("idempotency_key: number\nsettled_by: {{ endpoint: v1/ask, {more}{STATE} }}\n");
        let api = api(&with_pay(&keys, request));
        let settling = settling(call(&api, "pay"), &api).expect("an inquiry").expect("settled");
        settling.money
    };
    assert_eq!(money("", REQUEST), pairs(&[("price", "price")]));
    assert_eq!(money("in: orders, where: { number: number }, ", REQUEST), pairs(&[("price", "price")]));
    assert_eq!(money("", &REQUEST.replace("type: Money", "type: decimal")), []);
    assert_eq!(money("", &REQUEST.replace("price:", "sum:")), []);
}

#[test]
fn a_response_may_name_the_call_itself() {
    let ids = |key: &str, request: &str| {
        let api = api(&with_pay(&format!("idempotency_key: {key}\n"), request));
        let (version, pay) = api.endpoint("v1/pay").expect("the call");
        response_ids(pay, version).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ids("{ all: [number, count] }", REQUEST), ["count"]);
    assert_eq!(ids("number", REQUEST), [] as [&str; 0]);
    assert_eq!(ids("number", &REQUEST.replace("integer,", "integer, id: true,")), ["count"]);
    assert_eq!(ids("count", &REQUEST.replace("integer,", "integer, sensitive: true,")), [] as [&str; 0]);
}

#[test]
fn a_call_is_closed_by_fields_of_the_same_name() {
    let keys = format!(
        "idempotency_key: number\nsettled_by: {{ endpoint: v1/ask, {STATE} }}\nclosed_by: v1/cancel\n"
    );
    let workshop = with_pay(&keys, REQUEST);
    workshop.spec("demo/v1/cancel.yaml", endpoint("cancel", "", REQUEST, ""));
    let closed = api(&workshop);
    let closing_fields = closing(call(&closed, "pay"), &closed).expect("a call").expect("filled").fields;
    let all = [("number", "number"), ("count", "count"), ("token", "token")];
    assert_eq!(closing_fields, pairs(&all));
    workshop.spec("demo/v1/cancel.yaml", endpoint("cancel", "", &REQUEST.replace("count:", "sum:"), ""));
    let lacking = api(&workshop);
    let lacking = closing(call(&lacking, "pay"), &lacking).expect("a call").expect_err("not filled").len();
    assert_eq!(lacking, 1);
}

#[test]
fn an_inquiry_reads_by_what_made_the_thing_that_it_is_asked_about() {
    let of = |success: &str, more: &str| {
        format!(
            "idempotency_key: number\nsettled_by: {{ endpoint: v1/ask, status: state, success: [{success}], {more} }}\n"
        )
    };
    let workshop = with_pay(&of("DONE", "failure: [FAIL], not_found: [B]"), REQUEST);
    let cancel = of("FAIL", "not_found: [A, B]").replace("key: number", "key: cancelNo");
    let request = format!("{REQUEST}  cancelNo: {{ type: string, max_length: 8 }}\n");
    workshop.spec("demo/v1/cancel.yaml", endpoint("cancel", &cancel, &request, ""));
    let api = api(&workshop);
    let ask = call(&api, "ask");
    let inquiry = ask.inquiry.as_ref().expect("it is asked");
    assert!(ask.read_only && !call(&api, "pay").read_only);
    assert_eq!(inquiry.status.success, ["DONE"]);
    assert_eq!(inquiry.not_found, ["A", "B"]);
}

#[test]
fn a_row_of_a_notification_is_one_verdict_about_all_its_calls() {
    let workshop = with_pay("idempotency_key: number\n", REQUEST);
    let refund = REQUEST.replace("price:", "sum:");
    workshop.spec("demo/v1/refund.yaml", endpoint("refund", "idempotency_key: number\n", &refund, ""));
    let keys = "kind: notification\nidempotency_key: { all: [number, state] }\nsettles:\n  \
                - { endpoints: [v1/pay, v1/refund], id: number, status: state, success: [DONE] }\n  \
                - { endpoints: [v1/refund], id: { any: [number, count] }, status: state, success: [DONE] }\n";
    let request = format!("{STANDS}  sum: {{ type: Money }}\n");
    workshop.spec("demo/v1/notify.yaml", endpoint("notify", keys, &request, ""));
    let api = api(&workshop);
    let verdicts = verdicts(call(&api, "notify"), &api);
    let money: Vec<_> = verdicts.iter().map(|verdict| verdict.money.clone()).collect();
    assert_eq!(money, [pairs(&[("price", "price"), ("sum", "sum")]), pairs(&[("sum", "sum")])]);
    assert_eq!(verdicts[0].row.endpoints, ["v1/pay", "v1/refund"]);
    assert_eq!(verdicts[1].row.ids, Ids::Any(pairs(&[("number", "number"), ("count", "count")])));
}

/// An API with every key that says how outcomes become known.
fn full() -> Workshop {
    let workshop = workshop();
    workshop.spec(
        "demo/api.yaml",
        format!(
            "{}currencies: {{ IDR: {{ multiple_of: 100 }}, IQD: {{ exponent: 3 }} }}\n",
            crate::support::API
        ),
    );
    let keys = "idempotency_key: { all: [number, count] }\nsettled_by:\n  endpoint: v1/ask\n  ask: { note: number }\n  \
                in: orders\n  where: { number: number }\n  status: state\n  success: [DONE]\n  failure: [FAIL]\n  \
                not_found: { codes: [GONE], final_after: { times: 3, every: 15s } }\n  unnamed: accepted\nclosed_by: v1/cancel\n";
    let marked = REQUEST.replace("integer,", "integer, id: true,");
    let results = "results:\n  - { code: WAITING, status: U, action: ask, outcome: { accepted: [page] } }\n";
    let pay = endpoint("pay", keys, &marked, "  page: { type: url, max_length: 9 }\n") + results;
    workshop.spec("demo/v1/pay.yaml", pay);
    let cancel = "idempotency_key: { any: [number, count] }\nsettled_by: { endpoint: v1/ask, status: order.state, success: [FAIL], \
                  failure: [], not_found: [GONE] }\n";
    workshop.spec("demo/v1/cancel.yaml", endpoint("cancel", cancel, REQUEST, ""));
    let notify = "kind: notification\nidempotency_key: { all: [number, state, order.state, count] }\nsettles:\n  \
                  - { endpoints: [v1/pay, v1/cancel], id: number, when: state = DONE | FAIL and count is present, status: order.state, \
                  success: [DONE], failure: [FAIL] }\n  \
                  - { endpoints: [v1/pay], id: { any: [number, count] }, when: state != OPEN, status: state, success: [DONE] }\n  \
                  - { endpoints: [v1/pay], id: { all: [number, count] }, status: state, success: [DONE] }\n  \
                  - { endpoints: [v1/pay], id: { order.number: number }, when: order.text is absent, status: state, success: [DONE] }\n";
    workshop.spec("demo/v1/notify.yaml", endpoint("notify", notify, STANDS, ""));
    let asked = "kind: notification\nread_only: true\n";
    workshop.spec("demo/v1/asked.yaml", endpoint("asked", asked, STANDS, ""));
    workshop
}

/// All that says how outcomes become known, in text.
fn outcomes(api: &Api) -> Vec<String> {
    let mut said = vec![format!("{:?}", api.currencies)];
    for version in &api.versions {
        said.extend(version.types.iter().map(|ty| format!("{} {:?}", ty.name, ty.role)));
        for endpoint in &version.endpoints {
            let Endpoint { idempotency_key, settled_by, closed_by, settles, read_only, .. } = endpoint;
            let ids: Vec<&str> =
                endpoint.request.iter().filter(|field| field.id).map(|field| field.name.as_str()).collect();
            let results: Vec<_> =
                endpoint.results.iter().map(|result| (&result.code, &result.accepted)).collect();
            said.push(format!(
                "{}: {idempotency_key:?} {settled_by:?} {closed_by:?} {settles:?} {read_only} {ids:?} {results:?}",
                endpoint.path
            ));
        }
    }
    said
}

#[test]
fn specs_that_are_written_from_a_model_say_the_same() {
    let before = api(&full());
    let pay = call(&before, "pay");
    assert!(matches!(&pay.idempotency_key, IdempotencyKey::All(fields) if fields.len() == 2));
    assert!(pay.request.iter().any(|field| field.id) && pay.closed_by.is_some() && !pay.results.is_empty());
    assert!(before.versions[0].types.iter().any(|ty| ty.role == Some(TypeRole::Money)));
    assert_eq!((before.currencies.len(), call(&before, "notify").settles.len()), (2, 4));

    let written = Workshop::new();
    for (path, text) in emit::specs::files(&before) {
        written.spec(&format!("demo/{path}"), text);
    }
    let after = api(&written);
    assert_eq!(outcomes(&after), outcomes(&before));
    assert_eq!(emit::specs::files(&after), emit::specs::files(&before));
}

#[test]
fn each_endpoint_takes_the_fields_of_a_common_outcome_that_it_has() {
    let workshop = with_pay("idempotency_key: number\n", REQUEST);
    let results =
        "results:\n  - { code: WAITING, status: U, action: ask, outcome: { accepted: [count, free] } }\n";
    workshop.spec("demo/v1/results.yaml", results);
    let api = api(&workshop);
    let accepted = |path: &str| call(&api, path).results[0].accepted.clone();
    assert_eq!(accepted("pay"), ["count"]);
    assert_eq!(accepted("ask"), ["count", "free"]);
}
