//! The worker: the one task that does what is slow.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ropey::Rope;
use tokio::sync::{RwLock, mpsc};
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::collection::CONFIG_NAME;
use crate::lint::Document;
use crate::rules::Context;
use crate::text::Encoding;

use super::documents::{Analysis, Decided, Hull, Role};
use super::features::diagnostics;
use super::names;
use super::shared::{Event, Settings, Shared};
use super::watching::Watching;

/// How long a client may take to answer a question.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Runs until the process ends.
pub(super) async fn run(shared: Arc<Shared>, mut events: mpsc::UnboundedReceiver<Event>) {
    let mut worker = Worker { shared, faulty_configs: BTreeSet::new(), watching: Watching::default() };
    while let Some(first) = events.recv().await {
        let mut batch = Batch::default();
        batch.add(first);
        while let Ok(next) = events.try_recv() {
            batch.add(next);
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
    settings: bool,
    everything: bool,
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
            Event::Settings => self.settings = true,
            Event::Folders | Event::Restart => self.everything = true,
        }
    }
}

struct Worker {
    shared: Arc<Shared>,
    /// Configuration files whose faults the client was last told of.
    faulty_configs: BTreeSet<Uri>,
    watching: Watching,
}

/// A document to analyse.
struct Job {
    version: i32,
    text: Rope,
    changed: Option<Hull>,
    context: Arc<Context>,
    decided: Option<Decided>,
    analysis: Arc<RwLock<Option<Analysis>>>,
}

impl Worker {
    async fn work(&mut self, batch: Batch) {
        if batch.settings {
            self.ask_for_settings().await;
        }
        for uri in &batch.closed {
            self.shared.client.publish_diagnostics(uri.clone(), Vec::new(), None).await;
        }
        let config_touched = self.follow_open_configs(&batch);
        let project_changed = batch.everything
            || batch.settings
            || config_touched
            || batch.files.iter().any(|path| self.is_project_file(path));
        // A document that is opened meanwhile is not among these: its own event is on its way.
        let resolved = if project_changed { self.read_project_again().await } else { Vec::new() };
        let files: Vec<PathBuf> = batch.files.iter().cloned().collect();
        names::follow_files(&self.shared, &files).await;
        let mut todo: Vec<Uri> = Vec::new();
        if project_changed {
            todo.extend(resolved);
        } else {
            self.resolve(batch.opened.iter());
            todo.extend(batch.opened.iter().cloned());
        }
        for uri in batch.changed.into_iter().rev() {
            if !todo.contains(&uri) {
                todo.push(uri);
            }
        }
        for uri in todo {
            self.analyse(&uri).await;
        }
        self.publish_config_faults().await;
        if project_changed {
            self.refresh().await;
        }
        if project_changed || !batch.opened.is_empty() {
            let (folders, collections) = {
                let workspace = &self.shared.state().workspace;
                (workspace.folders.clone(), workspace.collections())
            };
            self.watching.follow(&self.shared, &folders, &collections);
            for collection in &collections {
                names::read_collection(&self.shared, collection);
            }
        }
    }

    /// Whether a file is one that findings elsewhere depend on.
    fn is_project_file(&self, path: &Path) -> bool {
        let named = path.file_name().is_some_and(|name| name == CONFIG_NAME || name == "lacuna.ledger.jsonl");
        named || self.shared.state().workspace.collections().iter().any(|collection| collection.is_knowledge(path))
    }

    /// Keeps the texts of configuration files that are open; whether one of them changed.
    fn follow_open_configs(&self, batch: &Batch) -> bool {
        let mut state = self.shared.state();
        let state = &mut *state;
        let open = state
            .documents
            .values()
            .filter(|document| document.path.as_ref().is_some_and(|path| path.ends_with(CONFIG_NAME)))
            .filter_map(|document| Some((document.path.clone()?, document.text.to_string())))
            .collect();
        let before = std::mem::replace(&mut state.workspace.open_configs, open);
        before != state.workspace.open_configs || batch.closed.iter().any(|uri| uri.as_str().ends_with(CONFIG_NAME))
    }

