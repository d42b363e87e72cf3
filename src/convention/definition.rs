//! The TOML form of a convention.

use std::collections::BTreeMap;

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::mark::{Pair, Reader};
use super::needed::needed;
use super::write::{Forms, Template};
use super::{Certainty, Meaning};

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

/// A convention file: how a project writes its marks, and how they are read back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Convention", title = "An editorial convention")]
pub(super) struct Definition {
    /// Its name, as `lacuna.toml` writes it.
    pub name: String,
    /// What it is, in a phrase.
    pub title: String,
    /// A built-in convention that this one adds to: what it does not say is as it is there.
    #[schemars(with = "Option<String>")]
    pub extends: Option<Spanned<String>>,
    /// Characters with which a mark can begin, or that each mark holds.
    #[serde(default)]
    pub openers: String,
    /// Words that stand inside marks, in their right spelling.
    #[serde(default)]
    pub vocabulary: Vec<String>,
    /// Whether a gap has to say how much is missing.
    pub gaps_state_extent: Option<bool>,
    /// What marks of a meaning say in this convention, where the usual words do not fit.
    #[serde(default)]
    pub meanings: BTreeMap<Meaning, String>,
    /// How each intent is written.
    #[serde(default)]
    pub write: Write,
    /// Patterns of marks; the earlier one wins where two meet.
    #[serde(default)]
    pub read: Vec<Read>,
    /// Marks that open and close with more than one character, for the check that each is closed.
    #[serde(default)]
    pub pair: Vec<PairForm>,
    /// Further marks that an editor may want to insert.
    #[serde(default)]
    pub snippet: Vec<SnippetForm>,
}

/// How each intent is written. `{text}` and the other names in braces are filled in; `{n×?}` is as
/// many question marks as characters are missing.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Write {
    /// Lost text that is supplied: `{text}`, `{cert}` (high, medium).
    pub supply: Form,
    /// Lost text that is supplied with doubt: `{text}`, `{cert}` (low).
    pub supply_doubtful: Form,
    /// A place that cannot be read.
    pub gap: Form,
    /// A place of so many characters: `{n}`.
    pub gap_characters: Form,
    /// A place of so many characters, words, lines or pages: `{n}`, `{unit}`, `{units}` (plural).
    pub gap_extent: Form,
    /// A place where the text is lost.
    pub lost: Form,
    /// A place where so many characters are lost: `{n}`.
    pub lost_characters: Form,
    /// A place where so much is lost: `{n}`, `{unit}`, `{units}` (plural).
    pub lost_extent: Form,
    /// Text read with doubt: `{text}`, `{dotted}` (a dot below each letter).
    pub unclear: Form,
    /// A mistake and what was meant: `{sic}`, `{correction}`.
    pub correct: Form,
    /// A form and its regular form: `{original}`, `{regular}`.
    pub regularize: Form,
    /// A mistake that stays: `{text}`.
    pub sic: Form,
    /// Text the writer left out: `{text}`.
    pub completed: Form,
    /// Text struck out in the document: `{text}`.
    pub deleted: Form,
    /// Text added in the document: `{text}`.
    pub added: Form,
    /// Text written by mistake: `{text}`.
    pub surplus: Form,
    /// An abbreviation written out: `{text}`.
    pub expansion: Form,
    /// A passage that is not printed: `{text}` says which and why.
    pub omitted: Form,
    /// A space left blank in the document.
    pub blank: Form,
    /// A remark of the editor: `{text}`.
    pub note: Form,
    /// The beginning of a page: `{n}`.
    pub page: Form,
    /// A link to a subject: `{target}`, `{text}`.
    pub link: Form,
}

/// A form in which something is written; none if the convention cannot say it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct Form(#[schemars(with = "Option<String>")] Option<Spanned<String>>);

