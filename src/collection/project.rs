//! A collection in force: its folder, its configuration, what it means for each file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use rustc_hash::FxHashMap;

use crate::convention::Convention;
use crate::lexicon::dictionary::Dictionaries;
use crate::names::WhoIsWho;
use crate::rules::{Context, HeaderTemplate, RuleLevels, Severity};
use crate::text::{LineIndex, Position, ReadError, read_file};
use crate::transcript::Format;

use super::CONFIG_NAME;
use super::authority::{AuthorityFiles, read_authority_files};
use super::config::{Config, ConfigFault, RuleSetting, call_number, matching_rules, unknown_rule_message};

/// What the person who runs the program wants, whatever the collection declares.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The convention to write in.
    pub convention: Option<String>,
    /// Patterns of the only rules to run.
    pub rules: Vec<String>,
    /// Patterns of rules not to run.
    pub ignore: Vec<String>,
    /// Texts that stand for what is on disk: those of project files that are open in an editor.
    pub unsaved: Arc<FxHashMap<PathBuf, String>>,
}

impl Choices {
    /// The text of a project's file: the unsaved one, else the one on disk.
    ///
    /// # Errors
    /// [`ReadError`], which names the file.
    pub fn read(&self, path: &Path) -> Result<String, ReadError> {
        match self.unsaved.get(path) {
            Some(text) => Ok(text.clone()),
            None => read_file(path).map(|decoded| decoded.text),
        }
    }
}

/// A folder of transcriptions with its configuration.
#[derive(Clone, Debug)]
pub struct Collection {
    root: PathBuf,
    config: Config,
    config_path: Option<PathBuf>,
    choices: Choices,
    include: GlobSet,
    exclude: GlobSet,
    /// Its authority and word files.
    knowledge: GlobSet,
    overrides: Vec<GlobSet>,
    convention: &'static Convention,
    override_conventions: Vec<Option<&'static Convention>>,
    who: Arc<WhoIsWho>,
    words: Arc<BTreeSet<String>>,
    header: Arc<HeaderTemplate>,
    inventory: Option<Arc<BTreeSet<char>>>,
    dictionaries: Arc<Dictionaries>,
    unreadable: Vec<String>,
    contexts: Contexts,
}

/// The contexts made so far, by all that they depend on besides the collection: the file's format, and the
/// overrides that are about it.
type Contexts = Arc<Mutex<FxHashMap<(Format, Vec<usize>), Arc<Context>>>>;

/// Why a collection cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    /// A file of the project has a fault.
    #[error("{}:{}:{}: {message}", path.display(), position.line, position.column)]
    Fault {
        /// The file.
        path: PathBuf,
        /// Where in it.
        position: Position,
        /// What is wrong.
        message: String,
    },
    /// A file of the project cannot be read.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's word.
        cause: std::io::Error,
    },
    /// What was asked for on the command line does not exist.
    #[error("{0}")]
    Choice(String),
}

/// Transcriptions, where a collection does not say otherwise.
const DEFAULT_INCLUDE: [&str; 4] = ["**/*.txt", "**/*.md", "**/*.transcript", "**/*.transcription"];
/// Files of a repository that transcribe nothing.
const DEFAULT_EXCLUDE: [&str; 6] = [
    "**/README*",
    "**/LICEN[CS]E*",
    "**/CHANGELOG*",
    "**/CONTRIBUTING*",
    "**/CODE_OF_CONDUCT*",
    "**/requirements*.txt",
];

impl Collection {
    /// The collection a path lies in: that of the nearest `lacuna.toml` upwards, or one without a
    /// configuration whose folder is the path's own.
    ///
    /// # Errors
    /// [`CollectionError`], if that configuration cannot be used.
    pub fn of(path: &Path, choices: &Choices) -> Result<Collection, CollectionError> {
        match Collection::config_of(path) {
            Some(config) => Collection::load(&config, choices),
            None => Collection::unconfigured(&folder_of(path), choices),
        }
    }

    /// The configuration that holds for a path: the nearest upwards.
    pub fn config_of(path: &Path) -> Option<PathBuf> {
        folder_of(path).ancestors().map(|folder| folder.join(CONFIG_NAME)).find(|path| path.is_file())
    }

    /// The collection that a configuration file declares.
    ///
    /// # Errors
    /// [`CollectionError`] with the file, line and column of the first fault.
    pub fn load(config_path: &Path, choices: &Choices) -> Result<Collection, CollectionError> {
        let io_error = |cause| CollectionError::Io { path: config_path.into(), cause };
        let config_path = std::path::absolute(config_path).map_err(io_error)?;
        let text = fs::read_to_string(&config_path).map_err(io_error)?;
        Collection::parse(&text, &config_path, choices).map_err(|faults| first_fault(&config_path, &text, faults))?
    }

