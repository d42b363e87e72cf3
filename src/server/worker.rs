//! The worker: the one thread that does what is slow.

use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustc_hash::FxHashMap;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::collection::CONFIG_NAME;
use crate::lint::ledger::LEDGER_NAME;
use crate::text::read_file;

use super::analysis::Job;
use super::documents::{Latest, Role};
use super::faults::Faults;
use super::features::diagnostics;
use super::gate::word_of;
use super::names::{self, Siblings};
use super::shared::{Event, Settings, Shared};
use super::watching::Watching;

/// How long a client may take to answer a question.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// How long nothing happens before what was told of a long document is made whole: about as long as from key to key.
const BREATH: Duration = Duration::from_millis(150);
/// How long nothing happens before documents hear the others of their collection.
const PAUSE: Duration = Duration::from_millis(300);
/// How long documents wait for the client's settings before they are read without.
const MOMENT: Duration = Duration::from_millis(250);

/// Starts the worker, which runs until it is told that the conversation ended. It has a thread to itself: a keystroke's
/// findings wait for no other thread to wake up, and the memory of one analysis is that of the next.
///
/// # Errors
/// If the system gives no thread.
pub(super) fn start(shared: Arc<Shared>, events: mpsc::UnboundedReceiver<Event>) -> io::Result<()> {
    let runtime = Handle::current();
    let thread = std::thread::Builder::new().name("worker".into());
    thread.spawn(move || runtime.block_on(run(shared, events)))?;
    Ok(())
}

async fn run(shared: Arc<Shared>, mut events: mpsc::UnboundedReceiver<Event>) {
    let applied = shared.state().settings.clone();
    let (faults, watching) = (Faults::default(), Watching::default());
    let mut worker = Worker { shared, applied, faults, watching, unfolded: BTreeSet::new(), unheard: false };
    while let Some(first) = worker.next(&mut events).await {
        let mut batch = Batch::default();
        batch.add(first);
        while let Ok(next) = events.try_recv() {
            batch.add(next);
        }
        if batch.is_the_last {
            return;
        }
        worker.work(batch).await;
    }
}

/// Events drained to the newest state.
#[derive(Default)]
struct Batch {
    opened: BTreeSet<Uri>,
    changed: Vec<Uri>,
    closed: BTreeSet<Uri>,
    files: BTreeSet<PathBuf>,
    asks_settings: bool,
    everything: bool,
    is_the_last: bool,
}

impl Batch {
    fn add(&mut self, event: Event) {
        match event {
            Event::Opened(uri) => {
                self.closed.remove(&uri);
                self.opened.insert(uri);
            }
            Event::Changed(uri) if self.changed.last() != Some(&uri) => self.changed.push(uri),
            Event::Changed(_) => {}
            Event::Closed(uri) => {
                self.opened.remove(&uri);
                self.closed.insert(uri);
            }
            Event::Files(paths) => self.files.extend(paths),
            Event::AskSettings => self.asks_settings = true,
            // What they are is compared with what was applied before; what names say, in the next pause.
            Event::Settings | Event::Names => {}
            Event::Folders | Event::Restart => self.everything = true,
            Event::End => self.is_the_last = true,
        }
    }
}

/// How far what happened reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// The documents that changed themselves.
    Documents,
    /// What is told of every document: the ledgers, the level.
    Findings,
    /// What every document is checked with.
    Knowledge,
}

struct Worker {
    shared: Arc<Shared>,
    /// The settings that the last work was done under.
    applied: Settings,
    faults: Faults,
    watching: Watching,
    /// Long documents whose findings of document scope are those from before an edit.
    unfolded: BTreeSet<Uri>,
    /// Whether the documents may have something new to tell each other.
    unheard: bool,
}

