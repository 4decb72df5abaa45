//! Inquiries whose own result is how the call ended: it lies flat in the response.

use countersign_runtime::testing::Reply;

use crate::settling::shop::{ORDER, PAY, SEND, Shop, again, result};

fn flat(status: &str, code: &str, fields: &str) -> Reply {
    Reply::signed(format!(r#"{{"status":"{status}","code":"{code}","message":"m"{fields}}}"#))
}

#[tokio::test]
async fn a_listed_word_of_failure_about_this_call_ends_it_and_no_other_f() {
    let ours = r#","orderNo":1001"#;
    for (reply, expected) in [
        (flat("DONE", "OK", ours), ("success", 1)),
        (flat("LOST", "NO_MONEY", ours), ("failed", 1)),
        // The inquiry failed, or does not know the call: neither is the end of the call.
        (flat("LOST", "NO_MONEY", ""), ("unknown", 1)),
        (flat("LOST", "NO_MONEY", r#","orderNo":2002"#), ("unknown", 1)),
        (flat("NO", "NO_MONEY", ours), ("unknown", 1)),
        (flat("LOST", "NOT_EXIST", ours), ("unknown", 13)),
        (flat("OPEN", "WAIT", ours), ("unknown", 13)),
        (flat("LOST", "NO_MONEY", r#","orderNo":1001,"status":"LOST""#), ("unknown", 13)),
        (
            Reply::unsigned(r#"{"status":"LOST","code":"NO_MONEY","message":"m","orderNo":1001}"#),
            ("unknown", 13),
        ),
    ] {
        let (said, asked) = Shop::settled(&SEND, ORDER, again(std::slice::from_ref(&reply))).await;
        assert_eq!((said.as_str(), asked), expected, "{reply:?}");
    }
    // A result of its own is that of the inquiry.
    let refused = result("F", "PROCESS_FAIL", r#","orderNo":1001,"payStatus":"FAIL""#);
    let (said, asked) = Shop::settled(&PAY, ORDER, again(&[refused])).await;
    assert_eq!((said.as_str(), asked), ("unknown", 1));
}
