//! How paragraphs begin and end: what the rules of this family fold.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::conjecture::opening::{Opening, Remnant, openings};
use crate::lexicon::Lexicon;
use crate::rules::{BlockView, Places};
use crate::text::{Script, Token, TokenKind, script_of};
use crate::transcript::Kind;

/// A paragraph of running text. Ranges are byte offsets, as in [`Facts`](crate::rules::Facts).
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// The paragraph without the white space around it.
    pub range: Range<usize>,
    /// How it begins.
    pub beginning: Beginning,
    /// Boxes and other filler before its first word; empty if there is none.
    pub filler: Range<usize>,
    /// Number of boxes in the filler.
    pub boxes: u16,
    /// Its first word, after any filler; empty if it has none near its beginning.
    pub first_word: Range<usize>,
    /// Its last word, with the punctuation after it; empty if it has none.
    pub last_word: Range<usize>,
    /// A closing bracket near its beginning that nothing opened before it.
    pub stray_bracket: Option<Range<usize>>,
    /// Whether the last bracket it opens stays open.
    pub leaves_bracket_open: bool,
    /// How it ends.
    pub ending: Ending,
    /// Number of words, as far as [`Paragraph::MANY_WORDS`].
    pub words: u16,
    /// Whether a page begins before it.
    pub opens_page: bool,
    /// What the filler may have read, if a word in lower case follows it.
    pub openings: Vec<Opening>,
    /// By what it is known again.
    pub echo: Echo,
}

/// Hashes of what a paragraph says: its words, whatever stands between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Echo {
    /// The whole of it.
    pub whole: u64,
    /// Its first sentence, if others follow and it is long enough to be known again.
    pub opening: Option<u64>,
    /// Bytes of that sentence.
    pub opening_length: u32,
    /// Its last sentences, the last one first.
    pub closings: [Option<u64>; 2],
}

/// How a paragraph begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beginning {
    /// A word with a capital, a number, a quotation mark: as paragraphs do.
    Regular,
    /// A word in lower case, nothing before it.
    LowerCase,
    /// Filler, then a word in lower case.
    FillerThenLowerCase,
    /// No words at all: a rule, a row of boxes, a few letters of a script that is not the text's.
    Debris,
}

/// How a paragraph ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// With the end of a sentence.
    Sentence,
    /// With a colon, a semicolon, a dash: more follows.
    Lead,
    /// In the middle of a sentence.
    Open,
    /// With filler.
    Filler,
}

impl Paragraph {
    /// Words are counted up to this number.
    pub const MANY_WORDS: u16 = 32;

    /// Whether it is long enough to be a sentence of prose rather than a heading, a label or a list.
    pub fn is_prose(&self) -> bool {
        self.words >= 6
    }

    /// Changes its ranges.
    pub(in crate::rules) fn map_ranges(&mut self, map: impl Fn(&Range<usize>) -> Range<usize>) {
        let ranges = [&mut self.range, &mut self.filler, &mut self.first_word, &mut self.last_word];
        for range in ranges.into_iter().chain(&mut self.stray_bracket) {
            *range = map(range);
        }
    }
}

/// Tokens of a paragraph's beginning among which a stray bracket is looked for.
const BRACKET_WITHIN: usize = 16;
/// Words that begin names and paragraphs in lower case.
const LOWER_CASE_NAMES: [&str; 26] = [
    "de", "du", "des", "da", "di", "del", "della", "von", "van", "der", "den", "ter", "zu", "la", "le", "al", "el",
    "bin", "ibn", "abu", "cc", "pp", "ff", "vs", "op", "per",
];

/// The paragraphs of a block, in order.
pub fn paragraphs(block: &BlockView) -> Vec<Paragraph> {
    if block.place.kind != Kind::Prose {
        return Vec::new();
    }
    let mut tokens = block.tokens();
    let ranges = block.paragraphs();
    ranges
        .iter()
        .filter_map(|range| {
            let own = tokens.partition_point(|token| (token.start as usize) < range.end);
            let (these, rest) = tokens.split_at(own);
            tokens = rest;
            paragraph(block, range, these)
        })
        .collect()
}

