//! `lacuna check`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use rayon::prelude::*;

use crate::collection::{Choices, Collection, find_files};
use crate::lint::{Document, Located};
use crate::report::{FileReport, Json, JsonLines, Report};
use crate::rules::Severity;
use crate::text::{LineIndex, read_file};

use super::{Failure, Outcome, complain};

/// Lint transcriptions.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Files and folders
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, default_value = "jsonl")]
    format: String,
    /// Least severe findings to show
    #[arg(long, default_value = "info")]
    level: Severity,
    /// Least severe findings that make the check fail
    #[arg(long, default_value = "warning")]
    fail_on: Severity,
    /// Run these rules alone (a name or a pattern such as 'glyphs/*')
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE")]
    ignore: Vec<String>,
    /// Write restorations in this convention
    #[arg(long)]
    convention: Option<String>,
}

/// Files read at a time, in parallel, before their findings are shown in order.
const BATCH: usize = 256;

pub(super) fn run(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let choices = Choices {
        convention: arguments.convention.clone(),
        rules: arguments.rules.clone(),
        ignore: arguments.ignore.clone(),
    };
    let files = find_files(&arguments.paths, &choices, None)?;
    for unreadable in &files.unreadable {
        complain(unreadable);
    }
    if files.files.is_empty() {
        return Err(Failure::Message("nothing to check: no transcription was found".into()));
    }
    let mut report: Box<dyn Report> =
        if arguments.format == "json" { Box::new(Json::default()) } else { Box::new(JsonLines) };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Clean;
    for batch in files.files.chunks(BATCH) {
        let checked: Vec<_> =
            batch.par_iter().map(|(path, collection)| check_file(path, collection, arguments)).collect();
        for result in checked {
            match result {
                Ok((file, failed)) => {
                    if failed {
                        outcome = Outcome::Findings;
                    }
                    report.file(&file, &mut out)?;
                }
                Err(message) => complain(&message),
            }
        }
    }
    report.finish(&mut out)?;
    out.flush()?;
    Ok(outcome)
}

fn check_file(
    path: &Path,
    collection: &Arc<Collection>,
    arguments: &CheckArguments,
) -> Result<(FileReport, bool), String> {
    let decoded = read_file(path).map_err(|error| error.to_string())?;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let context = collection.context_for(&absolute);
    let document = Document::read(&decoded.text.as_str(), decoded.encoding, context);
    let found = document.report(&decoded.text.as_str());
    let failed = found.findings.iter().any(|finding| finding.severity() >= arguments.fail_on);
    let findings = found.findings.iter().filter(|f| f.severity() >= arguments.level).map(Located::to_finding).collect();
    let lines = LineIndex::new(&decoded.text);
    Ok((FileReport { path: path.to_owned(), text: decoded.text, lines, findings, words: found.words }, failed))
}
