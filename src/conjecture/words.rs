//! The words of a passage as the conjectures see them: without the punctuation around them, with what is
//! known of each and what stands beside it.

use std::borrow::Cow;
use std::ops::Range;

use super::vocabulary::{Spelling, Vocabulary};
use crate::lexicon::format::{Form, LOWER};
use crate::lexicon::morphology::Knowledge;
use crate::lexicon::{Lexicon, Rank};
use crate::text::bytes::{
    APOSTROPHE, BEYOND_ASCII, DIGIT, LETTER, SPACE, capitals_of, first_of, kind_at, letters_of, run_of, sixteen_at,
};
use crate::text::char_after;

/// A word of a passage.
#[derive(Debug, Clone)]
pub struct Word<'t> {
    /// As it is written, without the signs around it; a word broken at a line end is put together.
    pub text: Cow<'t, str>,
    /// Its place in the passage, in bytes.
    pub range: Range<usize>,
    /// What is known of it.
    pub knowledge: Knowledge,
    /// How it is written.
    pub form: Form,
    /// Whether a sentence begins here.
    pub opens_sentence: bool,
    /// Whether punctuation that parts clauses stands before it.
    pub parted: bool,
    /// Signs inside the word that no word has: `ha.ve`, `pol;cy`.
    pub punctuated: bool,
    /// Signs at its ends that no punctuation puts there: `th»`, `|he`.
    pub odd_edge: bool,
    /// A full stop follows at once.
    pub full_stop: bool,
    /// It is a part of a word with a hyphen, or of one divided at a line end.
    pub compound: bool,
    /// It was divided at the end of a line and is put together here.
    pub broken: bool,
}

impl Word<'_> {
    /// The word by which its neighbours know it.
    #[must_use]
    pub fn rank(&self, lexicon: &Lexicon) -> Option<Rank> {
        match self.knowledge {
            Knowledge::Numeral => lexicon.number(),
            known => known.rank().filter(|&rank| !self.may_stand_apart() || !self.stands_apart(lexicon, rank)),
        }
    }

    fn may_stand_apart(&self) -> bool {
        self.compound || self.form == Form::Capital && !self.opens_sentence
    }

    /// Whether a small word here tells its neighbours nothing, as a part of a compound, `our by-laws`, or for its capital:
    /// a letter, `Annex A to the treaty`, or the beginning of a title.
    fn stands_apart(&self, lexicon: &Lexicon, rank: Rank) -> bool {
        lexicon.is_small(rank) && (self.compound || lexicon.forms(rank) & LOWER != 0)
    }

    /// Whether the word is one, in the form it is written.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self.knowledge, Knowledge::Unknown | Knowledge::OtherForm(_))
    }
}

/// Bytes of a plain word that are looked at together.
const LONGEST_PLAIN: usize = 16;

/// The words of a passage in order, with what the vocabulary knows of them.
pub fn words<'t>(text: &'t str, vocabulary: &mut Vocabulary) -> Vec<Word<'t>> {
    let mut reader = Reader { text, words: Vec::with_capacity(text.len() / 5), opens: true, parted: false, vocabulary };
    let mut at = end_of_space(text, 0);
    while at < text.len() {
        let end = match plain_chunk(text.as_bytes(), at) {
            Some(chunk) if reader.follows_no_hyphen(at) => {
                reader.plain(at, &chunk);
                chunk.end
            }
            _ => {
                let end = end_of_chunk(text, at);
                reader.chunk(at..end);
                end
            }
        };
        at = end_of_space(text, end);
    }
    reader.words
}

/// Where the white space at `at` ends. Between most words it is one space.
fn end_of_space(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(at) == Some(&b' ') && kind_at(bytes, at + 1) & (SPACE | BEYOND_ASCII) == 0 {
        return at + 1;
    }
    loop {
        at = run_of(bytes, at, SPACE).0;
        match char_after(text, at) {
            Some(space) if space.is_whitespace() => at += space.len_utf8(),
            _ => return at,
        }
    }
}

