//! The authority files of a collection.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use globset::GlobSet;
use ignore::WalkBuilder;

use crate::authority::{Fault, Place, Source};
use crate::rules::Elsewhere;
use crate::text::LineIndex;

use super::{Choices, Collection};

/// Authority files under a collection's folder, read.
#[derive(Debug, Default)]
pub(super) struct AuthorityFiles {
    pub sources: Vec<Source>,
    /// Files that cannot be read, with the reason.
    pub unreadable: Vec<String>,
}

/// Reads the files under `root` that match, in the order of their names. Nothing outside `root` is looked for.
pub(super) fn read_authority_files(root: &Path, patterns: &GlobSet, choices: &Choices) -> AuthorityFiles {
    let mut read = AuthorityFiles::default();
    for path in authority_paths(root, patterns) {
        match choices.read(&path) {
            Ok(text) => read.sources.push(Source { path, text }),
            Err(error) => read.unreadable.push(error.to_string()),
        }
    }
    read
}

fn authority_paths(root: &Path, patterns: &GlobSet) -> Vec<PathBuf> {
    if patterns.is_empty() {
        return Vec::new();
    }
    let walk = WalkBuilder::new(root).require_git(false).build();
    let mut paths: Vec<PathBuf> = walk
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.is_file() && path.strip_prefix(root).is_ok_and(|relative| patterns.is_match(relative)))
        .collect();
    paths.sort();
    paths
}

/// An authority file with its lines.
#[derive(Debug)]
pub struct AuthorityText {
    /// Where it lies.
    pub path: PathBuf,
    /// What stands in it.
    pub text: String,
    /// Its lines.
    pub lines: LineIndex,
}

/// The authority files of a collection that its faults are of or speak of, by their numbers in
/// [`Authority::files`](crate::authority::Authority::files).
#[derive(Debug)]
pub struct FaultyFiles(BTreeMap<usize, AuthorityText>);

impl FaultyFiles {
    /// Reads them again: only faults need their texts.
    pub fn of(collection: &Collection, choices: &Choices) -> FaultyFiles {
        let who = collection.who();
        let concerned: BTreeSet<usize> = who.faults().iter().flat_map(files_of).collect();
        let read = |number: usize| {
            let path = who.authority.files.get(number)?.clone();
            let text = choices.read(&path).ok()?;
            Some((number, AuthorityText { path, lines: LineIndex::new(&text), text }))
        };
        FaultyFiles(concerned.into_iter().filter_map(read).collect())
    }

    /// One of them; none if it cannot be read any more.
    pub fn get(&self, number: usize) -> Option<&AuthorityText> {
        self.0.get(&number)
    }

    /// Where a record stands that a fault speaks of too.
    pub fn locate(&self, place: &Place) -> Option<Elsewhere> {
        let AuthorityText { path, text, lines } = self.get(place.file)?;
        let message = "the other record stands here".to_owned();
        let (start, end) = (lines.spot(text, place.range.start), lines.spot(text, place.range.end));
        Some(Elsewhere { path: path.as_path().into(), start, end, message })
    }
}

fn files_of(fault: &Fault) -> impl Iterator<Item = usize> {
    std::iter::once(fault.file).chain(fault.related.iter().map(|place| place.file))
}
