//! Every endpoint of every shipped wallet, called in its sandbox; and the life of a payment, wherever a spec's roles tell one.
//!
//! Nothing here knows an endpoint's name: what is called, and which of its fields hold what, is read from the specs.

use super::support::{Letter, SPECS, block_on, config};
use countersign_calling::{Caller, Options, Report, apis};
use countersign_codegen::model::{
    Api, Endpoint, LedgerField, LedgerRole, SettledBy, Version, response_misfits, sample_request,
};
use countersign_runtime::Json;
use countersign_sandbox::{Sandbox, Settings};
use serde_json::Value;
use std::time::Duration;

/// The longest `resultMessage` of the platform's tables.
const MAX_MESSAGE: usize = 256;

/// A wallet in its sandbox, whose user pays at once.
pub(super) struct Scene {
    pub(super) api: Api,
    caller: Caller,
    pub(super) sandbox: Sandbox,
}

impl Scene {
    pub(super) fn of(name: &str) -> Self {
        let settings = Settings::new(SPECS).api(name).confirm_after(Duration::ZERO);
        let sandbox = Sandbox::start(settings).unwrap_or_else(|error| panic!("{name}: {error}"));
        let found = apis(SPECS, &[name]).expect("specs");
        let api = found.first().expect("an API").clone();
        // With a path of our own, endpoints that the wallet's sandbox lacks can be called, too.
        let caller = Caller::new(found, config(&sandbox).base_path(api.base_path.clone())).expect("a caller");
        Self { api, caller, sandbox }
    }

    pub(super) fn call(&self, endpoint: &Endpoint, body: &Value) -> Report {
        let address = endpoint.address();
        let mut options = Options::default();
        options.show_sensitive = true;
        options.headers = endpoint
            .headers
            .iter()
            .filter(|header| header.required)
            .map(|header| (header.name.clone(), "t".to_owned()))
            .collect();
        let json: Json = body.to_string().parse().expect("JSON");
        let called = block_on(self.caller.call(&self.api.name, &address, json, &options));
        called.unwrap_or_else(|error| panic!("{}/{address} of {body}: {error}", self.api.name))
    }

    fn callable(&self) -> impl Iterator<Item = (&Version, &Endpoint)> {
        let all = self
            .api
            .versions
            .iter()
            .flat_map(|version| version.endpoints.iter().map(move |one| (version, one)));
        all.filter(|(_, endpoint)| endpoint.is_callable())
    }
}

pub(super) fn names() -> Vec<String> {
    apis(SPECS, &[]).expect("specs").into_iter().map(|api| api.name).collect()
}

/// A request of sample values, or the first example that fits its table.
pub(super) fn request(endpoint: &Endpoint, version: &Version) -> Option<Value> {
    let fits = endpoint.examples.iter().filter(|example| example.breaks.is_none());
    sample_request(endpoint, version).or_else(|| fits.filter_map(|example| example.request.clone()).next())
}

pub(super) fn response(report: &Report) -> Value {
    let response = report.response.as_ref().expect("a response");
    serde_json::from_str(&response.body).expect("JSON")
}

#[test]
fn every_endpoint_answers_by_its_tables() {
    let mut called = 0;
    for name in names() {
        let scene = Scene::of(&name);
        for (version, endpoint) in scene.callable() {
            let what = format!("{name}/{}", endpoint.address());
            let body =
                request(endpoint, version).unwrap_or_else(|| panic!("{what}: no request can be made up"));
            let report = scene.call(endpoint, &body);
            let result = report.result.as_ref().unwrap_or_else(|| panic!("{what}: {report:?}"));
            assert!(result.message.chars().count() <= MAX_MESSAGE, "{what}: {}", result.message);
            let listed = endpoint.results.iter().find(|listed| listed.code == result.code);
            assert!(
                listed.is_none_or(|listed| listed.status.letter() == result.status),
                "{what}: {result:?}"
            );
            if matches!(report.outcome.name(), "Success" | "Accepted") {
                let misfits = response_misfits(&response(&report), endpoint, version);
                assert!(misfits.is_empty(), "{what}: {misfits:?}");
            }
            called += 1;
        }
    }
    assert!(called > 250, "{called}");
}

