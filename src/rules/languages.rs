//! In which languages a document is written: each passage says what it can, the document decides the rest.

use std::collections::BTreeMap;

use crate::rules::PlacedBlock;
use crate::text::Language;

/// The languages of a document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Languages {
    /// The language of most of its words.
    main: Language,
}

impl Languages {
    /// What the passages of a document say.
    pub fn of(blocks: &[PlacedBlock]) -> Self {
        let mut words: BTreeMap<Language, u32> = BTreeMap::new();
        for block in blocks.iter().filter(|block| block.language != Language::Undecided) {
            *words.entry(block.language).or_default() += block.words;
        }
        let most = words.into_iter().max_by_key(|&(_, words)| words);
        Self { main: most.map(|(language, _)| language).unwrap_or_default() }
    }

    /// The language of most of its words.
    pub fn main(self) -> Language {
        self.main
    }

    /// The language of a passage: its own, or where it does not tell, that of the document.
    pub fn of_block(self, block: &PlacedBlock) -> Language {
        match block.language {
            Language::Undecided => self.main,
            own => own,
        }
    }
}
