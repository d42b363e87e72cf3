//! `lacuna check`

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;

use crate::collection::{Collection, LedgerFile};
use crate::convention::Convention;
use crate::lint::{Document, Located};
use crate::report::{FileReport, Format, Report, Summary};
use crate::rules::Severity;
use crate::text::{Decoded, LineIndex, ReadError, read_file};

use super::attested::AttestedNames;
use super::authorities;
use super::ledgers::Ledgers;
use super::listed::Named;
use super::progress::Progress;
use super::selection::Selection;
use super::since::{Changes, TouchedText};
use super::{Failure, Outcome, absolute, complain, terminal, watch};

/// Find debris in transcriptions and propose what stood there
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 nothing could be checked.")]
pub(super) struct CheckArguments {
    /// Files and folders; '-' is standard input
    pub(super) paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write the output to FILE
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Least severe findings to show
    #[arg(long, value_name = "SEVERITY", default_value = "info", value_parser = severity())]
    level: Severity,
    /// Least severe findings that make the check fail
    #[arg(long, value_name = "SEVERITY", default_value = "warning", value_parser = severity())]
    fail_on: Severity,
    /// Findings at or above --fail-on that are let pass; one more makes the check fail
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    max_findings: usize,
    /// Show findings on the lines alone that were changed since the current branch left REV, a revision
    /// of git; in new files, on all lines
    #[arg(long, value_name = "REV", conflicts_with = "stdin_filename")]
    since: Option<String>,
    #[command(flatten)]
    selection: Selection,
    /// Read standard input, and treat it as the file of this name
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Count the findings by rule
    #[arg(long)]
    statistics: bool,
    /// Check again whenever a file changes
    #[arg(long)]
    watch: bool,
    /// Show findings alone: no closing line, no progress
    #[arg(long, short)]
    quiet: bool,
}

fn severity() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["hint", "info", "warning", "error"]).try_map(|name| name.parse::<Severity>())
}

/// Files read at a time, in parallel, before their findings are shown in order.
const BATCH_FILES: usize = 256;
/// Bytes of a batch, so that large files do not pile up in memory.
const BATCH_BYTES: u64 = 16 << 20;

pub(super) fn run(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    if arguments.watch {
        return watch::run(arguments);
    }
    check(arguments)
}

/// Checks everything once.
pub(super) fn check(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    check_and_show(arguments).map_err(|failure| match (failure, &arguments.output) {
        (Failure::Output(error), Some(output)) => incomplete(output, &error),
        (failure, _) => failure,
    })
}

/// The failure that a report could not be written; half of one is worse than none.
fn incomplete(output: &Path, error: &io::Error) -> Failure {
    let is_file = output.metadata().is_ok_and(|about| about.is_file());
    let removed =
        if is_file && std::fs::remove_file(output).is_ok() { "; the incomplete report was removed" } else { "" };
    Failure::Message(format!("{}: {error}{removed}", output.display()))
}

fn check_and_show(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let mut showing = Showing::new(arguments)?;
    let filters = Filters::new(arguments)?;
    if arguments.stdin_filename.is_some() || arguments.paths == [Path::new("-")] {
        check_standard_input(arguments, &filters, &mut showing)?;
    } else {
        check_files(arguments, &filters, &mut showing)?;
    }
    let mut ledgers = filters.ledgers.reports();
    ledgers.iter_mut().for_each(|ledger| filters.leave_touched(ledger));
    showing.with_ledgers(ledgers)?;
    showing.finish()
}

/// What findings are left out: those that were decided, and those on lines that nobody touched.
struct Filters {
    ledgers: Ledgers,
    changes: Option<Changes>,
}

impl Filters {
    fn new(arguments: &CheckArguments) -> Result<Filters, Failure> {
        let changes = arguments.since.as_deref().map(Changes::since).transpose()?;
        Ok(Filters { ledgers: Ledgers::new(arguments.selection.is_isolated()), changes })
    }

