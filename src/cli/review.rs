//! `lacuna review`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::collection::{Collection, LedgerFile};
use crate::lint::ledger::{Entry, append, prune};
use crate::lint::{Document, Located};
use crate::rules::RuleLevels;
use crate::text::{Encoding, LineIndex, read_file, write_file};

use super::attested::AttestedNames;
use super::ledgers::Ledgers;
use super::selection::Selection;
use super::{Failure, Outcome, absolute, complain};

/// Record in the ledger that something stays as it is written
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lacuna review minutes.txt:47 --rule glyphs/filler-run --reason \"a printed form\"
  lacuna review --all transcripts     decide all that is found now: a baseline
  lacuna review --prune               take out decisions about what is gone")]
pub(super) struct ReviewArguments {
    /// A place, FILE:LINE; with --all and --prune, files and folders
    #[arg(required_unless_present_any = ["all", "prune"])]
    targets: Vec<String>,
    /// Why it stays
    #[arg(long, default_value = "")]
    reason: String,
    /// Decide all findings of the files
    #[arg(long, conflicts_with = "prune")]
    all: bool,
    /// Take out the decisions that answer nothing any more
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    selection: Selection,
}

pub(super) fn run(arguments: &ReviewArguments) -> Result<Outcome, Failure> {
    if arguments.prune {
        return prune_ledger(arguments);
    }
    if arguments.all {
        return decide_all(arguments);
    }
    let mut attested = AttestedNames::new(&arguments.selection, false);
    arguments.targets.iter().try_for_each(|target| decide_place(arguments, target, &mut attested))?;
    Ok(Outcome::Clean)
}

/// A document with the findings that its ledger leaves.
struct Reviewed {
    text: String,
    name: String,
    ledger: Arc<LedgerFile>,
    levels: RuleLevels,
    kept: Vec<Located>,
    used: Vec<usize>,
}

impl Reviewed {
    fn read(
        path: &Path,
        collection: &Collection,
        ledgers: &Ledgers,
        attested: &AttestedNames,
    ) -> Result<Reviewed, String> {
        let absolute = absolute(path);
        let ledger = ledgers.of(&absolute, collection)?;
        let decoded = read_file(path).map_err(|error| error.to_string())?;
        let document = Document::read(&decoded.text.as_str(), decoded.encoding, collection.context_for(&absolute));
        let others = attested.others(&absolute, collection);
        let found = document.report_among(&decoded.text.as_str(), others).findings;
        let name = ledger.name_of(&absolute);
        let filtered = ledger.ledger.filter(&name, &decoded.text.as_str(), found);
        let levels = document.context().levels.clone();
        Ok(Reviewed { name, ledger, levels, kept: filtered.kept, used: filtered.used, text: decoded.text })
    }

    fn entry(&self, finding: &Located, reason: &str) -> Entry {
        Entry::keeping(&finding.to_finding(), &self.name, &self.text.as_str(), reason, Some(today()))
    }
}

fn decide_place(arguments: &ReviewArguments, target: &str, attested: &mut AttestedNames) -> Result<(), Failure> {
    let (path, line) = place(target)?;
    let collection = arguments.selection.collection_of(&path)?;
    attested.meet([&(path.clone(), Arc::clone(&collection))]);
    let ledgers = Ledgers::new(false);
    let reviewed = Reviewed::read(&path, &collection, &ledgers, attested).map_err(Failure::Message)?;
    let lines = LineIndex::new(&reviewed.text);
    let on_line = |finding: &&Located| {
        let range = finding.range();
        let line_of = |offset| lines.position(&reviewed.text, offset).line;
        line_of(range.start) <= line && line <= line_of(range.end)
    };
    let found: Vec<&Located> = reviewed.kept.iter().filter(on_line).collect();
    let Some(first) = found.first() else {
        return Err(Failure::Message(format!("nothing is found at {target} that is not decided already")));
    };
    if found.iter().any(|finding| finding.rule().name != first.rule().name) {
        let mut rules: Vec<&str> = found.iter().map(|finding| finding.rule().name).collect();
        rules.sort_unstable();
        rules.dedup();
        return Err(Failure::Message(format!(
            "several rules speak at {target}; say which with --rule: {}",
            rules.join(", ")
        )));
    }
    let entries: Vec<Entry> = found.iter().map(|finding| reviewed.entry(finding, &arguments.reason)).collect();
    write(&reviewed.ledger, &append(&reviewed.ledger.text, &entries))?;
    for entry in entries {
        complain(&format!("{}: “{}” stays as it is written in {}", entry.rule, entry.quotation.exact, entry.file));
    }
    Ok(())
}

