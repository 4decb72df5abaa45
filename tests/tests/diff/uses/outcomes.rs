// What users of the old crates of `generator/cli/tests/diff/outcomes` may have written. See `diff_source.rs`.

//# ask-changed | any | v1/rows/asked
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a AskedRequest) -> countersign_runtime::Call<'a, AskedRequest> {
    client.v1().rows().asked(request)
}

//# entry-changed | any | v1/rows/listed
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a ListedRequest) -> countersign_runtime::Call<'a, ListedRequest> {
    client.v1().rows().listed(request)
}

//# status-mapping-changed | any | v1/rows/mapped
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a MappedRequest) -> countersign_runtime::Call<'a, MappedRequest> {
    client.v1().rows().mapped(request)
}

//# not-found-changed | any | v1/rows/notFound
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a NotFoundRequest) -> countersign_runtime::Call<'a, NotFoundRequest> {
    client.v1().rows().not_found(request)
}

//# final-after-added | any | v1/rows/finalAdded
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a FinalAddedRequest) -> countersign_runtime::Call<'a, FinalAddedRequest> {
    client.v1().rows().final_added(request)
}

//# final-after-changed | any | v1/rows/finalChanged
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a FinalChangedRequest) -> countersign_runtime::Call<'a, FinalChangedRequest> {
    client.v1().rows().final_changed(request)
}

//# final-after-removed | any | v1/rows/finalRemoved
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a FinalRemovedRequest) -> countersign_runtime::Call<'a, FinalRemovedRequest> {
    client.v1().rows().final_removed(request)
}

//# unnamed-added | any | v1/rows/unnamedAdded
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a UnnamedAddedRequest) -> countersign_runtime::Call<'a, UnnamedAddedRequest> {
    client.v1().rows().unnamed_added(request)
}

//# unnamed-removed | any | v1/rows/unnamedRemoved
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a UnnamedRemovedRequest) -> countersign_runtime::Call<'a, UnnamedRemovedRequest> {
    client.v1().rows().unnamed_removed(request)
}

//# closed-by-added | any | v1/rows/closedByAdded
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a ClosedByAddedRequest) -> countersign_runtime::Call<'a, ClosedByAddedRequest> {
    client.v1().rows().closed_by_added(request)
}

//# closed-by-changed | any | v1/rows/closedByChanged
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a ClosedByChangedRequest) -> countersign_runtime::Call<'a, ClosedByChangedRequest> {
    client.v1().rows().closed_by_changed(request)
}

//# id-added | any | v1/rows/idAdded
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a IdAddedRequest) -> countersign_runtime::Call<'a, IdAddedRequest> {
    client.v1().rows().id_added(request)
}

//# id-removed | any | v1/rows/idRemoved
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a IdRemovedRequest) -> countersign_runtime::Call<'a, IdRemovedRequest> {
    client.v1().rows().id_removed(request)
}

//# result-accepted-widened | any | v1/rows/acceptedAdded
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a AcceptedAddedRequest) -> countersign_runtime::Call<'a, AcceptedAddedRequest> {
    client.v1().rows().accepted_added(request)
}

//# result-accepted-narrowed | any | v1/rows/acceptedRemoved
use outcomes_client::v1::rows::*;

pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a AcceptedRemovedRequest) -> countersign_runtime::Call<'a, AcceptedRemovedRequest> {
    client.v1().rows().accepted_removed(request)
}

//# closed-by-removed | any | v1/rows/closedByRemoved
fn closable<R: countersign_runtime::Closable>() {}

pub fn give_up() {
    closable::<outcomes_client::v1::rows::ClosedByRemovedResponse>();
}

//# settles-added | any | v1/rows/settlesAdded
use outcomes_client::v1::rows::*;

pub fn id(notification: &SettlesAddedNotification) -> &countersign_runtime::Received<8> {
    &notification.id
}

//# settles-removed | any | v1/rows/settlesRemoved
use outcomes_client::v1::rows::*;

pub fn id(notification: &SettlesRemovedNotification) -> &countersign_runtime::Received<8> {
    &notification.id
}

//# currency-changed | any | the API
pub fn call<'a>(client: &'a outcomes_client::Client, request: &'a outcomes_client::v1::MoneyRequest) -> countersign_runtime::Call<'a, outcomes_client::v1::MoneyRequest> {
    client.v1().money(request)
}

//# role-added | any | v1 type Paid
use outcomes_client::v1::types::{Paid, PaidRequired};

pub fn make(required: PaidRequired) -> Paid {
    Paid::new(required)
}

//# role-removed | any | v1 type Refunded
use outcomes_client::v1::types::{Refunded, RefundedRequired};

pub fn make(required: RefundedRequired) -> Refunded {
    Refunded::new(required)
}
