//! Files outside the editor: the client is asked to watch those of the collections, and no others.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types::{self as lsp, FileSystemWatcher, GlobPattern, OneOf, RelativePattern, Uri};

use crate::collection::Collection;

use super::shared::Shared;
use super::worker::PATIENCE;

/// The id under which the watchers are registered.
const REGISTRATION: &str = "lacuna-files";
const METHOD: &str = "workspace/didChangeWatchedFiles";

/// What the client was last asked to watch.
#[derive(Default)]
pub(super) struct Watching {
    registered: Option<Vec<FileSystemWatcher>>,
}

impl Watching {
    /// Asks the client to watch the files of these collections, if it can and does not already.
    pub fn follow(&mut self, shared: &Arc<Shared>, folders: &[std::path::PathBuf], collections: &[Arc<Collection>]) {
        if !shared.abilities().watches_files {
            return;
        }
        let wanted = watchers(folders, collections);
        if self.registered.as_ref() == Some(&wanted) {
            return;
        }
        let renew = self.registered.replace(wanted.clone()).is_some();
        let client = shared.client.clone();
        tokio::spawn(async move {
            let both = async {
                if renew {
                    let old = lsp::Unregistration { id: REGISTRATION.into(), method: METHOD.into() };
                    client.unregister_capability(vec![old]).await?;
                }
                let options = lsp::DidChangeWatchedFilesRegistrationOptions { watchers: wanted };
                let new = lsp::Registration {
                    id: REGISTRATION.into(),
                    method: METHOD.into(),
                    register_options: serde_json::to_value(options).ok(),
                };
                client.register_capability(vec![new]).await
            };
            match tokio::time::timeout(PATIENCE, both).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!("the client does not watch files: {error}"),
                Err(_) => tracing::warn!("the client did not answer whether it watches files"),
            }
        });
    }
}

/// In each folder the project's own files; in each collection what it declares.
fn watchers(folders: &[std::path::PathBuf], collections: &[Arc<Collection>]) -> Vec<FileSystemWatcher> {
    let mut patterns: Vec<(&Path, String)> = Vec::new();
    for folder in folders {
        patterns.push((folder, format!("**/{}", crate::collection::CONFIG_NAME)));
        patterns.push((folder, "**/lacuna.ledger.jsonl".into()));
    }
    for collection in collections.iter().filter(|collection| collection.config_path().is_some()) {
        patterns.extend(collection.watched_patterns().map(|pattern| (collection.root(), pattern)));
    }
    let mut watchers: Vec<FileSystemWatcher> = patterns.into_iter().filter_map(watcher).collect();
    watchers.dedup();
    watchers
}

fn watcher((base, pattern): (&Path, String)) -> Option<FileSystemWatcher> {
    let base_uri = OneOf::Right(Uri::from_file_path(base)?);
    Some(FileSystemWatcher { glob_pattern: GlobPattern::Relative(RelativePattern { base_uri, pattern }), kind: None })
}
