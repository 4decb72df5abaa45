//! Calls that are settled, closed and told of, in every form that the format has.

use super::random::Random;

/// `idempotency_key` of the call.
const KEYS: &[&str] = &[
    "number",
    "{ all: [number] }",
    "{ all: [shop, number] }",
    "{ any: [shop, number] }",
    "{ any: [number] }",
];
/// What the inquiry is asked by.
const ASK: &[&str] = &[
    "",
    "",
    "ask: { number: number }, ",
    "ask: { other: number }, ",
    "ask: { other: order.number, number: shop }, ",
];
/// Where its response has the status, and with which values.
const STATUS: &[&str] = &[
    "status: state, success: [DONE]",
    "status: result.resultStatus, success: [S], failure: [F]",
    "status: order.state, success: [DONE, \"0777\"], failure: [\"no\", '\"']",
    "status: text.state, success: [DONE], failure: []",
    "status: free.some.where, success: [DONE]",
    "in: orders, where: { number: number }, status: state, success: [DONE]",
    "in: orders, where: { number: number, shop: shop }, status: state, success: [DONE]",
];
const NOT_FOUND: &[&str] = &[
    "",
    ", not_found: [ORDER_NOT_EXIST]",
    ", not_found: { codes: [ORDER_NOT_EXIST] }",
    ", not_found: { codes: [ORDER_NOT_EXIST], final_after: { times: 100, every: 24h } }",
];
/// Which call a row of a notification is about.
const IDS: &[&str] = &[
    "number",
    "{ number: order.number }",
    "{ all: [number, shop] }",
    "{ any: [number, shop] }",
    "{ shop: shop, number: number }",
];
const WHEN: &[&str] = &[
    "",
    "when: kind = PAID, ",
    "when: kind = PAID | OPEN and order.state != DONE, ",
    "when: \"shop is absent and order.number is present\", ",
];
/// The table of the call, of the inquiry's response and of the notification.
const FIELDS: &str = "  number: { type: string, max_length: 64, required: true }
  shop: { type: string, max_length: 64, required: true }
  price: { type: Price }
  order: { type: Bought }
  state: { type: string, max_length: 16 }
  kind: { type: Kind }
  text: { type: Bought, json_text: true }
  free: { type: json }
";

/// Files below an API's folder, with their text. They add the version `v2`.
pub(crate) fn files(random: &mut Random) -> Vec<(String, String)> {
    let sensitive = random.pick(&["", "", ", sensitive: true"]);
    let types = format!(
        "Price:\n  role: money\n  currency: {{ type: string, max_length: 3, required: true }}\n  \
         value: {{ type: {}, required: true }}\nBought:\n  number: {{ type: string, max_length: 64{sensitive} }}\n  \
         shop: {{ type: string, max_length: 64 }}\n  state: {{ type: string, max_length: 16 }}\n\
         Kind: {{ type: enum, values: [PAID, OPEN] }}\n",
        random.pick(&["integer", "string, max_length: 16, pattern: \"[0-9]+\""])
    );
    let results = format!(
        "results:\n  - {{ code: ORDER_NOT_EXIST, status: F }}\n  - {{ code: WAITING, status: U, action: ask{} }}\n",
        random.pick(&["", ", outcome: { accepted: [state, order] }"])
    );
    let files = [
        ("types", types),
        ("results", results),
        ("place", call(random)),
        ("ask", inquiry()),
        ("cancel", endpoint("cancel", "idempotency_key: number\n", FIELDS, "")),
        ("notify", notification(random)),
    ];
    files.into_iter().map(|(path, text)| (format!("v2/{path}.yaml"), text)).collect()
}

fn call(random: &mut Random) -> String {
    let unnamed = random.pick(&["", ", unnamed: accepted"]);
    let (ask, status, not_found) = (random.pick(ASK), random.pick(STATUS), random.pick(NOT_FOUND));
    let mut keys = format!(
        "idempotency_key: {}\nsettled_by: {{ endpoint: v2/ask, {ask}{status}{not_found}{unnamed} }}\n",
        random.pick(KEYS)
    );
    keys += random.pick(&["", "closed_by: v2/cancel\n"]);
    let id = random.pick(&["", ", id: true"]);
    let request = FIELDS.replacen("required: true", &format!("required: true{id}"), 1);
    endpoint("place", &keys, &request, FIELDS)
}

fn inquiry() -> String {
    let request = "  number: { type: string, max_length: 64, one_of: which }\n  \
                   other: { type: string, max_length: 64, one_of: which }\n";
    let response = format!("{FIELDS}  orders: {{ type: list, items: {{ type: Bought }}, max_items: 9 }}\n");
    endpoint("ask", "", request, &response)
}

fn notification(random: &mut Random) -> String {
    let rows: String = (0..random.below(4))
        .map(|_| {
            let (id, when) = (random.pick(IDS), random.pick(WHEN));
            format!(
                "  - {{ endpoints: [v2/place, v2/cancel], id: {id}, {when}status: order.state, success: [DONE] }}\n"
            )
        })
        .collect();
    let rows = if rows.is_empty() { rows } else { format!("settles:\n{rows}") };
    let key = "{ all: [number, kind, order.state, shop, order.number] }";
    let keys = format!("kind: notification\nidempotency_key: {key}\n{rows}");
    endpoint("notify", &keys, FIELDS, "")
}

fn endpoint(path: &str, keys: &str, request: &str, response: &str) -> String {
    format!(
        "path: {path}\nversion: v2\nsummary: Does {path}.\n{keys}request:\n{request}response:{}",
        if response.is_empty() { " {}\n".to_owned() } else { format!("\n{response}") }
    )
}
