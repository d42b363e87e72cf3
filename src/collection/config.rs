//! `lacuna.toml`: what a collection declares.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::rules::{RULES, Severity, closest_rule};

/// The contents of a `lacuna.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Config {
    /// Which files belong to the collection and how they are written.
    pub collection: CollectionTable,
    /// People and bodies.
    pub authority: AuthorityTable,
    /// Words.
    pub lexicon: LexiconTable,
    /// What the header of every document must have.
    pub header: HeaderTable,
    /// Severity by rule: a name, or a pattern such as `structure/*`.
    #[schemars(with = "BTreeMap<String, RuleSetting>")]
    pub rules: BTreeMap<Spanned<String>, RuleSetting>,
    /// Other settings for some of the files.
    pub overrides: Vec<Override>,
}

/// The table `[collection]`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct CollectionTable {
    /// Patterns of the transcriptions, from the collection's folder on.
    /// Default: `*.txt`, `*.md` and `*.transcription`, in every folder.
    #[schemars(with = "Option<Vec<String>>")]
    pub include: Option<Vec<Spanned<String>>>,
    /// Patterns of files that are left alone.
    #[schemars(with = "Vec<String>")]
    pub exclude: Vec<Spanned<String>>,
    /// The editorial convention: a built-in name, or the path of a convention file.
    #[schemars(with = "Option<String>")]
    pub convention: Option<Spanned<String>>,
    /// Languages of the texts, as tags such as `en`; the usual one first.
    #[schemars(with = "Option<Vec<String>>")]
    pub languages: Option<Vec<Spanned<String>>>,
    /// Characters beyond ASCII that the texts may hold, one after the other: `"ëËçÇ§–“”"`.
    pub characters: Option<String>,
}

/// The table `[header]`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct HeaderTable {
    /// Labels such as `Citation`, or keys of the front matter, that must be there.
    pub required: Vec<String>,
    /// A regular expression that every citation must match somewhere: the shape of the archive's call
    /// numbers.
    #[schemars(with = "Option<String>")]
    pub call_number: Option<Spanned<String>>,
}

/// The table `[authority]`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct AuthorityTable {
    /// Patterns of authority files.
    #[schemars(with = "Vec<String>")]
    pub files: Vec<Spanned<String>>,
}

/// The table `[lexicon]`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct LexiconTable {
    /// Files of known words, one a line.
    #[schemars(with = "Vec<String>")]
    pub words: Vec<Spanned<String>>,
    /// Hunspell dictionaries by language: the path of the `.dic` file.
    #[schemars(with = "BTreeMap<String, String>")]
    pub dictionaries: BTreeMap<String, Spanned<PathBuf>>,
}

/// Settings for the files that match a pattern.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Patterns of the files.
    #[schemars(with = "Vec<String>")]
    pub files: Vec<Spanned<String>>,
    /// Severity by rule.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RuleSetting>")]
    pub rules: BTreeMap<Spanned<String>, RuleSetting>,
    /// The convention of these files.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub convention: Option<Spanned<String>>,
    /// The languages of these files.
    #[serde(default)]
    pub languages: Option<Vec<String>>,
}

/// What a collection wants of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RuleSetting {
    /// It does not run.
    Off,
    /// It runs; each finding is as severe as the rule says.
    On,
    /// All its findings are hints.
    Hint,
    /// All its findings are informations.
    Info,
    /// All its findings are warnings.
    Warning,
    /// All its findings are errors.
    Error,
}

impl RuleSetting {
    /// The severity it fixes, if it fixes one.
    pub fn severity(self) -> Option<Severity> {
        match self {
            RuleSetting::Off | RuleSetting::On => None,
            RuleSetting::Hint => Some(Severity::Hint),
            RuleSetting::Info => Some(Severity::Info),
            RuleSetting::Warning => Some(Severity::Warning),
            RuleSetting::Error => Some(Severity::Error),
        }
    }
}

/// Something wrong in a file of the project, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFault {
    /// Byte range in the file.
    pub range: Range<usize>,
    /// What is wrong, what was expected, the nearest valid name.
    pub message: String,
}

impl Config {
    /// Reads a `lacuna.toml`.
    ///
    /// # Errors
    /// Every fault that was found; a file with a fault is not used.
    pub fn parse(text: &str) -> Result<Config, Vec<ConfigFault>> {
        let config: Config = toml::from_str(text).map_err(|error| vec![fault_of(&error)])?;
        let faults: Vec<ConfigFault> = config.rule_patterns().filter_map(unknown_rule).collect();
        let faults: Vec<ConfigFault> =
            faults.into_iter().chain(config.bad_patterns()).chain(config.header.bad_call_number()).collect();
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }

    fn rule_patterns(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.rules.keys().chain(self.overrides.iter().flat_map(|o| o.rules.keys()))
    }

