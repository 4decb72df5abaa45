//! Behind a proxy, and among axum's own handlers.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::post as on_post,
};
use claro_client::v1::payments::PaymentNotification;
use countersign_runtime::receiver::{BadPath, Refused, Reply};
use http::{HeaderMap, StatusCode};

use crate::notifications::{
    HANDLED, Log, Paid, REPEATED, Replied, sent,
    shop::{BODY, PATH, Shop, post, receiver},
    wallet,
};

#[tokio::test]
async fn behind_a_proxy_the_path_is_the_one_that_the_wallet_called() {
    let wallet = wallet().await;
    let called = "/public/claro/notify?shop=7";
    let rewritten = || {
        let mut request = sent(&wallet, called, BODY);
        *request.uri_mut() = PATH.parse().unwrap();
        request
    };
    let handler = async |_: Paid| Replied::acknowledge();
    assert_eq!(receiver().respond(rewritten(), handler).await.status(), StatusCode::BAD_REQUEST);
    let proxied = receiver().path("/public/claro/notify").unwrap();
    let answer = proxied.respond(rewritten(), handler).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(wallet.check_answer(called, answer.headers(), answer.body()), Ok(()));
    assert_eq!(proxied.respond(sent(&wallet, PATH, BODY), handler).await.status(), StatusCode::BAD_REQUEST);

    // Whatever the server sees: signed is what the wallet called.
    for strange in [
        "https://shop.example//notify?shop=7",
        "/a/../notify?shop=7",
        "/a%2Fnotify?shop=7",
        "//notify?shop=7",
    ] {
        let request = || {
            let mut request = sent(&wallet, called, BODY);
            *request.uri_mut() = strange.parse().unwrap();
            request
        };
        assert_eq!(proxied.respond(request(), handler).await.status(), StatusCode::OK, "{strange}");
        assert_eq!(
            receiver().respond(request(), handler).await.status(),
            StatusCode::BAD_REQUEST,
            "{strange}"
        );
    }

    assert_eq!(receiver().path("/a/../b").unwrap_err(), BadPath::DotSegment);
    assert_eq!(receiver().path("https://shop.example/notify").unwrap_err(), BadPath::Form);
}

#[tokio::test]
async fn in_a_nested_router_the_path_is_the_whole_one() {
    let wallet = wallet().await;
    let handler = async |_: Paid| Replied::acknowledge();
    let headers = wallet.notification(PATH, BODY.as_bytes()).unwrap();
    for (receiver, status) in [(receiver(), 400), (receiver().path("/claro/notify").unwrap(), 200)] {
        let nested = Router::new().route_service("/notify", receiver.service(handler));
        let shop = Shop::open(Router::new().nest("/claro", nested)).await;
        assert_eq!(shop.send(&post(PATH, &headers, BODY)).await.status, status);
    }
}

#[tokio::test]
async fn the_layer_serves_handlers_with_other_extractors() {
    #[derive(Debug)]
    struct Down;
    impl IntoResponse for Down {
        fn into_response(self) -> Response {
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
    async fn paid(
        State(handled): State<Arc<AtomicUsize>>,
        notification: Paid,
        body: String,
    ) -> Result<Replied, Down> {
        assert_eq!(
            (body.as_bytes(), &*notification.payment_amount.value.to_string()),
            (BODY.as_bytes(), "10000")
        );
        if handled.fetch_add(1, Ordering::Relaxed) == 0 { Err(Down) } else { Ok(Reply::acknowledge()) }
    }

    let (wallet, log, handled) = (wallet().await, Log::default(), Arc::new(AtomicUsize::new(0)));
    let layer = log.of(receiver()).layer::<PaymentNotification>();
    let app = Router::new()
        .route("/claro/notify", on_post(paid).layer(layer))
        .route("/claro/bare", on_post(paid))
        .with_state(Arc::clone(&handled));
    let shop = Shop::open(app).await;
    let headers = wallet.notification(PATH, BODY.as_bytes()).unwrap();
    for (status, handlings) in [("U", 1), ("S", 2), ("S", 2)] {
        let answer = shop.send(&post(PATH, &headers, BODY)).await;
        assert_eq!((answer.status, answer.result_status().as_str()), (200, status));
        assert_eq!(wallet.check_answer(PATH, &answer.headers, answer.body.as_bytes()), Ok(()));
        assert_eq!(handled.load(Ordering::Relaxed), handlings);
    }
    let down = "the notification could not be handled: its handler answered with HTTP status 503 Service Unavailable, and no reply";
    assert_eq!(log.take(), [down, HANDLED, REPEATED]);

    let forged = shop.send(&post(PATH, &HeaderMap::new(), BODY)).await;
    assert_eq!((forged.status, forged.body.as_bytes()), (400, Refused::answer().body().as_ref()));
    let headers = wallet.notification("/claro/bare", BODY.as_bytes()).unwrap();
    let written = crate::log::Log::default();
    let listening = written.listen();
    let unverified = shop.send(&post("/claro/bare", &headers, BODY)).await;
    drop(listening);
    assert_eq!((unverified.status, unverified.body.as_bytes()), (500, Refused::answer().body().as_ref()));
    let written = written.text();
    let error = written.lines().find(|line| line.contains("ERROR")).unwrap_or_else(|| panic!("{written}"));
    assert!(error.contains("put `receiver.layer::<N>()` around the handler"), "{error}");
    assert!(error.contains("v1/payments/notifyPayment"), "{error}");
    assert_eq!(handled.load(Ordering::Relaxed), 2);
}