/// A reason to refuse any request: what is wrong with it, and the codes that say so, the best first.
type Reason = (&'static str, fn(&mut Letter), &'static [&'static str]);

const REASONS: &[Reason] = &[
    ("a list", |letter| letter.body = b"[]".to_vec(), &["PARAM_ILLEGAL"]),
    ("a long story", |letter| letter.body = b"[".repeat(5_000), &["PARAM_ILLEGAL"]),
    ("a time of 1970", |letter| letter.time = "1000".to_owned(), &["TIMESTAMP_INVALID", "PARAM_ILLEGAL"]),
    (
        "a method",
        |letter| letter.method = "PUT",
        &["METHOD_NOT_SUPPORTED", "INVALID_API", "API_INVALID", "NO_INTERFACE_DEF"],
    ),
    (
        "a client id",
        |letter| letter.client_id = "x".repeat(900),
        &["INVALID_CLIENT", "CLIENT_INVALID", "UNKNOWN_CLIENT"],
    ),
    (
        "a key version",
        |letter| letter.version = 7,
        &["KEY_NOT_FOUND", "INVALID_SIGNATURE", "SIGNATURE_INVALID"],
    ),
    (
        "a signature",
        |letter| letter.signed_path = Some("/elsewhere".to_owned()),
        &["INVALID_SIGNATURE", "SIGNATURE_INVALID"],
    ),
];

/// The code is one that the endpoint lists, unless it lists none that says so: then it is the best one.
fn is_listed(code: &str, endpoint: &Endpoint, codes: &[&str], what: &str) {
    let is_listed = |code: &str| endpoint.results.iter().any(|result| result.code == code);
    let expected = codes.iter().find(|code| is_listed(code)).unwrap_or(&codes[0]);
    assert_eq!(code, *expected, "{what}");
}

#[test]
fn every_refusal_has_a_code_that_is_listed_and_a_message_within_its_limit() {
    let mut refused = 0;
    for name in names() {
        let scene = Scene::of(&name);
        for (_, endpoint) in scene.callable() {
            for (reason, change, codes) in REASONS {
                let what = format!("{name}/{}: {reason}", endpoint.address());
                let path = scene.api.url_paths(endpoint).remove(0);
                let mut letter = Letter::to(&scene.sandbox, &path, "{}");
                change(&mut letter);
                let body = letter.post(&scene.sandbox).json();
                let [code, message] = match &endpoint.flat_result {
                    Some(flat) => [&body[&flat.code], &body[&flat.message]],
                    None => [&body["result"]["resultCode"], &body["result"]["resultMessage"]],
                };
                let [code, message] =
                    [code, message].map(|part| part.as_str().unwrap_or_else(|| panic!("{what}")));
                is_listed(code, endpoint, codes, &what);
                assert!(message.chars().count() <= MAX_MESSAGE, "{what}: {message}");
                let last = scene.sandbox.received().pop().expect("one");
                let (logged, whole) = last.refused.clone().expect("a refusal");
                assert_eq!(logged, code, "{what}");
                assert_eq!(whole == message, whole.chars().count() <= MAX_MESSAGE, "{what}: {whole}");
                refused += 1;
            }
        }
    }
    assert!(refused > 250 * REASONS.len(), "{refused}");
}

/// The value at a path, if there is one.
pub(super) fn at<'a>(body: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(body, |value, name| value.get(name))
}

/// Sets the value at a path, and makes the objects on the way.
pub(super) fn set(body: &mut Value, path: &str, to: Value) {
    let place = path.split('.').fold(body, |value, name| &mut value[name]);
    *place = to;
}

/// The paths at which a request has a value of the ledger.
pub(super) fn paths(endpoint: &Endpoint, field: LedgerField) -> Vec<&str> {
    let sandbox = endpoint.sandbox.as_ref().expect("a role");
    let is_sent = |path: &&str| {
        let first = path.split('.').next();
        endpoint.request.iter().any(|field| Some(field.name.as_str()) == first)
    };
    sandbox.paths(field).filter(is_sent).collect()
}

/// The amount of a request, as so many of the smallest unit.
pub(super) fn set_amount(body: &mut Value, endpoint: &Endpoint, number: u64) {
    for path in paths(endpoint, LedgerField::Amount) {
        let Some(amount) = at(body, path).cloned() else { continue };
        let is_text = amount["value"].is_string();
        let value = if is_text { Value::from(number.to_string()) } else { Value::from(number) };
        set(body, &format!("{path}.currency"), "USD".into());
        set(body, &format!("{path}.value"), value);
    }
}

/// The endpoints of a role.
pub(super) fn of_role(scene: &Scene, role: LedgerRole) -> Vec<(&Version, &Endpoint)> {
    let is_of_role =
        |endpoint: &Endpoint| endpoint.sandbox.as_ref().is_some_and(|sandbox| sandbox.role == role);
    scene.callable().filter(|(_, endpoint)| is_of_role(endpoint)).collect()
}

/// A payment that was made: its endpoint, and the ids by which it is asked for.
pub(super) struct Paid<'a> {
    endpoint: &'a Endpoint,
    request_id: String,
    id: Option<Value>,
}