impl Worker {
    /// The next event. In a pause without one, what was told of long documents is made whole, and documents hear what
    /// the others of their collection have come to say: nobody who types waits for that.
    async fn next(&mut self, events: &mut mpsc::UnboundedReceiver<Event>) -> Option<Event> {
        while self.unheard || !self.unfolded.is_empty() {
            let pause = if self.unfolded.is_empty() { PAUSE } else { BREATH };
            match tokio::time::timeout(pause, events.recv()).await {
                Ok(event) => return event,
                Err(_) => match self.unfolded.pop_first() {
                    Some(uri) => self.fold(&uri).await,
                    None => self.unheard = !self.hear(events).await,
                },
            }
        }
        events.recv().await
    }

    /// Tells the whole of a document of which the findings of document scope are those from before an edit.
    async fn fold(&mut self, uri: &Uri) {
        if let Some(document) = self.shared.state().documents.get_mut(uri) {
            document.analysed = None;
        }
        if self.analyse(uri).await == Some(true) {
            self.faults.tell(&self.shared).await;
        }
    }

    /// Tells every open document what the others say of its names now. Returns whether all were told before something
    /// else was to be done.
    async fn hear(&mut self, events: &mpsc::UnboundedReceiver<Event>) -> bool {
        if guarded("the reading of the open documents' names", || names::settle(&self.shared)).is_none() {
            return true;
        }
        let open: Vec<Uri> = self.shared.state().documents.keys().cloned().collect();
        let mut others = false;
        for uri in &open {
            if !events.is_empty() {
                return false;
            }
            if self.is_outdated(uri) {
                others |= self.analyse(uri).await.is_some();
            }
        }
        if others {
            self.refresh();
        }
        true
    }

    /// Whether a document has other findings by what the others say now. Then it is to be analysed again.
    fn is_outdated(&self, uri: &Uri) -> bool {
        let known = {
            let state = self.shared.state();
            state.documents.get(uri).and_then(|document| {
                let siblings = document.siblings.clone().filter(|_| document.role == Role::Transcription)?;
                Some((document.latest()?, siblings, document.decided.clone()))
            })
        };
        let Some((analysis, siblings, decided)) = known else { return false };
        let compare = || analysis.is_outdated(&siblings, decided.as_ref());
        let outdated = guarded("the comparison of names", compare).unwrap_or(false);
        if outdated && let Some(document) = self.shared.state().documents.get_mut(uri) {
            document.analysed = None;
        }
        outdated
    }

    async fn work(&mut self, batch: Batch) {
        if batch.asks_settings {
            self.ask_for_settings().await;
        }
        self.meet(&batch.opened);
        let reach = self.reach(&batch).max(self.reach_of_settings());
        tracing::debug!(?reach, opened = batch.opened.len(), changed = batch.changed.len(), "work begins");
        for uri in &batch.closed {
            self.close(uri).await;
        }
        let todo = self.prepare(reach, &batch).await;
        let files: Vec<PathBuf> = batch.files.iter().cloned().collect();
        names::follow_closed(&self.shared, &batch.closed).await;
        names::follow_files(&self.shared, &files).await;
        let mut ledgers_answer = false;
        for uri in todo {
            ledgers_answer |= self.analyse(&uri).await == Some(true);
        }
        self.unheard = true;
        let met = !batch.opened.is_empty() || !batch.closed.is_empty();
        if reach > Reach::Documents || met || ledgers_answer {
            self.faults.tell(&self.shared).await;
        }
        if reach > Reach::Documents {
            self.refresh();
        }
        if reach == Reach::Knowledge || met {
            self.follow_collections();
        }
    }

    /// From here on the project's files are read with regard to these documents.
    fn meet(&self, opened: &BTreeSet<Uri>) {
        let mut state = self.shared.state();
        for uri in opened {
            if let Some(document) = state.documents.get_mut(uri) {
                document.followed = Some(document.version);
            }
        }
    }

