//! Calls from being recorded to their effect, against a scripted wallet. On SQLite; on Postgres too where
//! `JOURNAL_POSTGRES_URL` names a database.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;

use crate::shop::{SUCCESS, Shop, on_each_database, pay, status};
use claro_client::{Error, Outcome, transport::TransportFailure};
use countersign_journal::{Ended, EndedBy, JournalError, RecordError, SendError, State, store::Dialect};
use countersign_runtime::{Clock, testing::Reply};

const FAILED: &str = r#"{"result":{"resultStatus":"F","resultCode":"PARAM_ILLEGAL"}}"#;
const PROCESSING: &str = r#"{"result":{"resultStatus":"U","resultCode":"PAYMENT_IN_PROCESS"}}"#;
const ACCEPTED: &str = r#"{"result":{"resultStatus":"A","resultCode":"ACCEPT"},"paymentId":"p1"}"#;

on_each_database! {
    a_success_ends_the_call_and_has_one_effect,
    nothing_is_sent_before_the_commit,
    a_body_over_a_mebibyte_is_not_recorded,
    a_key_and_an_open_reference_are_recorded_once,
    an_unknown_outcome_is_asked_about,
    a_question_that_cannot_be_asked_is_reported,
    a_call_that_never_left_is_recorded_again,
    a_deadline_ends_what_was_never_sent,
    a_pause_after_the_mark_sends_nothing_too_late,
    a_pause_after_the_mark_of_a_repeat_sends_nothing_after_its_window,
    a_failure_of_the_only_attempt_ends_it,
    a_failure_of_a_repeat_is_unknown,
    what_was_acknowledged_is_not_sent_again,
    a_second_verdict_is_a_conflict,
    a_person_ends_what_nothing_else_does,
    purging_keeps_the_key_and_the_verdict,
    another_amount_is_a_conflict,
}

async fn a_success_ends_the_call_and_has_one_effect<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::signed(SUCCESS));
    assert_eq!(shop.open().await, 1);
    assert!(matches!(entry.send().await, Ok(Outcome::Success(_))));
    assert_eq!(shop.effects().await, ["order-1 success"]);
    let info = entry.info().await.unwrap();
    assert_eq!(
        (info.state, info.ended, info.ended_by),
        (State::Ended, Some(Ended::Success), Some(EndedBy::Response))
    );
    assert!(info.applied && info.attempts == 1);
    assert_eq!(shop.open().await, 0);
    // Neither another sending nor a worker does anything more.
    assert!(matches!(entry.send().await, Err(SendError::AlreadySent(_))));
    assert_eq!(shop.turn().await, 0);
    assert_eq!(shop.wallet.seen().len(), 1);
    let kept = shop.journal.response(entry.id()).await.unwrap().unwrap();
    assert_eq!(kept, SUCCESS.as_bytes());
}

async fn nothing_is_sent_before_the_commit<DB: Dialect>(shop: Shop<DB>) {
    let mut tx = shop.begin().await;
    let entry =
        shop.journal.record(&mut tx, &shop.client, &pay("order-1")).reference("order-1").await.unwrap();
    drop(tx);
    let error = entry.send().await.unwrap_err();
    assert!(matches!(error, SendError::NotRecorded), "{error}");
    assert!(shop.wallet.seen().is_empty());
    assert!(matches!(entry.withdraw().await, Err(JournalError::NotFound)));
    // The reference is free, and in SQLite the number of the entry is given again: to another call.
    let other = shop.recorded_as("order-9", "order-1").await;
    shop.wallet.then(Reply::signed(SUCCESS));
    assert!(matches!(entry.send().await, Err(SendError::NotRecorded)));
    assert!(matches!(entry.withdraw().await, Err(JournalError::NotFound)));
    assert_eq!(other.info().await.unwrap().state, State::Recorded);
    assert!(shop.wallet.seen().is_empty());
}

async fn a_body_over_a_mebibyte_is_not_recorded<DB: Dialect>(shop: Shop<DB>) {
    use shop_client::{
        Client, UnlimitedText, text,
        v3::{agents, types},
    };
    let client = Client::new(shop.wallet.config()).unwrap();
    let basket = types::Basket::new(types::BasketRequired { shop: text!("Corner") });
    let long = |letters| {
        let required = agents::SendRequired { order_no: text!("order-1"), basket: basket.clone() };
        agents::SendRequest::new(required).memo(UnlimitedText::new("x".repeat(letters)).unwrap())
    };
    let mut tx = shop.begin().await;
    let error = shop.journal.record(&mut tx, &client, &long(1024 * 1024)).await.unwrap_err();
    assert!(matches!(error, RecordError::TooLong), "{error}");
    drop(shop.journal.record(&mut tx, &client, &long(1024 * 1000)).await.unwrap());
    shop.commit(tx).await;
}

