//! Editorial conventions as data: how a project writes down what it supplies, misses or corrects,
//! how such marks are read back, and how those of one convention are rewritten in another.
//!
//! Each convention is a TOML file of the form that [`schema`] describes; the built-in ones lie
//! beside this module, and a project can bring its own.

mod convert;
mod definition;
mod mark;
mod needed;
mod write;

pub use convert::{Conversion, Left, convert};
pub use definition::{BUILT_IN, ConventionError};
pub use mark::{Extent, Mark, Meaning, Pair};
pub use write::{Snippet, SnippetPart};

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, Mutex, OnceLock};

use definition::Definition;
use mark::Reader;
use write::{Forms, Template};

use crate::text::Characters;

/// How sure an editor is of a reading (TEI `@cert`).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
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
    readers: Vec<Reader>,
    pairs: Vec<Pair>,
    forms: Forms,
    openers: Characters,
}

impl Convention {
    /// A built-in convention by its name.
    pub fn built_in(name: &str) -> Option<&'static Convention> {
        // Each is read when it is first asked for: its patterns take a while to compile.
        static READ: [OnceLock<Convention>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
        let (slot, (_, text)) = READ.iter().zip(BUILT_IN).find(|(_, (known, _))| *known == name)?;
        Some(slot.get_or_init(|| {
            let convention = Convention::from_toml(text);
            // A test reads every built-in convention.
            convention.unwrap_or_else(|error| unreachable!("built-in convention {name}: {error}"))
        }))
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
        let pairs = definition.pairs(text)?;
        let forms = definition.forms(text)?;
        let openers = Characters::ascii(&definition.openers).and_all_beyond_ascii(&definition.openers);
        Ok(Convention { definition, readers, pairs, forms, openers })
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
        let form = if certainty == Certainty::Low { &self.forms.supply_doubtful } else { &self.forms.supply };
        form.fill(&[("text", text), ("cert", certainty.name())])
    }

    /// A place that cannot be read; `characters` if their number is known.
    pub fn gap(&self, characters: Option<usize>) -> String {
        match characters {
            Some(n) => self.forms.gap_characters.fill(&[("n", &n.to_string())]),
            None => self.forms.gap.fill(&[]),
        }
    }

    /// Text that is read with doubt.
    pub fn unclear(&self, text: &str) -> String {
        self.forms.unclear.fill(&[("text", text)])
    }

    /// A mistake of the author or typist, with what was meant.
    pub fn correct(&self, sic: &str, correction: &str) -> String {
        self.forms.correct.fill(&[("sic", sic), ("correction", correction)])
    }

    /// A form with its regular form.
    pub fn regularize(&self, original: &str, regular: &str) -> String {
        self.forms.regularize.fill(&[("original", original), ("regular", regular)])
    }

    /// The words this convention writes inside marks, such as `illegible`.
    pub fn vocabulary(&self) -> impl Iterator<Item = &str> {
        self.definition.vocabulary.iter().map(String::as_str)
    }

