//! What the roles of the shipped specs tell besides payments and refunds: notifications, agreements, authorizations.

use super::every_endpoint::{
    Scene, at, is_told, names, of_role, order, paths, pay, request, response, set, set_amount,
};
use super::shop::Shop;
use countersign_codegen::model::{
    Comparison, Endpoint, LedgerCase, LedgerField, LedgerRole, Settles, Version, request_misfits,
};
use serde_json::Value;

/// A call, and the row of a notification that settles it.
struct Notified<'a> {
    notification: (&'a Version, &'a Endpoint),
    row: &'a Settles,
    call: (&'a Version, &'a Endpoint),
}

impl Notified<'_> {
    /// The calls that notifications of a role settle, and that can say where to notify.
    fn all(scene: &Scene, told_by: LedgerRole, settled: LedgerRole) -> Vec<Notified<'_>> {
        let calls = of_role(scene, settled);
        let mut found = Vec::new();
        for version in &scene.api.versions {
            let is_it = |one: &&Endpoint| one.sandbox.as_ref().is_some_and(|sandbox| sandbox.role == told_by);
            for notification in version.endpoints.iter().filter(is_it) {
                for row in &notification.settles {
                    let can = calls.iter().filter(|(_, call)| {
                        row.endpoints.contains(&call.address())
                            && !paths(call, LedgerField::NotifyUrl).is_empty()
                    });
                    found.extend(can.map(|call| Notified {
                        notification: (version, notification),
                        row,
                        call: *call,
                    }));
                }
            }
        }
        found
    }

    /// What the shop is told is that the call of this request took effect, with its amount.
    fn check(&self, shop: &Shop, scene: &Scene, request: &Value, amount: &str) {
        let (version, notification) = self.notification;
        let what = format!("{}/{} of {}", scene.api.name, notification.address(), self.call.1.address());
        let told = shop.told(scene).unwrap_or_else(|| panic!("{what}: nothing came"));
        let misfits = request_misfits(&told, notification, version);
        assert!(misfits.is_empty(), "{what}: {misfits:?}");
        assert!(self.row.when.iter().all(|condition| condition.holds(&told)), "{what}: {told}");
        let mapping = &self.row.status;
        let status = at(&told, &mapping.status).and_then(Value::as_str).unwrap_or_default();
        assert!(mapping.success.iter().any(|word| word == status), "{what}: {status} in {told}");
        for (theirs, ours) in self.row.ids.pairs() {
            assert_eq!(at(&told, theirs), at(request, ours), "{what}: {theirs} in {told}");
        }
        let sandbox = notification.sandbox.as_ref().expect("a role");
        let paid = sandbox.paths(LedgerField::Amount).find_map(|path| at(&told, path)).expect("an amount");
        let value = paid["value"].as_str().map_or_else(|| paid["value"].to_string(), str::to_owned);
        assert_eq!((value.as_str(), paid["currency"].as_str()), (amount, Some("USD")), "{what}: {told}");
    }
}

/// The notification, signed by the wallet, says what the inquiry says.
#[test]
fn notifications_say_what_the_ledger_knows() {
    let (mut of_payments, mut of_refunds) = (0, 0);
    for name in names() {
        let scene = Scene::of(&name);
        let shop = Shop::open();
        let told = Notified::all(&scene, LedgerRole::NotifyPayment, LedgerRole::Pay);
        for (number, notified) in told.iter().enumerate() {
            let (version, endpoint) = notified.call;
            let mut body = order(endpoint, version, number);
            notify(&shop, endpoint, &mut body);
            let mut paid = pay(&scene, endpoint, &body);
            notified.check(&shop, &scene, &body, "1000");
            is_told(&scene, &mut paid);
            of_payments += 1;
            for refunded in Notified::all(&scene, LedgerRole::NotifyRefund, LedgerRole::Refund) {
                let (version, refund) = refunded.call;
                let mut body =
                    paid.named_in(version, refund, LedgerField::PaymentId, LedgerField::PaymentRequestId);
                for path in paths(refund, LedgerField::RequestId) {
                    set(&mut body, path, format!("refund-{number}").into());
                }
                set_amount(&mut body, refund, 400);
                notify(&shop, refund, &mut body);
                let report = scene.call(refund, &body);
                assert_eq!(report.outcome.name(), "Success", "{name}: {:?}", report.result);
                refunded.check(&shop, &scene, &body, "400");
                of_refunds += 1;
            }
        }
    }
    assert!(of_payments >= 9 && of_refunds >= 2, "{of_payments} payments, {of_refunds} refunds");
}

fn notify(shop: &Shop, endpoint: &Endpoint, body: &mut Value) {
    for path in paths(endpoint, LedgerField::NotifyUrl) {
        set(body, path, shop.url().into());
    }
}

