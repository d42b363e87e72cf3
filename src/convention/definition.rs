//! The TOML form of a convention.

use regex::Regex;
use serde::Deserialize;

use super::Meaning;

/// The conventions that come with the program: name and definition.
pub const BUILT_IN: [(&str, &str); 8] = [
    ("bracketed", include_str!("bracketed.toml")),
    ("leiden", include_str!("leiden.toml")),
    ("tei", include_str!("tei.toml")),
    ("loc", include_str!("loc.toml")),
    ("nara", include_str!("nara.toml")),
    ("smithsonian", include_str!("smithsonian.toml")),
    ("fromthepage", include_str!("fromthepage.toml")),
    ("silent", include_str!("silent.toml")),
];

/// What is wrong in a convention file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConventionError {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Definition {
    pub name: String,
    pub title: String,
    /// Characters with which a mark can begin.
    pub openers: String,
    /// Words that stand inside marks, in their right spelling.
    #[serde(default)]
    pub vocabulary: Vec<String>,
    pub write: Write,
    #[serde(default)]
    pub read: Vec<Read>,
}

/// How each intent is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Write {
    pub supply: String,
    pub supply_doubtful: String,
    pub gap: String,
    pub gap_characters: String,
    pub unclear: String,
    pub correct: String,
    pub regularize: String,
}

/// A pattern of marks; the group `text`, if there is one, is what the mark encloses.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Read {
    pub pattern: toml::Spanned<String>,
    pub meaning: Meaning,
}

impl Definition {
    pub fn parse(text: &str) -> Result<Definition, ConventionError> {
        toml::from_str(text).map_err(|error| ConventionError {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_string(),
        })
    }

    pub fn readers(&self, text: &str) -> Result<Vec<(Regex, Meaning)>, ConventionError> {
        self.read
            .iter()
            .map(|read| {
                let regex = Regex::new(read.pattern.get_ref()).map_err(|error| ConventionError {
                    line: line_of(text, read.pattern.span().start),
                    message: format!("the pattern cannot be read: {error}"),
                })?;
                Ok((regex, read.meaning))
            })
            .collect()
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}
