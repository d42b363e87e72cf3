//! A progress bar, where somebody looks and has to wait.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Work that takes less needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far the check has come.
pub(super) struct Progress {
    bar: ProgressBar,
    began: Instant,
    wanted: bool,
}

impl Progress {
    /// A bar over so many files, which appears once the work proves long.
    pub fn of(files: usize, quiet: bool) -> Progress {
        let bar = ProgressBar::hidden();
        bar.set_length(files as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {human_pos}/{human_len} files, {eta} left") {
            bar.set_style(style);
        }
        Progress { bar, began: Instant::now(), wanted: !quiet && std::io::stderr().is_terminal() }
    }

    /// So many more files are done.
    pub fn advance(&self, files: usize) {
        if self.wanted && self.bar.is_hidden() && self.began.elapsed() > PATIENCE {
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        self.bar.inc(files as u64);
    }

    /// Does something that writes to the terminal, with the bar out of the way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// The work is done; the bar goes away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