async fn a_key_and_an_open_reference_are_recorded_once<DB: Dialect>(shop: Shop<DB>) {
    let first = shop.recorded("order-1").await;
    let mut tx = shop.begin().await;
    let journal = &shop.journal;
    let same = pay("order-1");
    let error = journal.record(&mut tx, &shop.client, &same).reference("other").await.unwrap_err();
    let RecordError::AlreadyRecorded(known) = &error else { panic!("{error}") };
    assert_eq!((known.id, known.reference.as_str()), (first.id(), "order-1"));
    let other = pay("order-1-again");
    let error = journal.record(&mut tx, &shop.client, &other).reference("order-1").await.unwrap_err();
    let RecordError::ReferenceOpen(known) = &error else { panic!("{error}") };
    assert_eq!(known.id, first.id());
    // What this transaction has recorded counts, too.
    let third = pay("order-2");
    drop(journal.record(&mut tx, &shop.client, &third).reference("order-2").await.unwrap());
    let error = journal.record(&mut tx, &shop.client, &third).reference("other").await.unwrap_err();
    assert!(matches!(error, RecordError::AlreadyRecorded(_)), "{error}");
    // The transaction goes on, and another purpose is another call.
    let entry =
        journal.record(&mut tx, &shop.client, &other).reference("order-1").purpose("tip").await.unwrap();
    shop.commit(tx).await;
    // Once it is withdrawn, the reference is free for another payment.
    first.withdraw().await.unwrap();
    assert!(matches!(first.send().await, Err(SendError::AlreadySent(_))));
    drop(shop.recorded_as("order-1-third", "order-1").await);
    assert!(shop.wallet.seen().is_empty());
    assert_eq!(entry.info().await.unwrap().purpose, "tip");
    assert_eq!(shop.effects().await, ["order-1 not sent"]);
    assert_eq!(shop.journal.find("order-1").await.unwrap().len(), 3);
}

async fn an_unknown_outcome_is_asked_about<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut));
    assert!(matches!(entry.send().await, Ok(Outcome::Unknown(_))));
    assert!(shop.effects().await.is_empty());
    shop.wallet.then(status("order-1", "PROCESSING")).then(status("order-1", "SUCCESS"));
    shop.due().await;
    assert_eq!(shop.turn().await, 1);
    let info = entry.info().await.unwrap();
    assert!(info.acknowledged && info.polls == 1, "{info:?}");
    assert_eq!(shop.turn().await, 0, "not at once");
    shop.due().await;
    assert_eq!(shop.turn().await, 1);
    assert_eq!(shop.effects().await, ["order-1 success"]);
    assert_eq!(entry.info().await.unwrap().ended_by, Some(EndedBy::Inquiry));
}

async fn a_question_that_cannot_be_asked_is_reported<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut));
    assert!(matches!(entry.send().await, Ok(Outcome::Unknown(_))));
    let seen = shop.wallet.seen().len();
    shop.sql("UPDATE countersign_journal SET body = id_1").await; // by hand
    shop.due().await;
    assert_eq!(shop.turn().await, 1);
    let said = "entry 1 could not be looked after: the wallet could not be asked: the kept request has no id to ask by";
    assert!(shop.events().iter().any(|event| event.starts_with(said)));
    assert_eq!((shop.wallet.seen().len(), shop.open().await), (seen, 1));
}

async fn a_call_that_never_left_is_recorded_again<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::lost(TransportFailure::NotSent));
    let error = entry.send().await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)), "{error}");
    let info = entry.info().await.unwrap();
    assert_eq!((info.state, info.attempts), (State::Recorded, 0));
    shop.wallet.then(Reply::signed(SUCCESS));
    assert!(matches!(entry.send().await, Ok(Outcome::Success(_))));
    assert_eq!(shop.effects().await, ["order-1 success"]);
}

