//! Cutting LaTeX out of a text: which characters are its markup, and what each piece reads.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::transcript::Format;

use super::command::{Meaning, is_also_a_word, meaning};

/// What a piece says about the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Markup alone: without it the text is what it was.
    Markup,
    /// It stands for ink that could not be read.
    Filler,
    /// It stands for a sign, which its reading gives.
    Sign,
}

/// A piece of LaTeX.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub range: Range<usize>,
    /// The plain text in its place.
    pub reading: Cow<'static, str>,
    pub role: Role,
    /// Whether text that follows is still inside a construct that is open here.
    pub inside: bool,
}

/// The pieces of LaTeX in a text, in order.
pub(super) fn pieces(text: &str, format: Format) -> Vec<Piece> {
    let words = words(text, format);
    let regions = regions(text, &words);
    let mut cutter = Cutter { text, words: &words, regions: &regions, open: Vec::new(), found: Vec::new() };
    cutter.cut();
    cutter.found
}

/// A backslash with what follows it.
struct Word {
    range: Range<usize>,
    kind: WordKind,
}

enum WordKind {
    Command(Meaning),
    /// A command's name that is also an ordinary word.
    Doubtful(Meaning),
    /// `\[` or `\(`.
    Opens,
    /// `\]` or `\)`.
    Closes,
    /// An escaped sign, an accent: what it reads.
    Reads(Cow<'static, str>),
}

fn words(text: &str, format: Format) -> Vec<Word> {
    let mut found = Vec::new();
    let mut next = 0;
    for at in memchr::memchr_iter(b'\\', text.as_bytes()) {
        if at < next {
            continue;
        }
        if let Some(word) = word(text, at, format) {
            next = word.range.end;
            found.push(word);
        } else if text[at..].starts_with(r"\\") {
            next = at + 2;
        }
    }
    found
}

fn word(text: &str, at: usize, format: Format) -> Option<Word> {
    let rest = &text[at + 1..];
    let name_length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = &rest[..name_length];
    let end = at + 1 + name_length;
    if name.is_empty() {
        return escape(text, at, format);
    }
    let glued = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ':');
    if matches!(name, "c" | "v" | "u" | "H" | "k" | "r") {
        return accent(text, at).map(|(range, letter)| Word { range, kind: WordKind::Reads(letter.into()) });
    }
    let meaning = meaning(name)?;
    let follows = text.as_bytes().get(end).copied();
    let in_path = glued || matches!(follows, Some(b'\\' | b'.')) && is_also_a_word(name);
    let kind = match meaning {
        Meaning::Wrapper | Meaning::Fraction if follows != Some(b'{') => return None,
        Meaning::Wrapper | Meaning::Fraction => WordKind::Command(meaning),
        _ if is_also_a_word(name) && matches!(follows, Some(b'{' | b'_' | b'^')) && !in_path => {
            WordKind::Command(meaning)
        }
        _ if text[..at].ends_with(['^', '_']) => WordKind::Command(meaning),
        _ if name == "square" && !in_path => WordKind::Command(meaning),
        _ if is_also_a_word(name) || glued && matches!(meaning, Meaning::Filler | Meaning::Operator) => {
            WordKind::Doubtful(meaning)
        }
        _ => WordKind::Command(meaning),
    };
    Some(Word { range: at..end, kind })
}

/// A backslash before a sign.
fn escape(text: &str, at: usize, format: Format) -> Option<Word> {
    let sign = *text.as_bytes().get(at + 1)?;
    let range = at..at + 2;
    let kind = match sign {
        b'[' | b'(' => WordKind::Opens,
        b']' | b')' => WordKind::Closes,
        b'%' => WordKind::Reads("%".into()),
        b'&' => WordKind::Reads("&".into()),
        b'$' => WordKind::Reads("$".into()),
        b'#' if format == Format::Plain => WordKind::Reads("#".into()),
        b'\'' | b'`' | b'^' | b'"' | b'~' => {
            let (range, letter) = accent(text, at)?;
            return Some(Word { range, kind: WordKind::Reads(letter.into()) });
        }
        _ => return None,
    };
    Some(Word { range, kind })
}

