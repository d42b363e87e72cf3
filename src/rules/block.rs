//! What a rule of block scope sees, and where it writes.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::convention::Mark;
use crate::text::{Characters, Language, Token, lines, tokens};
use crate::transcript::{Layout, Place, Projection, WrittenDate, dates, project};

use super::protected::protected;
use super::punctuation::{Brackets, brackets};
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
    protected_until: OnceCell<Vec<usize>>,
    paragraphs: OnceCell<Vec<Range<usize>>>,
    dates: OnceCell<Vec<WrittenDate>>,
    brackets: OnceCell<Vec<(Range<usize>, Brackets)>>,
    language: OnceCell<Language>,
    english: OnceCell<bool>,
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
            protected_until: OnceCell::new(),
            paragraphs: OnceCell::new(),
            dates: OnceCell::new(),
            brackets: OnceCell::new(),
            language: OnceCell::new(),
            english: OnceCell::new(),
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
        if self.protected().is_empty() {
            return false;
        }
        let first = self.protected_until().partition_point(|&end| end < range.start);
        self.protected()[first..]
            .iter()
            .take_while(|place| place.range.start <= range.end)
            .any(|place| !enters.contain(place.kind) && touches(&place.range, range))
    }

    /// How far the protected places reach up to and including each of them, so that a range is
    /// compared with its neighbours alone.
    fn protected_until(&self) -> &[usize] {
        self.protected_until.get_or_init(|| {
            let ends = self.protected().iter().map(|place| place.range.end);
            ends.scan(0, |furthest, end| {
                *furthest = end.max(*furthest);
                Some(*furthest)
            })
            .collect()
        })
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

    /// The brackets of each paragraph.
    pub(super) fn brackets(&self) -> &[(Range<usize>, Brackets)] {
        self.brackets.get_or_init(|| brackets(self))
    }

    /// What it says of its language.
    pub fn language(&self) -> Language {
        *self.language.get_or_init(|| Language::of(&self.text, self.tokens()))
    }

    /// Whether what is known of English may be said of it: the collection has English texts, and this is none in
    /// another language.
    pub fn is_english(&self) -> bool {
        *self.english.get_or_init(|| self.context.has_language("en") && self.language().may_be("en"))
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

    /// What to delete so that nothing is left of the debris at `range`: a line of nothing else goes
    /// with the line end before it (the block's first line with the one after it), and of the spaces
    /// on its two sides one goes too.
    pub fn with_surroundings(&self, range: &Range<usize>) -> Range<usize> {
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        // Only the white space around is looked at: a file may be one line of any length.
        let line_start = before.trim_end_matches(is_blank).len();
        let next = range.end + (after.len() - after.trim_start_matches(is_blank).len());
        let begins_line = before[..line_start].is_empty() || before[..line_start].ends_with(['\n', '\r']);
        let line_end = length_of_line_end(&self.text[next..]);
        let ends_line = next == self.text.len() || line_end > 0;
        match (begins_line, ends_line) {
            (true, true) if line_start > 0 => line_start - length_of_last_line_end(&before[..line_start])..next,
            (true, true) => line_start..next + line_end,
            (true, false) => range.start..next,
            (false, true) => line_start..range.end,
            (false, false) if line_start < range.start => range.start..next,
            (false, false) => range.clone(),
        }
    }

    /// The editorial marks with their ranges in the block's source.
    pub fn marks_in_source(&self) -> Vec<Mark> {
        let to_source = |mark: &Mark| {
            let mut mark = mark.clone();
            mark.range = self.map.to_source(&mark.range);
            mark.content = self.map.to_source(&mark.content);
            mark
        };
        self.marks().iter().map(to_source).collect()
    }

    /// Whether the running text is the source itself: there is no markup in it.
    pub fn is_its_own_source(&self) -> bool {
        self.map == Projection::IDENTITY
    }

    /// The way back to the source.
    pub(crate) fn map(&self) -> &Projection {
        &self.map
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}')
}

/// Bytes of the line end that a text begins with; 0 for none.
fn length_of_line_end(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

/// Bytes of the line end that a text ends with.
fn length_of_last_line_end(text: &str) -> usize {
    if text.ends_with("\r\n") { 2 } else { usize::from(text.ends_with(['\n', '\r'])) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn leaves(marked: &str, left: &str) {
        let start = marked.find('⸢').unwrap();
        let end = marked.find('⸣').unwrap() - '⸢'.len_utf8();
        let text = marked.replace(['⸢', '⸣'], "");
        let context = Context::default();
        let view = BlockView::new(&text, Place::default(), &context);
        let range = view.with_surroundings(&(start..end));
        assert_eq!(format!("{}{}", &text[..range.start], &text[range.end..]), left);
    }

    #[test]
    fn nothing_is_left_of_debris() {
        leaves("one ⸢x⸣ two", "one two");
        leaves("one⸢x⸣ two", "one two");
        leaves("⸢x⸣ two", "two");
        leaves("one ⸢x⸣", "one");
        leaves("one\n⸢x⸣\ntwo", "one\ntwo");
        leaves("one\r\n⸢x⸣\r\ntwo", "one\r\ntwo");
        leaves("one\n ⸢x⸣ ", "one");
        leaves("⸢x⸣", "");
    }

    #[test]
    fn a_range_is_protected_by_the_places_it_touches() {
        let text = "the 12th [sic] Congress, [illegible] and https://example.org/a [sic] more";
        let context = Context::default();
        let block = BlockView::new(text, Place::default(), &context);
        let is_protected = |word: &str| {
            let start = text.find(word).unwrap();
            block.is_protected(&(start..start + word.len()), Places::NONE)
        };
        for word in ["12th", "[sic]", "illegible", "example"] {
            assert!(is_protected(word), "{word}");
        }
        for word in ["the", "Congress", "and", "more"] {
            assert!(!is_protected(word), "{word}");
        }
        assert!(!block.is_protected(&(4..8), Places::SIC));
    }
}
