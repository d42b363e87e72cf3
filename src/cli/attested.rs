//! The names of the collections that a command meets: what the other documents say of each.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::collection::{Choices, Collection, find_files_of};
use crate::lint::Document;
use crate::names::attested::{CollectionForms, DocumentForms, OtherDocuments};
use crate::rules::names::ACROSS_DOCUMENTS;
use crate::text::read_file;

use super::absolute;
use super::ledgers::shown;
use super::listed::Named;
use super::progress::Progress;
use super::selection::Selection;

/// Files whose names are read at a time, in parallel.
const BATCH: usize = 256;

/// The names of each collection, read once and whole, whichever of its files the command is about: what is found in a
/// document does not depend on which others are named beside it. Files of no project have no other documents.
pub(super) struct AttestedNames {
    quiet: bool,
    /// Whether a collection is what lies in its folder; else what the command is about.
    by_folder: bool,
    /// By the folders of the collections.
    read: FxHashMap<PathBuf, CollectionForms>,
}

impl AttestedNames {
    /// Nothing read yet. `quiet`: no progress is shown.
    pub fn new(selection: &Selection, quiet: bool) -> AttestedNames {
        AttestedNames { quiet, by_folder: !selection.names_the_configuration(), read: FxHashMap::default() }
    }

    /// Reads the names of the collections of these files, all that a command is about.
    pub fn meet_all(&mut self, files: &[Named]) {
        if self.by_folder {
            return self.meet(files);
        }
        if let Some((_, collection)) = files.iter().find(|file| wants_others(file)) {
            let paths: Vec<PathBuf> = files.iter().map(|(path, _)| absolute(path)).collect();
            self.read.insert(collection.root().to_owned(), read(&paths, collection, self.quiet));
        }
    }

    /// Reads the names of the collections of these files, those that were not met before. Not to be called from
    /// parallel work, which it waits for.
    pub fn meet<'f>(&mut self, files: impl IntoIterator<Item = &'f Named>) {
        for file in files {
            let (_, collection) = file;
            if self.by_folder && !self.read.contains_key(collection.root()) && wants_others(file) {
                let forms = read(&files_of(collection), collection, self.quiet);
                self.read.insert(collection.root().to_owned(), forms);
            }
        }
    }

    /// What the other documents of its collection say of a file (absolute).
    pub fn others(&self, file: &Path, collection: &Collection) -> OtherDocuments<'_> {
        self.read.get(collection.root()).map(|forms| forms.others(&shown(file))).unwrap_or_default()
    }
}

/// Whether any rule asks the other documents about a file.
fn wants_others((path, collection): &Named) -> bool {
    let context = collection.context_for(&absolute(path));
    collection.config_path().is_some() && ACROSS_DOCUMENTS.iter().any(|rule| context.levels.is_on(rule))
}

/// The transcriptions of a collection, but for those of collections inside it.
fn files_of(collection: &Arc<Collection>) -> Vec<PathBuf> {
    let found = find_files_of(&[collection.root().to_owned()], &mut |file| {
        if Collection::config_of(file).as_deref() == collection.config_path() {
            return Ok(Arc::clone(collection));
        }
        Collection::unconfigured(file, &Choices::default()).map(Arc::new)
    });
    let files = found.map(|found| found.files).unwrap_or_default();
    files.into_iter().filter(|(_, of)| Arc::ptr_eq(of, collection)).map(|(path, _)| path).collect()
}

/// What cannot be read is told of when it is checked.
fn read(files: &[PathBuf], collection: &Collection, quiet: bool) -> CollectionForms {
    let progress = Progress::of(files.len(), quiet);
    let mut all = CollectionForms::default();
    for batch in files.chunks(BATCH) {
        let forms: Vec<Option<DocumentForms>> = batch.par_iter().map(|path| forms_of(path, collection)).collect();
        for (path, forms) in batch.iter().zip(forms) {
            if let Some(forms) = forms {
                all.replace(&shown(path), forms);
            }
        }
        progress.advance(batch.len());
    }
    progress.finish();
    all
}

fn forms_of(path: &Path, collection: &Collection) -> Option<DocumentForms> {
    let decoded = read_file(path).ok()?;
    let document = Document::read(&decoded.text.as_str(), decoded.encoding, collection.context_for_names(path));
    Some(document.forms(&decoded.text))
}
