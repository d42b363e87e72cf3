//! What a block tells its document without its being a finding.

use std::ops::{BitOr, Range};

use crate::conjecture::suspicion::Suspicion;
use crate::names::NameFacts;
use crate::text::Language;
use crate::transcript::WrittenDate;

use super::glyphs::{AccentedLetters, YearSpans};
use super::marks::MarkFacts;
use super::punctuation::{Ellipsis, LoneBracket, QuotationMark};
use super::residue::DamageFacts;
use super::scripts::ForeignWords;
use super::structure::{LineFacts, PageEdges, Paragraph};
use super::words::{HyphenFacts, Unlisted};

/// The facts of a block. Ranges are byte offsets in the block's running text while the block is
/// checked, and from the block's beginning in the source afterwards.
///
/// Each field belongs to the rules that fold it; a rule of [`Check::Folded`](super::Check::Folded)
/// fills it. A new field that holds ranges is mapped in [`Facts::map_ranges`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Number of words.
    pub words: u32,
    /// What it says of its language. Every block of prose gathers it.
    pub language: Language,
    /// Dates, but for those in addresses and code. Every block gathers them.
    pub dates: Vec<WrittenDate>,
    /// Names of people and bodies, but for those in addresses, code and citations. Every block gathers them.
    pub names: NameFacts,
    /// How its paragraphs begin and end. Every block gathers them.
    pub paragraphs: Vec<Paragraph>,
    /// How letters with accents are written.
    pub accented_letters: AccentedLetters,
    /// Signs between the years of spans.
    pub year_spans: YearSpans,
    /// Words of other scripts than Latin.
    pub foreign_words: ForeignWords,
    /// Marks whose meaning the document decides.
    pub marks: MarkFacts,
    /// Brackets without their other half in the same paragraph.
    pub lone_brackets: Vec<LoneBracket>,
    /// Double quotation marks.
    pub quotations: Vec<QuotationMark>,
    /// Short lines that may be the head or foot of a page.
    pub page_edges: PageEdges,
    /// Lines that hold next to nothing.
    pub lines: LineFacts,
    /// Words after which an item of a list may begin.
    pub run_ons: Vec<Range<usize>>,
    /// Dots that stand for what is left out.
    pub ellipses: Vec<Ellipsis>,
    /// Spaces at the ends of lines.
    pub trailing_spaces: Vec<Range<usize>>,
    /// What is said of damage to the page.
    pub damage: DamageFacts,
    /// Suspect words, once the rules about words have looked.
    pub suspicions: Option<Vec<Suspicion>>,
    /// Hyphens inside words, once the rules about them have looked.
    pub hyphens: Option<Box<HyphenFacts>>,
    /// Words that the dictionaries of other languages do not have.
    pub unlisted: Vec<Unlisted>,
}

/// Kinds of facts. A document has thousands of blocks, and most of them tell a rule nothing: by its kinds a
/// block is passed over without a look at its report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactKinds(u32);

impl FactKinds {
    /// Dates.
    pub const DATES: FactKinds = FactKinds(1);
    /// Names and definitions of acronyms.
    pub const NAMES: FactKinds = FactKinds(1 << 1);
    /// Paragraphs.
    pub const PARAGRAPHS: FactKinds = FactKinds(1 << 2);
    /// Letters with accents.
    pub const ACCENTED_LETTERS: FactKinds = FactKinds(1 << 3);
    /// Signs between years.
    pub const YEAR_SPANS: FactKinds = FactKinds(1 << 4);
    /// Words of other scripts.
    pub const FOREIGN_WORDS: FactKinds = FactKinds(1 << 5);
    /// Marks of any kind.
    pub const MARKS: FactKinds = FactKinds(1 << 6);
    /// Lone brackets.
    pub const LONE_BRACKETS: FactKinds = FactKinds(1 << 7);
    /// Quotation marks.
    pub const QUOTATIONS: FactKinds = FactKinds(1 << 8);
    /// Heads and feet of pages.
    pub const PAGE_EDGES: FactKinds = FactKinds(1 << 9);
    /// Ellipses.
    pub const ELLIPSES: FactKinds = FactKinds(1 << 10);
    /// Spaces at the ends of lines.
    pub const TRAILING_SPACES: FactKinds = FactKinds(1 << 11);
    /// Suspect words.
    pub const SUSPICIONS: FactKinds = FactKinds(1 << 12);
    /// Lines that hold next to nothing.
    pub const STRAY_LINES: FactKinds = FactKinds(1 << 13);
    /// What is said of damage to the page, and gaps.
    pub const DAMAGE: FactKinds = FactKinds(1 << 14);
    /// Words after which an item of a list may begin.
    pub const RUN_ONS: FactKinds = FactKinds(1 << 15);
    /// Words with a hyphen, or that may have one.
    pub const HYPHENS: FactKinds = FactKinds(1 << 16);
    /// Words that the dictionaries of other languages do not have.
    pub const UNLISTED: FactKinds = FactKinds(1 << 17);