impl Paid<'_> {
    /// A request that names the payment by the paths of these fields.
    pub(super) fn named_in(
        &self,
        version: &Version,
        endpoint: &Endpoint,
        id: LedgerField,
        request_id: LedgerField,
    ) -> Value {
        let mut body = request(endpoint, version).expect("a request");
        let by_request_id = paths(endpoint, request_id);
        for path in &by_request_id {
            set(&mut body, path, self.request_id.as_str().into());
        }
        for path in paths(endpoint, id) {
            match &self.id {
                Some(known) => set(&mut body, path, known.clone()),
                None if !by_request_id.is_empty() => {
                    drop(body.as_object_mut().and_then(|body| body.remove(path)))
                }
                None => panic!("{}: nothing names the payment", endpoint.address()),
            }
        }
        body
    }
}

/// A request to pay a thousand.
pub(super) fn order(endpoint: &Endpoint, version: &Version, number: usize) -> Value {
    let mut body = request(endpoint, version).expect("a request");
    let request_id = format!("order-{number}");
    for path in paths(endpoint, LedgerField::RequestId) {
        set(&mut body, path, request_id.as_str().into());
    }
    for path in paths(endpoint, LedgerField::Code) {
        // A user shows each code once.
        if at(&body, path).is_some() {
            set(&mut body, path, format!("code-{number}").into());
        }
    }
    set_amount(&mut body, endpoint, 1000);
    body
}

/// Pays, and learns the wallet's id if the answer tells it.
pub(super) fn pay<'a>(scene: &Scene, endpoint: &'a Endpoint, body: &Value) -> Paid<'a> {
    let report = scene.call(endpoint, body);
    let what = format!("{}/{}", scene.api.name, endpoint.address());
    assert!(matches!(report.outcome.name(), "Success" | "Accepted"), "{what}: {:?}", report.result);
    let answer = response(&report);
    let sandbox = endpoint.sandbox.as_ref().expect("a role");
    let mut steps = sandbox.paths(LedgerField::PageUrl).chain(sandbox.paths(LedgerField::OrderCode));
    if steps.any(|path| at(&answer, path).is_some()) {
        assert_eq!(report.outcome.name(), "Accepted", "{what}: the user has a step to take");
    }
    let id = sandbox.paths(LedgerField::Id).find_map(|path| at(&answer, path)).cloned();
    let request_id =
        paths(endpoint, LedgerField::RequestId).into_iter().find_map(|path| at(body, path)?.as_str());
    Paid { endpoint, request_id: request_id.expect("an id").to_owned(), id }
}

#[test]
fn payments_are_made_asked_for_and_refunded() {
    let (mut paid_by, mut refunded_by) = (0, 0);
    for name in names() {
        let scene = Scene::of(&name);
        let refunds = of_role(&scene, LedgerRole::Refund);
        for (number, (version, endpoint)) in of_role(&scene, LedgerRole::Pay).into_iter().enumerate() {
            let body = order(endpoint, version, number);
            let mut paid = pay(&scene, endpoint, &body);
            is_not_repeated_with_another_amount(&scene, &body, endpoint);
            is_told(&scene, &mut paid);
            paid_by += 1;
            let nearest =
                |(_, refund): &&(&Version, &Endpoint)| shared(&refund.address(), &endpoint.address());
            let Some((version, refund)) = refunds.iter().max_by_key(nearest) else { continue };
            is_refunded(&scene, &paid, version, refund);
            refunded_by += 1;
        }
    }
    assert!(paid_by > 20 && refunded_by > 15, "{paid_by} paid, {refunded_by} refunded");
}

