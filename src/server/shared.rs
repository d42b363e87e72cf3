//! What handlers and worker share.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use serde::Deserialize;
use tokio::sync::{mpsc, watch};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{SemanticToken, TraceValue, Uri};

use crate::collection::{Collection, CollectionError, find_files_of};
use crate::rules::Severity;

use super::abilities::Abilities;
use super::analysis::Analysis;
use super::documents::{Latest, OpenDocument, Role};
use super::logging::{Log, set_verbosity};
use super::names::CollectionNames;
use super::progress::Works;
use super::workspace::Workspace;

/// What handlers and worker share.
pub(super) struct Shared {
    pub client: Client,
    pub log: Log,
    /// The names of each collection.
    pub names: CollectionNames,
    /// The works whose progress is shown.
    pub works: Works,
    state: Mutex<State>,
    abilities: OnceLock<Abilities>,
    events: mpsc::UnboundedSender<Event>,
    /// Counts analyses, so that who waits for one is woken.
    pub analysed: watch::Sender<u64>,
}

/// What the server knows of the client's workspace.
#[derive(Default)]
pub(super) struct State {
    pub documents: FxHashMap<Uri, OpenDocument>,
    pub workspace: Workspace,
    pub settings: Settings,
    /// The tokens each document's client was last sent, with their result id.
    tokens: FxHashMap<Uri, (String, Vec<SemanticToken>)>,
}

/// What the user has set in the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The least severe findings to show.
    pub level: Severity,
    /// The convention to write in, if not the collection's.
    pub convention: Option<String>,
    /// Whether acronyms and short names are explained in the text.
    pub inlay_hints: bool,
    /// How much of what the server does is told in the client's log; none: as `$/setTrace` says.
    pub trace: Option<TraceValue>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { level: Severity::Hint, convention: None, inlay_hints: false, trace: None }
    }
}

impl Settings {
    /// Reads the settings a client sends: the section `lacuna`, or its contents alone. What cannot
    /// be read is left as it is.
    pub fn merged(&self, sent: &serde_json::Value) -> Settings {
        let section = sent.get("lacuna").unwrap_or(sent);
        let mut settings = self.clone();
        if let Some(level) = section.get("level").and_then(|v| v.as_str()).and_then(|name| name.parse().ok()) {
            settings.level = level;
        }
        match section.get("convention") {
            Some(serde_json::Value::String(name)) => {
                settings.convention = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
            }
            Some(serde_json::Value::Null) => settings.convention = None,
            _ => {}
        }
        if let Some(on) = section.get("inlayHints").and_then(serde_json::Value::as_bool) {
            settings.inlay_hints = on;
        }
        // VS Code has it as `trace.server`, as is the habit there.
        let trace = section.get("trace").map(|trace| trace.get("server").unwrap_or(trace));
        if let Some(trace) = trace.and_then(|trace| TraceValue::deserialize(trace).ok()) {
            settings.trace = Some(trace);
        }
        settings
    }
}

/// What the worker is told.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A document was opened.
    Opened(Uri),
    /// Its text changed.
    Changed(Uri),
    /// It was closed.
    Closed(Uri),
    /// Files changed outside the editor, or were saved in it.
    Files(Vec<PathBuf>),
    /// The client's settings may have changed: it is asked for them.
    AskSettings,
    /// The client's settings have changed.
    Settings,
    /// What the documents of a collection say of each other's names may have changed.
    Names,
    /// Folders came or went.
    Folders,
    /// Everything is to be read again.
    Restart,
    /// The conversation ended.
    End,
}

impl Shared {
    pub fn new(client: Client, log: Log) -> (Arc<Shared>, mpsc::UnboundedReceiver<Event>) {
        let (events, receiver) = mpsc::unbounded_channel();
        let shared = Shared {
            client,
            log,
            names: CollectionNames::default(),
            works: Works::default(),
            state: Mutex::default(),
            abilities: OnceLock::new(),
            events,
            analysed: watch::channel(0).0,
        };
        (Arc::new(shared), receiver)
    }