fn paragraph(block: &BlockView, range: &Range<usize>, tokens: &[Token]) -> Option<Paragraph> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let text = &block.text;
    let boxes = leading_boxes(text, tokens);
    let after = &tokens[boxes.tokens..];
    let filler =
        if boxes.count > 0 { first.start as usize..boxes.end } else { first.start as usize..first.start as usize };
    let first_word = match after.first() {
        Some(token) if token.kind == TokenKind::Word => token.range(),
        _ => boxes.end..boxes.end,
    };
    let words = tokens.iter().filter(|token| token.is_wordlike()).take(Paragraph::MANY_WORDS.into()).count() as u16;
    let beginning = beginning(block, after, &boxes, words);
    let lost = beginning == Beginning::FillerThenLowerCase;
    Some(Paragraph {
        openings: if lost { openings_of(block, &filler, boxes.count, after) } else { Vec::new() },
        range: first.start as usize..last.end as usize,
        beginning,
        filler,
        boxes: boxes.count,
        first_word,
        last_word: last_word(tokens),
        stray_bracket: stray_bracket(block, tokens),
        leaves_bracket_open: leaves_bracket_open(&text[range.clone()]),
        ending: ending(text, tokens),
        words,
        echo: echo(text, tokens),
        opens_page: text[range.start..first.start as usize].contains('\x0C'),
    })
}

/// What the filler before a word in lower case may have read.
fn openings_of(block: &BlockView, filler: &Range<usize>, boxes: u16, after: &[Token]) -> Vec<Opening> {
    let text = &block.text;
    let ([word, rest @ ..], true) = (after, block.context.has_language("en")) else { return Vec::new() };
    let next = rest.first().filter(|next| next.kind == TokenKind::Word).map(|next| next.text(text));
    // A single box stands for whatever was there; a row of them has about a box for a letter.
    let counted = boxes > 1 && !text[filler.clone()].contains('\\');
    let remnant = Remnant { lost: counted.then_some(boxes), word: word.text(text), next };
    openings(Lexicon::english(), &remnant)
}

struct Boxes {
    /// Number of boxes.
    count: u16,
    /// Number of tokens they take.
    tokens: usize,
    /// Where they end.
    end: usize,
}

/// The filler a paragraph begins with: boxes, and the box of LaTeX.
fn leading_boxes(text: &str, tokens: &[Token]) -> Boxes {
    let start = tokens.first().map_or(0, |token| token.start as usize);
    let mut boxes = Boxes { count: 0, tokens: 0, end: start };
    while let Some(width) = box_at(text, &tokens[boxes.tokens..]) {
        boxes.count = boxes.count.saturating_add(1);
        boxes.tokens += width;
        boxes.end = tokens[boxes.tokens - 1].end as usize;
    }
    boxes
}

/// The number of tokens of the box that the tokens begin with.
fn box_at(text: &str, tokens: &[Token]) -> Option<usize> {
    match tokens {
        [token, ..] if is_box(token.text(text)) => Some(1),
        [slash, name, ..]
            if slash.text(text) == "\\"
                && slash.end == name.start
                && matches!(name.text(text), "Box" | "square" | "blacksquare" | "boxed") =>
        {
            Some(2)
        }
        _ => None,
    }
}

/// Squares and other shapes that stand for a character; bullets, ticks and crosses do not.
fn is_box(text: &str) -> bool {
    let mut characters = text.chars();
    matches!(
        (characters.next(), characters.next()),
        (
            Some(
                '\u{25A0}'..='\u{25A1}'
                | '\u{25A2}'..='\u{25A9}'
                | '\u{25AB}'
                | '\u{25AD}'
                | '\u{25AF}'
                | '\u{25FB}'..='\u{25FE}'
                | '\u{2610}'
                | '\u{2B1A}'..='\u{2B1C}',
            ),
            None,
        )
    )
}

fn beginning(block: &BlockView, after: &[Token], boxes: &Boxes, words: u16) -> Beginning {
    let text = &block.text;
    if words == 0 || (words == 1 && is_foreign_scrap(block, after)) {
        return Beginning::Debris;
    }
    let Some(first) = after.first().filter(|token| token.kind == TokenKind::Word) else { return Beginning::Regular };
    let word = first.text(text);
    let marker = match after.get(1) {
        Some(next) if next.start == first.end => match next.text(text) {
            "." => word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) || word.len() < 3,
            sign => matches!(sign, ")" | ":" | "-" | "/" | "@" | "_"),
        },
        _ => false,
    };
    let lower = word.chars().all(|c| c.is_lowercase() || c == '\'' || c == '’') && word.chars().nth(1).is_some();
    if boxes.count > 0 {
        let starts_low = word.starts_with(char::is_lowercase);
        return if starts_low { Beginning::FillerThenLowerCase } else { Beginning::Regular };
    }
    let regular =
        !lower || marker || LOWER_CASE_NAMES.contains(&word) || block.is_protected(&first.range(), Places::NONE);
    if regular { Beginning::Regular } else { Beginning::LowerCase }
}

