//! What stands beside a place in a text.

use std::ops::Range;

use super::bytes::{LETTER, kind_at};

/// Words are followed this many bytes to either side; longer ones are no words.
const REACH: usize = 64;

/// The character that ends at a byte offset.
pub fn char_before(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(..at)?.last() {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        _ => text[..at].chars().next_back(),
    }
}

/// The character that begins at a byte offset.
pub fn char_after(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        _ => text[at..].chars().next(),
    }
}

/// The run of letters that ends at a byte offset, apostrophes between them included; empty if none
/// does. At most its last 64 bytes.
pub fn word_before(text: &str, at: usize) -> Range<usize> {
    let mut start = at;
    while at - start < REACH {
        if start > 0 && kind_at(text.as_bytes(), start - 1) & LETTER != 0 {
            start -= 1;
            continue;
        }
        let Some(c) = char_before(text, start) else { break };
        let inside =
            is_apostrophe(c) && start < at && char_before(text, start - c.len_utf8()).is_some_and(char::is_alphabetic);
        if !c.is_alphabetic() && !inside {
            break;
        }
        start -= c.len_utf8();
    }
    start..at
}

/// The run of letters that begins at a byte offset, apostrophes between them included; empty if
/// none does. At most its first 64 bytes.
pub fn word_after(text: &str, at: usize) -> Range<usize> {
    let mut end = at;
    while end - at < REACH {
        if kind_at(text.as_bytes(), end) & LETTER != 0 {
            end += 1;
            continue;
        }
        let Some(c) = char_after(text, end) else { break };
        let inside =
            is_apostrophe(c) && end > at && char_after(text, end + c.len_utf8()).is_some_and(char::is_alphabetic);
        if !c.is_alphabetic() && !inside {
            break;
        }
        end += c.len_utf8();
    }
    at..end
}

/// The line in which a byte offset stands, without its line end.
pub fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..at]).map_or(0, |before| before + 1);
    let end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]).map_or(text.len(), |after| at + after);
    start..end
}

/// The rest of a word that was divided at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest<'t> {
    /// The rest, with the punctuation after it.
    pub text: &'t str,
    /// The line end before it.
    pub line_end: &'t str,
    /// Bytes that line end, indentation, rest and the space after it take.
    pub length: usize,
}

/// The rest of a word at the beginning of the next line, where `after` begins with the line end; none if what
/// stands there does not begin with a letter.
pub fn rest_in_next_line(after: &str) -> Option<Rest<'_>> {
    let line_end = if after.starts_with("\r\n") { 2 } else { usize::from(after.starts_with(['\n', '\r'])) };
    let next = &after[line_end..];
    let indent = next.len() - next.trim_start_matches([' ', '\t']).len();
    let next = &next[indent..];
    if line_end == 0 || !next.starts_with(char::is_alphabetic) {
        return None;
    }
    let length = next.find(char::is_whitespace).unwrap_or(next.len());
    let space = usize::from(next[length..].starts_with([' ', '\n']));
    Some(Rest { text: &next[..length], line_end: &after[..line_end], length: line_end + indent + length + space })
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_a_place() {
        let text = "the People's Çarçani,and so";
        let comma = text.find(',').unwrap();
        assert_eq!(&text[word_before(text, comma)], "Çarçani");
        assert_eq!(&text[word_after(text, comma + 1)], "and");
        assert_eq!(&text[word_after(text, 4)], "People's");
        assert_eq!(&text[word_before(text, 12)], "People's");
        assert!(word_before(text, 4).is_empty());
    }

    #[test]
    fn a_divided_word_goes_on_in_the_next_line() {
        let rest = rest_in_next_line("\r\n  national, new").unwrap();
        assert_eq!((rest.text, rest.line_end, rest.length), ("national,", "\r\n", 14));
        assert_eq!(rest_in_next_line("\n12 more"), None);
        assert_eq!(rest_in_next_line(" more"), None);
    }

    #[test]
    fn a_line_ends_at_any_line_end() {
        let text = "one\r\ntwo\rthree";
        assert_eq!(&text[line_around(text, 6)], "two");
        assert_eq!(&text[line_around(text, 0)], "one");
        assert_eq!(&text[line_around(text, 14)], "three");
    }
}
