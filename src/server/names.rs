//! The names of each collection, for what is asked across documents.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use rayon::prelude::*;
use ropey::Rope;
use rustc_hash::FxHashMap;
use tower_lsp::ls_types::Uri;

use crate::collection::Collection;
use crate::lint::{Document, DocumentReport};
use crate::names::attested::{CollectionForms, DocumentForms};
use crate::names::document_date;
use crate::names::index::{DocumentNames, NameIndex};
use crate::text::read_file;

use super::progress::Progress;
use super::shared::{Event, Shared};

/// The indexes of the collections by their folders.
#[derive(Default)]
pub(super) struct CollectionNames {
    indexes: Mutex<FxHashMap<PathBuf, Arc<Indexed>>>,
}

/// One collection's index.
#[derive(Default)]
pub(super) struct Indexed {
    index: RwLock<NameIndex>,
    /// What its documents say of each other's names.
    forms: RwLock<CollectionForms>,
    /// How often that changed.
    changes: AtomicU64,
    /// The analysis of each open document that the index knows, by its number.
    known: Mutex<FxHashMap<Uri, u64>>,
    /// What the files were read with: they are read again when it changes.
    read_with: Mutex<Option<u64>>,
    cancelled: AtomicBool,
}

impl Indexed {
    /// The index as it is now.
    pub fn read(&self) -> RwLockReadGuard<'_, NameIndex> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it knows nothing but documents that are open.
    fn is_unconfigured(&self) -> bool {
        self.read_with.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    fn put(&self, path: &Path, (names, forms): (DocumentNames, DocumentForms)) {
        self.index.write().unwrap_or_else(PoisonError::into_inner).replace(path, names);
        let changed = self.forms.write().unwrap_or_else(PoisonError::into_inner).replace(path, forms);
        self.changes.fetch_add(u64::from(changed), Ordering::Release);
    }

    fn forget(&self, path: &Path) {
        self.index.write().unwrap_or_else(PoisonError::into_inner).remove(path);
        let changed = self.forms.write().unwrap_or_else(PoisonError::into_inner).remove(path);
        self.changes.fetch_add(u64::from(changed), Ordering::Release);
    }
}

/// The other documents of a document's collection, as its findings hear them.
#[derive(Clone)]
pub(super) struct Siblings {
    indexed: Arc<Indexed>,
    /// What the document itself goes by among them.
    own: PathBuf,
}

impl Siblings {
    /// Those of a file; none without a project, where no two files belong together.
    pub fn of(names: &CollectionNames, collection: &Collection, file: &Path) -> Option<Siblings> {
        collection.config_path()?;
        Some(Siblings { indexed: names.of(collection), own: file.to_owned() })
    }

    /// How often what they say has changed.
    pub fn changes(&self) -> u64 {
        self.indexed.changes.load(Ordering::Acquire)
    }

    /// The report on the document among them.
    pub fn report(&self, document: &Document, text: &Rope) -> DocumentReport {
        let forms = self.indexed.forms.read().unwrap_or_else(PoisonError::into_inner);
        document.report_among(text, forms.others(&self.own))
    }
}

impl CollectionNames {
    /// The index of a collection; empty before its files are read.
    pub fn of(&self, collection: &Collection) -> Arc<Indexed> {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(indexes.entry(collection.root().to_owned()).or_default())
    }

