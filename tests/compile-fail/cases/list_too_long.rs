//! Six templates, where a message has at most five.

use claro_client::{
    list, text,
    v2::{miniprogram::message::SendRequired, types::ContentTemplate},
};

fn required(one: fn() -> ContentTemplate) -> SendRequired {
    SendRequired {
        app_id: text!("3333010071465913"),
        access_token: text!("281010033AB2F588D14B43238637264FCA5AAF35").into(),
        request_id: text!("message-1"),
        template_code: text!("TP_5800000001"),
        templates: list![one(), one(), one(), one(), one(), one()],
    }
}

fn main() {}