/// A word of at most four letters of another script than Latin, in a paragraph of its own.
fn is_foreign_scrap(block: &BlockView, tokens: &[Token]) -> bool {
    let Some(word) = tokens.iter().find(|token| token.is_wordlike()) else { return false };
    let word = word.text(&block.text);
    let foreign = |c: char| !matches!(script_of(c), Script::Latin | Script::Common | Script::Inherited);
    word.chars().count() <= 4 && word.chars().all(foreign)
}

/// Words of a sentence that may be known again.
const SENTENCE: usize = 8;

fn echo(text: &str, tokens: &[Token]) -> Echo {
    let start = tokens.first().map_or(0, |token| token.start);
    let (mut whole, mut sentence) = (FxHasher::default(), FxHasher::default());
    let (mut echo, mut words, mut sentences) = (Echo::default(), 0, 0);
    for (at, token) in tokens.iter().enumerate() {
        if token.is_wordlike() {
            sentence.write(token.text(text).as_bytes());
            words += 1;
        }
        let ends = token.kind == TokenKind::Punctuation && matches!(token.text(text), "." | "?" | "!");
        if ends || at + 1 == tokens.len() {
            let hash = sentence.finish();
            whole.write_u64(hash);
            let hash = (words >= SENTENCE).then_some(hash);
            if sentences == 0 && at + 1 < tokens.len() {
                (echo.opening, echo.opening_length) = (hash, token.end - start);
            }
            echo.closings = [hash, echo.closings[0]];
            (sentence, words, sentences) = (FxHasher::default(), 0, sentences + 1);
        }
    }
    echo.whole = whole.finish();
    echo
}

/// The last word with the signs that touch it.
fn last_word(tokens: &[Token]) -> Range<usize> {
    let Some(at) = tokens.iter().rposition(|token| token.is_wordlike()) else { return 0..0 };
    let mut end = tokens[at].end;
    for sign in &tokens[at + 1..] {
        if sign.start != end {
            break;
        }
        end = sign.end;
    }
    tokens[at].start as usize..end as usize
}

/// The first closing bracket, if it stands near the beginning and none opens before it.
fn stray_bracket(block: &BlockView, tokens: &[Token]) -> Option<Range<usize>> {
    let near = tokens.iter().take(BRACKET_WITHIN);
    let bracket =
        near.take_while(|token| token.text(&block.text) != "[").find(|token| token.text(&block.text) == "]")?;
    let range = bracket.range();
    let inside_mark = block.marks().iter().any(|mark| mark.range.start <= range.start && range.end <= mark.range.end);
    (!inside_mark).then_some(range)
}

fn leaves_bracket_open(text: &str) -> bool {
    memchr::memrchr2(b'[', b']', text.as_bytes()).is_some_and(|at| text.as_bytes()[at] == b'[')
}

fn ending(text: &str, tokens: &[Token]) -> Ending {
    for (at, token) in tokens.iter().enumerate().rev() {
        let Some(sign) = token.text(text).chars().next() else { continue };
        match sign {
            '.' | '!' | '?' | '…' | '。' => return Ending::Sentence,
            ':' | ';' | '—' | '–' => return Ending::Lead,
            // What encloses the end of a sentence, or a note after it.
            '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '*' | '_' => {}
            _ if is_box(token.text(text)) || box_at(text, &tokens[at.saturating_sub(1)..]) == Some(2) => {
                return Ending::Filler;
            }
            _ => return if closes_with_bracket(text, tokens) { Ending::Sentence } else { Ending::Open },
        }
    }
    Ending::Open
}

/// A bracket or quotation mark at the very end closes a remark: nothing need follow.
fn closes_with_bracket(text: &str, tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|last| matches!(last.text(text), ")" | "]" | "\"" | "”" | "»"))
}