    fn all(&self) -> Vec<Arc<Indexed>> {
        self.indexes.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Forgets the names of all other collections: they are no longer open.
    pub fn keep(&self, collections: &[Arc<Collection>]) {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.retain(|root, indexed| {
            let stays = indexed.is_unconfigured() || collections.iter().any(|collection| collection.root() == root);
            if !stays {
                indexed.cancelled.store(true, Ordering::Relaxed);
            }
            stays
        });
    }
}

/// Brings the indexes of all projects up to date with the open documents.
pub(super) fn settle(shared: &Shared) {
    for collection in shared.collections().iter().filter(|collection| collection.config_path().is_some()) {
        follow_open(shared, collection);
    }
}

/// Brings the index of a document's collection up to date with all open documents, and returns it
/// with the collection.
pub(super) fn current(shared: &Shared, uri: &Uri) -> Option<(Arc<Collection>, Arc<Indexed>)> {
    let collection = shared.collection_of(uri)?;
    let indexed = follow_open(shared, &collection);
    Some((collection, indexed))
}

fn follow_open(shared: &Shared, collection: &Collection) -> Arc<Indexed> {
    let indexed = shared.names.of(collection);
    let open: Vec<_> = {
        let state = shared.state();
        let analysed = state.documents.iter().filter_map(|(uri, document)| Some((uri, document, document.latest()?)));
        analysed.map(|(uri, document, analysis)| (uri.clone(), document.path.clone(), analysis)).collect()
    };
    for (uri, path, analysis) in open {
        if shared.collection_of(&uri).is_none_or(|other| other.root() != collection.root()) {
            continue;
        }
        let mut known = indexed.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.get(&uri) != Some(&analysis.number) {
            indexed.put(&key(&uri, path.as_deref()), names_of(&analysis.document, &analysis.text.to_string()));
            known.insert(uri, analysis.number);
        }
    }
    indexed
}

/// What an open document goes by in the index.
pub(super) fn key(uri: &Uri, path: Option<&Path>) -> PathBuf {
    path.map_or_else(|| PathBuf::from(uri.as_str()), Path::to_owned)
}

/// The names of a document, for who asks after them and for the other documents.
fn names_of(document: &Document, text: &str) -> (DocumentNames, DocumentForms) {
    let date = document_date(&document.header(&text));
    let blocks = document.blocks();
    let names = DocumentNames::gather(blocks.iter().map(|block| (block.start, &block.report.facts.names)), date);
    (names, document.forms(text))
}

/// Reads the files of a collection that are not open, once for each state of its authority, with
/// progress that can be cancelled.
pub(super) fn read_collection(shared: &Arc<Shared>, collection: &Arc<Collection>) {
    if collection.config_path().is_none() {
        return;
    }
    let indexed = shared.names.of(collection);
    let knowledge = Some(collection.who().fingerprint());
    {
        let mut read_with = indexed.read_with.lock().unwrap_or_else(PoisonError::into_inner);
        if *read_with == knowledge {
            return;
        }
        *read_with = knowledge;
    }
    indexed.cancelled.store(false, Ordering::Relaxed);
    let (shared, collection) = (Arc::clone(shared), Arc::clone(collection));
    tokio::spawn(async move { read_all(&shared, &collection, &indexed).await });
}

/// Files read between two words on the progress.
const BATCH: usize = 64;

async fn read_all(shared: &Arc<Shared>, collection: &Arc<Collection>, indexed: &Arc<Indexed>) {
    let mut files = shared.transcriptions_in(vec![collection.root().to_owned()]).await;
    files.retain(|(_, of)| of.root() == collection.root());
    let title = format!("Reading the names of {} documents", files.len());
    let progress = Progress::begin(shared, title, files.len()).await;
    for (number, batch) in files.chunks(BATCH).enumerate() {
        if progress.is_cancelled() || indexed.cancelled.load(Ordering::Relaxed) {
            tracing::info!("the reading of {} was cancelled", collection.root().display());
            break;
        }
        let (batch, collection) = (batch.to_vec(), Arc::clone(collection));
        let read = tokio::task::spawn_blocking(move || read_batch(&batch, &collection)).await.unwrap_or_default();
        for (path, names) in read {
            if shared.is_open(&path) {
                continue;
            }
            indexed.put(&path, names);
        }
        progress.report((number + 1) * BATCH).await;
    }
    progress.finish(shared).await;
    tracing::debug!(documents = files.len(), "the names of the collection are read");
    shared.tell(Event::Names);
}

fn read_batch(
    files: &[(PathBuf, Arc<Collection>)],
    collection: &Collection,
) -> Vec<(PathBuf, (DocumentNames, DocumentForms))> {
    files.par_iter().filter_map(|(path, _)| Some((path.clone(), read_names(path, collection)?))).collect()
}

/// The names of one file; none if it cannot be read.
fn read_names(path: &Path, collection: &Collection) -> Option<(DocumentNames, DocumentForms)> {
    let decoded = read_file(path).ok()?;
    let document = Document::read(&decoded.text.as_str(), decoded.encoding, collection.context_for_names(path));
    Some(names_of(&document, &decoded.text))
}

/// Forgets what was known of documents that are no longer open; of their files the disk is the truth again.
pub(super) async fn follow_closed(shared: &Arc<Shared>, closed: impl IntoIterator<Item = &Uri>) {
    let mut files = Vec::new();
    for uri in closed {
        let path = uri.to_file_path().map(std::borrow::Cow::into_owned);
        for indexed in shared.names.all() {
            indexed.known.lock().unwrap_or_else(PoisonError::into_inner).remove(uri);
            indexed.forget(&key(uri, path.as_deref()));
        }
        files.extend(path);
    }
    follow_files(shared, &files).await;
}

/// Follows files that changed on disk and are not open.
pub(super) async fn follow_files(shared: &Arc<Shared>, paths: &[PathBuf]) {
    for path in paths {
        let collection = shared.state().workspace.collection_of(path);
        let Some(collection) = collection.filter(|c| c.config_path().is_some() && c.includes(path)) else { continue };
        if shared.is_open(path) {
            continue;
        }
        let indexed = shared.names.of(&collection);
        let file = path.clone();
        match tokio::task::spawn_blocking(move || read_names(&file, &collection)).await {
            Ok(Some(names)) => indexed.put(path, names),
            _ => indexed.forget(path),
        }
        shared.tell(Event::Names);
    }
}
