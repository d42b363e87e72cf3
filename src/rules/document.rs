//! What a rule of document scope sees.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::names::attested::OtherDocuments;
use crate::text::{Encoding, Language, Source};
use crate::transcript::{Header, LineEnds, Place};

use super::languages::Languages;
use super::names::Table;
use super::structure::Habits;
use super::words::{Judgements, Spellings};
use super::{BlockReport, Context, FactKinds};

/// A block with its place in the file and what its own check found.
#[derive(Clone, Copy, Debug)]
pub struct PlacedBlock<'a> {
    /// Byte offset of its beginning in the file.
    pub start: usize,
    /// Its length in bytes.
    pub length: usize,
    /// How its lines and the blank ones after them end.
    pub line_ends: LineEnds,
    /// Where it stands and how it is read.
    pub place: Place,
    /// Number of words.
    pub words: u32,
    /// What it says of its language.
    pub language: Language,
    /// The kinds of facts in `report`.
    pub kinds: FactKinds,
    /// Findings and facts; ranges count from `start`.
    pub report: &'a BlockReport,
}

impl PlacedBlock<'_> {
    /// Its byte range in the file.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.length
    }

    /// A range of the block as a range of the file.
    pub fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        range.start + self.start..range.end + self.start
    }
}

/// A document: its blocks with their facts, its header, its text. Ranges are those of the file.
pub struct DocumentView<'a> {
    /// The blocks in order.
    pub blocks: &'a [PlacedBlock<'a>],
    /// What the archive wrote over the document.
    pub header: &'a Header,
    /// How the file's bytes spelt the text.
    pub encoding: Encoding,
    /// Configuration and knowledge.
    pub context: &'a Context,
    /// The text; ask for small pieces.
    pub source: &'a dyn Source,
    /// What the other documents of the collection say.
    pub others: OtherDocuments<'a>,
    names: OnceLock<Table<'a>>,
    languages: OnceLock<Languages>,
    judgements: OnceLock<Judgements<'a>>,
    spellings: OnceLock<Spellings<'a>>,
    habits: OnceLock<Habits>,
}

impl<'a> DocumentView<'a> {
    /// The view of a document that stands alone.
    pub fn new(
        blocks: &'a [PlacedBlock<'a>],
        header: &'a Header,
        encoding: Encoding,
        context: &'a Context,
        source: &'a dyn Source,
    ) -> DocumentView<'a> {
        DocumentView {
            blocks,
            header,
            encoding,
            context,
            source,
            others: OtherDocuments::default(),
            names: OnceLock::new(),
            languages: OnceLock::new(),
            judgements: OnceLock::new(),
            spellings: OnceLock::new(),
            habits: OnceLock::new(),
        }
    }

    /// The same among other documents.
    #[must_use]
    pub fn among(self, others: OtherDocuments<'a>) -> DocumentView<'a> {
        DocumentView { others, ..self }
    }

    /// The blocks that have facts of these kinds, with their numbers.
    pub fn blocks_with(&self, kinds: FactKinds) -> impl Iterator<Item = (usize, &'a PlacedBlock<'a>)> {
        self.blocks.iter().enumerate().filter(move |(_, block)| block.kinds.meets(kinds))
    }

    /// How its paragraphs usually begin and end, gathered at the first question.
    pub(super) fn habits(&self) -> Habits {
        *self.habits.get_or_init(|| Habits::of(self))
    }

    /// The names of the document, gathered at the first question.
    pub(super) fn names(&self) -> &Table<'a> {
        self.names.get_or_init(|| Table::of(self.blocks))
    }

    /// The languages of the document, counted at the first question.
    pub(super) fn languages(&self) -> Languages {
        *self.languages.get_or_init(|| Languages::of(self.blocks))
    }

    /// The document's suspect words, judged at the first question.
    pub(super) fn judgements(&self) -> &Judgements<'a> {
        self.judgements.get_or_init(|| Judgements::of(self))
    }

    /// The document's unlisted words, gathered at the first question.
    pub(super) fn spellings(&self) -> &Spellings<'a> {
        self.spellings.get_or_init(|| Spellings::of(self))
    }

    /// The text of a range.
    pub fn text(&self, range: Range<usize>) -> Cow<'_, str> {
        self.source.slice(range)
    }
}