    /// Whether anything of a file can be shown.
    fn touches(&self, path: &Path) -> bool {
        self.changes.as_ref().is_none_or(|changes| changes.of(path).is_some())
    }

    /// The touched places of a text; none if all of it counts.
    fn touched(&self, path: &Path, text: &str) -> Option<TouchedText> {
        let changes = self.changes.as_ref()?;
        Some(changes.of(path).map(|touched| touched.in_text(text)).unwrap_or_default())
    }

    fn leave_touched(&self, file: &mut FileReport) {
        if let Some(touched) = self.touched(&file.path, &file.text) {
            file.findings.retain(|finding| touched.meets(&finding.range));
        }
    }
}

fn check_standard_input(arguments: &CheckArguments, filters: &Filters, showing: &mut Showing) -> Result<(), Failure> {
    let path = arguments.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("stdin.txt"));
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::Message(format!("standard input: {error}")))?;
    let read = Decoded::from_bytes(bytes).map_err(|cause| ReadError::NotText { path: path.clone(), cause });
    let decoded = read.map_err(|error| Failure::Message(error.to_string()))?;
    let collection = arguments.selection.collection_of(&path)?;
    let mut attested = AttestedNames::new(&arguments.selection, arguments.quiet);
    attested.meet([&(path.clone(), Arc::clone(&collection))]);
    let checked = check_text(&path, decoded, &collection, &attested, filters).map_err(Failure::Message)?;
    showing.checked(Ok(checked))
}

fn check_files(arguments: &CheckArguments, filters: &Filters, showing: &mut Showing) -> Result<(), Failure> {
    if let Some(listed) = arguments.selection.listed(&arguments.paths)? {
        let attested = AttestedNames::new(&arguments.selection, arguments.quiet);
        return check_each(listed, attested, &Progress::of(0, true), filters, showing);
    }
    let mut files = arguments.selection.files(&arguments.paths)?;
    for unreadable in &files.unreadable {
        complain(unreadable);
    }
    let may_be_empty = arguments.selection.may_be_empty() && files.unreadable.is_empty();
    if files.files.is_empty() && !may_be_empty {
        return Err(Failure::Message("nothing to check: no transcription was found".into()));
    }
    if !arguments.selection.is_isolated() {
        showing.beside = authorities::reports(files.files.iter().map(|(_, collection)| collection)).into();
    }
    let mut attested = AttestedNames::new(&arguments.selection, arguments.quiet);
    attested.meet_all(&files.files);
    files.files.retain(|(path, _)| filters.touches(path));
    showing.hold_from = filters.ledgers.first_of(&files.files);
    let progress = Progress::of(files.files.len(), arguments.quiet);
    check_each(files.files.into_iter().map(Ok), attested, &progress, filters, showing)
}

/// Checks files as they come; those that cannot be read are told and passed over.
fn check_each(
    files: impl Iterator<Item = Result<Named, String>>,
    mut attested: AttestedNames,
    progress: &Progress,
    filters: &Filters,
    showing: &mut Showing,
) -> Result<(), Failure> {
    let mut files = files.filter(|file| file.as_ref().map_or(true, |(path, _)| filters.touches(path)));
    let mut waiting: Vec<Result<Checked, String>> = Vec::new();
    let mut met = 0;
    loop {
        let batch = next_batch(&mut files);
        if batch.is_empty() {
            break;
        }
        let count = batch.len();
        attested.meet(batch.iter().flatten());
        let check = |file: Result<Named, String>| {
            file.and_then(|(path, collection)| check_file(&path, &collection, &attested, filters))
        };
        // While one batch is read, the one before is shown.
        let read = || batch.into_par_iter().map(check).collect();
        let (checked, shown) = rayon::join(read, || progress.aside(|| showing.all(waiting)));
        shown?;
        progress.advance(count);
        met += count;
        waiting = checked;
    }
    progress.finish();
    showing.all(waiting)?;
    if showing.summary.documents == 0 && met > 0 {
        return Err(Failure::Message("nothing could be checked".into()));
    }
    Ok(())
}

