// What users of the old crates of `generator/cli/tests/diff/quoting` may have written. See `diff_source.rs`.

//# quoting-changed | sent | v1/rows/sendQuotingChanged
use quoting_client::v1::rows::*;

pub fn set(request: SendQuotingChangedRequest, value: i64) -> SendQuotingChangedRequest {
    request.value(value)
}

pub fn read(request: &SendQuotingChangedRequest) -> &Option<i64> {
    &request.value
}

//# quoting-changed | received | v1/rows/receiveQuotingChanged
use quoting_client::v1::rows::*;

pub fn read(response: &ReceiveQuotingChangedResponse) -> &Option<i64> {
    &response.value
}