    /// The state, for a moment: nothing slow, nothing awaited while it is held.
    pub fn state(&self) -> MutexGuard<'_, State> {
        // A panic while the state was held is answered as an error; the state itself is kept whole
        // by changing it in single steps.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    pub fn set_abilities(&self, abilities: Abilities) {
        // The protocol allows one `initialize`; the service refuses a second.
        let _ = self.abilities.set(abilities);
    }

    /// The collection an open document belongs to.
    pub fn collection_of(&self, uri: &Uri) -> Option<Arc<Collection>> {
        let mut state = self.state();
        let state = &mut *state;
        match &state.documents.get(uri)?.path {
            Some(path) => state.workspace.collection_of(path),
            None => state.workspace.collection_of_untitled(),
        }
    }

    /// The transcriptions in the client's folders, each with its collection.
    pub async fn transcriptions(self: &Arc<Shared>) -> Vec<(PathBuf, Arc<Collection>)> {
        let folders = self.state().workspace.folders.clone();
        self.transcriptions_in(folders).await
    }

    /// The transcriptions under some folders, each with its collection.
    pub async fn transcriptions_in(self: &Arc<Shared>, folders: Vec<PathBuf>) -> Vec<(PathBuf, Arc<Collection>)> {
        let shared = Arc::clone(self);
        let found = tokio::task::spawn_blocking(move || {
            find_files_of(&folders, &mut |file| {
                let collection = shared.state().workspace.collection_of(file);
                collection.ok_or_else(|| CollectionError::Choice(format!("{} lies nowhere", file.display())))
            })
        });
        match found.await {
            Ok(Ok(found)) => found.files,
            Ok(Err(error)) => {
                tracing::warn!("{error}");
                Vec::new()
            }
            Err(error) => {
                tracing::error!("looking for transcriptions failed: {error}");
                Vec::new()
            }
        }
    }

    /// The collections of the client's folders and documents.
    pub fn collections(&self) -> Vec<Arc<Collection>> {
        let open: Vec<Uri> = self.state().documents.keys().cloned().collect();
        let mut all: Vec<Arc<Collection>> = self.state().workspace.collections();
        all.extend(open.iter().filter_map(|uri| self.collection_of(uri)));
        all.sort_by(|a, b| a.root().cmp(b.root()));
        all.dedup_by(|a, b| a.root() == b.root());
        all
    }

    /// Whether a file is open in the editor.
    pub fn is_open(&self, path: &Path) -> bool {
        self.state().documents.values().any(|document| document.path.as_deref() == Some(path))
    }

    /// Whether a file is open in the editor and not saved.
    pub fn is_unsaved(&self, path: &Path) -> bool {
        let state = self.state();
        state.documents.values().any(|document| document.unsaved && document.path.as_deref() == Some(path))
    }

    /// Forgets a document that was closed.
    pub fn close(&self, uri: &Uri) {
        let mut state = self.state();
        state.documents.remove(uri);
        state.tokens.remove(uri);
    }

    /// Follows the settings that the client sends. Returns whether they are others than before.
    pub fn follow_settings(&self, sent: &serde_json::Value) -> bool {
        let mut state = self.state();
        let settings = state.settings.merged(sent);
        if settings == state.settings {
            return false;
        }
        if let Some(trace) = settings.trace {
            set_verbosity(trace);
        }
        tracing::debug!("{settings:?}");
        state.settings = settings;
        true
    }

    /// Tells the worker.
    pub fn tell(&self, event: Event) {
        // Nobody hears it when the conversation ended.
        let _ = self.events.send(event);
    }

    /// Keeps the tokens that the client is sent, for the difference to the next. Returns their id.
    pub fn remember_tokens(&self, uri: &Uri, version: i32, tokens: &[SemanticToken]) -> String {
        let id = version.to_string();
        self.state().tokens.insert(uri.clone(), (id.clone(), tokens.to_vec()));
        id
    }

    /// The tokens that were sent under an id, if they are the last.
    pub fn remembered_tokens(&self, uri: &Uri, id: &str) -> Option<Vec<SemanticToken>> {
        self.state().tokens.get(uri).filter(|(known, _)| known == id).map(|(_, tokens)| tokens.clone())
    }

    /// The analysis of a document as it is now, once it is made; none for a file that is no
    /// transcription.
    ///
    /// # Errors
    /// If the document is not open, or was closed while we waited.
    pub async fn analysis(&self, uri: &Uri) -> Result<Option<Arc<Analysis>>> {
        let mut analysed = self.analysed.subscribe();
        let wanted = self.state().documents.get(uri).map(|document| document.version).ok_or_else(not_open)?;
        loop {
            {
                let state = self.state();
                let document = state.documents.get(uri).ok_or_else(not_open)?;
                if document.analysed.is_some_and(|version| version >= wanted) {
                    match &document.analysis {
                        _ if document.role != Role::Transcription => return Ok(None),
                        Latest::Made(analysis) => return Ok(Some(Arc::clone(analysis))),
                        Latest::None => return Ok(None),
                        Latest::Taken => {}
                    }
                }
            }
            analysed.changed().await.map_err(|_| Error::internal_error())?;
        }
    }
}

/// The answer about a document that the client has not opened.
pub(super) fn not_open() -> Error {
    invalid("this document is not open".into())
}

/// The answer to what cannot be done.
pub(super) fn invalid(message: String) -> Error {
    Error { code: ErrorCode::InvalidParams, message: message.into(), data: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_come_with_and_without_their_section() {
        let default = Settings::default();
        assert_eq!(default.merged(&json!({"lacuna": {"level": "warning"}})).level, Severity::Warning);
        assert_eq!(default.merged(&json!({"convention": "tei"})).convention.as_deref(), Some("tei"));
        assert_eq!(default.merged(&json!({"level": 3, "convention": ""})), default);
        assert_eq!(default.merged(&json!(null)), default);
        for sent in [json!({"trace": "verbose"}), json!({"lacuna": {"trace": {"server": "verbose"}}})] {
            assert_eq!(default.merged(&sent).trace, Some(TraceValue::Verbose));
        }
    }
}