    /// The words that any of the built-in conventions writes inside marks. No pattern is compiled for them.
    pub fn vocabulary_of_all() -> &'static [String] {
        static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
            let definitions = BUILT_IN.iter().filter_map(|(_, text)| Definition::parse(text).ok());
            definitions.flat_map(|definition| definition.vocabulary).collect()
        });
        &WORDS
    }

    /// The marks in a text, in order, none inside another.
    pub fn marks(&self, text: &str, characters: Characters) -> Vec<Mark> {
        if !characters.meets(self.openers) {
            return Vec::new();
        }
        mark::read(text, characters, &self.readers)
    }

    /// What marks of a meaning say in this convention, in a sentence for a reader.
    pub fn describe(&self, meaning: Meaning) -> &str {
        self.definition.meanings.get(&meaning).map_or(meaning.description(), String::as_str)
    }

    /// How this convention prefers to write a mark that it only tolerates; none if the mark is as
    /// it should be.
    pub fn preferred(&self, text: &str, mark: &Mark) -> Option<String> {
        let reader = self.readers.get(mark.reader)?;
        let form = reader.instead.as_ref()?;
        let details = reader.details(text, mark);
        let extent = details.extent.as_ref().map(|extent| extent.least.to_string());
        let n = details.number.or(extent.as_deref()).unwrap_or_default();
        let preferred = form.fill(&[("text", &details.text), ("n", n), ("target", details.target)]);
        (preferred != text[mark.range.clone()]).then_some(preferred)
    }

    /// How much a gap says is missing; none if it does not say.
    pub fn extent(&self, text: &str, mark: &Mark) -> Option<Extent> {
        self.readers.get(mark.reader)?.details(text, mark).extent
    }

    /// Where a mark holds its number: that of a page, or of what is missing.
    pub fn number(&self, text: &str, mark: &Mark) -> Option<Range<usize>> {
        self.readers.get(mark.reader)?.number(text, mark)
    }

    /// Whether a gap has to say how much is missing.
    pub fn gaps_state_extent(&self) -> bool {
        self.definition.gaps_state_extent.unwrap_or(false)
    }

    /// The marks of several characters that are opened and have to be closed.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The marks an editor can insert, the commonest first.
    pub fn snippets(&self) -> Vec<Snippet> {
        let forms = &self.forms;
        let written: [(&str, Option<&Template>); 20] = [
            ("supply lost text", Some(&forms.supply)),
            ("supply lost text, with doubt", Some(&forms.supply_doubtful)),
            ("illegible", Some(&forms.gap)),
            ("illegible, so many characters", Some(&forms.gap_characters)),
            ("illegible, so much", forms.gap_extent.as_ref()),
            ("lost", forms.lost.as_ref()),
            ("lost, so much", forms.lost_extent.as_ref()),
            ("read with doubt", Some(&forms.unclear)),
            ("the document says so", forms.sic.as_ref()),
            ("a mistake and its correction", Some(&forms.correct)),
            ("a spelling and its regular form", Some(&forms.regularize)),
            ("left out by the writer", forms.completed.as_ref()),
            ("struck out in the document", forms.deleted.as_ref()),
            ("added in the document", forms.added.as_ref()),
            ("written by mistake", forms.surplus.as_ref()),
            ("an abbreviation written out", forms.expansion.as_ref()),
            ("a passage not printed", forms.omitted.as_ref()),
            ("left blank in the document", forms.blank.as_ref()),
            ("a page begins", forms.page.as_ref()),
            ("a link to a subject", forms.link.as_ref()),
        ];
        let mut seen: Vec<Snippet> = Vec::new();
        let own = self.definition.snippet.iter().map(|own| Snippet::free(&own.label, &own.insert));
        let of_forms = written.into_iter().filter_map(|(label, form)| {
            let parts = form?.snippet();
            // A form without a word of its own, as plain readings have, is no mark.
            let marks = parts.iter().any(|part| matches!(part, SnippetPart::Text(text) if !text.trim().is_empty()));
            marks.then(|| Snippet { label: label.to_owned(), parts })
        });
        for snippet in of_forms.chain(own) {
            if seen.iter().all(|known| known.text() != snippet.text()) {
                seen.push(snippet);
            }
        }
        seen
    }
}