    /// The settings that the client holds for us, if it answers such questions.
    async fn ask_for_settings(&self) {
        if !self.shared.abilities().configuration {
            return;
        }
        let item = lsp::ConfigurationItem { scope_uri: None, section: Some("lacuna".into()) };
        match tokio::time::timeout(PATIENCE, self.shared.client.configuration(vec![item])).await {
            Ok(Ok(values)) => {
                if let Some(value) = values.first() {
                    let mut state = self.shared.state();
                    state.settings = state.settings.merged(value);
                }
            }
            Ok(Err(error)) => tracing::warn!("the client did not tell its settings: {error}"),
            Err(_) => tracing::warn!("the client did not tell its settings within {PATIENCE:?}"),
        }
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
                None => None,
            };
            document.context = context.unwrap_or_default();
            document.decided = document.path.as_ref().and_then(|path| state.workspace.decided(path));
            document.analysed = None;
        }
    }

    /// Brings a document's analysis to its newest version and tells the client.
    async fn analyse(&self, uri: &Uri) {
        let Some(job) = self.take_job(uri) else { return };
        let version = job.version;
        if let Some(job) = job.transcription {
            let done = tokio::task::spawn_blocking(move || analyse(job)).await;
            if let Err(error) = done {
                tracing::error!("the analysis of {} failed: {error}", uri.as_str());
                self.start_afresh(uri);
            }
        }
        let current = {
            let mut state = self.shared.state();
            let Some(document) = state.documents.get_mut(uri) else { return };
            document.analysed = Some(version);
            document.version == version
        };
        self.shared.analysed.send_modify(|count| *count += 1);
        if current && !self.shared.abilities().pulls_diagnostics {
            diagnostics::publish(&self.shared, uri, version).await;
        }
    }

    fn take_job(&self, uri: &Uri) -> Option<Task> {
        let mut state = self.shared.state();
        let document = state.documents.get_mut(uri)?;
        let transcription = (document.role == Role::Transcription).then(|| Job {
            version: document.version,
            text: document.text.clone(),
            changed: document.changed.take(),
            context: Arc::clone(&document.context),
            decided: document.decided.clone(),
            analysis: Arc::clone(&document.analysis),
        });
        Some(Task { version: document.version, transcription })
    }

    /// After a failure the next analysis begins from nothing.
    fn start_afresh(&self, uri: &Uri) {
        if let Some(document) = self.shared.state().documents.get_mut(uri) {
            document.analysis = Arc::new(RwLock::new(None));
        }
    }

    /// Tells the client the faults of configuration files, and when they are mended.
    async fn publish_config_faults(&mut self) {
        let encoding = self.shared.abilities().encoding;
        let mut faulty: Vec<(Uri, Vec<lsp::Diagnostic>)> = Vec::new();
        for collection in self.shared.state().workspace.collections() {
            faulty.extend(diagnostics::of_authority(&collection.who().authority, encoding));
        }
        for (path, text, faults) in self.shared.state().workspace.configs() {
            let Some(uri) = Uri::from_file_path(path) else { continue };
            let text = Rope::from_str(text);
            let diagnostics: Vec<_> =
                faults.iter().map(|fault| diagnostics::of_config_fault(fault, &text, encoding)).collect();
            if !diagnostics.is_empty() {
                faulty.push((uri, diagnostics));
            }
        }
        let now: BTreeSet<Uri> = faulty.iter().map(|(uri, _)| uri.clone()).collect();
        for mended in self.faulty_configs.difference(&now) {
            self.shared.client.publish_diagnostics(mended.clone(), Vec::new(), None).await;
        }
        for (uri, diagnostics) in faulty {
            self.shared.client.publish_diagnostics(uri, diagnostics, None).await;
        }
        self.faulty_configs = now;
    }

    /// Asks the client to ask again for what it draws.
    async fn refresh(&self) {
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

struct Task {
    version: i32,
    transcription: Option<Job>,
}

/// Reads the document, or tells its analysis what changed.
fn analyse(job: Job) {
    let started = std::time::Instant::now();
    let mut slot = job.analysis.blocking_write();
    let document = match slot.take() {
        Some(Analysis { mut document, .. }) if Arc::ptr_eq(document.context(), &job.context) => {
            if let Some(Hull { replaced, inserted }) = job.changed {
                document.edit(&job.text, replaced, inserted);
            }
            document
        }
        _ => Document::read(&job.text, Encoding::UTF8, job.context),
    };
    let mut report = document.report(&job.text);
    if let Some(Decided { ledger, file }) = &job.decided {
        report.findings = ledger.filter(file, &job.text, report.findings).kept;
    }
    tracing::debug!(
        version = job.version,
        bytes = job.text.len_bytes(),
        findings = report.findings.len(),
        micros = started.elapsed().as_micros(),
        "analysed"
    );
    *slot = Some(Analysis { version: job.version, text: job.text, document, report });
}