/// Where what stands at `at` between white space ends.
fn end_of_chunk(text: &str, mut at: usize) -> usize {
    loop {
        at = run_of(text.as_bytes(), at, !(SPACE | BEYOND_ASCII)).0;
        match char_after(text, at) {
            Some(other) if !other.is_whitespace() => at += other.len_utf8(),
            _ => return at,
        }
    }
}

/// A plain English word of less than sixteen letters with at most one sign after it.
struct PlainChunk {
    spelling: Spelling,
    form: Form,
    /// Where the word ends.
    word_end: usize,
    /// Where the sign after it does.
    end: usize,
}

/// The plain word that begins at `start`, as most words are.
fn plain_chunk(bytes: &[u8], start: usize) -> Option<PlainChunk> {
    let sixteen = sixteen_at(bytes, start);
    let letters = letters_of(sixteen);
    let word_end = start + letters;
    let sign = matches!(bytes.get(word_end), Some(b'.' | b',' | b';' | b':' | b'?' | b'!'));
    let end = word_end + usize::from(sign);
    let ends = end == bytes.len() || kind_at(bytes, end) == SPACE;
    let plain = ends && (1..LONGEST_PLAIN).contains(&letters);
    plain.then(|| {
        let word = first_of(sixteen, letters);
        PlainChunk { spelling: Spelling::of_padded(word), form: form_of(word, letters), word_end, end }
    })
}

/// How a word of so many letters of ASCII and nothing after them is written.
fn form_of(word: u128, letters: usize) -> Form {
    match capitals_of(word) {
        0 => Form::Lower,
        capitals if capitals < 1 << 8 => Form::Capital,
        capitals if capitals.count_ones() as usize == letters => Form::Upper,
        _ => Form::Mixed,
    }
}

struct Reader<'t, 'v, 'l> {
    text: &'t str,
    words: Vec<Word<'t>>,
    opens: bool,
    parted: bool,
    vocabulary: &'v mut Vocabulary<'l>,
}

impl<'t> Reader<'t, '_, '_> {
    /// A plain word with at most one sign after it.
    fn plain(&mut self, start: usize, chunk: &PlainChunk) {
        let core = &self.text[start..chunk.word_end];
        let knowledge = self.vocabulary.of_spelt(core, chunk.spelling);
        self.push(core, start, knowledge, chunk.form);
        if chunk.end > chunk.word_end {
            let after = &self.text[chunk.word_end..chunk.end];
            if let Some(word) = self.words.last_mut() {
                word.full_stop = after == ".";
            }
            self.leave(core, after);
        }
    }

    fn chunk(&mut self, chunk: Range<usize>) {
        let text = self.text;
        let whole = &text[chunk.clone()];
        let from_core = whole.trim_start_matches(|c: char| !c.is_alphanumeric());
        let core = from_core.trim_end_matches(|c: char| !c.is_alphanumeric());
        if core.is_empty() {
            self.parted = true;
            self.opens |= whole.contains(['.', '!', '?']);
            return;
        }
        let start = chunk.end - from_core.len();
        let end = start + core.len();
        let (before, after) = (&text[chunk.start..start], &text[end..chunk.end]);
        self.parted |= before.contains(['(', '[', '"', '“', '‘', '„', '—', '-']);
        if self.rejoin(chunk.start, start..end, before) || self.clipped(start..end, before) {
            self.leave(core, after);
            return;
        }
        let first = self.words.len();
        if run_of(text.as_bytes(), start, LETTER | DIGIT | APOSTROPHE).0 == end {
            self.part(start..end);
        } else {
            parts(text, start..end).for_each(|part| self.part(part));
        }
        if let Some(word) = self.words.get_mut(first) {
            word.odd_edge |= before.chars().any(is_odd);
        }
        if self.words.len() > first + 1 {
            for word in &mut self.words[first..] {
                word.compound = true;
            }
        }
        if let Some(word) = self.words[first..].last_mut() {
            word.odd_edge |= after.chars().any(is_odd);
            word.full_stop = after.starts_with('.');
        }
        if self.words.len() == first + 1 {
            self.take_in_odd_signs(before, after);
        }
        self.leave(core, after);
    }