/// Makes a request one of a case. Returns whether the endpoint tells it apart.
fn make(body: &mut Value, endpoint: &Endpoint, case: LedgerCase) -> bool {
    let conditions = endpoint.sandbox.as_ref().and_then(|sandbox| sandbox.case(case));
    let Some(first) = conditions.and_then(<[_]>::first) else { return false };
    for condition in first {
        if let Comparison::Is(path, values) = condition {
            let value = match values[0].as_str() {
                word @ ("true" | "false") => (word == "true").into(),
                text => text.into(),
            };
            set(body, path, value);
        }
    }
    true
}

/// The token of an agreement, where the tables show one.
fn token(scene: &Scene, (version, endpoint): (&Version, &Endpoint), number: usize) -> Option<String> {
    let mut body = request(endpoint, version).expect("a request");
    make(&mut body, endpoint, LedgerCase::ByCode);
    for path in paths(endpoint, LedgerField::Code) {
        set(&mut body, path, format!("code-{number}").into());
    }
    let answer = response(&scene.call(endpoint, &body));
    let sandbox = endpoint.sandbox.as_ref().expect("a role");
    sandbox.paths(LedgerField::AccessToken).find_map(|path| at(&answer, path)?.as_str()).map(str::to_owned)
}

/// By the token of an agreement the user pays without a step, until the token is withdrawn.
#[test]
fn an_agreement_pays_until_it_is_withdrawn() {
    let (mut agreed, mut withdrawn) = (0, 0);
    for name in names() {
        let scene = Scene::of(&name);
        let givers = of_role(&scene, LedgerRole::ApplyToken);
        let takes_token = |pay: &(&Version, &Endpoint)| !paths(pay.1, LedgerField::Code).is_empty();
        let pays = of_role(&scene, LedgerRole::Pay).into_iter().filter(takes_token);
        for (number, (version, endpoint)) in pays.enumerate() {
            let what = format!("{name}/{}", endpoint.address());
            let pay_by = |token: &str, id: String| {
                let mut body = order(endpoint, version, number);
                for path in paths(endpoint, LedgerField::Code) {
                    set(&mut body, path, token.into());
                }
                for path in paths(endpoint, LedgerField::RequestId) {
                    set(&mut body, path, id.as_str().into());
                }
                make(&mut body, endpoint, LedgerCase::Agreed).then(|| scene.call(endpoint, &body))
            };
            let given = givers.iter().find_map(|giver| token(&scene, *giver, number));
            let Some(token) = given else { continue };
            let Some(report) = pay_by(&token, format!("agreed-{number}")) else { continue };
            assert_eq!(report.outcome.name(), "Success", "{what}: {:?}", report.result);
            agreed += 1;
            for (version, cancel) in of_role(&scene, LedgerRole::CancelToken) {
                let mut body = request(cancel, version).expect("a request");
                for path in paths(cancel, LedgerField::AccessToken) {
                    set(&mut body, path, token.as_str().into());
                }
                assert_eq!(scene.call(cancel, &body).outcome.name(), "Success", "{what}");
                let report = pay_by(&token, format!("withdrawn-{number}")).expect("an agreement");
                let status = report.result.as_ref().map(|result| result.status.as_str());
                assert_eq!(status, Some("F"), "{what}: {:?}", report.result);
                withdrawn += 1;
            }
        }
    }
    assert!(agreed >= 5 && withdrawn >= 4, "{agreed} agreed, {withdrawn} withdrawn");
}

/// Of authorized money, no more is taken and released than there is.
#[test]
fn authorized_money_is_captured_and_released() {
    let (mut captured, mut released) = (0, 0);
    for name in names() {
        let scene = Scene::of(&name);
        for (number, (version, endpoint)) in of_role(&scene, LedgerRole::Pay).into_iter().enumerate() {
            let mut body = order(endpoint, version, number);
            if !make(&mut body, endpoint, LedgerCase::Authorization) {
                continue;
            }
            let mut paid = pay(&scene, endpoint, &body);
            is_told(&scene, &mut paid);
            let moves = [
                (LedgerRole::Capture, 400, "S"),
                (LedgerRole::Capture, 601, "F"),
                (LedgerRole::Void, 600, "S"),
            ];
            for (role, amount, status) in moves {
                for (version, endpoint) in of_role(&scene, role) {
                    let what = format!("{name}/{} of {amount}", endpoint.address());
                    let mut body = paid.named_in(
                        version,
                        endpoint,
                        LedgerField::PaymentId,
                        LedgerField::PaymentRequestId,
                    );
                    for path in paths(endpoint, LedgerField::RequestId) {
                        set(&mut body, path, format!("{}-{amount}-{number}", role.word()).into());
                    }
                    set_amount(&mut body, endpoint, amount);
                    make(&mut body, endpoint, LedgerCase::MoreFollow);
                    let report = scene.call(endpoint, &body);
                    let found = report.result.as_ref().map(|result| result.status.as_str());
                    assert_eq!(found, Some(status), "{what}: {:?}", report.result);
                    captured += usize::from(role == LedgerRole::Capture);
                    released += usize::from(role == LedgerRole::Void);
                }
            }
        }
    }
    assert!(captured >= 4 && released >= 1, "{captured} captured, {released} released");
}
