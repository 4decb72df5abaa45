// What users of the old crates of `generator/cli/tests/diff/results` may have written. See `diff_source.rs`.

//# result-added | sent | v1/rows/sendResultAdded
use results_client::v1::rows::SendResultAddedNotificationCode;

pub fn is_it(code: &SendResultAddedNotificationCode) -> bool {
    match code {
        SendResultAddedNotificationCode::No => true,
        _ => false,
    }
}

//# result-removed | sent | v1/rows/sendResultRemoved
use results_client::v1::rows::SendResultRemovedNotificationCode;

pub fn is_it(code: &SendResultRemovedNotificationCode) -> bool {
    match code {
        SendResultRemovedNotificationCode::Later => true,
        _ => false,
    }
}

//# result-respelled | any | v1/rows/sendResultRespelled
use results_client::v1::rows::SendResultRespelledNotificationCode;

pub fn is_it(code: &SendResultRespelledNotificationCode) -> bool {
    match code {
        SendResultRespelledNotificationCode::NoMoney => true,
        _ => false,
    }
}

//# result-status-changed | sent | v1/rows/sendResultStatusChanged
use results_client::v1::rows::SendResultStatusChangedNotificationCode;

pub fn is_it(code: &SendResultStatusChangedNotificationCode) -> bool {
    match code {
        SendResultStatusChangedNotificationCode::No => true,
        _ => false,
    }
}

//# result-added | received | v1/rows/receiveResultAdded
use results_client::v1::rows::ReceiveResultAddedCode;

pub fn is_it(code: &ReceiveResultAddedCode) -> bool {
    match code {
        ReceiveResultAddedCode::No => true,
        _ => false,
    }
}

//# result-removed | received | v1/rows/receiveResultRemoved
use results_client::v1::rows::ReceiveResultRemovedCode;

pub fn is_it(code: &ReceiveResultRemovedCode) -> bool {
    match code {
        ReceiveResultRemovedCode::Later => true,
        _ => false,
    }
}

//# result-respelled | any | v1/rows/receiveResultRespelled
use results_client::v1::rows::ReceiveResultRespelledCode;

pub fn is_it(code: &ReceiveResultRespelledCode) -> bool {
    match code {
        ReceiveResultRespelledCode::NoMoney => true,
        _ => false,
    }
}

//# result-status-changed | received | v1/rows/receiveResultStatusChanged
use results_client::v1::rows::ReceiveResultStatusChangedCode;

pub fn is_it(code: &ReceiveResultStatusChangedCode) -> bool {
    match code {
        ReceiveResultStatusChangedCode::No => true,
        _ => false,
    }
}