    /// `«pring`, `tim»`: an odd sign beside what is no word was read for one of its letters, or is a speck on it.
    fn take_in_odd_signs(&mut self, before: &str, after: &str) {
        let text = self.text;
        let Some(word) = self.words.last_mut().filter(|word| word.odd_edge && !word.is_known()) else { return };
        let odd = |sign: Option<char>| sign.filter(|&sign| is_odd(sign)).map_or(0, char::len_utf8);
        word.range.start -= odd(before.chars().next_back());
        word.range.end += odd(after.chars().next());
        word.text = Cow::Borrowed(&text[word.range.clone()]);
    }

    /// Whether no hyphen of any kind stands between the last word and this place, so that no divided word goes on here.
    fn follows_no_hyphen(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        self.words.last().is_none_or(|last| {
            let between = &bytes[last.range.end..at];
            between.len() == 1 || !between.iter().any(|byte| matches!(byte, b'-' | 0xC2 | 0xE2))
        })
    }

    /// What the signs after a word mean for the next one.
    fn leave(&mut self, core: &str, after: &str) {
        if after.is_empty() {
            (self.opens, self.parted) = (false, false);
            return;
        }
        let abbreviation = core.chars().nth(3).is_none() && !core.ends_with(|c: char| c.is_ascii_digit());
        self.opens = after.contains(['!', '?', ':']) || (after.contains('.') && !abbreviation);
        self.parted = after.contains(['.', ',', ';', ')', ']', '"', '”', '—']);
    }

    /// `’tis`, `’twas`, `’em`: a word whose beginning an apostrophe stands for.
    fn clipped(&mut self, here: Range<usize>, before: &str) -> bool {
        if !before.ends_with(['\'', '’', '‘', '`']) {
            return false;
        }
        let text = self.text;
        let word = &text[here.clone()];
        let knowledge = self.vocabulary.of(&format!("'{word}"));
        let known = knowledge != Knowledge::Unknown;
        if known {
            self.push(word, here.start, knowledge, Form::of(word));
        }
        known
    }

    /// A word divided at the end of the line before, `inter-` `national`, or for singing, `glo - rious`. Put together if
    /// a word results, or, at a line end, if the first half is none.
    fn rejoin(&mut self, chunk: usize, here: Range<usize>, before: &str) -> bool {
        let text = self.text;
        let Some(last) = self.words.last().filter(|_| !self.follows_no_hyphen(chunk)) else { return false };
        let between = &text[last.range.end..chunk];
        let divided = matches!(between.trim(), "-" | "¬" | "‐" | "\u{AD}") && between.ends_with(char::is_whitespace);
        let for_singing = between.starts_with(char::is_whitespace);
        let rest = &text[here.clone()];
        if !divided
            || !before.is_empty()
            || !rest.starts_with(char::is_lowercase)
            || rest.contains(|c: char| !c.is_alphabetic())
        {
            return false;
        }
        let joined = format!("{}{}", last.text, rest);
        let knowledge = self.vocabulary.of(&joined);
        let mut halves_are_words = || last.is_known() && self.vocabulary.of(rest) != Knowledge::Unknown;
        if knowledge == Knowledge::Unknown && (for_singing || halves_are_words()) {
            return false;
        }
        if let Some(last) = self.words.last_mut() {
            (last.knowledge, last.form) = (knowledge, Form::of(&joined));
            last.text = Cow::Owned(joined);
            last.range.end = here.end;
            last.broken = true;
        }
        true
    }

