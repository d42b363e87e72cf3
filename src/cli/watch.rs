//! `lacuna check --watch`

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher};
use same_file::Handle;

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
        if !wait(&changes, |path| is_our_own(path, output.as_deref())) {
            return Ok(Outcome::Clean);
        }
    }
}

/// Waits for a change and until things are quiet. False if nothing can come any more.
fn wait(changes: &Receiver<notify::Result<Event>>, is_our_own: impl Fn(&Path) -> bool) -> bool {
    loop {
        match changes.recv() {
            Err(_) => return false,
            Ok(Ok(event)) if matters(&event, &is_our_own) => break,
            Ok(_) => {}
        }
    }
    while changes.recv_timeout(SETTLED).is_ok() {}
    true
}

fn matters(event: &Event, is_our_own: impl Fn(&Path) -> bool) -> bool {
    !matches!(event.kind, EventKind::Access(_)) && !event.paths.iter().all(|path| is_our_own(path))
}

/// Whether the check writes this file: the one of `--output`, or one that the shell leads its output or its
/// complaints to. Else each check would begin the next.
fn is_our_own(path: &Path, output: Option<&Path>) -> bool {
    let is = |stream: io::Result<Handle>| {
        stream.is_ok_and(|stream| Handle::from_path(path).is_ok_and(|file| file == stream))
    };
    output.is_some_and(|output| path.ends_with(output)) || is(Handle::stdout()) || is(Handle::stderr())
}

fn clear_screen() -> io::Result<()> {
    let mut stdout = io::stdout();
    if stdout.is_terminal() {
        stdout.write_all(b"\x1B[2J\x1B[H")?;
    }
    stdout.flush()
}
