//! The wallet hangs up in the middle, and sends the notification again while its handler is at work.

use std::{
    future::pending,
    pin::pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
};

use axum::{
    Router,
    middleware::{Next, from_fn},
};
use bytes::Bytes;
use claro_client::Receiver;
use countersign_runtime::{receiver::Reply, signature::BoxFuture};
use http::Request;
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    sync::{mpsc, oneshot},
};

use crate::notifications::{
    ACKNOWLEDGED, HANDLED, Paid, REPEATED, Replied, sent,
    shop::{Answer, BODY, PATH, Shop, post, receiver},
    status, wallet,
};

const IN_PROGRESS: &str = "the notification came again while it was being handled";

/// How a piece of work ends.
#[derive(Debug)]
enum End {
    Succeeds,
    Panics,
}

/// What a handler has done, which may take long.
#[derive(Clone)]
struct Work {
    begun: mpsc::UnboundedSender<oneshot::Sender<End>>,
    at_once: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Work {
    fn new() -> (Self, mpsc::UnboundedReceiver<oneshot::Sender<End>>) {
        let (begun, has_begun) = mpsc::unbounded_channel();
        (Self { begun, at_once: Arc::default(), most: Arc::default() }, has_begun)
    }

    /// Takes as long as the test says. The notification is there until the end.
    async fn run(self, notification: Paid) -> Replied {
        struct AtWork(Arc<AtomicUsize>);
        impl Drop for AtWork {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::SeqCst);
            }
        }
        let at_once = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        let _at_work = AtWork(Arc::clone(&self.at_once));
        self.most.fetch_max(at_once, Ordering::SeqCst);
        let (end, has_ended) = oneshot::channel();
        self.begun.send(end).expect("the test is there");
        match has_ended.await.expect("the test says how it ends") {
            End::Succeeds => assert_eq!(notification.payment_amount.value, "10000"),
            End::Panics => panic!("on purpose"),
        }
        Reply::acknowledge()
    }
}

/// Where a handler has its work done.
#[derive(Debug, Clone, Copy)]
enum Where {
    /// In the handler itself.
    Inside,
    /// In a task of the handler's own, for which it waits.
    OwnTask,
}

impl Where {
    async fn run(self, work: Work, notification: Paid) -> Result<Replied, tokio::task::JoinError> {
        match self {
            Self::Inside => Ok(work.run(notification).await),
            Self::OwnTask => tokio::spawn(work.run(notification)).await,
        }
    }
}

/// A shop on a server, and what is told of it.
struct Scene {
    shop: Shop,
    request: Vec<u8>,
    work: Work,
    has_begun: mpsc::UnboundedReceiver<oneshot::Sender<End>>,
    /// A request's future is gone: answered, or dropped because the wallet hung up.
    is_gone: mpsc::UnboundedReceiver<()>,
    events: mpsc::UnboundedReceiver<String>,
}

impl Scene {
    async fn open(place: Where) -> Self {
        struct Gone(mpsc::UnboundedSender<()>);
        impl Drop for Gone {
            fn drop(&mut self) {
                let _ = self.0.send(());
            }
        }
        let (work, has_begun) = Work::new();
        let (told, events) = mpsc::unbounded_channel();
        let (gone, is_gone) = mpsc::unbounded_channel();
        let service = {
            let work = work.clone();
            let receiver = receiver().on_event(move |_, event| drop(told.send(event.to_string())));
            receiver.service(move |notification: Paid| place.run(work.clone(), notification))
        };
        let watch = from_fn(move |request: axum::extract::Request, next: Next| {
            let gone = Gone(gone.clone());
            async move {
                let _gone = gone;
                next.run(request).await
            }
        });
        let app = Router::new().route_service("/claro/notify", service).layer(watch);
        let shop = Shop::open(app).await;
        let headers = wallet().await.notification(PATH, BODY.as_bytes()).expect("a notification");
        Self { shop, request: post(PATH, &headers, BODY), work, has_begun, is_gone, events }
    }

    /// Sends the notification, and hangs up when its handler is at work.
    async fn hang_up(&mut self) -> oneshot::Sender<End> {
        let mut wallet = TcpStream::connect(self.shop.address()).await.expect("a connection");
        wallet.write_all(&self.request).await.expect("it is sent");
        let end = self.has_begun.recv().await.expect("it has begun");
        drop(wallet);
        self.is_gone.recv().await.expect("the server has noticed");
        end
    }

    /// Sends it again, which is not handled.
    async fn send(&mut self) -> Answer {
        let answer = tokio::select! {
            answer = self.shop.send(&self.request) => answer,
            _ = self.has_begun.recv() => panic!("a redelivery is handled"),
        };
        self.is_gone.recv().await.expect("it is answered");
        answer
    }
}

#[tokio::test]
async fn a_redelivery_is_not_handled_beside_the_work_that_goes_on() {
    for place in [Where::Inside, Where::OwnTask] {
        let mut scene = Scene::open(place).await;
        let end = scene.hang_up().await;
        let again = || async { scene.shop.send(&scene.request).await.result_status() };
        let statuses = tokio::select! {
            statuses = async { tokio::join!(again(), again(), again()) } => statuses,
            _ = scene.has_begun.recv() => panic!("{place:?}: a redelivery is handled beside the work"),
        };
        assert_eq!(statuses, ("U".into(), "U".into(), "U".into()), "{place:?}");
        for _ in 0..3 {
            assert_eq!(scene.events.recv().await.unwrap(), IN_PROGRESS);
            scene.is_gone.recv().await.unwrap();
        }

        end.send(End::Succeeds).unwrap();
        assert_eq!(scene.events.recv().await.unwrap(), HANDLED);
        let answer = scene.send().await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ACKNOWLEDGED));
        assert_eq!(scene.events.recv().await.unwrap(), REPEATED);
        assert!(scene.has_begun.try_recv().is_err(), "{place:?}: it was handled twice");
        assert_eq!(scene.work.most.load(Ordering::SeqCst), 1, "{place:?}");
    }
}