/// The JSON schema of a convention file.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Definition)
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

    /// The marks of a text with their meaning, under a built-in convention.
    fn read<'t>(name: &str, text: &'t str) -> Vec<(&'t str, Meaning)> {
        let marks = Convention::built_in(name).unwrap().marks(text, Characters::of(text));
        marks.iter().map(|mark| (&text[mark.range.clone()], mark.meaning)).collect()
    }

    #[test]
    fn every_built_in_convention_reads() {
        for (name, text) in BUILT_IN {
            let convention = Convention::from_toml(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(convention.name(), name);
        }
    }

    #[test]
    fn what_a_convention_writes_it_reads() {
        for (name, _) in BUILT_IN.iter().filter(|(name, _)| *name != "silent") {
            let convention = Convention::built_in(name).unwrap();
            let read_back = |text: &str| read(name, text).into_iter().map(|(_, meaning)| meaning).collect::<Vec<_>>();
            assert_eq!(read_back(&format!("a {} b", convention.gap(None))), [Meaning::Gap], "{name}");
            assert_eq!(read_back(&format!("a {} b", convention.gap(Some(3)))), [Meaning::Gap], "{name}");
            assert_eq!(read_back(&format!("a {} b", convention.unclear("word"))), [Meaning::Unclear], "{name}");
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
        assert_eq!(Convention::built_in("leiden").unwrap().gap(Some(3)), ".3");
        assert_eq!(Convention::built_in("loc").unwrap().gap(Some(3)), "[???]");
        assert_eq!(Convention::built_in("smithsonian").unwrap().unclear("barn"), "[[barn?]]");
    }

    #[test]
    fn brackets_as_the_wilson_center_and_frus_write_them() {
        use Meaning::*;
        let cases = [
            ("[Member of the Political Bureau of the ALP CC]", Supplied),
            ("[KB]", Supplied),
            ("[sic]", Sic),
            ("[Signed]", Note),
            ("[…]", Omitted),
            ("[...]", Omitted),
            ("[Handwritten list on the side:]", Note),
            ("[Marko?]", Unclear),
            ("[1]", Anchor),
            ("[2 lines not declassified]", Omitted),
            ("[name not declassified]", Omitted),
            ("[five words missing]", Lost),
            ("[garbled group]", Lost),
            ("[Whereupon the meeting was adjourned.]", Note),
            ("[?]", Unclear),
            ("[Washington?]", Unclear),
            ("[Enclosure 1—Telegram—Translation]", Note),
        ];
        for (mark, meaning) in cases {
            let text = format!("before {mark} after");
            assert_eq!(read("bracketed", &text), [(mark, meaning)]);
        }
        assert_eq!(read("bracketed", "Hysni [Kapo] spoke"), [("[Kapo]", Supplied)]);
        assert_eq!(read("bracketed", "the\n(p. 12)\nwas"), [("(p. 12)", Page)]);
    }

    #[test]
    fn keeps_quiet_at_brackets_that_are_no_marks() {
        assert_eq!(read("bracketed", r"\[ \Box formation \] and (p. 12) inside a line"), []);
        assert_eq!(read("bracketed", "[a [b"), []);
        assert_eq!(read("tei", "a < b and c > d"), []);
        assert_eq!(read("leiden", "plain text, 3.5 per cent."), []);
    }

    #[test]
    fn one_bracket_means_what_its_convention_says() {
        use Meaning::*;
        assert_eq!(read("loc", "a [vanilla] bean"), [("[vanilla]", Deleted)]);
        assert_eq!(read("loc", "a [ ] bean"), [("[ ]", Gap)]);
        assert_eq!(read("loc", "a [* note *] bean"), [("[* note *]", Note)]);
        assert_eq!(read("fromthepage", "[[Jane Doe|Jane]] came"), [("[[Jane Doe|Jane]]", Link)]);
        assert_eq!(read("smithsonian", "Abigale Adams [[Abigail Adams]]"), [("[[Abigail Adams]]", Correction)]);
        assert_eq!(read("smithsonian", "[[?]] and [[left margin]]"), [("[[?]]", Gap), ("[[left margin]]", Note)]);
        assert_eq!(
            read("leiden", "[αβγ] 〚δ〛 {ε} <ζ>").iter().map(|m| m.1).collect::<Vec<_>>(),
            [Supplied, Deleted, Surplus, Completed]
        );
        assert_eq!(read("nara", "old [crossed out] words"), [("[crossed out]", Deleted)]);
    }

    #[test]
    fn leiden_plus_in_all_its_forms() {
        use Meaning::*;
        let cases = [
            (".3", Gap),
            ("ca.23", Gap),
            (".5lin", Gap),
            ("[.8]", Lost),
            ("[ca.5]", Lost),
            ("[.11-15]", Lost),
            ("[.?]", Lost),
            ("lost.?lin", Lost),
            ("[........]", Lost),
            ("[μήτηρ (?)]", Supplied),
            ("〚αβγ〛", Deleted),
            (r"\αβγ/", Added),
            ("||left:αβγ||", Added),
            ("<:τοῦ|corr|τω:>", Correction),
            ("<:καὶ|reg|κε:>", Regularization),
            ("vac.3", Blank),
            ("$m4", Note),
            ("/* see above */", Note),
            ("|_αβγ_|", Supplied),
            ("(Καρ(ανίδι))", Expansion),
        ];
        for (mark, meaning) in cases {
            let text = format!("before {mark} after");
            assert_eq!(read("leiden", &text), [(mark, meaning)]);
        }
    }

    #[test]
    fn a_tolerated_mark_names_the_preferred_one() {
        let text = "the 12th [SIC] and [unreadable] and [sic]";
        let bracketed = Convention::bracketed();
        let marks = bracketed.marks(text, Characters::of(text));
        let preferred: Vec<_> = marks.iter().map(|mark| bracketed.preferred(text, mark)).collect();
        assert_eq!(preferred, [Some("[sic]".into()), Some("[illegible]".into()), None]);
    }

    #[test]
    fn a_meaning_is_described_in_the_conventions_words() {
        assert!(Convention::built_in("loc").unwrap().describe(Meaning::Deleted).contains("Library of Congress"));
        assert_eq!(Convention::bracketed().describe(Meaning::Page), Meaning::Page.description());
    }

    #[test]
    fn snippets_are_marks_the_convention_reads() {
        for (name, _) in BUILT_IN {
            let convention = Convention::built_in(name).unwrap();
            let snippets = convention.snippets();
            assert!(!snippets.is_empty(), "{name}");
            for snippet in snippets {
                let text = format!("word\n{}\nword", snippet.text());
                assert!(!convention.marks(&text, Characters::of(&text)).is_empty(), "{name}: {}", snippet.text());
            }
        }
    }

    #[test]
    fn a_convention_of_ones_own_extends_a_built_in() {
        let own = "name = \"ours\"\ntitle = \"ours\"\nextends = \"bracketed\"\n[write]\ngap = \"[undecipherable]\"\n\
                   [[read]]\npattern = '\\[undecipherable\\]'\nmeaning = \"gap\"\n";
        let own = Convention::from_toml(own).unwrap();
        assert_eq!(own.gap(None), "[undecipherable]");
        assert_eq!(own.supply("Fir", Certainty::High), "[Fir]");
        let text = "[undecipherable]";
        assert_eq!(own.marks(text, Characters::of(text))[0].meaning, Meaning::Gap);
        assert_eq!(own.preferred(text, &own.marks(text, Characters::of(text))[0]), None);
    }

    #[test]
    fn a_fault_names_its_line() {
        let head = "name = \"x\"\ntitle = \"x\"\n";
        for (faulty, line, words) in [
            ("openers = 3\n".to_owned(), 3, "string"),
            ("extends = \"brackets\"\n".to_owned(), 3, "there is no convention “brackets”"),
            ("extends = \"silent\"\n".to_owned(), 3, "extends another"),
            ("\n[write]\nsupply = \"[x]\"\n".to_owned(), 5, "{text}"),
            ("\n[write]\nsupply = \"[{txt}]\"\n".to_owned(), 5, "no place to fill in"),
            ("\n[write]\nsupply = \"[{text}]\"\n".to_owned(), 4, "supply-doubtful"),
            ("extends = \"bracketed\"\n[[read]]\npattern = '('\nmeaning = \"gap\"\n".to_owned(), 5, "pattern"),
            ("[[read]]\npattern = 'a'\nmeaning = \"hole\"\n".to_owned(), 5, "hole"),
        ] {
            let error = Convention::from_toml(&format!("{head}{faulty}")).unwrap_err();
            assert_eq!(error.line, line, "{error}");
            assert!(error.to_string().contains(words), "{error}");
        }
    }

    #[test]
    fn the_schema_knows_every_key() {
        let schema = serde_json::to_value(schema()).unwrap();
        for key in ["name", "extends", "openers", "write", "read", "pair", "snippet", "gaps-state-extent"] {
            assert!(schema["properties"].get(key).is_some(), "{key}");
        }
        assert_eq!(schema["additionalProperties"], serde_json::json!(false));
    }
}
