//! The words of a document that no list has, with their places: what the rules about uneven spelling fold.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::conjecture::suspicion::Kind;
use crate::rules::{DocumentView, FactKinds};

/// Unlisted words in lower case, each with its places in the file, in the order of their first places.
pub(in crate::rules) struct Spellings<'a> {
    /// The words.
    pub words: Vec<Spelling<'a>>,
}

/// One unlisted word.
pub(in crate::rules) struct Spelling<'a> {
    /// In lower case.
    pub word: &'a str,
    /// Where it stands; a place may hold a neighbour too that the word perhaps belongs to.
    pub places: Vec<Range<usize>>,
}

impl<'a> Spellings<'a> {
    /// The unlisted words of a document's English passages.
    pub fn of(document: &DocumentView<'a>) -> Self {
        let languages = document.languages();
        let mut words: Vec<Spelling<'a>> = Vec::new();
        let mut known: FxHashMap<&'a str, usize> = FxHashMap::default();
        let suspicious = document.blocks_with(FactKinds::SUSPICIONS);
        for (_, block) in suspicious.filter(|(_, block)| languages.of_block(block).may_be("en")) {
            let suspicions = block.report.facts.suspicions.iter().flatten();
            for suspicion in suspicions.filter(|suspicion| suspicion.kind != Kind::Confused) {
                let at = *known.entry(&suspicion.word).or_insert_with(|| {
                    words.push(Spelling { word: &suspicion.word, places: Vec::new() });
                    words.len() - 1
                });
                words[at].places.push(block.in_file(&suspicion.range));
            }
        }
        Self { words }
    }
}

impl Spelling<'_> {
    /// The places that hold the word and nothing else, each with the word as it stands there.
    pub fn as_written<'d>(&self, document: &'d DocumentView) -> impl Iterator<Item = (Range<usize>, String)> + 'd {
        let word = self.word.to_owned();
        self.places
            .clone()
            .into_iter()
            .map(|place| (place.clone(), document.text(place).into_owned()))
            .filter(move |(_, written)| written.to_lowercase() == word)
    }
}