    fn bad_patterns(&self) -> impl Iterator<Item = ConfigFault> {
        let collection = &self.collection;
        (collection.include.iter().flatten())
            .chain(&collection.exclude)
            .chain(&self.authority.files)
            .chain(self.overrides.iter().flat_map(|o| &o.files))
            .filter_map(|pattern| {
                let error = globset::Glob::new(pattern.get_ref()).err()?;
                Some(ConfigFault { range: pattern.span(), message: format!("not a file pattern: {}", error.kind()) })
            })
    }
}

impl HeaderTable {
    fn bad_call_number(&self) -> Option<ConfigFault> {
        let pattern = self.call_number.as_ref()?;
        let error = call_number(pattern.get_ref()).err()?;
        // The last line of the reader's message says what is wrong; those before it draw the place.
        let message = error.to_string();
        let what = message.lines().last().unwrap_or_default().trim_start_matches("error: ");
        Some(ConfigFault { range: pattern.span(), message: format!("not a regular expression: {what}") })
    }
}

/// The shape of call numbers, compiled within bounds.
pub(super) fn call_number(pattern: &str) -> Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(pattern).size_limit(1 << 20).build()
}

/// A fault, if a pattern names no rule.
fn unknown_rule(pattern: &Spanned<String>) -> Option<ConfigFault> {
    let name = pattern.get_ref();
    if matching_rules(name).next().is_some() {
        return None;
    }
    Some(ConfigFault { range: pattern.span(), message: unknown_rule_message(name) })
}

/// What to say of a name that no rule has.
pub(crate) fn unknown_rule_message(name: &str) -> String {
    match closest_rule(name) {
        Some(rule) => format!("there is no rule “{name}”; did you mean “{}”?", rule.name),
        None => format!("there is no rule “{name}”; `lacuna explain --all` lists them"),
    }
}

/// The rules whose name is `pattern`, or matches it where it holds `*`.
pub(crate) fn matching_rules(pattern: &str) -> impl Iterator<Item = &'static crate::rules::Rule> {
    let glob = globset::Glob::new(pattern).ok().map(|glob| glob.compile_matcher());
    let exact = pattern.to_owned();
    RULES.iter().copied().filter(move |rule| rule.name == exact || glob.as_ref().is_some_and(|g| g.is_match(rule.name)))
}

/// The fault that the TOML reader names, with the nearest of the keys it expected.
fn fault_of(error: &toml::de::Error) -> ConfigFault {
    let mut message = error.message().to_owned();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let [wrong, expected @ ..] = &quoted[..]
        && message.starts_with("unknown")
        && let Some(nearest) = nearest(wrong, expected)
    {
        message = format!("{message}; did you mean `{nearest}`?");
    }
    ConfigFault { range: error.span().unwrap_or(0..0), message }
}

fn nearest<'a>(wrong: &str, expected: &[&'a str]) -> Option<&'a str> {
    let likeness = |name: &str| strsim::jaro_winkler(wrong, name);
    let best = expected.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.75).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (String, String) {
        let faults = Config::parse(text).unwrap_err();
        (text[faults[0].range.clone()].to_owned(), faults[0].message.clone())
    }

    #[test]
    fn everything_that_can_be_declared_is_read() {
        let config = Config::parse(
            r#"
            [collection]
            include = ["transcripts/**/*.txt"]
            convention = "tei"
            languages = ["en", "sq"]
            [authority]
            files = ["authority/*.toml"]
            [lexicon]
            words = ["words.txt"]
            dictionaries = { sq = "sq.dic" }
            [rules]
            "glyphs/*" = "off"
            "glyphs/filler-run" = "error"
            [[overrides]]
            files = ["drafts/**"]
            rules = { "glyphs/*" = "hint" }
            "#,
        )
        .unwrap();
        assert_eq!(config.rules.len(), 2);
        assert_eq!(config.overrides[0].rules.values().next(), Some(&RuleSetting::Hint));
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let (place, message) = fault("[collection]\nconvension = \"tei\"\n");
        assert_eq!(place, "convension");
        assert!(message.ends_with("did you mean `convention`?"), "{message}");
    }

    #[test]
    fn an_unknown_rule_names_the_nearest() {
        let (place, message) = fault("[rules]\n\"glyphs/filler-runs\" = \"off\"\n");
        assert_eq!(place, "\"glyphs/filler-runs\"");
        assert!(message.contains("did you mean “glyphs/filler-run”"), "{message}");
    }

    #[test]
    fn a_bad_shape_of_call_numbers_is_a_fault_at_its_place() {
        let (place, message) = fault("[header]\ncall-number = \"D [0-9\"\n");
        assert_eq!(place, "\"D [0-9\"");
        assert!(message.contains("unclosed character class"), "{message}");
    }

    #[test]
    fn a_bad_pattern_is_a_fault_at_its_place() {
        assert_eq!(fault("[collection]\ninclude = [\"a[\"]\n").0, "\"a[\"");
    }
}