async fn a_deadline_ends_what_was_never_sent<DB: Dialect>(shop: Shop<DB>) {
    let mut tx = shop.begin().await;
    let request = pay("order-1");
    let record = shop.journal.record(&mut tx, &shop.client, &request).reference("order-1");
    let entry = record.deadline(Duration::from_millis(1)).await.unwrap();
    shop.commit(tx).await;
    tokio::time::sleep(Duration::from_millis(5)).await;
    let error = entry.send().await.unwrap_err();
    assert!(matches!(error, SendError::TooLate(_)), "{error}");
    assert_eq!(shop.turn().await, 1);
    assert_eq!(shop.effects().await, ["order-1 not sent"]);
    assert_eq!(entry.info().await.unwrap().ended_by, Some(EndedBy::Deadline));
    assert!(shop.wallet.seen().is_empty());
}

async fn a_pause_after_the_mark_sends_nothing_too_late<DB: Dialect>(shop: Shop<DB>) {
    // Headers are asked for between the mark and the first byte. Here that takes longer than the deadline leaves, by the one clock
    // or by the other: a machine that slept has only one of them right.
    let too_long = Duration::from_secs(5 * 60 + 1);
    for (order, sleeps, jumps_back) in
        [("order-1", false, false), ("order-2", true, false), ("order-3", false, true)]
    {
        let clock = shop.wallet.clock().clone();
        let journal = shop.journal.clone().clock(clock.clone()).headers(move |_| {
            let wall = clock.now();
            match sleeps {
                true => clock.set(wall + too_long),
                false => clock.advance(too_long),
            }
            if jumps_back {
                clock.set(wall - too_long);
            }
            Vec::new()
        });
        let (mut tx, request) = (shop.begin().await, pay(order));
        let entry = journal.record(&mut tx, &shop.client, &request).reference(order).await.unwrap();
        shop.commit(tx).await;
        let error = entry.send().await.unwrap_err();
        assert!(matches!(error, SendError::NotSent(Error::Withheld)), "{order}: {error}");
        assert!(shop.wallet.seen().is_empty());
        assert_eq!(entry.info().await.unwrap().state, State::Recorded);
    }
}

async fn a_pause_after_the_mark_of_a_repeat_sends_nothing_after_its_window<DB: Dialect>(shop: Shop<DB>) {
    let (clock, pause) = (shop.wallet.clock().clone(), Arc::new(AtomicU64::new(0)));
    let pauses = Arc::clone(&pause);
    let shop = shop.journal(|journal| {
        journal.resend_for(Duration::from_secs(60)).clock(clock.clone()).headers(move |_| {
            clock.advance(Duration::from_secs(pauses.load(Ordering::SeqCst)));
            Vec::new()
        })
    });
    let entry = shop.recorded("order-1").await;
    let lost = || Reply::lost(TransportFailure::TimedOut);
    shop.wallet.then(lost());
    drop(entry.send().await.unwrap());
    for (seconds, sent) in [(61, 1), (0, 2)] {
        pause.store(seconds, Ordering::SeqCst);
        // The question, and the repeat if it leaves.
        shop.wallet.then(lost()).then(lost());
        shop.due().await;
        assert_eq!(shop.turn().await, 1);
        let is_sent = |request: &&http::Request<Bytes>| request.uri().path().ends_with("/payments/pay");
        let seen = shop.wallet.seen();
        assert_eq!(seen.iter().filter(is_sent).count(), sent, "after a pause of {seconds} s");
    }
}

async fn a_failure_of_the_only_attempt_ends_it<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::signed(FAILED));
    assert!(matches!(entry.send().await, Ok(Outcome::Failed(_))));
    assert_eq!(shop.effects().await, ["order-1 failed"]);
}

async fn a_failure_of_a_repeat_is_unknown<DB: Dialect>(shop: Shop<DB>) {
    let shop = shop.journal(|journal| journal.resend_for(Duration::from_secs(60)));
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut));
    assert!(matches!(entry.send().await, Ok(Outcome::Unknown(_))));
    // Asked, and then sent again.
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut)).then(Reply::signed(FAILED));
    shop.due().await;
    assert_eq!(shop.turn().await, 1);
    let info = entry.info().await.unwrap();
    assert_eq!((info.state, info.attempts, info.ended), (State::Sending, 2, None));
    assert!(shop.effects().await.is_empty());
    let bodies: Vec<_> = shop.wallet.seen().iter().map(|request| request.body().clone()).collect();
    assert_eq!(bodies[0], bodies[2], "the same bytes");
    // Not sent any more: that it is not sent now says nothing of the earlier attempts.
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut)).then(Reply::lost(TransportFailure::NotSent));
    shop.due().await;
    shop.turn().await;
    assert_eq!(entry.info().await.unwrap().state, State::Sending);
}

