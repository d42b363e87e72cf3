//! The folders of the client and the collections in them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::collection::{CONFIG_NAME, Choices, Collection, CollectionError, ConfigFault};
use crate::lint::Ledger;
use crate::lint::ledger::LEDGER_NAME;
use crate::text::read_file;

use super::documents::{Decided, Role};

/// The folders of the client and the collections that were met in them.
#[derive(Default)]
pub(super) struct Workspace {
    /// The folders the client has open.
    pub folders: Vec<PathBuf>,
    /// The convention the user asked for.
    pub convention: Option<String>,
    /// Texts of configuration files that are open in the editor.
    pub open_configs: FxHashMap<PathBuf, String>,
    configured: FxHashMap<PathBuf, Configured>,
    /// The configuration file, if any, that holds in each folder met so far.
    by_folder: FxHashMap<PathBuf, Option<PathBuf>>,
    unconfigured: FxHashMap<PathBuf, Arc<Collection>>,
    /// The ledgers read so far, by the folder they lie in.
    ledgers: FxHashMap<PathBuf, Arc<Ledger>>,
}

/// A configuration file and what came of reading it.
#[derive(Default)]
struct Configured {
    /// The last version without a fault.
    good: Option<Arc<Collection>>,
    text: String,
    faults: Vec<ConfigFault>,
}

impl Workspace {
    /// Forgets what was read, but not the last good configurations.
    pub fn forget(&mut self) {
        self.by_folder.clear();
        self.unconfigured.clear();
        self.ledgers.clear();
        let paths: Vec<PathBuf> = self.configured.keys().cloned().collect();
        for path in paths {
            self.read_config(&path);
        }
    }

    /// The collection a file belongs to.
    pub fn collection_of(&mut self, path: &Path) -> Option<Arc<Collection>> {
        let folder = path.parent()?.to_owned();
        let config = match self.by_folder.get(&folder) {
            Some(known) => known.clone(),
            None => {
                let found = folder
                    .ancestors()
                    .map(|folder| folder.join(CONFIG_NAME))
                    .find(|path| self.open_configs.contains_key(path) || path.is_file());
                self.by_folder.insert(folder.clone(), found.clone());
                found
            }
        };
        let Some(config) = config else { return self.unconfigured(&folder) };
        if !self.configured.contains_key(&config) {
            self.read_config(&config);
        }
        match self.configured.get(&config).and_then(|c| c.good.clone()) {
            Some(good) => Some(good),
            None => self.unconfigured(&folder),
        }
    }

    fn unconfigured(&mut self, folder: &Path) -> Option<Arc<Collection>> {
        if let Some(known) = self.unconfigured.get(folder) {
            return Some(Arc::clone(known));
        }
        let root = self.folders.iter().find(|root| folder.starts_with(root)).map_or(folder, PathBuf::as_path);
        let collection = Collection::unconfigured(root, &self.choices())
            .or_else(|_| Collection::unconfigured(root, &Choices::default()))
            .ok()
            .map(Arc::new)?;
        self.unconfigured.insert(folder.to_owned(), Arc::clone(&collection));
        Some(collection)
    }

    /// The decisions about a file; none if its collection has no ledger.
    pub fn decided(&mut self, path: &Path) -> Option<Decided> {
        let collection = self.collection_of(path)?;
        let root = collection.root();
        if !self.ledgers.contains_key(root) {
            let text = read_file(&root.join(LEDGER_NAME)).map(|decoded| decoded.text).unwrap_or_default();
            self.ledgers.insert(root.to_owned(), Arc::new(Ledger::read(&text).0));
        }
        let ledger = Arc::clone(self.ledgers.get(root)?);
        (!ledger.is_empty()).then(|| Decided { ledger, file: name_in_ledger(&collection, path) })
    }

    /// Reads a configuration file; one with a fault leaves the last good one in force.
    fn read_config(&mut self, path: &Path) {
        let text = match self.open_configs.get(path) {
            Some(open) => Ok(open.clone()),
            None => read_file(path).map(|decoded| decoded.text).map_err(|error| error.to_string()),
        };
        let choices = self.choices();
        let entry = self.configured.entry(path.to_owned()).or_default();
        match text {
            Err(_) if !path.exists() => {
                self.configured.remove(path);
                self.by_folder.clear();
            }
            Err(message) => entry.faults = vec![ConfigFault { range: 0..0, message }],
            Ok(text) => {
                entry.faults = match Collection::parse(&text, path, &choices) {
                    Err(faults) => faults,
                    Ok(Err(error)) => vec![ConfigFault { range: 0..0, message: error.to_string() }],
                    Ok(Ok(good)) => {
                        entry.good = Some(Arc::new(good));
                        Vec::new()
                    }
                };
                entry.text = text;
            }
        }
    }

    fn choices(&self) -> Choices {
        Choices { convention: self.convention.clone(), ..Choices::default() }
    }

    /// Whether the convention the user asked for can be had.
    pub fn check_convention(&self) -> Result<(), CollectionError> {
        Collection::unconfigured(Path::new("/"), &self.choices()).map(drop)
    }

    /// Every configuration file met so far, with its text and faults.
    pub fn configs(&self) -> impl Iterator<Item = (&Path, &str, &[ConfigFault])> {
        self.configured.iter().map(|(path, c)| (path.as_path(), c.text.as_str(), &c.faults[..]))
    }

    /// Reads the configurations of the client's folders, whether a document of theirs is open or not.
    pub fn enter_folders(&mut self) {
        for folder in self.folders.clone() {
            self.collection_of(&folder.join(CONFIG_NAME));
        }
    }

    /// The collections in force that have a configuration.
    pub fn collections(&self) -> Vec<Arc<Collection>> {
        let mut good: Vec<Arc<Collection>> = self.configured.values().filter_map(|c| c.good.clone()).collect();
        good.sort_by(|a, b| a.root().cmp(b.root()));
        good
    }

    /// What a file is to its collection.
    pub fn role_of(&mut self, path: Option<&Path>, language: &str) -> Role {
        let Some(path) = path else {
            return if is_text(language) { Role::Transcription } else { Role::Stranger };
        };
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name == CONFIG_NAME {
            return Role::Config;
        }
        if name == LEDGER_NAME {
            return Role::Ledger;
        }
        let Some(collection) = self.collection_of(path) else { return Role::Stranger };
        if collection.who().authority.files.iter().any(|file| file == path) {
            return Role::Authority;
        }
        if collection.includes(path) || language == "transcription" { Role::Transcription } else { Role::Stranger }
    }
}

/// A file's name in the ledger of its collection.
pub(super) fn name_in_ledger(collection: &Collection, path: &Path) -> String {
    let parts: Vec<_> = collection.relative(path).components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn is_text(language: &str) -> bool {
    matches!(language, "transcription" | "plaintext" | "text" | "markdown")
}
