//! `words/unlisted`

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::conjecture::confusions::Confusions;
use crate::convention::Certainty;
use crate::lexicon::dictionary::Dictionary;
use crate::lexicon::format::Form;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Restoration, Severity};
use crate::text::{Language, Token, TokenKind};

declare_rule! {
    /// The dictionary of the text's language does not have a word, but one a single misreading away from it.
    ///
    /// For English the lexicon knows how frequent words are and what stands beside them; of other languages Lacuna
    /// knows what a Hunspell dictionary knows, and says less. A word the document has several times is taken for
    /// its own, and so is a word without a neighbour in the dictionary.
    ///
    /// Name the languages of the texts in `lacuna.toml` (`[collection] languages`); the dictionaries come from the
    /// system, or by path from `[lexicon] dictionaries`. A passage in a language without one is left alone.
    ///
    /// Compare the image. Add the word to the project's word list if it is right.
    ///
    /// ```quiet
    /// Der Gesandte kam in das Miniſterium und sprach lange von der Ernte, die in diesem Jahr gut war.
    /// ```
    pub static UNLISTED = {
        name: "words/unlisted",
        severity: Severity::Info,
        precedence: 38,
        check: Check::Folded { block: gather, document: check },
    }
}

/// Shorter words are near to too many, in characters.
const SHORTEST: usize = 4;
const LONGEST: usize = 32;
/// A word that stands so often in a document is one of its own.
const OWN_WORD: usize = 3;
/// A mistake this common speaks for itself, in nats.
const COMMON_MISTAKE: f32 = 6.5;
/// Without frequencies and neighbours, rarer mistakes explain too much, in nats.
const RAREST_MISTAKE: f32 = 7.5;
const MOST_READINGS: usize = 4;

/// A word that a dictionary does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Unlisted {
    /// Where it stands.
    pub range: Range<usize>,
    /// The language of the dictionary.
    pub language: Box<str>,
    /// The word as it stands.
    pub word: Box<str>,
    /// Words of the dictionary one misreading away, the most probable first, each with what the mistake costs.
    pub readings: SmallVec<[(Box<str>, f32); 2]>,
}

/// Hands up the words of a block that the dictionary of its language does not have. A block that does not tell its
/// language is read with each, and the document decides.
fn gather(block: &BlockView, report: &mut BlockReport) {
    let language = block.language();
    for (tag, dictionary) in block.context.dictionaries.iter() {
        if tag == "en" || language == Language::Known("en") || !language.may_be(tag) {
            continue;
        }
        let mut found = Vec::new();
        for (at, token) in block.tokens().iter().enumerate() {
            if is_whole_word(block, at) {
                found.extend(unlisted(block, *token, tag, dictionary));
            }
        }
        found.retain(|unlisted| !is_known(block, report, unlisted));
        report.facts.unlisted.append(&mut found);
    }
}

fn unlisted(block: &BlockView, token: Token, tag: &str, dictionary: &Dictionary) -> Option<Unlisted> {
    let word = token.text(&block.text);
    let letters = word.chars().count();
    let form = Form::of(word);
    // Outside German a capital makes a name.
    let may_be_name = form == Form::Capital && tag != "de";
    let regular = matches!(form, Form::Lower | Form::Capital);
    if !(SHORTEST..=LONGEST).contains(&letters) || !regular || may_be_name || has(dictionary, word) {
        return None;
    }
    let readings = readings(word, dictionary);
    Some(Unlisted { range: token.range(), language: tag.into(), word: word.into(), readings })
        .filter(|u| !u.readings.is_empty())
}

/// Whether the dictionary has a word, or what stands after the apostrophe of `l'envoyé`, or the word as it is spelt
/// today: `daß`, `Theil`.
fn has(dictionary: &Dictionary, word: &str) -> bool {
    dictionary.has(word)
        || word.contains('ß') && dictionary.has(&word.replace('ß', "ss"))
        || word.contains(['T', 't']) && dictionary.has(&word.replace("th", "t").replace("Th", "T"))
        || word.contains('’') && dictionary.has(&word.replace('’', "'"))
        || word.split_once(['\'', '’']).is_some_and(|(elided, rest)| elided.chars().count() < 3 && dictionary.has(rest))
}

/// The words of the dictionary that are one misreading away, the most probable first.
fn readings(word: &str, dictionary: &Dictionary) -> SmallVec<[(Box<str>, f32); 2]> {
    let confusions = Confusions::of_ocr();
    let mut found: SmallVec<[(Box<str>, f32); 2]> = SmallVec::new();
    let mut tried: FxHashSet<String> = FxHashSet::default();
    for (at, _) in word.char_indices() {
        for confusion in confusions.at(&word[at..]).filter(|confusion| confusion.cost < RAREST_MISTAKE) {
            let capital = word[at..].starts_with(char::is_uppercase);
            if at > 0 && (capital || confusion.capital) {
                continue;
            }
            let meant =
                if capital || confusion.capital { capitalized(&confusion.meant) } else { confusion.meant.clone() };
            let reading = format!("{}{meant}{}", &word[..at], &word[at + confusion.read.len()..]);
            if reading != word && tried.insert(reading.clone()) && dictionary.has(&reading) {
                found.push((reading.into(), confusion.cost));
            }
        }
    }
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found.truncate(MOST_READINGS);
    found
}

