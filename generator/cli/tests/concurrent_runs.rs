//! Two runs at once in one folder: one after the other.

use crate::support::{Workshop, endpoint};
use std::collections::BTreeMap;
use std::sync::Barrier;
use std::thread;

const ENDPOINTS: usize = 12;
const ROUNDS: usize = 15;

/// Specs in `specs/`, and others in `other/`, of the same endpoints and one more.
fn workshop() -> Workshop {
    let workshop = Workshop::furnished();
    workshop.write("other/demo/api.yaml", crate::support::API);
    for place in ["specs", "other"] {
        let amount = "Amount:\n  value: { type: string, max_length: 16, required: true, doc: Digits. }\n";
        workshop.write(&format!("{place}/demo/v1/types.yaml"), amount);
        for number in 0..ENDPOINTS {
            let path = format!("payments/pay{number}");
            let text = endpoint(&path).replace("Our number", &format!("Number of {place}"));
            workshop.write(&format!("{place}/demo/v1/{path}.yaml"), text);
        }
    }
    workshop
}

#[test]
fn runs_at_once_leave_what_one_of_them_makes() {
    let workshop = workshop();
    let runs = ["specs", "other"].map(|specs| {
        countersign_codegen::Generator::new(workshop.path(specs)).out_dir(workshop.path("generated"))
    });
    let results: Vec<BTreeMap<String, Vec<u8>>> = runs
        .iter()
        .map(|run| {
            run.generate().expect("generated");
            workshop.output()
        })
        .collect();
    assert_ne!(results[0], results[1]);
    for round in 0..ROUNDS {
        let start = Barrier::new(4);
        thread::scope(|scope| {
            for number in 0..4 {
                let (start, run, results) = (&start, &runs[number % 2], &results);
                scope.spawn(move || {
                    start.wait();
                    run.generate().expect("generated");
                    // A run that only looks sees one result or the other, too.
                    match run.verify() {
                        Ok(_) => {}
                        Err(countersign_codegen::Error::Drift(drift)) => {
                            let other = &results[(number + 1) % 2];
                            let own = &results[number % 2];
                            let differ = |path: &&String| own.get(*path) != other.get(*path);
                            let all = own.keys().chain(other.keys()).filter(differ);
                            let all: std::collections::BTreeSet<&String> = all.collect();
                            assert_eq!(drift.files.len(), all.len(), "half of each: {drift}");
                        }
                        Err(error) => panic!("{error}"),
                    }
                });
            }
        });
        assert!(results.contains(&workshop.output()), "round {round}");
    }
}