    /// The collection that this text declares as the configuration at `config_path`.
    ///
    /// # Errors
    /// The faults in the text; inside, a choice that cannot be met.
    #[allow(clippy::type_complexity)]
    pub fn parse(
        text: &str,
        config_path: &Path,
        choices: &Choices,
    ) -> Result<Result<Collection, CollectionError>, Vec<ConfigFault>> {
        let config = Config::parse(text)?;
        let root = config_path.parent().unwrap_or(Path::new("")).to_owned();
        let convention = match &config.collection.convention {
            Some(name) => find_convention(name.get_ref(), &root)
                .map_err(|message| vec![ConfigFault { range: name.span(), message }])?,
            None => Convention::bracketed(),
        };
        let mut override_conventions = Vec::new();
        for one in &config.overrides {
            override_conventions.push(match &one.convention {
                Some(name) => Some(
                    find_convention(name.get_ref(), &root)
                        .map_err(|message| vec![ConfigFault { range: name.span(), message }])?,
                ),
                None => None,
            });
        }
        Ok(Collection::build(root, config, Some(config_path.to_owned()), choices, convention, override_conventions))
    }

    /// A collection without a configuration.
    ///
    /// # Errors
    /// [`CollectionError::Choice`].
    pub fn unconfigured(root: &Path, choices: &Choices) -> Result<Collection, CollectionError> {
        let convention = Convention::bracketed();
        Collection::build(root.to_owned(), Config::default(), None, choices, convention, Vec::new())
    }

    fn build(
        root: PathBuf,
        config: Config,
        config_path: Option<PathBuf>,
        choices: &Choices,
        convention: &'static Convention,
        override_conventions: Vec<Option<&'static Convention>>,
    ) -> Result<Collection, CollectionError> {
        for pattern in choices.rules.iter().chain(&choices.ignore) {
            if matching_rules(pattern).next().is_none() {
                return Err(CollectionError::Choice(unknown_rule_message(pattern)));
            }
        }
        let convention = match &choices.convention {
            Some(name) => {
                find_convention(name, &std::env::current_dir().unwrap_or_default()).map_err(CollectionError::Choice)?
            }
            None => convention,
        };
        let include = match &config.collection.include {
            Some(patterns) => globs(patterns.iter().map(|p| p.get_ref().as_str())),
            None => globs(DEFAULT_INCLUDE),
        };
        let exclude = globs(
            config
                .collection
                .exclude
                .iter()
                .map(|p| p.get_ref().as_str())
                .chain(config.collection.include.is_none().then_some(DEFAULT_EXCLUDE).into_iter().flatten()),
        );
        let overrides = config.overrides.iter().map(|o| globs(o.files.iter().map(|p| p.get_ref().as_str()))).collect();
        let choices = choices.clone();
        let authority = globs(config.authority.files.iter().map(|p| p.get_ref().as_str()));
        let AuthorityFiles { sources, mut unreadable } = read_authority_files(&root, &authority, &choices);
        let who = Arc::new(WhoIsWho::read(sources));
        let words = Arc::new(read_words(&root, &config, &choices, &mut unreadable));
        let dictionaries = Arc::new(read_dictionaries(&root, &config, &mut unreadable));
        let knowledge = config.authority.files.iter().chain(&config.lexicon.words);
        let knowledge = globs(knowledge.map(|p| p.get_ref().as_str()));
        let header = Arc::new(HeaderTemplate {
            required: config.header.required.clone(),
            call_number: config.header.call_number.as_ref().and_then(|shape| call_number(shape.get_ref()).ok()),
        });
        let inventory = config.collection.characters.as_ref().map(|these| Arc::new(these.chars().collect()));
        Ok(Collection {
            root,
            config,
            config_path,
            choices,
            include,
            exclude,
            knowledge,
            overrides,
            convention,
            override_conventions,
            who,
            words,
            header,
            inventory,
            dictionaries,
            unreadable,
            contexts: Contexts::default(),
        })
    }

    /// The people and bodies it knows.
    pub fn who(&self) -> &Arc<WhoIsWho> {
        &self.who
    }

    /// Files it names that cannot be read, with the reason.
    pub fn unreadable(&self) -> &[String] {
        &self.unreadable
    }

    /// The collection's folder, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What it declares.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Its configuration file, if it has one.
    pub fn config_path(&self) -> Option<&Path> {
        self.config_path.as_deref()
    }

    /// Whether a file is one of its authority or word files by its name.
    pub fn is_knowledge(&self, path: &Path) -> bool {
        path.starts_with(&self.root) && self.knowledge.is_match(self.relative(path))
    }