    /// Whether a kind is among both.
    pub const fn meets(self, other: FactKinds) -> bool {
        self.0 & other.0 != 0
    }

    /// These if something is so, else none.
    fn when(self, is: bool) -> FactKinds {
        if is { self } else { FactKinds::default() }
    }
}

impl BitOr for FactKinds {
    type Output = FactKinds;

    fn bitor(self, other: FactKinds) -> FactKinds {
        FactKinds(self.0 | other.0)
    }
}

impl Facts {
    /// The kinds of facts there are.
    pub(crate) fn kinds(&self) -> FactKinds {
        let Facts { names, accented_letters, year_spans, foreign_words, .. } = self;
        FactKinds::DATES.when(!self.dates.is_empty())
            | FactKinds::NAMES.when(!names.mentions.is_empty() || !names.definitions.is_empty())
            | FactKinds::PARAGRAPHS.when(!self.paragraphs.is_empty())
            | FactKinds::ACCENTED_LETTERS.when(accented_letters.composed || !accented_letters.decomposed.is_empty())
            | FactKinds::YEAR_SPANS.when(!year_spans.hyphens.is_empty() || !year_spans.dashes.is_empty())
            | FactKinds::FOREIGN_WORDS.when(foreign_words.words > 0 || !foreign_words.scraps.is_empty())
            | FactKinds::MARKS.when(self.marks != MarkFacts::default())
            | FactKinds::LONE_BRACKETS.when(!self.lone_brackets.is_empty())
            | FactKinds::QUOTATIONS.when(!self.quotations.is_empty())
            | FactKinds::PAGE_EDGES.when(!self.page_edges.is_empty())
            | FactKinds::ELLIPSES.when(!self.ellipses.is_empty())
            | FactKinds::TRAILING_SPACES.when(!self.trailing_spaces.is_empty())
            | FactKinds::STRAY_LINES.when(!self.lines.stray.is_empty())
            | FactKinds::DAMAGE.when(self.damage != DamageFacts::default())
            | FactKinds::RUN_ONS.when(!self.run_ons.is_empty())
            | FactKinds::HYPHENS.when(self.hyphens.as_ref().is_some_and(|hyphens| **hyphens != HyphenFacts::default()))
            | FactKinds::UNLISTED.when(!self.unlisted.is_empty())
            | FactKinds::SUSPICIONS.when(self.suspicions.as_ref().is_some_and(|suspicions| !suspicions.is_empty()))
    }

    /// Gives back the room that lists keep to grow: a document holds a report for each of its blocks, and a list of
    /// one has room for four.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.dates.shrink_to_fit();
        self.names.mentions.shrink_to_fit();
        self.names.definitions.shrink_to_fit();
        self.paragraphs.shrink_to_fit();
        self.lone_brackets.shrink_to_fit();
        self.quotations.shrink_to_fit();
        self.page_edges.lines.shrink_to_fit();
        if let Some(suspicions) = &mut self.suspicions {
            suspicions.shrink_to_fit();
        }
    }

    /// Changes every range, from running text to source.
    pub(crate) fn map_ranges(&mut self, map: impl Fn(&Range<usize>) -> Range<usize>) {
        for range in &mut self.accented_letters.decomposed {
            *range = map(range);
        }
        for range in self.year_spans.hyphens.iter_mut().chain(&mut self.year_spans.dashes) {
            *range = map(range);
        }
        for scrap in &mut self.foreign_words.scraps {
            scrap.range = map(&scrap.range);
            scrap.surroundings = map(&scrap.surroundings);
        }
        self.marks.map_ranges(&map);
        for line in &mut self.page_edges.lines {
            line.range = map(&line.range);
        }
        for paragraph in &mut self.paragraphs {
            paragraph.map_ranges(&map);
        }
        let brackets = self.lone_brackets.iter_mut().flat_map(|bracket| [&mut bracket.range, &mut bracket.other]);
        let quotations = self.quotations.iter_mut().flat_map(QuotationMark::ranges);
        let ellipses = self.ellipses.iter_mut().map(|ellipsis| &mut ellipsis.range);
        for range in brackets
            .chain(quotations)
            .chain(ellipses)
            .chain(&mut self.trailing_spaces)
            .chain(&mut self.lines.stray)
            .chain(&mut self.damage.notes)
            .chain(&mut self.run_ons)
        {
            *range = map(range);
        }
        self.names.map_ranges(&map);
        for suspicion in self.suspicions.iter_mut().flatten() {
            suspicion.range = map(&suspicion.range);
            for hypothesis in &mut suspicion.hypotheses {
                hypothesis.range = map(&hypothesis.range);
            }
        }
        if let Some(hyphens) = &mut self.hyphens {
            hyphens.map_ranges(&map);
        }
        for unlisted in &mut self.unlisted {
            unlisted.range = map(&unlisted.range);
        }
        for date in &mut self.dates {
            date.range = map(&date.range);
        }
    }
}
