//! Words, numbers and signs, as a reader of OCR text sees them.

use std::ops::Range;

use super::bytes::{APOSTROPHE, BEYOND_ASCII, DIGIT, LETTER, kind_at, run_of};
use super::{Class, char_after, char_before, script_of};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters alone, with apostrophes, combining marks and soft hyphens inside: `People's`, `Çarçani`.
    Word,
    /// Digits alone, with separators between them: `1967`, `10,000`, `3.5`.
    Number,
    /// Letters and digits together: `19G4`, `10th`, `May1`.
    Mixed,
    /// A punctuation character, or several of the same kind: `.`, `...`, `--`.
    Punctuation,
    /// Any other sign.
    Sign,
}

/// A piece of text between spaces or at a change of kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of its beginning.
    pub start: u32,
    /// Byte offset of its end.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// Its byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its text.
    pub fn text(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether it has letters or digits.
    pub fn is_wordlike(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Mixed)
    }
}

/// The tokens of a text of at most 4 GiB, in order; white space is what lies between them.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = char_after(text, at) {
        if let Some(end) = plain_word_end(text, at) {
            found.push(Token { start: at as u32, end: end as u32, kind: TokenKind::Word });
            // Most words have a space after them.
            at = end + usize::from(text.as_bytes().get(end) == Some(&b' '));
            continue;
        }
        let (end, kind) = if is_space(c) {
            at += c.len_utf8();
            continue;
        } else if is_wordlike(c) {
            wordlike(text, at)
        } else {
            sign(text, at, c)
        };
        found.push(Token { start: at as u32, end: end as u32, kind });
        at = end;
    }
    found
}

/// Where the word at `start` ends, if it is of ASCII letters alone and nothing follows that may hold it together
/// with more, as with most words.
fn plain_word_end(text: &str, start: usize) -> Option<usize> {
    let (end, letters) = run_of(text.as_bytes(), start, LETTER);
    let goes_on = kind_at(text.as_bytes(), end) & (DIGIT | APOSTROPHE | BEYOND_ASCII) != 0;
    (letters != 0 && !goes_on).then_some(end)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

fn is_wordlike(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || continues_word(c)))
}

/// Characters that belong to the word they stand in, wherever they stand.
fn continues_word(c: char) -> bool {
    matches!(Class::of(c), Some(Class::Combining | Class::Invisible | Class::PrivateUse | Class::Replacement))
}

/// A run of letters and digits, with what may stand between two of them.
fn wordlike(text: &str, start: usize) -> (usize, TokenKind) {
    let (mut end, mut letters, mut digits) = (start, false, false);
    let bytes = text.as_bytes();
    loop {
        let plain = bytes[end..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        letters |= plain > 0;
        end += plain;
        let Some(c) = char_after(text, end) else { break };
        if c.is_ascii_digit() {
            digits = true;
        } else if is_wordlike(c) {
            letters |= !c.is_numeric();
            digits |= c.is_numeric();
        } else if !joins(c, char_before(text, end), char_after(text, end + c.len_utf8())) {
            break;
        }
        end += c.len_utf8();
    }
    let kind = match (letters, digits) {
        (true, true) => TokenKind::Mixed,
        (false, true) => TokenKind::Number,
        _ => TokenKind::Word,
    };
    (end, kind)
}

/// Whether a sign holds its neighbours together: an apostrophe between letters, a separator
/// between digits.
fn joins(c: char, before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    match c {
        '\'' | '’' | 'ʼ' => before.is_alphabetic() && after.is_alphabetic(),
        '.' | ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// One sign; the same punctuation character repeated is one token.
fn sign(text: &str, start: usize, c: char) -> (usize, TokenKind) {
    let one = c.len_utf8();
    if !is_punctuation(c) {
        return (start + one, TokenKind::Sign);
    }
    let repeats = matches!(c, '.' | '-' | '—' | '–' | '*' | '_');
    let mut end = start + one;
    while repeats && char_after(text, end) == Some(c) {
        end += one;
    }
    (end, TokenKind::Punctuation)
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(Class::of(c), Some(Class::Dash | Class::Quote))
        || matches!(c, '…' | '¿' | '¡' | '·' | '§' | '¶' | '†' | '‡')
        || (!c.is_ascii()
            && script_of(c) == super::Script::Common
            && matches!(c as u32, 0x3001..=0x301F | 0xFF01..=0xFF65))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, TokenKind)> {
        tokens(text).into_iter().map(|t| (t.text(text), t.kind)).collect()
    }

    #[test]
    fn words_numbers_and_mixtures() {
        use TokenKind::*;
        assert_eq!(
            kinds("People's 10,000 May1 19G4 Çarçani"),
            [("People's", Word), ("10,000", Number), ("May1", Mixed), ("19G4", Mixed), ("Çarçani", Word)]
        );
    }

    #[test]
    fn signs_stand_alone_and_dots_together() {
        use TokenKind::*;
        assert_eq!(
            kinds("role...in ☐☐"),
            [("role", Word), ("...", Punctuation), ("in", Word), ("☐", Sign), ("☐", Sign)]
        );
        assert_eq!(kinds("Workers' (ALP)]").len(), 6);
    }

    #[test]
    fn invisible_characters_stay_inside_the_word() {
        assert_eq!(kinds("Ho\u{AD}xha").len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn tokens_are_in_order_and_leave_only_space_between(text in ".{0,80}") {
            let mut at = 0;
            for token in tokens(&text) {
                assert!(text[at..token.start as usize].chars().all(is_space));
                assert!(token.start < token.end);
                at = token.end as usize;
            }
            assert!(text[at..].chars().all(is_space));
        }
    }
}
