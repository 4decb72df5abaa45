//! The wallet without a network: every endpoint of the shipped specs.

use super::routes::{Route, Routes};
use super::{body, check};
use crate::ledger::LedgerResponse;
use countersign_codegen::Generator;
use countersign_codegen::model::{Api, Kind, response_misfits};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

fn shipped() -> Vec<Arc<Api>> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let (apis, _) = Generator::new(specs).read().expect("specs without errors");
    apis.into_iter().map(Arc::new).collect()
}

/// Some of them, whose paths are known to meet.
fn five() -> Vec<Arc<Api>> {
    let names = ["alipay-connect", "claro", "demo", "gcash", "tngd"];
    shipped().into_iter().filter(|api| names.contains(&api.name.as_str())).collect()
}

#[test]
fn every_endpoint_takes_its_examples_and_answers_as_its_tables_say() {
    let apis = shipped();
    let ports = Routes::spread(apis.iter().cloned());
    let (mut requests, mut answers) = (0, 0);
    for api in &apis {
        let served = |port: &&Routes| port.apis.iter().any(|served| served.api.name == api.name);
        let routes = ports.iter().find(served).expect("served");
        for endpoint in api.versions.iter().flat_map(|version| &version.endpoints) {
            let path = format!(
                "{}/{}/{}{}",
                api.base_path, endpoint.version, endpoint.path, api.dialect.path_suffix
            );
            let route = routes.find(&path);
            assert_eq!(route.is_some(), endpoint.kind == Kind::Call, "{path}");
            let Some(route) = route else { continue };
            for example in &endpoint.examples {
                let Some(request) = example.request.as_ref().filter(|_| example.breaks.is_none()) else {
                    continue;
                };
                let checked =
                    check::body(request.to_string().as_bytes(), route, true).map(|checked| checked.body);
                assert_eq!(checked.as_ref(), Ok(request), "{} {path}: {}", api.name, example.name);
                requests += 1;
            }
            answers += 1;
            answer_fits(route, &format!("{} {path}", api.name));
        }
    }
    assert!(requests > 10 && answers > 40, "{requests} requests, {answers} answers");
}

fn answer_fits(route: Route<'_>, what: &str) {
    let request =
        route.endpoint.examples.iter().find_map(|example| example.request.clone()).unwrap_or_default();
    let body = body::of(route, &request, LedgerResponse::Untracked, SystemTime::UNIX_EPOCH);
    let says_no = |status: &str| !matches!(status, "S" | "A");
    let misfits = response_misfits(&body.clone().into(), route.endpoint, route.version);
    let status = body["result"]["resultStatus"].as_str().unwrap_or_default();
    assert!(!says_no(status), "{what}: {body:?}");
    assert!(misfits.is_empty(), "{what}: {misfits:?} in {body:?}");
}

/// What means nothing to the wallet is not carried out, at any depth.
#[test]
fn what_the_spec_lacks_is_left_out() {
    let ports = Routes::spread(five());
    let route = ports[0].find("/api/v1/payments/pay").expect("pay");
    let pay = route.endpoint.examples.iter().find_map(|example| example.request.clone()).expect("an example");
    let mut more = pay.clone();
    more["paymentId"] = "mine".into();
    more["paymentAmount"]["colour"] = serde_json::json!({ "red": [1] });
    let checked = check::body(more.to_string().as_bytes(), route, false).expect("taken");
    assert_eq!(checked.body, pay);
    assert_eq!(checked.ignored, ["$.paymentId", "$.paymentAmount.colour"]);
    assert!(check::body(more.to_string().as_bytes(), route, true).is_err());
}

#[test]
fn apis_with_the_same_paths_are_spread_in_order() {
    let names: Vec<Vec<String>> = Routes::spread(five())
        .iter()
        .map(|port| port.apis.iter().map(|served| served.api.name.clone()).collect())
        .collect();
    assert_eq!(names, [vec!["alipay-connect", "claro", "gcash", "tngd"], vec!["demo"]]);
}

#[test]
fn a_path_that_names_nothing_belongs_to_the_api_that_it_looks_like() {
    let ports = Routes::spread(five());
    let likely = |path: &str| ports[0].likely(path).map(|served| served.api.name.clone());
    assert_eq!(likely("/api/v9/none").as_deref(), Some("claro"));
    assert_eq!(likely("/api/open/v9/none").as_deref(), Some("alipay-connect"));
    assert_eq!(likely("/miniprogram/api/").as_deref(), Some("gcash"));
    assert_eq!(likely("/").as_deref(), Some("alipay-connect"), "the first of all");
    assert_eq!(ports[0].nearest("/api/v1/payments/pya"), Some("/api/v1/payments/pay"));
}