fn decide_all(arguments: &ReviewArguments) -> Result<Outcome, Failure> {
    let reason = if arguments.reason.is_empty() { "baseline" } else { &arguments.reason };
    let paths: Vec<PathBuf> = arguments.targets.iter().map(PathBuf::from).collect();
    let files = arguments.selection.files(&paths)?;
    for unreadable in &files.unreadable {
        complain(unreadable);
    }
    if files.files.is_empty() {
        return Err(Failure::Message("nothing to review: no transcription was found".into()));
    }
    let mut attested = AttestedNames::new(&arguments.selection, false);
    attested.meet_all(&files.files);
    let ledgers = Ledgers::new(false);
    let mut decided: Vec<(Arc<LedgerFile>, Vec<Entry>)> = Vec::new();
    for (path, collection) in &files.files {
        let reviewed = match Reviewed::read(path, collection, &ledgers, &attested) {
            Ok(reviewed) => reviewed,
            Err(message) => {
                complain(&message);
                continue;
            }
        };
        let entries = reviewed.kept.iter().map(|finding| reviewed.entry(finding, reason));
        match decided.iter_mut().find(|(ledger, _)| ledger.root == reviewed.ledger.root) {
            Some((_, known)) => known.extend(entries),
            None => {
                let entries = entries.collect();
                decided.push((Arc::clone(&reviewed.ledger), entries));
            }
        }
    }
    for (ledger, entries) in decided.iter().filter(|(_, entries)| !entries.is_empty()) {
        write(ledger, &append(&ledger.text, entries))?;
    }
    complain(&format!("decisions recorded: {}", decided.iter().map(|(_, entries)| entries.len()).sum::<usize>()));
    Ok(Outcome::Clean)
}

fn prune_ledger(arguments: &ReviewArguments) -> Result<Outcome, Failure> {
    let folder = PathBuf::from(arguments.targets.first().map_or(".", String::as_str));
    let inside = std::path::absolute(&folder)?.join("_");
    let collection = arguments.selection.collection_of(&inside)?;
    let ledgers = Ledgers::new(false);
    let ledger = ledgers.of(&inside, &collection).map_err(Failure::Message)?;
    let mut attested = AttestedNames::new(&arguments.selection, false);
    attested.meet([&(inside, Arc::clone(&collection))]);
    let mut files: Vec<&str> = ledger.ledger.entries().iter().map(|entry| entry.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let mut gone = ledger.of_missing_files();
    for file in files {
        let path = ledger.root.join(file);
        if !path.is_file() {
            continue;
        }
        match Reviewed::read(&path, &collection, &ledgers, &attested) {
            Ok(reviewed) => gone.extend(ledger.ledger.stale_in(file, &reviewed.levels, &reviewed.used)),
            Err(message) => complain(&message),
        }
    }
    if !gone.is_empty() {
        write(&ledger, &prune(&ledger.text, &ledger.ledger, &gone))?;
    }
    complain(&format!("decisions taken out: {} of {}", gone.len(), ledger.ledger.entries().len()));
    Ok(Outcome::Clean)
}

/// `FILE:LINE`
fn place(target: &str) -> Result<(PathBuf, usize), Failure> {
    let parts = target.rsplit_once(':').and_then(|(path, line)| Some((PathBuf::from(path), line.parse().ok()?)));
    parts.ok_or_else(|| Failure::Message(format!("“{target}” is no place; write FILE:LINE, or --all for whole files")))
}

fn write(ledger: &LedgerFile, text: &str) -> Result<(), Failure> {
    write_file(&ledger.path(), &ledger.root, text, Encoding::UTF8).map_err(|error| Failure::Message(error.to_string()))
}

fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
