//! Which brackets of a text belong together.

use std::ops::Range;

use crate::rules::{BlockView, Places};
use crate::text::{Characters, char_after, char_before};

/// The characters that are brackets.
pub(super) const BRACKETS: Characters = Characters::ascii("()[]{}");

/// A kind of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `(` and `)`
    Round,
    /// `[` and `]`
    Square,
    /// `{` and `}`
    Curly,
}

/// A bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Bracket {
    /// Byte offset.
    pub at: usize,
    /// Round, square or curly.
    pub kind: Kind,
    /// Whether it opens.
    pub opens: bool,
}

/// The brackets of one paragraph.
#[derive(Debug, Default)]
pub(in crate::rules) struct Brackets {
    /// Those that belong together, in the order of their ends.
    pub pairs: Vec<(Bracket, Bracket)>,
    /// Those that stand alone, in order.
    pub lone: Vec<Bracket>,
}

/// Brackets nested deeper than this are no text.
const DEPTH: usize = 1 << 16;

/// The brackets of each paragraph of a block; rules ask for them by [`BlockView::brackets`].
pub(in crate::rules) fn brackets(block: &BlockView) -> Vec<(Range<usize>, Brackets)> {
    if !block.characters.meets(BRACKETS) {
        return block.paragraphs().iter().map(|paragraph| (paragraph.clone(), Brackets::default())).collect();
    }
    let mut silent = silent_places(block).into_iter().peekable();
    let read = |paragraph: &Range<usize>| {
        let mut reader = Reader::default();
        for bracket in bracket_characters(&block.text, paragraph) {
            while silent.next_if(|place| place.end <= bracket.at).is_some() {}
            let is_silent = silent.peek().is_some_and(|place| place.start <= bracket.at);
            if !is_silent && is_bracket(&block.text, paragraph, bracket, &reader) {
                reader.take(bracket);
            }
        }
        (paragraph.clone(), reader.finish())
    };
    block.paragraphs().iter().map(read).collect()
}

/// Places where brackets and quotation marks are no punctuation, in order, none inside another.
pub(super) fn silent_places(block: &BlockView) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let kinds = [Places::ADDRESSES, Places::VERBATIM, Places::CITATIONS];
    for place in block.protected().iter().filter(|place| kinds.contains(&place.kind)) {
        let end =
            if place.kind == Places::ADDRESSES { address_end(&block.text, &place.range) } else { place.range.end };
        match places.last_mut() {
            Some(last) if place.range.start < last.end => last.end = last.end.max(end),
            _ => places.push(place.range.start..end),
        }
    }
    places
}

/// Where an address ends: what closes the sentence or the bracket around it is no part of it.
fn address_end(text: &str, address: &Range<usize>) -> usize {
    let address_text = &text[address.clone()];
    let closers: &[char] =
        if address_text.contains('(') { &['.', ',', ';', '”'] } else { &['.', ',', ';', ':', ')', '”'] };
    address.start + address_text.trim_end_matches(closers).len()
}

fn bracket_characters(text: &str, paragraph: &Range<usize>) -> impl Iterator<Item = Bracket> {
    text.as_bytes()[paragraph.clone()].iter().enumerate().filter_map({
        let start = paragraph.start;
        move |(at, &byte)| {
            let (kind, opens) = match byte {
                b'(' => (Kind::Round, true),
                b')' => (Kind::Round, false),
                b'[' => (Kind::Square, true),
                b']' => (Kind::Square, false),
                b'{' => (Kind::Curly, true),
                b'}' => (Kind::Curly, false),
                _ => return None,
            };
            Some(Bracket { at: start + at, kind, opens })
        }
    })
}

/// Whether a bracket character is punctuation here: not the mark of a list's item, not a command
/// of a typesetting program, not a face.
fn is_bracket(text: &str, paragraph: &Range<usize>, bracket: Bracket, reader: &Reader) -> bool {
    let before = char_before(text, bracket.at);
    if before == Some('\\') || (bracket.kind == Kind::Curly && is_command(text, bracket)) {
        return false;
    }
    if bracket.opens || bracket.kind != Kind::Round {
        return true;
    }
    let is_face = matches!(before, Some(':' | ';')) && char_after(text, bracket.at + 1).is_none_or(char::is_whitespace);
    !is_face && !marks_item(text, paragraph, bracket.at, reader.is_open(Kind::Round))
}

/// Whether a curly bracket belongs to a command such as `\text{The}`.
fn is_command(text: &str, bracket: Bracket) -> bool {
    let reach = bracket.at.saturating_sub(200);
    let bytes = &text.as_bytes()[reach..bracket.at];
    memchr::memrchr2(b'\\', b'\n', bytes).is_some_and(|at| bytes[at] == b'\\')
}

/// Whether the bracket that closes at `at` ends a number or letter that marks an item: `1)`, `b)`,
/// `iv)` at the beginning of a line, or in a row of such items.
fn marks_item(text: &str, paragraph: &Range<usize>, at: usize, inside: bool) -> bool {
    const LONGEST: usize = 5;
    let label = text[..at].chars().rev().take(LONGEST).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let start = at.saturating_sub(label).max(paragraph.start);
    if start == at || !is_label(&text[start..at]) {
        return false;
    }
    let lead = text[paragraph.start..start].trim_end_matches([' ', '\t', '"', '“', '‘', '\'', '-', '–', '—', '•', '*']);
    if lead.is_empty() || lead.ends_with(['\n', '\r']) {
        return true;
    }
    // A single figure or letter in the middle of a line counts the items of a sentence.
    let counts = at - start == 1 || lead.ends_with([';', ':', ',', '.', '?']);
    let followed = text[at + 1..].starts_with([' ', '\t', '\n', '\r', ',', ';']);
    !inside && counts && followed && lead.len() < start - paragraph.start
}