/// A letter with its accent, as `\'e`, `\'{e}` or `\c{c}`.
fn accent(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let sign = *text.as_bytes().get(at + 1)?;
    let mark = match sign {
        b'\'' => '\u{301}',
        b'`' => '\u{300}',
        b'^' => '\u{302}',
        b'"' => '\u{308}',
        b'~' => '\u{303}',
        b'c' => '\u{327}',
        b'v' => '\u{30C}',
        b'u' => '\u{306}',
        b'H' => '\u{30B}',
        b'k' => '\u{328}',
        b'r' => '\u{30A}',
        _ => return None,
    };
    let rest = &text.as_bytes()[at + 2..];
    let (letter, length) = match rest {
        [b'{', letter, b'}', ..] => (*letter, 3),
        // Without braces an escaped quotation mark looks the same; inside a word it is none.
        [letter, ..] if !sign.is_ascii_alphabetic() && text[..at].ends_with(char::is_alphabetic) => (*letter, 1),
        _ => return None,
    };
    if !letter.is_ascii_alphabetic() {
        return None;
    }
    let composed: String = [letter as char, mark].into_iter().nfc().collect();
    (composed.chars().count() == 1).then(|| (at..at + 2 + length, composed))
}

/// Formulas: `\[…\]`, `\(…\)` and `$…$` that hold LaTeX. Delimiters around anything else are escaped
/// brackets, or prices.
fn regions(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut opening: Option<usize> = None;
    let mut certain = false;
    for word in words {
        match word.kind {
            WordKind::Opens => {
                opening = Some(word.range.start);
                certain = false;
            }
            WordKind::Closes => {
                if let Some(start) = opening.take().filter(|_| certain) {
                    found.push(start..word.range.end);
                }
            }
            WordKind::Command(_) => certain = true,
            WordKind::Doubtful(_) | WordKind::Reads(_) => {}
        }
    }
    let formulas = dollars(text, words).into_iter().filter(|pair| {
        let before = found.partition_point(|region| region.start <= pair.start);
        before == 0 || found[before - 1].end <= pair.start
    });
    let formulas: Vec<_> = formulas.collect();
    found.extend(formulas);
    found.sort_by_key(|region| region.start);
    found
}

/// Bytes between two dollar signs that make a formula.
const FORMULA: usize = 120;

fn dollars(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let signs: Vec<usize> = memchr::memchr_iter(b'$', bytes).filter(|&at| at == 0 || bytes[at - 1] != b'\\').collect();
    let mut found = Vec::new();
    let mut i = 0;
    while let [start, end, ..] = signs[i..] {
        let inner = start + 1..end;
        let formula = inner.len() <= FORMULA && !inner.is_empty() && {
            let first = words.partition_point(|word| word.range.start < inner.start);
            let content = &text[inner.clone()];
            let command = words.get(first).is_some_and(|word| word.range.end <= inner.end);
            !content.contains('\n') && (command || content.contains("^{") || content.contains("_{"))
        };
        if formula {
            found.push(start..end + 1);
        }
        i += if formula { 2 } else { 1 };
    }
    found
}

/// What a closing brace closes.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Braces,
    Numerator,
}

struct Cutter<'a> {
    text: &'a str,
    words: &'a [Word],
    regions: &'a [Range<usize>],
    open: Vec<Open>,
    found: Vec<Piece>,
}