    /// How far the events reach.
    fn reach(&self, batch: &Batch) -> Reach {
        if batch.everything {
            self.follow_unsaved(&batch.opened);
            return Reach::Knowledge;
        }
        let reach_of = |uris: &mut dyn Iterator<Item = &Uri>| {
            let paths = uris.filter_map(|uri| uri.to_file_path());
            paths.map(|path| self.reach_of(&path)).max().unwrap_or(Reach::Documents)
        };
        let files = batch.files.iter().map(|path| self.reach_of(path)).max();
        let reach = reach_of(&mut batch.changed.iter()).max(files.unwrap_or(Reach::Documents));
        // Opening and closing a file of the project changes nothing, unless the editor has it otherwise.
        let shown = reach_of(&mut batch.opened.iter().chain(&batch.closed));
        let others = reach.max(shown) > Reach::Documents && self.follow_unsaved(&batch.opened);
        if others { reach.max(shown) } else { reach }
    }

    fn reach_of(&self, path: &Path) -> Reach {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_knowledge = || {
            let mut state = self.shared.state();
            state.workspace.collection_of(path).is_some_and(|collection| collection.is_knowledge(path))
        };
        match name {
            LEDGER_NAME => Reach::Findings,
            CONFIG_NAME => Reach::Knowledge,
            _ if is_knowledge() => Reach::Knowledge,
            _ => Reach::Documents,
        }
    }

    fn reach_of_settings(&mut self) -> Reach {
        let now = self.shared.state().settings.clone();
        let before = std::mem::replace(&mut self.applied, now);
        if before.convention != self.applied.convention {
            Reach::Knowledge
        } else if before != self.applied {
            Reach::Findings
        } else {
            Reach::Documents
        }
    }

    async fn close(&mut self, uri: &Uri) {
        if !self.shared.abilities().pulls_diagnostics {
            self.shared.client.publish_diagnostics(uri.clone(), Vec::new(), None).await;
            self.faults.forget(uri);
        }
    }

    /// Reads again what has changed around the documents. Returns those to analyse, the last changed first.
    async fn prepare(&self, reach: Reach, batch: &Batch) -> Vec<Uri> {
        let mut todo: Vec<Uri> = batch.changed.iter().rev().cloned().collect();
        match reach {
            Reach::Documents => {
                // One that came while all were read again is known already.
                let unknown: Vec<&Uri> = batch.opened.iter().filter(|uri| self.is_unknown(uri)).collect();
                self.resolve(unknown.into_iter());
                todo.extend(batch.opened.iter().cloned());
            }
            Reach::Findings => todo.extend(self.read_ledgers_again(&batch.opened)),
            Reach::Knowledge => todo.extend(self.read_project_again().await),
        }
        let mut seen = BTreeSet::new();
        todo.retain(|uri| seen.insert(uri.clone()));
        todo
    }

    fn is_unknown(&self, uri: &Uri) -> bool {
        self.shared.state().documents.get(uri).is_some_and(|document| document.role == Role::Unknown)
    }

    /// Keeps the texts of the project's files that are open and not saved: they are the truth. Returns whether
    /// they are others than before.
    fn follow_unsaved(&self, opened: &BTreeSet<Uri>) -> bool {
        let open: Vec<(Uri, Option<PathBuf>)> = {
            let state = self.shared.state();
            state.documents.iter().map(|(uri, document)| (uri.clone(), document.path.clone())).collect()
        };
        let mut unsaved = FxHashMap::default();
        for (uri, path) in open {
            let project_file = path.filter(|path| self.reach_of(path) > Reach::Documents);
            // An editor may open a file with what it kept of an earlier session.
            let disk = project_file.as_ref().filter(|_| opened.contains(&uri)).and_then(|path| read_file(path).ok());
            let mut state = self.shared.state();
            let Some(document) = state.documents.get_mut(&uri) else { continue };
            document.followed = document.followed.map(|_| document.version);
            let Some(path) = project_file else { continue };
            if opened.contains(&uri) {
                document.unsaved = disk.is_none_or(|disk| document.text != disk.text.as_str());
            }
            if document.unsaved {
                unsaved.insert(path, document.text.to_string());
            }
        }
        self.shared.state().workspace.follow_unsaved(unsaved)
    }