    /// Patterns of all files that what it says depends on, from its folder on.
    pub fn watched_patterns(&self) -> impl Iterator<Item = String> + '_ {
        let declared = |patterns: &[toml::Spanned<String>]| -> Vec<String> {
            patterns.iter().map(|pattern| pattern.get_ref().clone()).collect()
        };
        let transcriptions = match &self.config.collection.include {
            Some(patterns) => declared(patterns),
            None => DEFAULT_INCLUDE.map(String::from).to_vec(),
        };
        transcriptions
            .into_iter()
            .chain(declared(&self.config.authority.files))
            .chain(declared(&self.config.lexicon.words))
    }

    /// Whether a file is one of its transcriptions by its name.
    pub fn includes(&self, path: &Path) -> bool {
        let relative = self.relative(path);
        self.include.is_match(relative) && !self.exclude.is_match(relative) && !self.knowledge.is_match(relative)
    }

    /// A path as seen from the collection's folder.
    pub fn relative<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    /// The context of a file of which only the names are wanted: no rule runs, since every block gathers its names.
    pub fn context_for_names(&self, path: &Path) -> Arc<Context> {
        Arc::new(Context { levels: RuleLevels::none(), ..self.context_for(path).as_ref().clone() })
    }

    /// What the check of a file depends on besides its text.
    pub fn context_for(&self, path: &Path) -> Arc<Context> {
        let relative = self.relative(path);
        let overrides: Vec<usize> =
            (0..self.overrides.len()).filter(|&number| self.overrides[number].is_match(relative)).collect();
        let mut contexts = self.contexts.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (Format::of(path), overrides);
        let made = contexts.entry(key).or_insert_with_key(|(format, overrides)| self.context(*format, overrides));
        Arc::clone(made)
    }

    /// The context of files of this format that these overrides are about.
    fn context(&self, format: Format, overrides: &[usize]) -> Arc<Context> {
        let mut context = Context {
            format,
            convention: self.convention,
            convention_declared: self.choices.convention.is_some() || self.config.collection.convention.is_some(),
            words: Arc::clone(&self.words),
            header: Arc::clone(&self.header),
            inventory: self.inventory.clone(),
            dictionaries: Arc::clone(&self.dictionaries),
            who: Arc::clone(&self.who),
            ..Context::default()
        };
        if let Some(languages) = &self.config.collection.languages {
            context.languages = languages.iter().map(|tag| tag.get_ref().clone()).collect();
        }
        apply_rules(
            &mut context.levels,
            self.config.rules.iter().map(|(name, &setting)| (name.get_ref().as_str(), setting)),
        );
        for &number in overrides {
            let one = &self.config.overrides[number];
            apply_rules(
                &mut context.levels,
                one.rules.iter().map(|(name, &setting)| (name.get_ref().as_str(), setting)),
            );
            if let Some(convention) = self.override_conventions[number]
                && self.choices.convention.is_none()
            {
                context.convention = convention;
                context.convention_declared = true;
            }
            if let Some(languages) = &one.languages {
                context.languages.clone_from(languages);
            }
        }
        self.apply_choices(&mut context.levels);
        Arc::new(context)
    }

    fn apply_choices(&self, levels: &mut RuleLevels) {
        if !self.choices.rules.is_empty() {
            let configured = std::mem::replace(levels, RuleLevels::none());
            for pattern in &self.choices.rules {
                for rule in matching_rules(pattern) {
                    levels.turn_on(rule);
                    if let Some(severity) = configured.fixed(rule) {
                        levels.fix_severity(rule, severity);
                    }
                }
            }
        }
        for pattern in &self.choices.ignore {
            for rule in matching_rules(pattern) {
                levels.turn_off(rule);
            }
        }
    }
}

/// The folder of a path, absolute; the path itself if it is one.
fn folder_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new(".")) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

/// The words of a collection's word files, one a line, in lower case; lines that begin with `#` are comments. Of a
/// word whose bytes are not UTF-8 nothing is known but its line.
fn read_words(root: &Path, config: &Config, choices: &Choices, unreadable: &mut Vec<String>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for file in &config.lexicon.words {
        let path = root.join(file.get_ref());
        let text = match choices.read(&path) {
            Ok(text) => text,
            Err(error) => {
                unreadable.push(error.to_string());
                continue;
            }
        };
        for (number, line) in text.lines().map(str::trim).enumerate() {
            if line.contains(char::REPLACEMENT_CHARACTER) {
                let place = format!("{}:{}", path.display(), number + 1);
                unreadable.push(format!("{place}: this word has bytes that are not UTF-8, and is left out"));
            } else if !line.is_empty() && !line.starts_with('#') {
                words.insert(line.to_lowercase());
            }
        }
    }
    words
}