    /// A part of a compound, or the whole of a word.
    fn part(&mut self, range: Range<usize>) {
        let (passage, start) = (self.text, range.start);
        let text = &passage[range];
        let inside =
            |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | 'ʼ' | '\u{AD}' | '\u{300}'..='\u{36F}');
        if text.contains(inside) {
            let knowledge = self.vocabulary.of(text);
            if knowledge == Knowledge::Numeral {
                self.push(text, start, knowledge, Form::of(text));
                return;
            }
            let pieces: Vec<&str> = text.split(inside).filter(|piece| !piece.is_empty()).collect();
            let whole = pieces.iter().all(|piece| {
                let initial = piece.chars().nth(1).is_none() && piece.starts_with(char::is_uppercase);
                initial || (piece.len() > 1 && self.vocabulary.of(piece) != Knowledge::Unknown)
            });
            if whole {
                let base = passage.as_ptr() as usize;
                for piece in pieces {
                    let knowledge = self.vocabulary.of(piece);
                    self.push(piece, piece.as_ptr() as usize - base, knowledge, Form::of(piece));
                }
                return;
            }
            if is_abbreviation(text) {
                self.parted = true;
                return;
            }
            self.push(text, start, Knowledge::Unknown, Form::of(text));
            if let Some(word) = self.words.last_mut() {
                word.punctuated = true;
            }
            return;
        }
        let knowledge = self.vocabulary.of(text);
        self.push(text, start, knowledge, Form::of(text));
    }

    /// Adds a word that begins at `start`.
    fn push(&mut self, word: &'t str, start: usize, knowledge: Knowledge, form: Form) {
        self.words.push(Word {
            text: Cow::Borrowed(word),
            range: start..start + word.len(),
            knowledge,
            form,
            opens_sentence: self.opens,
            parted: self.parted,
            punctuated: false,
            odd_edge: false,
            full_stop: false,
            compound: false,
            broken: false,
        });
        self.opens = false;
        self.parted = false;
    }
}

/// The parts of a chunk's core between hyphens, dashes, strokes and dots in a row.
fn parts(text: &str, core: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = text.as_ptr() as usize;
    let mut before = '\0';
    let divides = move |c: char| {
        let dots = c == '.' && before == '.';
        before = c;
        dots || is_divider(c)
    };
    text[core]
        .split(divides)
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|part| !part.is_empty())
        .map(move |part| {
            let start = part.as_ptr() as usize - base;
            start..start + part.len()
        })
}

/// Signs between the parts of a word.
fn is_divider(c: char) -> bool {
    matches!(
        c,
        '-' | '–' | '—' | '‐' | '‑' | '/' | '…' | '¬' | '=' | '_' | '&' | '(' | ')' | '[' | ']' | '"' | '“' | '”'
    )
}

/// `i.e`, `p.m`: letters with a full stop between them, no words.
fn is_abbreviation(part: &str) -> bool {
    part.split('.').all(|letter| letter.starts_with(char::is_alphabetic) && letter.chars().nth(1).is_none())
}

/// Signs that stand beside a word in no honest text.
fn is_odd(c: char) -> bool {
    matches!(
        c,
        '|' | '\\'
            | '^'
            | '~'
            | '<'
            | '>'
            | '{'
            | '}'
            | '='
            | '@'
            | '«'
            | '»'
            | '¦'
            | '¿'
            | '¡'
            | '¬'
            | '¢'
            | '¥'
            | '■'
            | '•'
            | '°'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_is_parted_at_hyphens_and_dots_in_a_row() {
        let parted = |text: &'static str| -> Vec<&str> { parts(text, 0..text.len()).map(|part| &text[part]).collect() };
        assert_eq!(parted("role...in"), ["role", "in"]);
        assert_eq!(parted("a..b.c"), ["a", "b.c"]);
        assert_eq!(parted("well-known/so—called"), ["well", "known", "so", "called"]);
        assert_eq!(parted("('x'-...y"), ["x", "y"]);
    }
}