/// The next files, at most [`BATCH_FILES`] and of about [`BATCH_BYTES`] together.
fn next_batch(files: &mut dyn Iterator<Item = Result<Named, String>>) -> Vec<Result<Named, String>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < BATCH_FILES && bytes < BATCH_BYTES {
        let Some(file) = files.next() else { break };
        if let Ok((path, _)) = &file {
            bytes += std::fs::metadata(path).map_or(0, |about| about.len());
        }
        batch.push(file);
    }
    batch
}

/// A document with all that was found in it.
struct Checked {
    path: PathBuf,
    text: String,
    found: Vec<Located>,
    words: usize,
    convention: &'static Convention,
}

fn check_file(
    path: &Path,
    collection: &Arc<Collection>,
    attested: &AttestedNames,
    filters: &Filters,
) -> Result<Checked, String> {
    let decoded = read_file(path).map_err(|error| error.to_string())?;
    check_text(path, decoded, collection, attested, filters)
}

fn check_text(
    path: &Path,
    decoded: Decoded,
    collection: &Arc<Collection>,
    attested: &AttestedNames,
    filters: &Filters,
) -> Result<Checked, String> {
    let absolute = absolute(path);
    let ledger = filters.ledgers.of(&absolute, collection)?;
    let Decoded { text, encoding } = decoded;
    let document = Document::read(&text.as_str(), encoding, collection.context_for(&absolute));
    let report = document.report_among(&text.as_str(), attested.others(&absolute, collection));
    let mut found =
        without_decided(&ledger, &filters.ledgers, &absolute, &text, &document, report.findings, collection);
    if let Some(touched) = filters.touched(path, &text) {
        found.retain(|finding| touched.meets(&finding.range()));
    }
    let text = if found.is_empty() { String::new() } else { text };
    let convention = document.context().convention;
    Ok(Checked { path: path.to_owned(), text, found, words: report.words, convention })
}

/// The findings that the ledger does not answer.
fn without_decided(
    ledger: &Arc<LedgerFile>,
    ledgers: &Ledgers,
    path: &Path,
    text: &str,
    document: &Document,
    found: Vec<Located>,
    collection: &Arc<Collection>,
) -> Vec<Located> {
    if ledger.text.is_empty() {
        return found;
    }
    let name = ledger.name_of(path);
    let filtered = ledger.ledger.filter(&name, &text, found);
    let stale = ledger.ledger.stale_in(&name, &document.context().levels, &filtered.used).collect();
    ledgers.note(ledger, collection, stale);
    filtered.kept
}

/// Where findings are shown, and what was shown so far.
struct Showing<'a> {
    arguments: &'a CheckArguments,
    report: Box<dyn Report>,
    out: BufWriter<Box<dyn Write + Send>>,
    summary: Summary,
    /// Where the first ledger stands in the order of paths: what is wrong in it is known only when all
    /// files are checked, so that those after it have to wait.
    hold_from: Option<PathBuf>,
    held: Vec<FileReport>,
    /// Findings at or above the level that fails.
    grave: usize,
    began: Instant,
    /// Reports on files that are no documents, each shown in the order of the paths.
    beside: VecDeque<FileReport>,
}

