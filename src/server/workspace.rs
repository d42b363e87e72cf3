//! The folders of the client and the collections in them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::collection::{CONFIG_NAME, Choices, Collection, CollectionError, ConfigFault, LedgerFile};
use crate::lint::ledger::LEDGER_NAME;

use super::documents::{Decided, Role};

/// The folders of the client and the collections that were met in them.
#[derive(Default)]
pub(super) struct Workspace {
    /// The folders the client has open.
    pub folders: Vec<PathBuf>,
    /// The convention the user asked for.
    pub convention: Option<String>,
    /// Texts of the project's files that are open in the editor and not saved.
    unsaved: Arc<FxHashMap<PathBuf, String>>,
    /// The configuration files met since all was last read again.
    configs: FxHashMap<PathBuf, ConfigRead>,
    /// The last version without a fault of every configuration file.
    good: FxHashMap<PathBuf, Arc<Collection>>,
    /// The configuration file, if any, that holds in each folder met so far.
    by_folder: FxHashMap<PathBuf, Option<PathBuf>>,
    unconfigured: FxHashMap<PathBuf, Arc<Collection>>,
    /// The ledgers read so far, by the folder they lie in.
    ledgers: FxHashMap<PathBuf, LedgerRead>,
}

/// A configuration file as it was read.
pub(super) struct ConfigRead {
    /// Its text.
    pub text: String,
    /// What is wrong in it; then an earlier version is in force.
    pub faults: Vec<ConfigFault>,
}

/// A ledger as it was read, with the collection it belongs to.
pub(super) struct LedgerRead {
    /// The ledger, or why it cannot be read.
    pub file: Result<Arc<LedgerFile>, String>,
    /// The collection whose decisions it holds.
    pub collection: Arc<Collection>,
}

impl Workspace {
    /// Follows the unsaved texts of the project's files. Returns whether they are others than before.
    pub fn follow_unsaved(&mut self, unsaved: FxHashMap<PathBuf, String>) -> bool {
        let others = *self.unsaved != unsaved;
        if others {
            self.unsaved = Arc::new(unsaved);
        }
        others
    }

    /// Forgets what was read, but not the last good configurations.
    pub fn forget(&mut self) {
        self.by_folder.clear();
        self.unconfigured.clear();
        self.configs.clear();
        self.forget_ledgers();
    }

    /// Forgets the ledgers alone.
    pub fn forget_ledgers(&mut self) {
        self.ledgers.clear();
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
                    .find(|path| self.unsaved.contains_key(path) || path.is_file());
                self.by_folder.insert(folder.clone(), found.clone());
                found
            }
        };
        let Some(config) = config else { return self.unconfigured(&folder) };
        if !self.configs.contains_key(&config) {
            self.read_config(&config);
        }
        match self.good.get(&config) {
            Some(good) => Some(Arc::clone(good)),
            None => self.unconfigured(&folder),
        }
    }

    /// The collection of a document that is no file: that of the first folder.
    pub fn collection_of_untitled(&mut self) -> Option<Arc<Collection>> {
        let folder = self.folders.first().cloned().unwrap_or_default();
        self.collection_of(&folder.join("untitled"))
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

    /// The decisions about a file; none if there is no ledger, or an empty one.
    pub fn decided(&mut self, path: &Path) -> Option<Decided> {
        let collection = self.collection_of(path)?;
        let root = LedgerFile::folder_for(path, &collection);
        if !self.ledgers.contains_key(&root) {
            let file = LedgerFile::read(&root, &self.choices()).map(Arc::new).map_err(|error| error.to_string());
            self.ledgers.insert(root.clone(), LedgerRead { file, collection });
        }
        let ledger = Arc::clone(self.ledgers.get(&root)?.file.as_ref().ok()?);
        let file = ledger.name_of(path);
        (!ledger.ledger.is_empty()).then_some(Decided { ledger, file })
    }

    /// Reads a configuration file; one with a fault leaves the last good one in force.
    fn read_config(&mut self, path: &Path) {
        let choices = self.choices();
        let fault = |message: String| vec![ConfigFault { range: 0..0, message }];
        let read = match choices.read(path) {
            Ok(text) => match Collection::parse(&text, path, &choices) {
                Err(faults) => ConfigRead { text, faults },
                Ok(Err(error)) => ConfigRead { text, faults: fault(error.to_string()) },
                Ok(Ok(good)) => {
                    let records = good.who().authority.records.len();
                    tracing::info!(records, unreadable = ?good.unreadable(), "{} is read", path.display());
                    self.good.insert(path.to_owned(), Arc::new(good));
                    ConfigRead { text, faults: Vec::new() }
                }
            },
            Err(error) => ConfigRead { text: String::new(), faults: fault(error.to_string()) },
        };
        if let Some(fault) = read.faults.first() {
            tracing::info!("{}: {}", path.display(), fault.message);
        }
        self.configs.insert(path.to_owned(), read);
    }

    /// How the project's files are read: as the user chose, what is unsaved before what is on disk.
    pub fn choices(&self) -> Choices {
        Choices { convention: self.convention.clone(), unsaved: Arc::clone(&self.unsaved), ..Choices::default() }
    }

    /// Whether the convention the user asked for can be had.
    pub fn check_convention(&self) -> Result<(), CollectionError> {
        Collection::unconfigured(Path::new("/"), &self.choices()).map(drop)
    }

    /// Every configuration file met.
    pub fn configs(&self) -> impl Iterator<Item = (&Path, &ConfigRead)> {
        self.configs.iter().map(|(path, read)| (path.as_path(), read))
    }

    /// Every ledger met, by the folder it lies in.
    pub fn ledgers(&self) -> impl Iterator<Item = (&Path, &LedgerRead)> {
        self.ledgers.iter().map(|(root, read)| (root.as_path(), read))
    }

    /// Reads the configurations of the client's folders, whether a document of theirs is open or not.
    pub fn enter_folders(&mut self) {
        for folder in self.folders.clone() {
            self.decided(&folder.join(CONFIG_NAME));
        }
    }

    /// The collections in force that have a configuration.
    pub fn collections(&self) -> Vec<Arc<Collection>> {
        let met = self.configs.keys();
        let mut good: Vec<Arc<Collection>> = met.filter_map(|path| self.good.get(path).cloned()).collect();
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
        if collection.is_knowledge(path) {
            return Role::Words;
        }
        if collection.includes(path) || language == "transcription" { Role::Transcription } else { Role::Stranger }
    }
}

fn is_text(language: &str) -> bool {
    matches!(language, "transcription" | "plaintext" | "text" | "markdown")
}
