//! What each way in which a call can go comes to: over real HTTP, with both cryptographic back ends and both transports. The
//! same for notifications.

mod calls;
mod closing;
mod received;
mod table;

use claro_client::{
    Outcome,
    v1::payments::{PayCode, PayResponse},
};
use countersign_runtime::{Status, signature::Backend};
use countersign_tests::{Fault, There, Way, requests::pay};
use table::table;

/// A wallet for each back end and each transport.
fn everywhere(check: impl Fn(There, Way, Backend)) {
    for backend in Backend::all() {
        for way in Way::ALL {
            check(There::start(*backend).expect("a wallet"), way, *backend);
        }
    }
}

#[test]
fn both_back_ends_are_tested() {
    assert_eq!(Backend::all().len(), 2);
}

#[test]
fn every_row_of_the_table_holds() {
    let table = table();
    everywhere(|there, way, backend| {
        for (at, row) in table.iter().enumerate() {
            there.wallet.start_over(row.steps.clone());
            let found = ((row.call)(&there, way), there.wallet.seen().len());
            let expected = (row.ended.to_owned(), row.sent);
            assert_eq!(found, expected, "row {at}, {:?}, {way:?}, {backend:?}", row.steps);
        }
    });
}

#[test]
fn the_table_has_every_fault() {
    let table = table();
    for fault in Fault::ALL {
        let has = |row: &table::Row| row.steps.iter().any(|step| step.fault == Some(*fault));
        assert!(table.iter().any(has), "{fault:?}");
    }
}

#[test]
fn a_wallet_that_does_right_is_understood() {
    everywhere(|there, way, backend| {
        let outcome = there.outcome(way, there.client.v1().payments().pay(&pay())).unwrap();
        let Outcome::Accepted(pending) = outcome else { panic!("{backend:?}: {outcome:?}") };
        assert!(pending.payment_id.is_some());
        assert!(pending.action_form.is_some());
        assert_eq!(pending.result().status, Status::Accepted);
        assert_eq!(pending.deviations(), []);
        assert_eq!(pending.exchange().trace_id(), Some("0ba604b415744"));

        let [seen] = there.wallet.seen().try_into().unwrap();
        assert_eq!(seen.refused, None, "{backend:?}");
        assert_eq!(seen.path, "/api/v1/payments/pay");
        assert_eq!(seen.body, pending.exchange().request().body());
        for (name, value) in pending.exchange().request().headers() {
            assert_eq!(seen.headers.get(name), Some(value), "{name}");
        }
    });
}

#[test]
fn a_failure_says_why() {
    everywhere(|there, way, backend| {
        there.wallet.misbehave(Fault::StatusFailed);
        let outcome = there.outcome(way, there.client.v1().payments().pay(&pay())).unwrap();
        let Outcome::<PayResponse>::Failed(failure) = outcome else { panic!("{backend:?}: {outcome:?}") };
        assert_eq!(failure.code, PayCode::UserBalanceNotEnough);
        assert_eq!(failure.response.deviations(), []);
        assert_eq!(failure.to_string(), "USER_BALANCE_NOT_ENOUGH: user balance not enough");
    });
}

/// Of connections that were left in the middle, none is used again.
#[test]
fn an_answer_after_a_fault_is_understood_again() {
    for way in Way::ALL {
        let there = There::start(Backend::default()).unwrap();
        let request = pay();
        let name = || there.outcome(way, there.client.v1().payments().pay(&request)).unwrap().name();
        for fault in
            [Fault::CutInside, Fault::TooLargeChunked, Fault::TooLarge, Fault::TamperedBody, Fault::CutBefore]
        {
            there.wallet.then(fault);
            assert_eq!(name(), "Unknown", "{fault:?}");
            // The same request id: the wallet knows the payment already, and says so.
            assert_eq!(name(), "Accepted", "{fault:?}");
        }
        assert_eq!(there.wallet.seen().len(), 10);
    }
}
