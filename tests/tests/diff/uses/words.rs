// What users of the old crates of `generator/cli/tests/diff/words` may have written. See `diff_source.rs`.

//# doc-changed | any | v1/rows/doc
use words_client::v1::rows::*;

pub fn call<'a>(client: &'a words_client::Client, request: &'a DocRequest) -> countersign_runtime::Call<'a, DocRequest> {
    client.v1().rows().doc(request)
}

//# partial-changed | any | v1/rows/partial
use words_client::v1::rows::*;

pub fn call<'a>(client: &'a words_client::Client, request: &'a PartialRequest) -> countersign_runtime::Call<'a, PartialRequest> {
    client.v1().rows().partial(request)
}

//# example-added | any | v1/rows/examples
use words_client::v1::rows::*;

pub fn call<'a>(client: &'a words_client::Client, request: &'a ExamplesRequest) -> countersign_runtime::Call<'a, ExamplesRequest> {
    client.v1().rows().examples(request)
}

//# example-changed | any | v1/rows/examples
use words_client::v1::rows::*;

pub fn call<'a>(client: &'a words_client::Client, request: &'a ExamplesRequest) -> countersign_runtime::Call<'a, ExamplesRequest> {
    client.v1().rows().examples(request)
}

//# example-removed | any | v1/rows/examples
use words_client::v1::rows::*;

pub fn call<'a>(client: &'a words_client::Client, request: &'a ExamplesRequest) -> countersign_runtime::Call<'a, ExamplesRequest> {
    client.v1().rows().examples(request)
}
