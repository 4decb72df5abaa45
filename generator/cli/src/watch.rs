//! `--watch`: again and again, whenever a spec is saved.

use crate::console::Console;
use crate::exit_status::ExitStatus;
use notify::{EventKind, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Editors save in several steps: what comes within that time is one change.
const QUIET: Duration = Duration::from_millis(100);

/// Runs now, and after each change below a folder, until the process is ended. Comes back only when it cannot watch.
pub(super) fn watch(folder: &Path, console: &Console, mut run: impl FnMut() -> ExitStatus) -> ExitStatus {
    // What is watched is reported by the paths that it was watched by.
    let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let (sender, changes) = channel();
    // The other end lives as long as the watcher.
    let watcher = notify::recommended_watcher(move |event| drop(sender.send(event)));
    let watching = watcher.and_then(|mut watcher| {
        watcher.watch(&absolute, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    let _watcher = match watching {
        Ok(watcher) => watcher,
        Err(error) => return console.fail(format!("cannot watch `{}`: {error}", folder.display())),
    };
    let mut status = run();
    console.problem(&format!("watching `{}`; Ctrl-C ends it", folder.display()));
    while let Some(changed) = next_change(&changes) {
        if !changed.is_empty() {
            let shown: Vec<String> =
                changed.iter().map(|path| below(folder, &absolute, path).display().to_string()).collect();
            console.problem(&format!("changed: {}", shown.join(", ")));
            status = run();
        }
    }
    status
}

/// The path as findings show it: beginning with the folder as it was given.
fn below(folder: &Path, absolute: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(absolute).map_or_else(|_| path.to_owned(), |rest| folder.join(rest))
}

type Event = notify::Result<notify::Event>;

/// Waits for a change and for the quiet after it: the specs that changed. `None` when there will be no more.
fn next_change(changes: &Receiver<Event>) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    collect(changes.recv().ok()?, &mut changed);
    while let Ok(event) = changes.recv_timeout(QUIET) {
        collect(event, &mut changed);
    }
    Some(changed)
}

/// Reading is no change, and hidden files are no specs: editors and this program write such files for a moment.
fn collect(event: Event, changed: &mut BTreeSet<PathBuf>) {
    let Ok(event) = event else { return };
    if !matches!(event.kind, EventKind::Access(_)) {
        let is_hidden = |path: &PathBuf| {
            path.file_name().is_some_and(|name| {
                let name = name.to_string_lossy();
                name.starts_with('.') || name.ends_with('~')
            })
        };
        changed.extend(event.paths.into_iter().filter(|path| !is_hidden(path)));
    }
}