async fn what_was_acknowledged_is_not_sent_again<DB: Dialect>(shop: Shop<DB>) {
    let shop = shop.journal(|journal| journal.resend_for(Duration::from_secs(60)));
    // Also where a person was to look after it: the wallet can be asked, and that is enough.
    for (order, reply, by_hand) in
        [("order-1", PROCESSING, false), ("order-2", ACCEPTED, false), ("order-3", PROCESSING, true)]
    {
        let (mut tx, request) = (shop.begin().await, pay(order));
        let record = shop.journal.record(&mut tx, &shop.client, &request).reference(order);
        let entry = if by_hand { record.ends_by_hand() } else { record }.await.unwrap();
        shop.commit(tx).await;
        shop.wallet.then(Reply::signed(reply));
        let outcome = entry.send().await.unwrap();
        assert!(matches!(outcome, Outcome::Unknown(_) | Outcome::Accepted(_)), "{outcome:?}");
        let info = entry.info().await.unwrap();
        assert!(info.acknowledged, "{order}");
        assert_eq!(shop.journal.response(entry.id()).await.unwrap().unwrap(), reply.as_bytes());
        let before = shop.wallet.seen().len();
        shop.wallet.then(status(order, "PROCESSING"));
        shop.due().await;
        shop.turn().await;
        assert_eq!(shop.wallet.seen().len(), before + 1, "asked only");
        shop.end_all().await;
    }
}

async fn a_second_verdict_is_a_conflict<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::signed(SUCCESS));
    drop(entry.send().await.unwrap());
    let error = shop.journal.end(entry.id(), Ended::Failed, "a mistake").await.unwrap_err();
    assert!(matches!(error, JournalError::State(_)), "{error}");
    assert_eq!(shop.effects().await, ["order-1 success"]);
    let conflict = entry.info().await.unwrap().conflict.unwrap();
    assert!(conflict.contains("ended as success") && conflict.contains("ended as failed"), "{conflict}");
}

async fn a_person_ends_what_nothing_else_does<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut));
    drop(entry.send().await.unwrap());
    assert!(matches!(entry.withdraw().await, Err(JournalError::State(_))), "it may have been sent");
    let end = || shop.journal.end(entry.id(), Ended::Failed, "the wallet's support says so");
    let error = end().await.unwrap_err();
    assert!(matches!(error, JournalError::TooEarly(_)), "{error}");
    shop.sql("UPDATE countersign_journal SET deadline = deadline - 360000").await;
    end().await.unwrap();
    let info = entry.info().await.unwrap();
    assert_eq!(info.ended_by, Some(EndedBy::Person));
    assert_eq!(info.reason.as_deref(), Some("the wallet's support says so"));
    assert_eq!(shop.effects().await, ["order-1 failed"]);
}

async fn purging_keeps_the_key_and_the_verdict<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    assert_eq!(shop.journal.purge(Duration::ZERO).await.unwrap(), 0, "it is open");
    shop.wallet.then(Reply::signed(SUCCESS));
    drop(entry.send().await.unwrap());
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(shop.journal.purge(Duration::from_secs(60)).await.unwrap(), 0, "it is too young");
    assert_eq!(shop.journal.purge(Duration::ZERO).await.unwrap(), 1);
    assert_eq!(shop.journal.purge(Duration::ZERO).await.unwrap(), 0);
    let info = entry.info().await.unwrap();
    assert!(info.purged && info.ended == Some(Ended::Success));
    assert_eq!(shop.journal.response(entry.id()).await.unwrap(), None);
    assert!(shop.raw(entry.id()).await.is_empty());
    let mut tx = shop.begin().await;
    let request = pay("order-1");
    let error = shop.journal.record(&mut tx, &shop.client, &request).reference("order-9").await.unwrap_err();
    assert!(matches!(error, RecordError::AlreadyRecorded(_)), "{error}");
}

async fn another_amount_is_a_conflict<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    let other = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"},"paymentRequestId":"order-1","paymentStatus":"SUCCESS",
        "paymentAmount":{"currency":"USD","value":"1"}}"#;
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut)).then(Reply::signed(other));
    drop(entry.send().await.unwrap());
    shop.due().await;
    shop.turn().await;
    let info = entry.info().await.unwrap();
    assert_eq!(info.ended, None);
    assert!(info.conflict.unwrap().contains("paymentAmount"));
    assert!(shop.effects().await.is_empty());
}
