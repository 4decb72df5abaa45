//! Work on all processors.

use std::panic::resume_unwind;
use std::thread;

/// Fewer items than this for each thread are not worth starting it.
const LEAST: usize = 8;

/// What a function makes of each item, in the order of the items.
pub(super) fn map<T: Sync, R: Send>(items: &[T], function: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len() / LEAST);
    if threads < 2 {
        return items.iter().map(function).collect();
    }
    let function = &function;
    thread::scope(|scope| {
        let shares = items.chunks(items.len().div_ceil(threads));
        let running: Vec<_> =
            shares.map(|share| scope.spawn(move || share.iter().map(function).collect::<Vec<R>>())).collect();
        let done =
            running.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_item_once_and_in_order() {
        for count in [0, 1, 7, 8, 15, 16, 17, 1000] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(super::map(&items, |item| item + 1), (1..=count).collect::<Vec<_>>());
        }
    }
}