fn is_label(label: &str) -> bool {
    let roman = label.len() <= 5 && label.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    let number = label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = label.len() <= 3
        && label.ends_with(|c: char| c.is_ascii_alphabetic())
        && label[..label.len() - 1].bytes().all(|b| b.is_ascii_digit());
    label.chars().count() == 1 || roman || number || numbered
}

/// Pairs brackets as it goes along. Of brackets that cross, the inner one stands alone.
#[derive(Default)]
struct Reader {
    open: Vec<Bracket>,
    count: [usize; 3],
    found: Brackets,
    too_deep: bool,
}

impl Reader {
    fn is_open(&self, kind: Kind) -> bool {
        self.count[kind as usize] > 0
    }

    fn take(&mut self, bracket: Bracket) {
        if bracket.opens {
            self.too_deep |= self.open.len() >= DEPTH;
            if !self.too_deep {
                self.open.push(bracket);
                self.count[bracket.kind as usize] += 1;
            }
        } else if self.is_open(bracket.kind) {
            self.close(bracket);
        } else {
            self.found.lone.push(bracket);
        }
    }

    fn close(&mut self, bracket: Bracket) {
        while let Some(opened) = self.open.pop() {
            self.count[opened.kind as usize] -= 1;
            if opened.kind == bracket.kind {
                self.found.pairs.push((opened, bracket));
                return;
            }
            self.found.lone.push(opened);
        }
    }

    fn finish(mut self) -> Brackets {
        if self.too_deep {
            return Brackets::default();
        }
        self.found.lone.append(&mut self.open);
        self.found.lone.sort_by_key(|bracket| bracket.at);
        self.found
    }
}

/// Whether a bracket stands between two lower-case letters of one word.
pub(super) fn is_inside_word(text: &str, at: usize) -> bool {
    let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
    lower(char_before(text, at)) && lower(char_after(text, at + 1))
}

/// The two lone brackets that look like one pair of different kinds, `[text)`: neighbours among
/// those that stand alone, near each other.
pub(super) fn mismatched(lone: &[Bracket]) -> impl Iterator<Item = (Bracket, Bracket)> + '_ {
    const REACH: usize = 400;
    let mut previous: Option<Bracket> = None;
    lone.iter().filter_map(move |&bracket| {
        let opened = previous.take().filter(|opened| opened.opens && !bracket.opens && bracket.at - opened.at <= REACH);
        previous = opened.is_none().then_some(bracket);
        opened.map(|opened| (opened, bracket))
    })
}

impl Kind {
    /// The bracket that opens.
    pub(super) fn opener(self) -> &'static str {
        match self {
            Kind::Round => "(",
            Kind::Square => "[",
            Kind::Curly => "{",
        }
    }

    /// The bracket that closes.
    pub(super) fn closer(self) -> &'static str {
        match self {
            Kind::Round => ")",
            Kind::Square => "]",
            Kind::Curly => "}",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Context;
    use crate::transcript::{Layout, Place};

    /// The brackets of a text that stand alone, as a string.
    fn lone(text: &str) -> String {
        let context = Context::default();
        let place = Place { layout: Layout::Flowed, ..Place::default() };
        let block = BlockView::new(text, place, &context);
        brackets(&block)
            .into_iter()
            .flat_map(|(_, found)| found.lone)
            .map(|bracket| &text[bracket.at..=bracket.at])
            .collect()
    }

    #[test]
    fn pairs_are_found_and_the_rest_stands_alone() {
        assert_eq!(lone("a (b [c] d) e"), "");
        assert_eq!(lone("a (b] c"), "(]");
        assert_eq!(lone("a (b [c) d"), "[");
        assert_eq!(lone("Labour (ALP)] and"), "]");
    }

    #[test]
    fn a_paragraph_stands_for_itself() {
        assert_eq!(lone("a (word\nanother word) e"), "()");
    }

    #[test]
    fn items_commands_addresses_and_faces_are_no_brackets() {
        assert_eq!(lone("a) one\n 2) two\n\u{201C}iv) three"), "");
        assert_eq!(lone("for: a) one; b) two; and c) three"), "");
        assert_eq!(lone(r"\[ \text{The x} \] \bigcup_\text{\text{The y} z"), "");
        assert_eq!(lone("see https://example.org/a_(b or so :)"), "");
        assert_eq!(lone("the volume (https://example.org/a); and"), "");
        assert_eq!(lone("before 1) receiving it and/or 2) sending it"), "");
    }

    #[test]
    fn deep_nesting_is_read_in_one_pass() {
        let depth = 10_000;
        assert_eq!(lone(&format!("{}{}", "([".repeat(depth), "])".repeat(depth))), "");
        assert_eq!(lone(&"(".repeat(depth)).len(), depth);
    }
}
