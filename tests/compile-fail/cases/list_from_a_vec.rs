//! A `Vec` where a list has a limit: `List::new(templates)?` is the fix.

use claro_client::{
    text,
    v2::{miniprogram::message::SendRequired, types::ContentTemplate},
};

fn required(templates: Vec<ContentTemplate>) -> SendRequired {
    SendRequired {
        app_id: text!("3333010071465913"),
        access_token: text!("281010033AB2F588D14B43238637264FCA5AAF35").into(),
        request_id: text!("message-1"),
        template_code: text!("TP_5800000001"),
        templates: templates,
    }
}

fn main() {}
