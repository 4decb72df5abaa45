// Written by the test of the snippets of `countersign docs`.

mod claro_v1_authorizations_apply_token_0 {
use claro_client::{
    Client, Outcome, text,
    v1::{
        authorizations::{ApplyTokenRequest, ApplyTokenRequired},
        types,
    },
};

async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let request = ApplyTokenRequest::new(ApplyTokenRequired {
            grant_type: types::GrantType::RefreshToken,
        })
        .refresh_token(text!("2810111301lGZcM9CjlF91WH00039190xxxx"))
        .extend_info(text!(r#"{"customerBelongsTo":"siteNameExample"}"#));
    match client.v1().authorizations().apply_token(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v1_authorizations_cancel_token_0 {
use claro_client::{
    Client, Outcome, text, v1::authorizations::{CancelTokenRequest, CancelTokenRequired},
};

async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let request = CancelTokenRequest::new(CancelTokenRequired {
            access_token: text!("281010033AB2F588D14B43238637264FCA5Axxxx"),
        })
        .extend_info(text!(r#"{"customerBelongsTo":"siteNameExample"}"#));
    match client.v1().authorizations().cancel_token(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v1_customers_user_inquiry_user_info_by_access_token_0 {
use claro_client::{
    Client, Outcome, text,
    v1::customers::user::{
        InquiryUserInfoByAccessTokenRequest, InquiryUserInfoByAccessTokenRequired,
    },
};

async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let request = InquiryUserInfoByAccessTokenRequest::new(InquiryUserInfoByAccessTokenRequired {
            access_token: text!("281010033AB2F588D14B43238637264FCA5AAF35xxxx"),
        })
        .extend_info(text!(r#"{"customerBelongsTo":"siteNameExample"}"#));
    match client
        .v1()
        .customers()
        .user()
        .inquiry_user_info_by_access_token(&request)
        .await?
    {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v1_payments_inquiry_payment_0 {
use claro_client::{
    Client, Outcome, text, v1::payments::{InquiryPaymentRequest, InquiryPaymentRequired},
};

async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let request = InquiryPaymentRequest::new(InquiryPaymentRequired {
            partner_id: text!("20200101234567890132xxxx"),
        })
        .payment_request_id(text!("1022172000000000001xxxx"))
        .extend_info(text!(r#"{"customerBelongsTo":"siteNameExample"}"#));
    match client.v1().payments().inquiry_payment(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v1_payments_inquiry_payment_1 {
use claro_client::{
    Client, Outcome, text, v1::payments::{InquiryPaymentRequest, InquiryPaymentRequired},
};

async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let request = InquiryPaymentRequest::new(InquiryPaymentRequired {
            partner_id: text!("20200101234567890132xxxx"),
        })
        .payment_id(text!("1022172000000000001xxxx"))
        .extend_info(text!(r#"{"customerBelongsTo":"siteNameExample"}"#));
    match client.v1().payments().inquiry_payment(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v1_payments_inquiry_refund_0 {
use claro_client::{
    Client, Outcome, text, v1::payments::{InquiryRefundRequest, InquiryRefundRequired},
};

async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let request = InquiryRefundRequest::new(InquiryRefundRequired {
            partner_id: text!("1022172000000000001xxxx"),
        })
        .refund_id(text!("1022188000000000001xxxx"))
        .refund_request_id(text!("20200101234567890132xxxx"))
        .extend_info(text!(r#"{"customerBelongsTo":"siteNameExample"}"#));
    match client.v1().payments().inquiry_refund(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v1_payments_pay_0 {
use claro_client::{
    Client, Outcome, text,
    v1::{
        payments::{PayRequest, PayRequired},
        types,
    },
};

async fn call(
    client: &Client,
    order_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let request = PayRequest::new(PayRequired {
            partner_id: text!("P000000000000001xxxx"),
            payment_order_title: text!("SHOES"),
            payment_request_id: order_id.parse()?,
            payment_amount: types::Amount::new(types::AmountRequired {
                currency: text!("USD"),
                value: text!("10000"),
            }),
        })
        .product_code(text!("PC_5800000001"))
        .payment_factor(types::PaymentFactor::new().is_cashier_payment(true))
        .payment_return_url(text!("https://www.merchant.com/redirectxxx"))
        .payment_notify_url(text!("https://www.merchant.com/paymentNotifyxxx"))
        .mcc(text!("4399"))
        .extra_params(
            types::ExtraParams::new()
                .order(
                    types::Order::new(types::OrderRequired {
                        reference_order_id: text!("ID_000001"),
                        order_amount: types::Amount::new(types::AmountRequired {
                            currency: text!("USD"),
                            value: text!("10000"),
                        }),
                    }),
                ),
        )
        .extend_info(text!(r#"{"customerBelongsTo":"siteNameExample"}"#))
        .env_info(
            types::EnvInfo::new()
                .terminal_type(types::TerminalType::App)
                .os_type(types::OsType::Ios),
        );
    match client.v1().payments().pay(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v1_payments_refund_0 {
use claro_client::{
    Client, Outcome, text,
    v1::{
        payments::{RefundRequest, RefundRequired},
        types,
    },
};

async fn call(
    client: &Client,
    refund_request_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let request = RefundRequest::new(RefundRequired {
            partner_id: text!("P000000000000001xxxx"),
            refund_request_id: refund_request_id.parse()?,
            refund_amount: types::Amount::new(types::AmountRequired {
                currency: text!("USD"),
                value: text!("10000"),
            }),
        })
        .payment_id(text!("201911271907410100070000009999xxxx"))
        .extend_info(text!(r#"{"customerBelongsTo":"siteNameExample"}"#));
    match client.v1().payments().refund(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v2_authorizations_apply_token_0 {
use claro_client::{
    Client, Outcome, text,
    v2::{
        authorizations::{ApplyTokenRequest, ApplyTokenRequired},
        types,
    },
};

async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let request = ApplyTokenRequest::new(ApplyTokenRequired {
            app_id: text!("3333010071465913xxx"),
            auth_client_id: text!("202016726873874774774xxxx"),
            grant_type: types::GrantType::AuthorizationCode,
        })
        .auth_code(text!("2810111301lGZcM9CjlF91WH00039190xxxx"));
    match client.v2().authorizations().apply_token(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v2_messages_send_inbox_0 {
use std::collections::BTreeMap;
use claro_client::{
    Client, Outcome, list, text,
    v2::{
        messages::{SendInboxRequest, SendInboxRequired},
        types,
    },
};

async fn call(
    client: &Client,
    request_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let item_1 = types::ContentTemplate::new()
        .template_parameters(
            BTreeMap::from([("who".to_owned(), text!("string to represent a name"))]),
        )
        .language(text!("en-US"));
    let request = SendInboxRequest::new(SendInboxRequired {
            access_token: text!("2019112719074101000700000077771xxxx"),
            request_id: request_id.parse()?,
            template_code: text!("TP_5800000001xxxx"),
            templates: list![item_1],
        })
        .auth_client_id(text!("202016726873874774774xxxx"))
        .extend_info(text!("This is additional information"));
    match client.v2().messages().send_inbox(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v2_miniprogram_message_send_0 {
use std::collections::BTreeMap;
use claro_client::{
    Client, Outcome, list, text,
    v2::{
        miniprogram::message::{SendRequest, SendRequired},
        types,
    },
};

async fn call(
    client: &Client,
    request_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let item_1 = types::ContentTemplate::new()
        .template_parameters(
            BTreeMap::from([
                ("customContent".to_owned(), text!("test content")),
                ("customTitle".to_owned(), text!("test title")),
                (
                    "pushContentUrl".to_owned(),
                    text!("http://region.demo.com/app/1092?appId=28972"),
                ),
            ]),
        )
        .language(text!("en-US"));
    let request = SendRequest::new(SendRequired {
        app_id: text!("P000000000000001xxxx"),
        access_token: text!("2019112719074101000700000077771xxxx"),
        request_id: request_id.parse()?,
        template_code: text!("TP_5800000001xxxx"),
        templates: list![item_1],
    });
    match client.v2().miniprogram().message().send(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v2_miniprogram_message_send_1 {
use std::collections::BTreeMap;
use claro_client::{
    Client, Outcome, list, text,
    v2::{
        miniprogram::message::{SendRequest, SendRequired},
        types,
    },
};

async fn call(
    client: &Client,
    request_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let item_1 = types::ContentTemplate::new()
        .template_parameters(
            BTreeMap::from([("customContent".to_owned(), text!("test content"))]),
        )
        .language(text!("en-US"));
    let request = SendRequest::new(SendRequired {
        app_id: text!("P000000000000001xxxx"),
        access_token: text!("2019112719074101000700000077771xxxx"),
        request_id: request_id.parse()?,
        template_code: text!("TP_5800000001xxxx"),
        templates: list![item_1],
    });
    match client.v2().miniprogram().message().send(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v2_miniprogram_message_send_2 {
use std::collections::BTreeMap;
use claro_client::{
    Client, Outcome, list, text,
    v2::{
        miniprogram::message::{SendRequest, SendRequired},
        types,
    },
};

async fn call(
    client: &Client,
    request_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let item_1 = types::ContentTemplate::new()
        .template_parameters(
            BTreeMap::from([
                (
                    "bodyUrl".to_owned(),
                    text!("http://region.demo.com/cdn/index.htm?id=90801"),
                ),
                ("customContent".to_owned(), text!("test content")),
                ("customTitle".to_owned(), text!("test title")),
                ("firstLinkName".to_owned(), text!("hello")),
                (
                    "firstLinkUrl".to_owned(),
                    text!("http://region.demo.com/cdn/index.htm?id=9876542"),
                ),
                (
                    "headerLink".to_owned(),
                    text!("http://region.demo.com/cdn?sourceId=90801"),
                ),
            ]),
        )
        .language(text!("en-US"));
    let request = SendRequest::new(SendRequired {
        app_id: text!("P000000000000001xxxx"),
        access_token: text!("2019112719074101000700000077771xxxx"),
        request_id: request_id.parse()?,
        template_code: text!("TP_5800000001xxxx"),
        templates: list![item_1],
    });
    match client.v2().miniprogram().message().send(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v2_miniprogram_qrcode_create_0 {
use claro_client::{
    Client, Outcome, text,
    v2::{
        miniprogram::qrcode::{CreateRequest, CreateRequired},
        types,
    },
};

async fn call(
    client: &Client,
    app_id: &str,
    app_qr_code_page: &str,
    app_qr_code_params: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let request = CreateRequest::new(CreateRequired {
            app_id: app_id.parse()?,
        })
        .app_qr_code_type(types::QrCodeType::Promo)
        .app_qr_code_page(app_qr_code_page.parse()?)
        .app_qr_code_params(app_qr_code_params.parse()?)
        .app_qr_code_desc(text!("My Shop QR code"));
    match client.v2().miniprogram().qrcode().create(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v2_payments_capture_0 {
use claro_client::{
    Client, Outcome, text,
    v2::{
        payments::{CaptureRequest, CaptureRequired},
        types,
    },
};

async fn call(
    client: &Client,
    capture_request_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let request = CaptureRequest::new(CaptureRequired {
            capture_request_id: capture_request_id.parse()?,
            payment_id: text!("20191127190741010007013213121"),
        })
        .capture_amount(
            types::Amount::new(types::AmountRequired {
                currency: text!("USD"),
                value: text!("1000"),
            }),
        );
    match client.v2().payments().capture(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}

mod claro_v2_payments_pay_0 {
use claro_client::{
    Client, Outcome, datetime, text,
    v2::{
        payments::{PayRequest, PayRequired},
        types,
    },
};

async fn call(
    client: &Client,
    order_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let request = PayRequest::new(PayRequired {
            app_id: text!("3333010071465913xxx"),
            payment_request_id: order_id.parse()?,
            payment_amount: types::Amount::new(types::AmountRequired {
                currency: text!("USD"),
                value: text!("10000"),
            }),
        })
        .product_code(types::ProductCode::CashierPayment)
        .order(
            types::Order::new(types::OrderRequired {
                    reference_order_id: text!("OrderID_0101010101xxxx"),
                    order_description: text!("SHOES"),
                    order_amount: types::Amount::new(types::AmountRequired {
                        currency: text!("USD"),
                        value: text!("10000"),
                    }),
                    merchant: types::Merchant::new(types::MerchantRequired {
                            reference_merchant_id: text!("M00000000001xxxx"),
                            merchant_mcc: text!("1405"),
                            merchant_name: text!("UGG Technology Limited"),
                        })
                        .merchant_display_name(text!("UGG"))
                        .merchant_address(
                            types::Address::new(types::AddressRequired {
                                    region: text!("MY"),
                                })
                                .city(text!("KL")),
                        ),
                })
                .order_create_time(datetime!("2020-01-01T12:01:01+08:30"))
                .env(
                    types::Env::new()
                        .terminal_type(types::TerminalType::App)
                        .os_type(types::OsType::Ios),
                ),
        )
        .payment_redirect_url(text!("https://www.merchant.com/redirectxxx"))
        .payment_notify_url(text!("https://www.merchant.com/paymentNotifyxxx"));
    match client.v2().payments().pay(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}
}
