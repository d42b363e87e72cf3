//! `lacuna check --watch`

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::check::{CheckArguments, check};
use super::{Failure, Outcome, complain};

/// Editors write a file in several steps; the check waits until they are done.
const SETTLED: Duration = Duration::from_millis(150);

/// Checks, then checks again after each change, until the process is ended.
pub(super) fn run(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let failure = |error: notify::Error| Failure::Message(format!("the files cannot be watched: {error}"));
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // The receiver is gone only when the program ends.
        let _ = sender.send(event);
    })
    .map_err(failure)?;
    let here = [PathBuf::from(".")];
    for path in if arguments.paths.is_empty() { &here[..] } else { &arguments.paths } {
        watcher.watch(path, RecursiveMode::Recursive).map_err(failure)?;
    }
    let output = arguments.output.as_deref().and_then(|path| std::path::absolute(path).ok());
    loop {
        clear_screen()?;
        match check(arguments) {
            // A file may be away for a moment, a configuration half-written.
            Err(Failure::Output(error)) => return Err(Failure::Output(error)),
            Err(failure) => complain(&format!("error: {failure}")),
            Ok(_) => {}
        }
        complain("watching for changes; Ctrl+C ends");
        if !wait(&changes, output.as_deref()) {
            return Ok(Outcome::Clean);
        }
    }
}

/// Waits for a change and until things are quiet. False if nothing can come any more.
fn wait(changes: &Receiver<notify::Result<Event>>, output: Option<&Path>) -> bool {
    loop {
        match changes.recv() {
            Err(_) => return false,
            Ok(Ok(event)) if matters(&event, output) => break,
            Ok(_) => {}
        }
    }
    while changes.recv_timeout(SETTLED).is_ok() {}
    true
}

fn matters(event: &Event, output: Option<&Path>) -> bool {
    let ours = |path: &PathBuf| output.is_some_and(|output| path.ends_with(output));
    !matches!(event.kind, EventKind::Access(_)) && !event.paths.iter().all(ours)
}

fn clear_screen() -> io::Result<()> {
    let mut stdout = io::stdout();
    if stdout.is_terminal() {
        stdout.write_all(b"\x1B[2J\x1B[H")?;
    }
    stdout.flush()
}
