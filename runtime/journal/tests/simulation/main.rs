//! Payments by two instances, from seeds: with a database that fails, a network that loses and delays, a wallet that has its own
//! mind, clocks that jump, and processes that die at any await.
//!
//! `SEED=7 cargo test -p countersign-journal --features testing --test simulation` replays one seed; `SEEDS=100000` tries more.

#![expect(clippy::unwrap_used, reason = "a test: what it is made of is not marked as such")]

mod shop;
mod time;
mod wallet;

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use countersign_journal::State;
use shop::World;

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// A task of an instance. It is dropped at any await when the instance dies, and not polled while it pauses.
struct Running {
    task: Task,
    paused_until: Duration,
    /// Whether it is begun anew when it has died.
    is_worker: bool,
}

/// Lets others run: between two awaits anything may happen.
async fn yield_now() {
    let mut yielded = false;
    poll_fn(|context| {
        context.waker().wake_by_ref();
        if std::mem::replace(&mut yielded, true) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// What a run has come to, for the figures.
#[derive(Default)]
struct Reached {
    success: u32,
    failed: u32,
    not_sent: u32,
    closing: u32,
    crashes: u32,
    jumps: u32,
    steps: u32,
}

fn run(seed: u64) -> Reached {
    fastrand::seed(seed);
    let world = World::new();
    let mut reached = Reached::default();
    let mut tasks: Vec<Running> = Vec::new();
    let worker = |world: &World| Running {
        task: Box::pin(world.clone().worker()),
        paused_until: Duration::ZERO,
        is_worker: true,
    };
    let once = |task: Task| Running { task, paused_until: Duration::ZERO, is_worker: false };
    tasks.extend([worker(&world), worker(&world)]);
    for order in 0..3 {
        tasks.push(once(Box::pin(world.clone().checkout(order))));
        if fastrand::u32(..3) == 0 {
            tasks.push(once(Box::pin(world.clone().closer(order))));
        }
        if fastrand::u32(..6) == 0 {
            tasks.push(once(Box::pin(world.clone().closer(order))));
        }
    }
    // Some minutes of trouble, and then as long as it takes to settle what is open.
    let trouble = Duration::from_secs(240);
    while world.clock.elapsed() < trouble + Duration::from_secs(3 * 3600) {
        reached.steps += 1;
        let is_trouble = world.clock.elapsed() < trouble;
        world.set_trouble(is_trouble);
        if !is_trouble {
            // Messages whose time is wrong are not believed.
            world.machine.jump(0);
        }
        world.wallet.turn(&world.clock);
        if let Some(notification) = world.wallet.notification(is_trouble) {
            tasks.push(once(Box::pin(world.clone().notified(notification))));
        }
        let at = fastrand::usize(..tasks.len());
        let now = world.clock.elapsed();
        if is_trouble && fastrand::u32(..100) == 0 {
            reached.crashes += 1;
            if tasks[at].is_worker { tasks[at] = worker(&world) } else { drop(tasks.swap_remove(at)) }
        } else if is_trouble && fastrand::u32(..60) == 0 {
            tasks[at].paused_until = now + Duration::from_secs(fastrand::u64(..200));
        } else if is_trouble && fastrand::u32(..150) == 0 {
            reached.jumps += 1;
            world.jump();
        } else if tasks[at].paused_until <= now {
            let poll = tasks[at].task.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            if poll.is_ready() {
                drop(tasks.swap_remove(at));
            }
        }
        if reached.steps % 4 == 0 {
            world.check();
        }
        let is_quiet = !is_trouble && tasks.len() == 2;
        world.clock.advance(Duration::from_millis(match fastrand::u32(..20) {
            0 => fastrand::u64(..if is_quiet { 20_000 } else { 2_000 }),
            _ => fastrand::u64(..20),
        }));
        if is_quiet && world.is_over() {
            break;
        }
    }
    world.check();
    world.check_end();
    for entry in world.store.all() {
        match (entry.info.state, entry.info.ended.map(|ended| ended.word())) {
            (_, Some("success")) => reached.success += 1,
            (_, Some("failed")) => reached.failed += 1,
            (_, Some(_)) => reached.not_sent += 1,
            (State::Closing, None) => reached.closing += 1,
            (..) => {}
        }
    }
    reached
}

#[test]
fn no_seed_loses_money_or_pays_twice() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("SEEDS").unwrap_or(2000),
    };
    let mut all = Reached::default();
    for seed in seeds.clone() {
        let reached = catch_unwind(AssertUnwindSafe(|| run(seed)));
        let Ok(reached) = reached else { panic!("replay it by SEED={seed}") };
        all.success += reached.success;
        all.failed += reached.failed;
        all.not_sent += reached.not_sent;
        all.closing += reached.closing;
        all.crashes += reached.crashes;
        all.jumps += reached.jumps;
        all.steps += reached.steps;
    }
    println!(
        "{} seeds, {} steps, {} crashes, {} jumps of clocks: {} success, {} failed, {} not sent, {} left closing",
        seeds.end - seeds.start,
        all.steps,
        all.crashes,
        all.jumps,
        all.success,
        all.failed,
        all.not_sent,
        all.closing
    );
    // A run in which nothing of a kind happens proves nothing about it.
    if seeds.end - seeds.start >= 1000 {
        assert!(all.success > 100 && all.failed > 100 && all.not_sent > 100);
        assert!(all.crashes > 1000 && all.jumps > 1000);
    }
}
