//! What a rule of block scope sees, and where it writes.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::convention::Mark;
use crate::text::{Characters, Token, lines, tokens};
use crate::transcript::{Layout, Place, Projection, WrittenDate, dates, project};

use super::protected::protected;
use super::{Context, Facts, Finding, Places, Protected};

/// A block's running text with all that rules ask of it, each computed at the first question.
/// All ranges are byte offsets in [`text`](BlockView::text).
pub struct BlockView<'a> {
    /// The running text, without markup.
    pub text: Cow<'a, str>,
    /// Which characters it holds.
    pub characters: Characters,
    /// Where the block stands and how it is to be read.
    pub place: Place,
    /// Configuration and knowledge.
    pub context: &'a Context,
    map: Projection,
    verbatim: Vec<Range<usize>>,
    tokens: OnceCell<Vec<Token>>,
    marks: OnceCell<Vec<Mark>>,
    protected: OnceCell<Vec<Protected>>,
    paragraphs: OnceCell<Vec<Range<usize>>>,
    dates: OnceCell<Vec<WrittenDate>>,
}

impl<'a> BlockView<'a> {
    /// The view of a block with this source text.
    pub fn new(source: &'a str, place: Place, context: &'a Context) -> BlockView<'a> {
        let projected = project(source, context.format);
        BlockView {
            characters: Characters::of(&projected.text),
            text: projected.text,
            place,
            context,
            map: projected.map,
            verbatim: projected.verbatim,
            tokens: OnceCell::new(),
            marks: OnceCell::new(),
            protected: OnceCell::new(),
            paragraphs: OnceCell::new(),
            dates: OnceCell::new(),
        }
    }

    /// Its words, numbers and signs.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| tokens(&self.text))
    }

    /// The editorial marks under the convention in force.
    pub fn marks(&self) -> &[Mark] {
        self.marks.get_or_init(|| self.context.convention.marks(&self.text, self.characters))
    }

    /// The places where most rules keep quiet, sorted by their beginning.
    pub fn protected(&self) -> &[Protected] {
        self.protected.get_or_init(|| {
            let mut found = protected(&self.text, self.characters, self.place, self.marks(), &self.verbatim);
            found.sort_by_key(|place| place.range.start);
            found
        })
    }

    /// Whether a range touches a protected place of a kind that `enters` does not allow.
    pub fn is_protected(&self, range: &Range<usize>, enters: Places) -> bool {
        self.protected()
            .iter()
            .take_while(|place| place.range.start <= range.end)
            .any(|place| !enters.contain(place.kind) && touches(&place.range, range))
    }

    /// The paragraphs: each line of flowed text, the whole block where it is hard-wrapped. Without
    /// line ends at their borders.
    pub fn paragraphs(&self) -> &[Range<usize>] {
        self.paragraphs.get_or_init(|| match self.place.layout {
            Layout::Wrapped => std::iter::once(0..self.text.len()).collect(),
            Layout::Flowed => self.lines().collect(),
        })
    }

    /// The dates in the text, wherever they stand.
    pub fn dates(&self) -> &[WrittenDate] {
        self.dates.get_or_init(|| {
            if self.characters.meets(Characters::DIGITS) { dates(&self.text, self.tokens()) } else { Vec::new() }
        })
    }

    /// The lines, without their line ends.
    pub fn lines(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut at = 0;
        lines(&self.text).map(move |line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end_matches(['\n', '\r']).len()
        })
    }

    /// The way back to the source.
    pub(crate) fn map(&self) -> &Projection {
        &self.map
    }
}

fn touches(place: &Range<usize>, range: &Range<usize>) -> bool {
    if range.is_empty() {
        place.start < range.start && range.start < place.end
    } else {
        place.start < range.end && range.start < place.end
    }
}

/// What the rules say of a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockReport {
    /// What is certain from the block alone.
    pub findings: Vec<Finding>,
    /// What the document has to judge.
    pub facts: Facts,
}

impl BlockReport {
    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}
