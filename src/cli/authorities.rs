//! What is wrong in the authority files of the collections that a command meets.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::authority::{Authority, Fault, Place};
use crate::collection::Collection;
use crate::names::WhoIsWho;
use crate::report::FileReport;
use crate::rules::names::records;
use crate::rules::{Elsewhere, RuleLevels, Severity};
use crate::text::{LineIndex, read_file};

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

/// An authority file as it lies on the disk.
struct AuthorityFile {
    path: PathBuf,
    text: String,
    lines: LineIndex,
}

impl AuthorityFile {
    fn read(path: &Path) -> Option<AuthorityFile> {
        let text = read_file(path).ok()?.text;
        Some(AuthorityFile { path: shown(path), lines: LineIndex::new(&text), text })
    }
}

fn of_collection(collection: &Collection) -> Vec<FileReport> {
    let who: &WhoIsWho = collection.who();
    let faults = who.faults();
    let mut concerned: Vec<usize> = faults.iter().flat_map(files_of).collect();
    concerned.sort_unstable();
    concerned.dedup();
    let read = |file: usize| (file, who.authority.files.get(file).and_then(|path| AuthorityFile::read(path)));
    let files: Vec<(usize, Option<AuthorityFile>)> = concerned.into_iter().map(read).collect();
    faults
        .chunk_by(|a, b| a.file == b.file)
        .filter_map(|faults| of_file(faults, &files, &who.authority, collection))
        .collect()
}

fn files_of(fault: &Fault) -> impl Iterator<Item = usize> {
    std::iter::once(fault.file).chain(fault.related.iter().map(|place| place.file))
}

/// The report on one file whose faults these are.
fn of_file(
    faults: &[Fault],
    files: &[(usize, Option<AuthorityFile>)],
    authority: &Authority,
    collection: &Collection,
) -> Option<FileReport> {
    let file_of = |number: usize| files.iter().find(|(file, _)| *file == number)?.1.as_ref();
    let locate = |place: &Place| {
        let AuthorityFile { path, text, lines } = file_of(place.file)?;
        let message = "the other record stands here".to_owned();
        let (start, end) = (lines.spot(text, place.range.start), lines.spot(text, place.range.end));
        Some(Elsewhere { path: path.as_path().into(), start, end, message })
    };
    let number = faults.first()?.file;
    let AuthorityFile { path, text, lines } = file_of(number)?;
    let levels: &RuleLevels = &collection.context_for(authority.files.get(number)?).levels;
    let mut findings = Vec::new();
    for fault in faults {
        let mut finding = records::finding(fault, locate);
        finding.range = finding.range.start.min(text.len())..finding.range.end.min(text.len());
        let severity: Option<Severity> = levels.severity(finding.rule, finding.severity);
        findings.extend(severity.map(|severity| finding.severity(severity)));
    }
    Some(FileReport { path: path.clone(), lines: lines.clone(), text: text.clone(), findings, words: 0 })
}