/// A pattern of marks. Named groups: `mark` is the mark itself where the pattern looks around it,
/// `text` what it encloses, `sic`, `original`, `target` what else it holds, `n` and `most` how much
/// is missing, `unit` of what, `run` a run of as many characters.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Read {
    /// A regular expression.
    #[schemars(with = "String")]
    pub pattern: Spanned<String>,
    /// What such a mark says.
    pub meaning: Meaning,
    /// How sure it is of itself; usually high.
    pub certainty: Option<Certainty>,
    /// How much is missing: `character`, `word`, `line`, `page`.
    pub unit: Option<String>,
    /// The form this convention prefers, if the mark is only tolerated: `{text}`.
    #[schemars(with = "Option<String>")]
    pub instead: Option<Spanned<String>>,
    /// Characters to leave out of what it encloses.
    #[serde(default)]
    pub strip: String,
    /// What the mark says besides, that no other convention could: it is not rewritten.
    pub untranslatable: Option<String>,
}

/// What opens and what closes a mark: regular expressions. Where they have a group, it must be the
/// same in both.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PairForm {
    /// What opens it.
    #[schemars(with = "String")]
    pub open: Spanned<String>,
    /// What closes it.
    #[schemars(with = "String")]
    pub close: Spanned<String>,
}

/// A mark to insert: `{…}` is where the editor goes on writing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SnippetForm {
    /// What it is, in a phrase.
    pub label: String,
    /// The text, with a placeholder's words in braces.
    pub insert: String,
}

impl Definition {
    /// Reads a definition, with what it takes over from the convention it extends.
    pub fn parse(text: &str) -> Result<Definition, ConventionError> {
        let mut own: Definition = toml::from_str(text).map_err(|error| ConventionError {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_string(),
        })?;
        if let Some(base) = own.extends.take() {
            own.extend(Definition::base(&base, text)?);
        }
        Ok(own)
    }

    /// The built-in convention that another one names as its base; a built-in base stands alone.
    fn base(name: &Spanned<String>, text: &str) -> Result<Definition, ConventionError> {
        let fault = |message| ConventionError { line: line_of(text, name.span().start), message };
        let (_, base) = BUILT_IN.iter().find(|(known, _)| known == name.get_ref()).ok_or_else(|| {
            let known: Vec<&str> = BUILT_IN.iter().map(|(known, _)| *known).collect();
            fault(format!("there is no convention “{}”; there are {}", name.get_ref(), known.join(", ")))
        })?;
        let base: Definition = toml::from_str(base).map_err(|error| fault(error.to_string()))?;
        match base.extends {
            Some(_) => Err(fault(format!("“{}” extends another convention itself; extend that one", name.get_ref()))),
            None => Ok(base),
        }
    }

    fn extend(&mut self, base: Definition) {
        self.openers.push_str(&base.openers);
        self.vocabulary.extend(base.vocabulary);
        self.gaps_state_extent = self.gaps_state_extent.or(base.gaps_state_extent);
        for (meaning, words) in base.meanings {
            self.meanings.entry(meaning).or_insert(words);
        }
        self.read.extend(base.read);
        self.pair.extend(base.pair);
        self.snippet.extend(base.snippet);
        self.write.extend(base.write);
    }

    /// The patterns, compiled.
    pub fn readers(&self, text: &str) -> Result<Vec<Reader>, ConventionError> {
        self.read.iter().map(|read| read.reader(text)).collect()
    }

    /// What opens and closes marks, compiled.
    pub fn pairs(&self, text: &str) -> Result<Vec<Pair>, ConventionError> {
        (self.pair.iter())
            .map(|pair| Ok(Pair { open: compile(&pair.open, text)?, close: compile(&pair.close, text)? }))
            .collect()
    }

