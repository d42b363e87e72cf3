//! What all blocks share: configuration and knowledge.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use regex::Regex;

use crate::convention::Convention;
use crate::lexicon::dictionary::Dictionaries;
use crate::names::WhoIsWho;
use crate::transcript::Format;

use super::{RULES, Rule, Severity};

/// How severe each rule is in a collection; none: off.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RuleLevels {
    levels: Vec<Level>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Off,
    /// As severe as each finding says.
    Own,
    Fixed(Severity),
}

impl Default for RuleLevels {
    fn default() -> RuleLevels {
        RuleLevels { levels: RULES.iter().map(|rule| if rule.enabled { Level::Own } else { Level::Off }).collect() }
    }
}

impl RuleLevels {
    /// No rule at all.
    pub fn none() -> RuleLevels {
        RuleLevels { levels: vec![Level::Off; RULES.len()] }
    }

    /// Turns the rule off.
    pub fn turn_off(&mut self, rule: &Rule) {
        self.set(rule, Level::Off);
    }

    /// Turns the rule on; each finding is as severe as it says.
    pub fn turn_on(&mut self, rule: &Rule) {
        self.set(rule, Level::Own);
    }

    /// Turns the rule on with one severity for all its findings.
    pub fn fix_severity(&mut self, rule: &Rule, severity: Severity) {
        self.set(rule, Level::Fixed(severity));
    }

    /// Whether the rule runs.
    pub fn is_on(&self, rule: &Rule) -> bool {
        self.level(rule) != Level::Off
    }

    /// The rules that run, in the order of their names.
    pub fn active(&self) -> impl Iterator<Item = &'static Rule> + '_ {
        RULES.iter().copied().zip(&self.levels).filter(|(_, level)| **level != Level::Off).map(|(rule, _)| rule)
    }

    /// The severity of a finding that by itself is `own`; none if its rule is off.
    pub fn severity(&self, rule: &Rule, own: Severity) -> Option<Severity> {
        match self.level(rule) {
            Level::Off => None,
            Level::Own => Some(own),
            Level::Fixed(severity) => Some(severity),
        }
    }

    /// The severity that all findings of a rule are given, if one is fixed.
    pub fn fixed(&self, rule: &Rule) -> Option<Severity> {
        match self.level(rule) {
            Level::Fixed(severity) => Some(severity),
            Level::Off | Level::Own => None,
        }
    }

    fn level(&self, rule: &Rule) -> Level {
        index_of(rule).map_or(Level::Own, |index| self.levels[index])
    }

    fn set(&mut self, rule: &Rule, level: Level) {
        if let Some(index) = index_of(rule) {
            self.levels[index] = level;
        }
    }
}

/// The registry is sorted by name.
fn index_of(rule: &Rule) -> Option<usize> {
    RULES.binary_search_by(|known| known.name.cmp(rule.name)).ok()
}

/// What a collection wants of the header of every document.
#[derive(Clone, Debug, Default)]
pub struct HeaderTemplate {
    /// Labels or keys of front matter that must be there.
    pub required: Vec<String>,
    /// The shape of the archive's call numbers.
    pub call_number: Option<Regex>,
}

/// What the check of a document depends on besides its text.
#[derive(Clone, Debug)]
pub struct Context {
    /// The file's format.
    pub format: Format,
    /// The convention in force.
    pub convention: &'static Convention,
    /// Whether the collection declares that convention; else brackets may mean anything, and only
    /// what is wrong under every convention is reported.
    pub convention_declared: bool,
    /// Which rules run, and how severe they are.
    pub levels: RuleLevels,
    /// Languages of the collection's texts, as BCP 47 tags; the first is the usual one.
    pub languages: Vec<String>,
    /// The collection's own words, in lower case.
    pub words: Arc<BTreeSet<String>>,
    /// What the collection wants of every header.
    pub header: Arc<HeaderTemplate>,
    /// Characters beyond ASCII that the collection's texts may hold; none: any.
    pub inventory: Option<Arc<BTreeSet<char>>>,
    /// Words of other languages than English.
    pub dictionaries: Arc<Dictionaries>,
    /// The people and bodies the collection knows.
    pub who: Arc<WhoIsWho>,
}

impl Default for Context {
    fn default() -> Context {
        Context {
            format: Format::Plain,
            convention: Convention::bracketed(),
            convention_declared: false,
            levels: RuleLevels::default(),
            languages: vec!["en".into()],
            words: Arc::default(),
            header: Arc::default(),
            inventory: None,
            dictionaries: Arc::default(),
            who: Arc::default(),
        }
    }
}

impl Context {
    /// Whether the collection holds texts in this language (a primary subtag such as `fr`).
    pub fn has_language(&self, language: &str) -> bool {
        self.languages
            .iter()
            .any(|tag| tag.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(language)))
    }

    /// A hash of all that findings depend on, for caches within this process.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (
            self.format,
            std::ptr::from_ref(self.convention) as usize,
            self.convention_declared,
            &self.levels,
            &self.languages,
            &self.words,
            (&self.header.required, self.header.call_number.as_ref().map(Regex::as_str), &self.inventory),
            self.dictionaries.identity(),
            self.who.fingerprint(),
        )
            .hash(&mut hasher);
        hasher.finish()
    }
}