#[tokio::test]
async fn work_that_panics_when_the_wallet_has_hung_up_gives_the_claim_back() {
    for place in [Where::Inside, Where::OwnTask] {
        let mut scene = Scene::open(place).await;
        let end = scene.hang_up().await;
        assert_eq!(scene.send().await.result_status(), "U");
        assert_eq!(scene.events.recv().await.unwrap(), IN_PROGRESS);
        end.send(End::Panics).unwrap();
        let told = scene.events.recv().await.unwrap();
        assert!(told.contains("panicked"), "{told}");

        let handled = async {
            let end = scene.has_begun.recv().await.expect("it is handled again");
            end.send(End::Succeeds).unwrap();
        };
        let (answer, ()) = tokio::join!(scene.shop.send(&scene.request), handled);
        assert_eq!(answer.result_status(), "S");
        assert_eq!(scene.work.most.load(Ordering::SeqCst), 1, "{place:?}");
    }
}

/// A handler that answers by itself after a while leaves its task alone; the notification in the task keeps redeliveries out.
#[tokio::test]
async fn a_task_that_outlasts_its_handler_keeps_the_claim() {
    let (wallet, receiver, (work, mut has_begun)) = (wallet().await, receiver(), Work::new());
    let (ended, mut has_ended) = mpsc::unbounded_channel();
    let most = Arc::clone(&work.most);
    let impatient = move |notification: Paid| {
        let (work, ended) = (work.clone(), ended.clone());
        tokio::spawn(async move {
            work.run(notification).await;
            ended.send(()).unwrap();
        });
        async { Replied::later() }
    };
    let send =
        async || status(&wallet, &receiver.respond(sent(&wallet, PATH, BODY), impatient.clone()).await);
    assert_eq!(send().await, "U");
    let end = has_begun.recv().await.unwrap();
    for _ in 0..3 {
        assert_eq!(send().await, "U");
    }
    assert!(has_begun.try_recv().is_err(), "it is handled by two");
    end.send(End::Succeeds).unwrap();
    has_ended.recv().await.unwrap();
    // Nobody knows what the task came to: it is handled again, and not beside it.
    assert_eq!(send().await, "U");
    has_begun.recv().await.expect("it is handled again").send(End::Succeeds).unwrap();
    has_ended.recv().await.unwrap();
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

/// Requests and their checks, for a thread without an async runtime.
struct Outside {
    runtime: tokio::runtime::Runtime,
    wallet: countersign_tests::Wallet,
}

impl Outside {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let wallet = runtime.block_on(wallet());
        Self { runtime, wallet }
    }

    fn request(&self) -> Request<Bytes> {
        let _runtime = self.runtime.enter();
        sent(&self.wallet, PATH, BODY)
    }

    /// Answers without a runtime by a handler that never ends, until the wallet hangs up.
    fn hang_up(&self, receiver: &Receiver) {
        let never = async |_: Paid| -> Replied { pending().await };
        let mut answer = pin!(receiver.respond(self.request(), never));
        assert!(answer.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }

    fn send(&self, receiver: &Receiver) -> String {
        let handler = async |_: Paid| Replied::acknowledge();
        let mut answer = pin!(receiver.respond(self.request(), handler));
        match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => status(&self.wallet, &answer),
            Poll::Pending => panic!("nothing takes long here"),
        }
    }
}

#[test]
fn without_a_runtime_the_work_is_dropped_and_that_is_told() {
    let (outside, log) = (Outside::new(), crate::notifications::Log::default());
    let written = crate::log::Log::default();
    let _listening = written.listen();
    let receiver = log.of(receiver());
    outside.hang_up(&receiver);
    let told = log.take();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    let key = told.strip_prefix("the handler of the notification with the key ").unwrap();
    let key = key.strip_suffix(" was dropped before its end").unwrap();
    assert_eq!(key.len(), 64);
    let written = written.text();
    assert!(written.contains("WARN") && written.contains(key), "{written}");
    assert_eq!(outside.send(&receiver), "S");
    assert_eq!(log.take(), [HANDLED]);
}

#[test]
fn without_a_runtime_the_work_goes_on_where_the_user_says() {
    let outside = Outside::new();
    let left: Arc<Mutex<Vec<BoxFuture<'static, ()>>>> = Arc::default();
    let spawned = Arc::clone(&left);
    let receiver = receiver().spawner(move |work| spawned.lock().unwrap().push(work));
    let (work, mut has_begun) = Work::new();
    {
        let mut answer =
            pin!(receiver.respond(outside.request(), move |notification| work.run(notification)));
        assert!(answer.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    let mut work = left.lock().unwrap().pop().expect("what is left of the work");
    assert_eq!(outside.send(&receiver), "U", "it is at work");
    has_begun.try_recv().unwrap().send(End::Succeeds).unwrap();
    assert!(work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
    assert_eq!(outside.send(&receiver), "S");
    assert!(left.lock().unwrap().is_empty(), "what has ended is not spawned");

    // A spawner that does not keep it is the same as none, and a panic of it goes no further.
    for careless in [
        crate::notifications::shop::receiver().spawner(drop),
        crate::notifications::shop::receiver().spawner(|_| panic!("on purpose")),
    ] {
        outside.hang_up(&careless);
        assert_eq!(outside.send(&careless), "S");
    }
}