    /// The forms, with what must be there present.
    pub fn forms(&self, text: &str) -> Result<Forms, ConventionError> {
        let write = &self.write;
        let missing = |name: &str| ConventionError {
            line: text.lines().position(|line| line.trim() == "[write]").map_or(1, |at| at + 1),
            message: format!("[write] must say `{name} = …`, or the file must say which convention it `extends`"),
        };
        let needed = |form: &Form, name: &str, holds: &[&str]| form.template(text, holds)?.ok_or_else(|| missing(name));
        Ok(Forms {
            supply: needed(&write.supply, "supply", &["text"])?,
            supply_doubtful: needed(&write.supply_doubtful, "supply-doubtful", &["text"])?,
            gap: needed(&write.gap, "gap", &[])?,
            gap_characters: needed(&write.gap_characters, "gap-characters", &[])?,
            gap_extent: write.gap_extent.template(text, &["n"])?,
            lost: write.lost.template(text, &[])?,
            lost_characters: write.lost_characters.template(text, &["n"])?,
            lost_extent: write.lost_extent.template(text, &["n"])?,
            unclear: needed(&write.unclear, "unclear", &["text", "dotted"])?,
            correct: needed(&write.correct, "correct", &["sic", "correction"])?,
            regularize: needed(&write.regularize, "regularize", &["original", "regular"])?,
            sic: write.sic.template(text, &["text"])?,
            completed: write.completed.template(text, &["text"])?,
            deleted: write.deleted.template(text, &["text"])?,
            added: write.added.template(text, &["text"])?,
            surplus: write.surplus.template(text, &["text"])?,
            expansion: write.expansion.template(text, &["text"])?,
            omitted: write.omitted.template(text, &["text"])?,
            blank: write.blank.template(text, &[])?,
            note: write.note.template(text, &["text"])?,
            page: write.page.template(text, &["n"])?,
            link: write.link.template(text, &["text"])?,
        })
    }
}

impl Write {
    /// Takes over each form it lacks.
    fn extend(&mut self, base: Write) {
        let Write {
            supply,
            supply_doubtful,
            gap,
            gap_characters,
            gap_extent,
            lost,
            lost_characters,
            lost_extent,
            unclear,
            correct,
            regularize,
            sic,
            completed,
            deleted,
            added,
            surplus,
            expansion,
            omitted,
            blank,
            note,
            page,
            link,
        } = base;
        for (own, base) in [
            (&mut self.supply, supply),
            (&mut self.supply_doubtful, supply_doubtful),
            (&mut self.gap, gap),
            (&mut self.gap_characters, gap_characters),
            (&mut self.gap_extent, gap_extent),
            (&mut self.lost, lost),
            (&mut self.lost_characters, lost_characters),
            (&mut self.lost_extent, lost_extent),
            (&mut self.unclear, unclear),
            (&mut self.correct, correct),
            (&mut self.regularize, regularize),
            (&mut self.sic, sic),
            (&mut self.completed, completed),
            (&mut self.deleted, deleted),
            (&mut self.added, added),
            (&mut self.surplus, surplus),
            (&mut self.expansion, expansion),
            (&mut self.omitted, omitted),
            (&mut self.blank, blank),
            (&mut self.note, note),
            (&mut self.page, page),
            (&mut self.link, link),
        ] {
            if own.0.is_none() {
                own.0 = base.0;
            }
        }
    }
}

impl Form {
    /// The form as a template that holds at least one of the names in `holds`, so that no reading
    /// is lost in writing.
    fn template(&self, text: &str, holds: &[&str]) -> Result<Option<Template>, ConventionError> {
        let Some(form) = &self.0 else { return Ok(None) };
        let fault = |message| ConventionError { line: line_of(text, form.span().start), message };
        let template = Template::parse(form.get_ref()).map_err(fault)?;
        if holds.is_empty() || holds.iter().any(|name| template.holds(name)) {
            return Ok(Some(template));
        }
        let names: Vec<String> = holds.iter().map(|name| format!("{{{name}}}")).collect();
        Err(fault(format!("the form must hold {}, or what it stands for would be lost", names.join(" or "))))
    }
}

impl Read {
    fn reader(&self, text: &str) -> Result<Reader, ConventionError> {
        let pattern = compile(&self.pattern, text)?;
        let instead = match &self.instead {
            Some(form) => Some(
                Template::parse(form.get_ref())
                    .map_err(|message| ConventionError { line: line_of(text, form.span().start), message })?,
            ),
            None => None,
        };
        Ok(Reader {
            needs: needed(self.pattern.get_ref()),
            pattern,
            meaning: self.meaning,
            certainty: self.certainty.unwrap_or(Certainty::High),
            unit: self.unit.clone(),
            instead,
            strip: self.strip.clone(),
            untranslatable: self.untranslatable.clone(),
        })
    }
}

fn compile(pattern: &Spanned<String>, text: &str) -> Result<Regex, ConventionError> {
    Regex::new(pattern.get_ref()).map_err(|error| ConventionError {
        line: line_of(text, pattern.span().start),
        message: format!("the pattern cannot be read: {error}"),
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}