impl Cutter<'_> {
    /// Walks over every sign that may be markup.
    fn cut(&mut self) {
        let bytes = self.text.as_bytes();
        let (mut at, mut word, mut region) = (0, 0, 0);
        while let Some(&byte) = bytes.get(at) {
            while self.regions.get(region).is_some_and(|r| r.end <= at) {
                region += 1;
                self.open.clear();
            }
            let here = self.regions.get(region).filter(|r| r.start <= at).cloned();
            if byte == b'\\' {
                while self.words.get(word).is_some_and(|w| w.range.start < at) {
                    word += 1;
                }
                if let Some(found) = self.words.get(word).filter(|w| w.range.start == at) {
                    at = self.word(found, here.as_ref()).unwrap_or(found.range.end);
                    continue;
                }
            }
            at = self.sign(at, byte, here.as_ref()).unwrap_or(at + 1);
        }
    }

    /// A backslash with what follows it; returns where to go on.
    fn word(&mut self, word: &Word, region: Option<&Range<usize>>) -> Option<usize> {
        let range = word.range.clone();
        let certain = region.is_some() || !self.open.is_empty();
        match &word.kind {
            WordKind::Opens | WordKind::Closes => {
                let region = region?;
                let closes = range.end == region.end;
                (closes || range.start == region.start).then(|| self.add(range, "", Role::Markup, !closes))
            }
            WordKind::Reads(reading) => Some(self.add(range, reading.clone(), Role::Sign, certain)),
            WordKind::Doubtful(_) if !certain => None,
            WordKind::Command(meaning) | WordKind::Doubtful(meaning) => Some(self.command(range, *meaning, region)),
        }
    }

    fn command(&mut self, range: Range<usize>, meaning: Meaning, region: Option<&Range<usize>>) -> usize {
        let inside = region.is_some() || !self.open.is_empty();
        match meaning {
            Meaning::Wrapper | Meaning::Fraction => {
                self.open.push(if meaning == Meaning::Fraction { Open::Numerator } else { Open::Braces });
                self.add(range.start..range.end + 1, "", Role::Markup, true)
            }
            Meaning::Operator if inside => self.add(range, "", Role::Markup, inside),
            Meaning::Filler | Meaning::Operator => self.add(range, "", Role::Filler, inside),
            Meaning::Layout => self.add(range, "", Role::Markup, inside),
            Meaning::Sign(sign) => self.add(range, sign, Role::Sign, inside),
        }
    }

    /// A brace, dollar, `^` or `_` where LaTeX is certain.
    fn sign(&mut self, at: usize, byte: u8, region: Option<&Range<usize>>) -> Option<usize> {
        let inside = region.is_some() || !self.open.is_empty();
        match byte {
            b'$' => {
                let region = region.filter(|r| r.start == at || r.end == at + 1)?;
                Some(self.add(at..at + 1, "", Role::Markup, region.start == at))
            }
            b'}' if !self.open.is_empty() => Some(self.close(at, region)),
            b'{' if inside || self.touches_last(at) => {
                self.open.push(Open::Braces);
                Some(self.add(at..at + 1, "", Role::Markup, true))
            }
            b'^' | b'_' if inside || self.touches_last(at) || self.command_follows(at) => Some(self.script(at, inside)),
            _ => None,
        }
    }

    fn close(&mut self, at: usize, region: Option<&Range<usize>>) -> usize {
        let closed = self.open.pop();
        let inside = region.is_some() || !self.open.is_empty();
        if closed == Some(Open::Numerator) && self.text[at + 1..].starts_with('{') {
            self.open.push(Open::Braces);
            return self.add(at..at + 2, "/", Role::Sign, true);
        }
        self.add(at..at + 1, "", Role::Markup, inside)
    }

    /// A superscript or subscript: digits become raised or lowered ones.
    fn script(&mut self, at: usize, inside: bool) -> usize {
        let rest = &self.text[at + 1..];
        let braced = rest.strip_prefix('{').and_then(short_braces);
        let (content, length) = braced.unwrap_or((rest.get(..1).unwrap_or_default(), 1));
        if content.len() < 4 && !content.is_empty() && content.bytes().all(|b| b.is_ascii_digit()) {
            let raised = self.text.as_bytes()[at] == b'^';
            let digits: String = content.chars().filter_map(|digit| shifted(digit, raised)).collect();
            return self.add(at..at + 1 + length, digits, Role::Sign, inside);
        }
        self.add(at..at + 1, "", Role::Markup, inside || rest.starts_with('{'))
    }

    fn touches_last(&self, at: usize) -> bool {
        self.found.last().is_some_and(|piece| piece.range.end == at && piece.role != Role::Sign)
    }

    fn command_follows(&self, at: usize) -> bool {
        let word = self.words.partition_point(|word| word.range.start <= at);
        self.words.get(word).is_some_and(|word| {
            word.range.start == at + 1 && matches!(word.kind, WordKind::Command(_) | WordKind::Doubtful(_))
        })
    }

    fn add(&mut self, range: Range<usize>, reading: impl Into<Cow<'static, str>>, role: Role, inside: bool) -> usize {
        let end = range.end;
        self.found.push(Piece { range, reading: reading.into(), role, inside });
        end
    }
}

/// What stands before a closing brace that is near, and the length with both braces.
fn short_braces(rest: &str) -> Option<(&str, usize)> {
    let end = rest.bytes().take(4).position(|byte| byte == b'}')?;
    Some((&rest[..end], end + 2))
}

/// A raised or lowered digit.
fn shifted(digit: char, raised: bool) -> Option<char> {
    let (raised_digits, lowered_digits) = ("⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉");
    let digits = if raised { raised_digits } else { lowered_digits };
    digits.chars().nth(digit.to_digit(10)? as usize)
}
