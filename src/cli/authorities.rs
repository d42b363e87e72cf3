//! What is wrong in the authority files of the collections that a command meets.

use std::sync::Arc;

use crate::authority::{Fault, Place};
use crate::collection::{AuthorityText, Choices, Collection, FaultyFiles};
use crate::report::FileReport;
use crate::rules::names::records;
use crate::rules::{Elsewhere, RuleLevels, Severity};

use super::complain;
use super::ledgers::shown;

/// The faults of each collection's authority, a report a file, in the order of the paths. What cannot be read at all is
/// complained of.
pub(super) fn reports<'c>(files: impl Iterator<Item = &'c Arc<Collection>>) -> Vec<FileReport> {
    let mut met: Vec<&Arc<Collection>> = Vec::new();
    for collection in files {
        if collection.config_path().is_some() && !met.iter().any(|known| known.root() == collection.root()) {
            met.push(collection);
        }
    }
    let mut reports = Vec::new();
    for collection in met {
        collection.unreadable().iter().for_each(|message| complain(message));
        reports.extend(of_collection(collection));
    }
    reports.sort_by(|a, b| a.path.cmp(&b.path));
    reports
}

fn of_collection(collection: &Collection) -> Vec<FileReport> {
    let files = FaultyFiles::of(collection, &Choices::default());
    let faults = collection.who().faults();
    faults.chunk_by(|a, b| a.file == b.file).filter_map(|faults| of_file(faults, &files, collection)).collect()
}

/// The report on one file whose faults these are.
fn of_file(faults: &[Fault], files: &FaultyFiles, collection: &Collection) -> Option<FileReport> {
    let locate = |place: &Place| {
        let other = files.locate(place)?;
        Some(Elsewhere { path: shown(&other.path).into(), ..other })
    };
    let AuthorityText { path, text, lines } = files.get(faults.first()?.file)?;
    let levels: &RuleLevels = &collection.context_for(path).levels;
    let mut findings = Vec::new();
    for fault in faults {
        let mut finding = records::finding(fault, locate);
        finding.range = finding.range.start.min(text.len())..finding.range.end.min(text.len());
        let severity: Option<Severity> = levels.severity(finding.rule, finding.severity);
        findings.extend(severity.map(|severity| finding.severity(severity)));
    }
    Some(FileReport { path: shown(path), lines: lines.clone(), text: text.clone(), findings, words: 0 })
}