fn capitalized(letters: &str) -> String {
    let mut rest = letters.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// A word that is neither a part of a longer one nor divided at a line's end.
fn is_whole_word(block: &BlockView, at: usize) -> bool {
    let tokens = block.tokens();
    let token = tokens[at];
    let joins = |text: &str, sign: Option<char>| {
        sign.is_some_and(|c| matches!(c, '-' | '‐' | '¬' | '=' | '/' | '_' | '@')) && !text.is_empty()
    };
    let (before, after) = (&block.text[..token.start as usize], &block.text[token.end as usize..]);
    let divided_before = before.trim_end().ends_with(['-', '‐', '¬', '=']);
    token.kind == TokenKind::Word
        && !joins(before, before.chars().next_back())
        && !joins(after, after.chars().next())
        && !divided_before
        && !block.is_protected(&token.range(), Places::NONE)
}

/// Whether the collection knows the word, or a name it stands in.
fn is_known(block: &BlockView, report: &BlockReport, unlisted: &Unlisted) -> bool {
    let within = |name: &Range<usize>| name.start <= unlisted.range.start && unlisted.range.end <= name.end;
    block.context.words.contains(&unlisted.word.to_lowercase())
        || report.facts.names.mentions.iter().any(|mention| !mention.bearers.is_empty() && within(&mention.range))
}

fn check(document: &DocumentView, found: &mut Vec<Finding>) {
    let languages = document.languages();
    let of_language = || {
        document.blocks_with(FactKinds::UNLISTED).flat_map(|(_, block)| {
            let language = languages.of_block(block);
            let decided = language != Language::Undecided;
            let unlisted = block.report.facts.unlisted.iter();
            unlisted
                .filter(move |unlisted| decided && language.may_be(&unlisted.language))
                .map(move |unlisted| (block, unlisted))
        })
    };
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, unlisted) in of_language() {
        *times.entry(&unlisted.word).or_default() += 1;
    }
    for (block, unlisted) in of_language() {
        if times.get(&*unlisted.word).is_none_or(|&times| times < OWN_WORD) {
            found.push(finding(unlisted).map_ranges(|range| block.in_file(range)));
        }
    }
}

fn finding(unlisted: &Unlisted) -> Finding {
    let Unlisted { range, language, word, readings } = unlisted;
    let best = readings.first().map_or("", |(best, _)| best);
    let message = format!("“{word}” is not in the dictionary of “{language}”; perhaps “{best}”");
    let telling = matches!(&readings[..], [(_, cost)] if *cost < COMMON_MISTAKE);
    let (severity, certainty) =
        if telling { (Severity::Info, Certainty::Medium) } else { (Severity::Hint, Certainty::Low) };
    let offered =
        readings.iter().map(|(reading, _)| Restoration::replace(range.clone(), &**reading).certainty(certainty));
    Finding::new(&UNLISTED, range.clone(), message).severity(severity).restorations(offered)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::sync::Arc;

    use super::*;
    use crate::lexicon::dictionary::Dictionaries;
    use crate::rules::testing::{findings, only};

    /// What the rule finds with a small dictionary of German.
    fn unlisted(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let words = "Gesandte\nkam\nin\ndas\nMinisterium\nund\nsprach\nlange\nvon\nder\nErnte\ndie\ndiesem\nJahr\ngut\nwar\nhat\n";
        fs::write(folder.path().join("de.aff"), "SET UTF-8\n").unwrap();
        fs::write(folder.path().join("de.dic"), format!("17\n{words}")).unwrap();
        let mut faults = Vec::new();
        let declared = BTreeMap::from([("de".to_owned(), folder.path().join("de.dic"))]);
        let dictionaries = Arc::new(Dictionaries::load(&declared, &[], &mut faults));
        assert_eq!(faults, Vec::<String>::new());
        let languages = vec!["en".into(), "de".into()];
        let context = crate::rules::Context { dictionaries, languages, ..only(&UNLISTED) };
        findings(context, text)
            .iter()
            .map(|found| format!("{} {}", &text[found.range.clone()], found.message))
            .collect()
    }

    const SENTENCE: &str =
        "Der Gesandte kam in das Ministerium und sprach lange von der Ernte, die in diesem Jahr gut war.";

    #[test]
    fn a_word_one_misreading_away_is_found() {
        let found = unlisted(&SENTENCE.replace("lange", "lauge"));
        assert_eq!(found, ["lauge “lauge” is not in the dictionary of “de”; perhaps “lange”"]);
    }

    #[test]
    fn keeps_quiet_at_words_the_document_has_often_and_at_strange_ones() {
        assert_eq!(unlisted(&SENTENCE.replace("lange", "lauge").repeat(3)), Vec::<String>::new());
        assert_eq!(unlisted(&SENTENCE.replace("lange", "mit Tschiangkaischek")), Vec::<String>::new());
    }

    #[test]
    fn keeps_quiet_in_other_languages() {
        let english = "The envoy came to the ministry and spoke of the harvest, which was lauge and good.";
        assert_eq!(unlisted(english), Vec::<String>::new());
        let french =
            "L'envoyé est venu au ministère et il a parlé longtemps de la récolte lauge, qui fut bonne cette année.";
        assert_eq!(unlisted(french), Vec::<String>::new());
    }

    #[test]
    fn what_a_passage_does_not_tell_the_document_decides() {
        assert_eq!(unlisted("von lauge"), Vec::<String>::new());
        assert_eq!(unlisted(&format!("{SENTENCE}\n\nvon lauge")).len(), 1);
    }
}
