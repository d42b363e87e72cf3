//! The authority files of a collection.

use std::path::{Path, PathBuf};

use globset::GlobSet;
use ignore::WalkBuilder;

use crate::authority::Source;

use super::Choices;

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
