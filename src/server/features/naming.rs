//! What the features about names share: the name at a place, its places in the collection.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ropey::Rope;
use rustc_hash::FxHashMap;
use tower_lsp::ls_types::{Location, Uri};

use crate::authority::{Authority, Record};
use crate::names::Mention;
use crate::names::index::NameIndex;
use crate::text::read_file;

use super::super::analysis::Analysis;
use super::super::shared::Shared;

/// The name at a place, its range that of the file.
pub(super) fn mention_at(analysis: &Analysis, offset: usize) -> Option<Mention> {
    let block = analysis.document.block_at(offset)?;
    let within = |range: &Range<usize>| {
        let range = block.in_file(range);
        range.start <= offset && offset <= range.end
    };
    let found = block.report.facts.names.mentions.iter().find(|mention| within(&mention.range))?;
    Some(Mention { range: block.in_file(&found.range), ..found.clone() })
}

/// All names of a document, their ranges those of the file.
pub(super) fn mentions(analysis: &Analysis) -> impl Iterator<Item = Mention> {
    analysis.document.blocks().into_iter().flat_map(|block| {
        let in_file = move |mention: &Mention| Mention { range: block.in_file(&mention.range), ..mention.clone() };
        block.report.facts.names.mentions.iter().map(in_file).collect::<Vec<_>>()
    })
}

/// The records a mention may name.
pub(super) fn records<'a>(authority: &'a Authority, mention: &Mention) -> Vec<&'a Record> {
    mention.bearers.iter().filter_map(|&index| authority.records.get(index as usize)).collect()
}

/// A place in a file of the collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamePlace {
    /// The file, or what stands for an unnamed document.
    pub path: PathBuf,
    /// Bytes in it.
    pub range: Range<usize>,
    /// The form that stands there.
    pub form: String,
}

/// All places of whom a mention names: by its record, or else by its name.
pub(super) fn places_of(index: &NameIndex, authority: &Authority, mention: &Mention) -> Vec<NamePlace> {
    match mention.bearers.as_slice() {
        [record] => places_of_record(index, *record),
        _ => index.places_of(&mention.form, authority).into_iter().map(NamePlace::new).collect(),
    }
}

/// All places of a record.
pub(super) fn places_of_record(index: &NameIndex, record: u32) -> Vec<NamePlace> {
    let mut places: Vec<NamePlace> = Vec::new();
    for (path, names) in index.documents() {
        for form in names.forms.iter().filter(|form| form.bearers.as_slice() == [record]) {
            places.extend(form.places.iter().map(|range| NamePlace::new((path, &form.form, range.clone()))));
        }
    }
    places.sort_by(|a, b| (&a.path, a.range.start).cmp(&(&b.path, b.range.start)));
    places
}

impl NamePlace {
    fn new((path, form, range): (&Path, &str, Range<usize>)) -> NamePlace {
        NamePlace { path: path.to_owned(), range, form: form.to_owned() }
    }
}

/// The texts of files, for positions: the editor's where a file is open, else the disk's.
pub(super) struct Texts {
    open: FxHashMap<PathBuf, (Uri, Rope, i32)>,
    read: FxHashMap<PathBuf, Option<Arc<Rope>>>,
}

impl Texts {
    pub fn new(shared: &Shared) -> Texts {
        let state = shared.state();
        let open = state.documents.iter().map(|(uri, document)| {
            let key = super::super::names::key(uri, document.path.as_deref());
            (key, (uri.clone(), document.text.clone(), document.version))
        });
        Texts { open: open.collect(), read: FxHashMap::default() }
    }

    /// The URI, text and (if it is open) version of a file; none if it cannot be read.
    pub fn of(&mut self, path: &Path) -> Option<(Uri, Rope, Option<i32>)> {
        if let Some((uri, text, version)) = self.open.get(path) {
            return Some((uri.clone(), text.clone(), Some(*version)));
        }
        let read = self
            .read
            .entry(path.to_owned())
            .or_insert_with(|| read_file(path).ok().map(|decoded| Arc::new(Rope::from_str(&decoded.text))));
        Some((Uri::from_file_path(path)?, read.as_deref()?.clone(), None))
    }

    /// The protocol's location of a byte range of a file.
    pub fn location(&mut self, shared: &Shared, path: &Path, range: &Range<usize>) -> Option<Location> {
        let (uri, text, _) = self.of(path)?;
        Some(Location::new(uri, shared.abilities().encoding.range(&text, range)))
    }
}