    /// The settings that the client holds for us, if it answers such questions. One that takes long holds
    /// nothing up: what it says then is an event of its own.
    async fn ask_for_settings(&self) {
        if !self.shared.abilities().configuration {
            return;
        }
        let shared = Arc::clone(&self.shared);
        let mut asked = tokio::spawn(async move { ask(&shared).await });
        if tokio::time::timeout(MOMENT, &mut asked).await.is_err() {
            let shared = Arc::clone(&self.shared);
            tokio::spawn(async move {
                if asked.await.is_ok_and(|changed| changed) {
                    shared.tell(Event::Settings);
                }
            });
        }
    }

    /// Reads the ledgers, and what they decide of all documents that are known; returns these.
    fn read_ledgers_again(&self, opened: &BTreeSet<Uri>) -> Vec<Uri> {
        self.resolve(opened.iter());
        let mut state = self.shared.state();
        let state = &mut *state;
        state.workspace.forget_ledgers();
        for folder in state.workspace.folders.clone() {
            state.workspace.decided(&folder.join(CONFIG_NAME));
        }
        for document in state.documents.values_mut().filter(|document| document.role != Role::Unknown) {
            document.decided = document.path.as_ref().and_then(|path| state.workspace.decided(path));
            document.analysed = None;
        }
        state.documents.keys().cloned().collect()
    }

    /// Reads the project's files, and resolves all documents anew; returns these.
    async fn read_project_again(&self) -> Vec<Uri> {
        let complaint = {
            let mut state = self.shared.state();
            let state = &mut *state;
            let Settings { convention, .. } = &state.settings;
            state.workspace.convention.clone_from(convention);
            let complaint = state.workspace.check_convention().err();
            state.workspace.forget();
            state.workspace.enter_folders();
            complaint
        };
        if let Some(error) = complaint {
            self.shared
                .client
                .show_message(lsp::MessageType::ERROR, format!("Lacuna: setting “convention”: {error}"))
                .await;
        }
        let all: Vec<Uri> = self.shared.state().documents.keys().cloned().collect();
        self.resolve(all.iter());
        all
    }

