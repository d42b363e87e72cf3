//! `lacuna fix`

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;
use rayon::prelude::*;
use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag;
use similar::TextDiff;

use crate::collection::Collection;
use crate::lint::{Decided, Fixed, Reach, fix};
use crate::text::{Decoded, Encoding, ReadError, read_file, write_file};

use super::attested::AttestedNames;
use super::ledgers::Ledgers;
use super::selection::Selection;
use super::{Failure, Outcome, STOPPED, absolute, complain};

/// Apply the restorations that cannot change a reading
///
/// Files are written whole or not at all, in their own encoding.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 done, 1 with --diff where something would change, 2 a file could not be written."
)]
pub(super) struct FixArguments {
    /// Files and folders; '-' reads standard input and writes standard output
    paths: Vec<PathBuf>,
    /// Show what would change and write nothing
    #[arg(long)]
    diff: bool,
    /// Apply the best reading too where it is very probable; look at the outcome
    #[arg(long)]
    r#unsafe: bool,
    #[command(flatten)]
    selection: Selection,
    /// Treat standard input as the file of this name
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Say nothing but what went wrong
    #[arg(long, short)]
    quiet: bool,
}

/// Files that are restored at a time, in parallel.
const BATCH: usize = 64;

/// A file with its restorations.
struct Restored {
    path: PathBuf,
    root: PathBuf,
    before: String,
    encoding: Encoding,
    fixed: Fixed,
}

pub(super) fn run(arguments: &FixArguments) -> Result<Outcome, Failure> {
    let ledgers = Ledgers::new(arguments.selection.is_isolated());
    if arguments.stdin_filename.is_some() || arguments.paths == [Path::new("-")] {
        return filter_standard_input(arguments, &ledgers);
    }
    let began = Instant::now();
    let files = arguments.selection.files(&arguments.paths)?;
    for unreadable in &files.unreadable {
        complain(unreadable);
    }
    let (mut documents, mut changed, mut applied, mut failed) = (0, 0, 0, false);
    let stop = told_to_stop()?;
    let stopped = || stop.load(Ordering::Relaxed);
    let mut attested = AttestedNames::new(&arguments.selection, arguments.quiet);
    attested.meet_all(&files.files);
    for batch in files.files.chunks(BATCH) {
        let wanted = batch.par_iter().take_any_while(|_| !stopped());
        let restored: Vec<_> =
            wanted.map(|(path, collection)| arguments.restore_file(path, collection, &attested, &ledgers)).collect();
        for restored in restored {
            if stopped() {
                break;
            }
            let restored = match restored {
                Ok(restored) => restored,
                Err(message) => {
                    complain(&message);
                    continue;
                }
            };
            documents += 1;
            if restored.fixed.text == restored.before {
                continue;
            }
            match arguments.deliver(&restored) {
                Ok(()) => {
                    changed += 1;
                    applied += restored.fixed.applied;
                }
                Err(Failure::Message(message)) => {
                    complain(&message);
                    failed = true;
                }
                Err(failure) => return Err(failure),
            }
        }
    }
    if stopped() {
        let how_far = format!("stopped: {changed} files were restored, the others are as they were");
        return Err(Failure::Stopped(how_far));
    }
    if documents == 0 {
        return Err(Failure::Message("nothing could be checked".into()));
    }
    if !arguments.quiet {
        let verb = if arguments.diff { "would be made" } else { "made" };
        let time = began.elapsed().as_millis();
        complain(&format!("restorations {verb}: {applied}, in {changed} of {documents} documents · {time} ms"));
    }
    match (failed, arguments.diff && changed > 0) {
        (true, _) => Err(Failure::Message("not every file could be written".into())),
        (false, true) => Ok(Outcome::Findings),
        (false, false) => Ok(Outcome::Clean),
    }
}

/// Set when somebody ends the program, so that it goes between two files and leaves no half of one. Whoever insists
/// ends it at once.
fn told_to_stop() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    for &signal in TERM_SIGNALS {
        flag::register_conditional_shutdown(signal, i32::from(STOPPED), Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .map_err(|error| Failure::Message(format!("signals cannot be heeded: {error}")))?;
    }
    Ok(stop)
}

fn filter_standard_input(arguments: &FixArguments, ledgers: &Ledgers) -> Result<Outcome, Failure> {
    let path = arguments.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("stdin.txt"));
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::Message(format!("standard input: {error}")))?;
    let read = Decoded::from_bytes(bytes).map_err(|cause| ReadError::NotText { path: path.clone(), cause });
    let decoded = read.map_err(|error| Failure::Message(error.to_string()))?;
    let collection = arguments.selection.collection_of(&path)?;
    let mut attested = AttestedNames::new(&arguments.selection, arguments.quiet);
    attested.meet([&(path.clone(), Arc::clone(&collection))]);
    let restored = arguments.restore(&path, decoded, &collection, &attested, ledgers).map_err(Failure::Message)?;
    if arguments.diff {
        show_difference(&restored)?;
        let differs = restored.fixed.text != restored.before;
        return Ok(if differs { Outcome::Findings } else { Outcome::Clean });
    }
    let bytes = restored.encoding.encode(&restored.fixed.text).map_err(|error| Failure::Message(error.to_string()))?;
    io::stdout().write_all(&bytes)?;
    Ok(Outcome::Clean)
}

impl FixArguments {
    fn restore_file(
        &self,
        path: &Path,
        collection: &Arc<Collection>,
        attested: &AttestedNames,
        ledgers: &Ledgers,
    ) -> Result<Restored, String> {
        let decoded = read_file(path).map_err(|error| error.to_string())?;
        self.restore(path, decoded, collection, attested, ledgers)
    }

    fn restore(
        &self,
        path: &Path,
        decoded: Decoded,
        collection: &Arc<Collection>,
        attested: &AttestedNames,
        ledgers: &Ledgers,
    ) -> Result<Restored, String> {
        let absolute = absolute(path);
        let ledger = ledgers.of(&absolute, collection)?;
        let reach = if self.r#unsafe { Reach::Probable } else { Reach::Safe };
        let context = collection.context_for(&absolute);
        let Decoded { text: before, encoding } = decoded;
        let decided = Decided { ledger: &ledger.ledger, file: &ledger.name_of(&absolute) };
        let fixed = fix(&before, encoding, &context, attested.others(&absolute, collection), reach, decided);
        let folder = absolute.parent().unwrap_or(&absolute);
        let root = if absolute.starts_with(collection.root()) { collection.root() } else { folder };
        Ok(Restored { path: path.to_owned(), root: root.to_owned(), before, encoding, fixed })
    }

    /// Shows or writes a file that changed.
    fn deliver(&self, restored: &Restored) -> Result<(), Failure> {
        if self.diff {
            return Ok(show_difference(restored)?);
        }
        write_file(&restored.path, &restored.root, &restored.fixed.text, restored.encoding)
            .map_err(|error| Failure::Message(error.to_string()))
    }
}

fn show_difference(restored: &Restored) -> io::Result<()> {
    let path = restored.path.display().to_string();
    let difference = TextDiff::from_lines(restored.before.as_str(), restored.fixed.text.as_str());
    write!(anstream::stdout(), "{}", difference.unified_diff().header(&path, &path))
}