/// How many letters two addresses begin with in common: those of payments of one kind are beside each other.
fn shared(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

/// Antom has no status A: what says that the user has a step to take is a code, of every endpoint by which a user pays.
#[test]
fn a_wallet_without_the_status_a_has_codes_that_mean_accepted() {
    let scene = Scene::of("antom");
    let pays = of_role(&scene, LedgerRole::Pay);
    let of_users = |pay: &&(&Version, &Endpoint)| pay.1.path.starts_with("payments/");
    let pays: Vec<_> = pays.iter().filter(of_users).collect();
    let says = |endpoint: &&Endpoint| endpoint.results.iter().any(|result| !result.accepted.is_empty());
    assert!(pays.len() > 1 && pays.iter().map(|(_, endpoint)| endpoint).all(says));
}

/// In two parts, each of which can be asked for; there is nothing left for a third.
fn is_refunded(scene: &Scene, paid: &Paid<'_>, version: &Version, refund: &Endpoint) {
    let what = format!("{}/{} of {}", scene.api.name, refund.address(), paid.endpoint.address());
    for (amount, outcome) in [(400, "Success"), (600, "Success"), (1, "Failed")] {
        let refund_id = format!("{}-refund-{amount}", paid.request_id);
        let mut body = paid.named_in(version, refund, LedgerField::PaymentId, LedgerField::PaymentRequestId);
        for path in paths(refund, LedgerField::RequestId) {
            set(&mut body, path, refund_id.as_str().into());
        }
        set_amount(&mut body, refund, amount);
        let report = scene.call(refund, &body);
        assert_eq!(report.outcome.name(), outcome, "{what}: {amount}: {:?}", report.result);
        if outcome == "Failed" {
            refuses(&report, refund, &["PROCESS_FAIL", "REFUND_AMOUNT_EXCEED"], &what);
        }
        let Some(settled_by) = refund.settled_by.as_ref().filter(|_| outcome == "Success") else { continue };
        let (version, inquiry) = scene.api.endpoint(&settled_by.endpoint).expect("an inquiry");
        let mut body = request(inquiry, version).expect("a request");
        let ids = inquiry.sandbox.iter().flat_map(|sandbox| sandbox.paths(LedgerField::Id));
        ids.for_each(|path| drop(body.as_object_mut().and_then(|body| body.remove(path))));
        for path in paths(inquiry, LedgerField::RequestId) {
            set(&mut body, path, refund_id.as_str().into());
        }
        let answer = response(&scene.call(inquiry, &body));
        says_success(settled_by, &answer, &what);
    }
}

/// The status of an inquiry's response is one that means success, where the tables show one.
fn says_success(settled_by: &SettledBy, answer: &Value, what: &str) {
    let Some(rules) = &settled_by.status else { return };
    let status = at(answer, &rules.status).and_then(Value::as_str).unwrap_or_default();
    assert!(rules.success.iter().any(|word| word == status), "{what}: {status} in {answer}");
}

/// The code of a refusal is listed, or the endpoint lists none of these.
fn refuses(report: &Report, endpoint: &Endpoint, codes: &[&str], what: &str) {
    let code = &report.result.as_ref().expect("a result").code;
    let is_listed = |code: &str| endpoint.results.iter().any(|result| result.code == code);
    assert!(is_listed(code) || !codes.iter().any(|code| is_listed(code)), "{what}: {code}");
}

/// Under the same id, another amount is refused.
fn is_not_repeated_with_another_amount(scene: &Scene, body: &Value, endpoint: &Endpoint) {
    let mut body = body.clone();
    set_amount(&mut body, endpoint, 1001);
    let report = scene.call(endpoint, &body);
    let what = format!("{}/{} with another amount", scene.api.name, endpoint.address());
    let status = report.result.as_ref().map(|result| result.status.as_str());
    assert_eq!(status, Some("F"), "{what}: {:?}", report.result);
    refuses(&report, endpoint, &["REPEAT_REQ_INCONSISTENT"], &what);
}

/// The inquiry that settles a payment says that it succeeded, where the wallet has one. It also tells the wallet's id.
pub(super) fn is_told(scene: &Scene, paid: &mut Paid<'_>) {
    let Some(settled_by) = &paid.endpoint.settled_by else { return };
    let (version, inquiry) = scene.api.endpoint(&settled_by.endpoint).expect("an inquiry");
    let body = paid.named_in(version, inquiry, LedgerField::Id, LedgerField::RequestId);
    let answer = response(&scene.call(inquiry, &body));
    says_success(settled_by, &answer, &format!("{}/{}", scene.api.name, paid.endpoint.address()));
    let told = inquiry.sandbox.iter().flat_map(|sandbox| sandbox.paths(LedgerField::Id));
    paid.id = paid.id.take().or(told.filter_map(|path| at(&answer, path)).next().cloned());
}
