//! Editorial conventions as data: how a project writes down what it supplies, misses or corrects,
//! and how such marks are read back.
//!
//! Each convention is a TOML file of the form of [`Convention`]'s definition; the built-in ones lie
//! beside this module, and a project can bring its own.

mod definition;
mod mark;

pub use definition::{BUILT_IN, ConventionError};
pub use mark::{Mark, Meaning};

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use definition::Definition;
use regex::Regex;

use crate::text::Characters;

/// How sure an editor is of a reading (TEI `@cert`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Possible.
    Low,
    /// Probable.
    Medium,
    /// Very probable: right in at least 19 of 20 cases.
    High,
}

/// An editorial convention.
#[derive(Debug)]
pub struct Convention {
    definition: Definition,
    readers: Vec<(Regex, Meaning)>,
    openers: Characters,
}

impl Convention {
    /// A built-in convention by its name.
    pub fn built_in(name: &str) -> Option<&'static Convention> {
        static ALL: OnceLock<Vec<(&'static str, Convention)>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            BUILT_IN
                .iter()
                .map(|&(name, text)| {
                    let convention = Convention::from_toml(text);
                    // A test reads every built-in convention.
                    (name, convention.unwrap_or_else(|error| unreachable!("built-in convention {name}: {error}")))
                })
                .collect()
        });
        all.iter().find(|(known, _)| *known == name).map(|(_, convention)| convention)
    }

    /// The convention of a project that declares none: square brackets, as the Wilson Center and
    /// FRUS write them.
    pub fn bracketed() -> &'static Convention {
        Convention::built_in("bracketed").unwrap_or_else(|| unreachable!("the bracketed convention is built in"))
    }

    /// A convention of a project's own, kept for as long as the program runs: there are as many as
    /// there are different texts of convention files, however often a project is read again.
    ///
    /// # Errors
    /// [`ConventionError`] with the place of the fault in the TOML text.
    pub fn of_project(text: &str) -> Result<&'static Convention, ConventionError> {
        static READ: Mutex<BTreeMap<String, &'static Convention>> = Mutex::new(BTreeMap::new());
        let mut read = READ.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = read.get(text) {
            return Ok(known);
        }
        let convention: &'static Convention = Box::leak(Box::new(Convention::from_toml(text)?));
        read.insert(text.to_owned(), convention);
        Ok(convention)
    }

    /// Reads a convention.
    ///
    /// # Errors
    /// [`ConventionError`] with the place of the fault in the TOML text.
    pub fn from_toml(text: &str) -> Result<Convention, ConventionError> {
        let definition = Definition::parse(text)?;
        let readers = definition.readers(text)?;
        let openers = Characters::ascii(&definition.openers).and_all_beyond_ascii(&definition.openers);
        Ok(Convention { definition, readers, openers })
    }

    /// Its name, as `lacuna.toml` writes it.
    pub fn name(&self) -> &str {
        &self.definition.name
    }

    /// What it is, in a phrase.
    pub fn title(&self) -> &str {
        &self.definition.title
    }

    /// Text that was lost and is supplied.
    pub fn supply(&self, text: &str, certainty: Certainty) -> String {
        let write = &self.definition.write;
        let form = if certainty == Certainty::Low { &write.supply_doubtful } else { &write.supply };
        form.replace("{text}", text).replace("{cert}", certainty.name())
    }

    /// A place that cannot be read; `characters` if their number is known.
    pub fn gap(&self, characters: Option<usize>) -> String {
        let write = &self.definition.write;
        match characters {
            Some(n) => write.gap_characters.replace("{n}", &n.to_string()),
            None => write.gap.clone(),
        }
    }

    /// Text that is read with doubt.
    pub fn unclear(&self, text: &str) -> String {
        self.definition.write.unclear.replace("{text}", text)
    }

    /// A mistake of the author or typist, with what was meant.
    pub fn correct(&self, sic: &str, correction: &str) -> String {
        self.definition.write.correct.replace("{sic}", sic).replace("{correction}", correction)
    }

    /// A form with its regular form.
    pub fn regularize(&self, original: &str, regular: &str) -> String {
        self.definition.write.regularize.replace("{original}", original).replace("{regular}", regular)
    }

    /// The words this convention writes inside marks, such as `illegible`.
    pub fn vocabulary(&self) -> impl Iterator<Item = &str> {
        self.definition.vocabulary.iter().map(String::as_str)
    }

    /// The marks in a text, in order, none inside another.
    pub fn marks(&self, text: &str, characters: Characters) -> Vec<Mark> {
        if !characters.meets(self.openers) {
            return Vec::new();
        }
        mark::read(text, &self.readers)
    }
}

impl Certainty {
    /// The value of TEI `@cert`.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Low => "low",
            Certainty::Medium => "medium",
            Certainty::High => "high",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_convention_reads() {
        for (name, text) in BUILT_IN {
            let convention = Convention::from_toml(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(convention.name(), name);
        }
    }

    #[test]
    fn an_intent_is_written_as_the_convention_says() {
        let bracketed = Convention::bracketed();
        assert_eq!(bracketed.supply("Fir", Certainty::High), "[Fir]");
        assert_eq!(bracketed.supply("Fir", Certainty::Low), "[Fir?]");
        assert_eq!(bracketed.gap(Some(3)), "[illegible]");
        let tei = Convention::built_in("tei").unwrap();
        assert_eq!(tei.supply("Fir", Certainty::High), r#"<supplied reason="lost" cert="high">Fir</supplied>"#);
        assert_eq!(tei.gap(Some(3)), r#"<gap reason="illegible" quantity="3" unit="character"/>"#);
    }

    #[test]
    fn marks_are_read_with_their_meaning() {
        let text = "the 12th [sic] Congress [illegible] of the [Party]";
        let marks = Convention::bracketed().marks(text, Characters::of(text));
        let read: Vec<_> = marks.iter().map(|m| (&text[m.range.clone()], m.meaning)).collect();
        assert_eq!(read, [("[sic]", Meaning::Sic), ("[illegible]", Meaning::Gap), ("[Party]", Meaning::Supplied)]);
    }

    #[test]
    fn a_fault_names_its_line() {
        let error = Convention::from_toml("name = \"x\"\ntitle = 3\n").unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