/// The dictionaries of a collection: those it names, and the system's for its other languages.
fn read_dictionaries(root: &Path, config: &Config, unreadable: &mut Vec<String>) -> Dictionaries {
    let declared = config.lexicon.dictionaries.iter();
    let declared = declared.map(|(tag, path)| (tag.clone(), root.join(path.get_ref()))).collect();
    let of_collection = config.collection.languages.iter().flatten().map(|tag| tag.get_ref().as_str());
    let of_some = config.overrides.iter().flat_map(|one| one.languages.iter().flatten()).map(String::as_str);
    let languages: Vec<&str> = of_collection.chain(of_some).collect();
    Dictionaries::load(&declared, &languages, unreadable)
}

/// The more general patterns first, so that `names/inconsistent` wins over `names/*`.
fn apply_rules<'a>(levels: &mut RuleLevels, settings: impl Iterator<Item = (&'a str, RuleSetting)>) {
    let mut settings: Vec<(&str, RuleSetting)> = settings.collect();
    settings.sort_by_key(|(pattern, _)| (!pattern.contains('*'), pattern.len()));
    for (pattern, setting) in settings {
        for rule in matching_rules(pattern) {
            match setting.severity() {
                _ if setting == RuleSetting::Off => levels.turn_off(rule),
                Some(severity) => levels.fix_severity(rule, severity),
                None => levels.turn_on(rule),
            }
        }
    }
}

/// A set of patterns; those that cannot be read were reported when the configuration was.
fn globs<'a>(patterns: impl IntoIterator<Item = &'a str>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob: Result<Glob, _> = GlobBuilder::new(pattern).literal_separator(true).build();
        if let Ok(glob) = glob {
            set.add(glob);
        }
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}

/// A built-in convention, or one in a file.
fn find_convention(name: &str, folder: &Path) -> Result<&'static Convention, String> {
    if let Some(convention) = Convention::built_in(name) {
        return Ok(convention);
    }
    if !name.ends_with(".toml") {
        let known: Vec<&str> = crate::convention::BUILT_IN.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "there is no convention “{name}”; there are {}, or the path of a .toml file",
            known.join(", ")
        ));
    }
    let path = folder.join(name);
    let text = fs::read_to_string(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    Convention::of_project(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn first_fault(path: &Path, text: &str, faults: Vec<ConfigFault>) -> CollectionError {
    let (offset, message) = faults.into_iter().next().map_or((0, String::new()), |f| (f.range.start, f.message));
    let position = LineIndex::new(text).position(text, offset);
    CollectionError::Fault { path: path.to_owned(), position, message }
}

/// Severity by name, for the command line.
impl std::str::FromStr for Severity {
    type Err = String;

    fn from_str(name: &str) -> Result<Severity, String> {
        Severity::ALL
            .into_iter()
            .find(|severity| severity.name() == name)
            .ok_or_else(|| format!("there is no severity “{name}”; there are hint, info, warning and error"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rule;

    fn collection(text: &str) -> Collection {
        Collection::parse(text, Path::new("/c/lacuna.toml"), &Choices::default()).unwrap().unwrap()
    }

    #[test]
    fn the_more_special_pattern_wins() {
        let filler = rule("glyphs/filler-run").unwrap();
        let c = collection("[rules]\n\"glyphs/filler-run\" = \"error\"\n\"glyphs/*\" = \"off\"\n");
        let context = c.context_for(Path::new("/c/a.txt"));
        assert_eq!(context.levels.severity(filler, Severity::Warning), Some(Severity::Error));
    }

    #[test]
    fn an_override_holds_for_its_files_alone() {
        let filler = rule("glyphs/filler-run").unwrap();
        let c = collection("[[overrides]]\nfiles = [\"drafts/**\"]\nrules = { \"glyphs/*\" = \"off\" }\n");
        assert!(!c.context_for(Path::new("/c/drafts/a.txt")).levels.is_on(filler));
        assert!(c.context_for(Path::new("/c/a.txt")).levels.is_on(filler));
    }

    #[test]
    fn files_of_the_repository_itself_are_left_alone() {
        let c = collection("");
        assert!(c.includes(Path::new("/c/deep/a.txt")));
        assert!(!c.includes(Path::new("/c/README.md")));
        assert!(!collection("[lexicon]\nwords = [\"words.txt\"]\n").includes(Path::new("/c/words.txt")));
        assert!(!c.includes(Path::new("/c/a.png")));
    }

    #[test]
    fn an_unknown_convention_is_a_fault_that_lists_the_known() {
        let faults =
            Collection::parse("[collection]\nconvention = \"x\"\n", Path::new("/c/lacuna.toml"), &Choices::default())
                .unwrap_err();
        assert!(faults[0].message.contains("leiden"));
    }
}