    /// Finds out what documents are to the project, and what their check depends on.
    fn resolve<'a>(&self, uris: impl Iterator<Item = &'a Uri>) {
        let mut state = self.shared.state();
        let state = &mut *state;
        for uri in uris {
            let Some(document) = state.documents.get_mut(uri) else { continue };
            document.role = state.workspace.role_of(document.path.as_deref(), &document.language);
            let context = match &document.path {
                Some(path) => state.workspace.collection_of(path).map(|collection| collection.context_for(path)),
                None => {
                    let name = if document.language == "markdown" { "untitled.md" } else { "untitled.txt" };
                    let collection = state.workspace.collection_of_untitled();
                    collection.map(|collection| collection.context_for(&collection.root().join(name)))
                }
            };
            document.context = context.unwrap_or_default();
            document.decided = document.path.as_ref().and_then(|path| state.workspace.decided(path));
            document.siblings = document.path.as_ref().and_then(|path| {
                let collection = state.workspace.collection_of(path)?;
                Siblings::of(&self.shared.names, &collection, path)
            });
            document.analysed = None;
            tracing::debug!(
                role = ?document.role,
                language = document.language,
                convention = document.context.convention.name(),
                "{} is known",
                uri.as_str()
            );
        }
    }

    /// Brings a document's analysis to its newest version and tells the client. Returns whether its ledger
    /// now answers more or less of it than before; none if nothing was to be done.
    async fn analyse(&mut self, uri: &Uri) -> Option<bool> {
        let task = self.take_task(uri)?;
        let (made, stale) = match task.job {
            None => (Latest::None, Vec::new()),
            Some(job) => match guarded(&format!("the analysis of {}", uri.as_str()), || job.run()) {
                Some(analysis) => {
                    if !analysis.is_whole {
                        self.unfolded.insert(uri.clone());
                    }
                    let stale = analysis.stale.clone();
                    (Latest::Made(Arc::new(analysis)), stale)
                }
                // The next analysis begins from nothing.
                None => (Latest::None, Vec::new()),
            },
        };
        let (is_current, ledger_answers) = {
            let mut state = self.shared.state();
            let document = state.documents.get_mut(uri).filter(|document| document.number == task.document);
            let document = document?;
            document.analysis = made;
            document.analysed = Some(task.version);
            let before = std::mem::replace(&mut document.stale, stale);
            (document.version == task.version, before != document.stale)
        };
        self.shared.analysed.send_modify(|count| *count += 1);
        if is_current && !self.shared.abilities().pulls_diagnostics {
            diagnostics::publish(&self.shared, uri, task.version).await;
        }
        Some(ledger_answers)
    }

    /// What is to be done about a document; none if that is done: the work on an event takes along the changes
    /// whose events are still to come. But a file of the project is known only as far as the project was read by it.
    fn take_task(&self, uri: &Uri) -> Option<Task> {
        let mut state = self.shared.state();
        let document = state.documents.get_mut(uri)?;
        let version = match document.role {
            Role::Unknown => return None,
            Role::Config | Role::Authority | Role::Words | Role::Ledger => document.followed?,
            Role::Transcription | Role::Stranger => document.version,
        };
        if document.analysed == Some(version) && document.changed.is_none() {
            return None;
        }
        // Who pulls asks once a version, and is told the whole.
        let answers_at_once = !self.shared.abilities().pulls_diagnostics;
        let job = (document.role == Role::Transcription).then(|| document.take_job(uri, answers_at_once));
        Some(Task { document: document.number, version, job })
    }

    /// Has the client watch the files of the collections in force, and their names read.
    fn follow_collections(&mut self) {
        let (folders, collections) = {
            let workspace = &self.shared.state().workspace;
            (workspace.folders.clone(), workspace.collections())
        };
        self.watching.follow(&self.shared, &folders, &collections);
        self.shared.names.keep(&collections);
        for collection in &collections {
            names::read_collection(&self.shared, collection);
        }
    }

    /// Asks the client to ask again for what it draws.
    fn refresh(&self) {
        let abilities = self.shared.abilities();
        let client = self.shared.client.clone();
        tokio::spawn(async move {
            let all = async {
                if abilities.pulls_diagnostics && abilities.refreshes_diagnostics {
                    let _ = client.workspace_diagnostic_refresh().await;
                }
                if abilities.refreshes_semantic_tokens {
                    let _ = client.semantic_tokens_refresh().await;
                }
                if abilities.refreshes_code_lenses {
                    let _ = client.code_lens_refresh().await;
                }
                if abilities.refreshes_inlay_hints {
                    let _ = client.inlay_hint_refresh().await;
                }
            };
            // A client that does not answer draws anew at the next change.
            let _ = tokio::time::timeout(PATIENCE, all).await;
        });
    }
}

/// What the work made; none, and a word in the log, if it panicked: the worker goes on.
fn guarded<T>(what: &str, work: impl FnOnce() -> T) -> Option<T> {
    let made = catch_unwind(AssertUnwindSafe(work));
    made.inspect_err(|panic| tracing::error!("{what} failed: {}", word_of(panic.as_ref()))).ok()
}

/// The newest version of a document, and what is to be done if it is a transcription.
struct Task {
    /// The number of the document's opening.
    document: u64,
    version: i32,
    job: Option<Job>,
}

/// Asks the client for its settings. Returns whether they are others than before.
async fn ask(shared: &Shared) -> bool {
    let item = lsp::ConfigurationItem { scope_uri: None, section: Some("lacuna".into()) };
    match tokio::time::timeout(PATIENCE, shared.client.configuration(vec![item])).await {
        Ok(Ok(values)) => values.first().is_some_and(|value| shared.follow_settings(value)),
        Ok(Err(error)) => {
            tracing::warn!("the client did not tell its settings: {error}");
            false
        }
        Err(_) => {
            tracing::warn!("the client did not tell its settings within {PATIENCE:?}");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_panics_makes_nothing() {
        assert_eq!(guarded("this", || 1), Some(1));
        assert_eq!(guarded("this", || -> u8 { panic!("on purpose") }), None);
    }
}