impl<'a> Showing<'a> {
    fn new(arguments: &'a CheckArguments) -> Result<Showing<'a>, Failure> {
        let (out, colored): (Box<dyn Write + Send>, bool) = match &arguments.output {
            Some(path) => {
                let file = File::create(path);
                (Box::new(file.map_err(|error| Failure::Message(format!("{}: {error}", path.display())))?), false)
            }
            None => (Box::new(io::stdout()), terminal::stdout_is_colored()),
        };
        Ok(Showing {
            arguments,
            report: arguments.format.report(colored, terminal::width()),
            out: BufWriter::with_capacity(1 << 16, out),
            summary: Summary::default(),
            hold_from: None,
            held: Vec::new(),
            grave: 0,
            began: Instant::now(),
            beside: VecDeque::new(),
        })
    }

    fn all(&mut self, checked: Vec<Result<Checked, String>>) -> Result<(), Failure> {
        checked.into_iter().try_for_each(|checked| self.checked(checked))?;
        // At a terminal findings are seen as they come.
        if self.arguments.output.is_none() && io::stdout().is_terminal() {
            self.out.flush()?;
        }
        Ok(())
    }

    fn checked(&mut self, checked: Result<Checked, String>) -> Result<(), Failure> {
        let Checked { path, text, found, words, convention } = match checked {
            Ok(checked) => checked,
            Err(message) => {
                complain(&message);
                return Ok(());
            }
        };
        while let Some(file) = self.beside.pop_front_if(|file| file.path < path) {
            if let Some(file) = self.worth_showing(file) {
                self.show(file)?;
            }
        }
        self.summary.count_document(words);
        self.fail_for(found.iter().map(Located::severity));
        // A block's report is let go of once its findings are taken: those of a large file would fill memory twice.
        let shown = found.into_iter().filter(|finding| finding.severity() >= self.arguments.level);
        let whole = self.arguments.format.tells_every_choice();
        let findings = shown
            .map(|finding| match whole {
                true => finding.to_finding().with_every_choice(convention),
                false => finding.to_finding(),
            })
            .collect();
        self.show(FileReport { path, lines: LineIndex::new(&text), text, findings, words })
    }

    /// What had to wait, and the ledgers, which are no documents, in the order of paths.
    fn with_ledgers(&mut self, ledgers: Vec<FileReport>) -> Result<(), Failure> {
        let mut held = std::mem::take(&mut self.held);
        self.hold_from = None;
        let beside = std::mem::take(&mut self.beside).into_iter();
        held.extend(beside.chain(ledgers).filter_map(|file| self.worth_showing(file)));
        held.sort_by_cached_key(|file| absolute(&file.path));
        held.into_iter().try_for_each(|file| self.show(file))
    }

    /// Counts what is wrong in a file that is no document. None if nothing of it is to be shown.
    fn worth_showing(&mut self, mut file: FileReport) -> Option<FileReport> {
        self.fail_for(file.findings.iter().map(|finding| finding.severity));
        file.findings.retain(|finding| finding.severity >= self.arguments.level);
        (!file.findings.is_empty()).then_some(file)
    }

    fn fail_for(&mut self, severities: impl IntoIterator<Item = Severity>) {
        self.grave += severities.into_iter().filter(|severity| *severity >= self.arguments.fail_on).count();
    }

    fn show(&mut self, file: FileReport) -> Result<(), Failure> {
        if self.hold_from.as_ref().is_some_and(|from| absolute(&file.path) > *from) {
            self.held.push(file);
            return Ok(());
        }
        self.summary.count_findings(&file);
        Ok(self.report.file(&file, &mut self.out)?)
    }

    fn finish(mut self) -> Result<Outcome, Failure> {
        self.summary.time = self.began.elapsed();
        let for_people = self.arguments.format.is_for_people();
        if self.arguments.statistics {
            let statistics = self.summary.statistics();
            if for_people { writeln!(self.out, "{statistics}")? } else { complain(statistics.trim_end()) }
        }
        if !(for_people && self.arguments.quiet) {
            self.report.finish(&self.summary, &mut self.out)?;
        }
        self.out.flush()?;
        Ok(self.outcome())
    }

    fn outcome(&self) -> Outcome {
        let allowed = self.arguments.max_findings;
        if allowed > 0 && self.grave > 0 && !self.arguments.quiet {
            let level = self.arguments.fail_on.name();
            complain(&format!("findings at or above {level}: {} of {allowed} allowed", self.grave));
        }
        if self.grave > allowed { Outcome::Findings } else { Outcome::Clean }
    }
}
