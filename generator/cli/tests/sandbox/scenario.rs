//! Faults from a file.

use super::support::{Letter, ORDER, SPECS, Specs};
use countersign_sandbox::{Sandbox, Settings, StartError};

fn started(scenario: &str) -> Result<Sandbox, StartError> {
    let folder = Specs::new(&[("scenario.yaml", scenario)]);
    Sandbox::start(Settings::new(SPECS).api("claro").scenario(folder.path().join("scenario.yaml")))
}

#[test]
fn a_scenario_says_which_requests_go_wrong() {
    let sandbox = started(
        "# Half of all payments.\n\
         - { endpoint: v1/payments/pay, every: 2, fault: \"status=F:RISK_REJECT\" }\n\
         - { api: claro, endpoint: v1/payments/refund, nth: 1, fault: timeout }\n",
    )
    .expect("started");
    let codes: Vec<String> = (0..4)
        .map(|_| {
            let [_, code, _] = Letter::to(&sandbox, "/api/v1/payments/pay", ORDER).post(&sandbox).result();
            code
        })
        .collect();
    assert_eq!(codes, ["ACCEPT", "RISK_REJECT", "ACCEPT", "RISK_REJECT"]);
}

#[test]
fn what_is_wrong_with_a_scenario_is_said_with_its_place() {
    for (text, problem) in [
        (
            "- { endpoint: v1/payments/pya, fault: timeout }\n",
            ":1:15: error: there is no endpoint `v1/payments/pya`; did you mean `v1/payments/pay`?",
        ),
        (
            "- { endpoint: claro/v1/payments/pay, fault: timeout }\n",
            ":1:15: error: write `api: claro, endpoint: v1/payments/pay`",
        ),
        (
            "- { api: clara, fault: timeout }\n",
            ":1:10: error: there is no API `clara`; did you mean `claro`?",
        ),
        ("\n- { evry: 1, fault: timeout }\n", ":2:5: error: unknown key `evry`; did you mean `every`?"),
        ("- { nth: 0, fault: timeout }\n", ":1:10: error: expected a whole number from 1"),
        ("- { nth: 1, every: 2, fault: timeout }\n", "`nth` and `every` exclude each other"),
        ("- { nth: 1 }\n", ":1:3: error: the key `fault` is missing"),
        ("- { fault: timeout, fault: xml }\n", "`fault` is here twice"),
        ("- { fault: timeuot }\n", ":1:12: error: there is no fault `timeuot`; did you mean `timeout`?"),
        ("- timeout\n", "a rule is a mapping"),
        ("fault: timeout\n", ":1:1: error: a scenario is a list"),
        ("- { fault: [\n", "scenario.yaml:"),
        ("", "scenario.yaml:"),
    ] {
        match started(text) {
            Err(StartError::Scenario(said)) => assert!(said.contains(problem), "{text}: {said}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    let all = started("- { api: x, fault: y }\n- { nth: z, fault: timeout }\n").unwrap_err().to_string();
    assert_eq!(all.lines().count(), 3, "all that is wrong: {all}");
    let missing = Sandbox::start(Settings::new(SPECS).scenario("no/such.yaml")).unwrap_err().to_string();
    assert!(missing.contains("cannot use `no/such.yaml`"), "{missing}");
}
