//! Lines as the Language Server Protocol counts them: they end at LF, CRLF or a lone CR, and a
//! form feed ends nothing.

use serde::Serialize;

/// The lines of a text in order, each with its line end.
pub struct Lines<'a> {
    rest: &'a str,
}

/// The lines of `text`, each with its line end; an empty text has none.
pub fn lines(text: &str) -> Lines<'_> {
    Lines { rest: text }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.rest.split_at(line_length(self.rest));
        self.rest = rest;
        Some(line)
    }
}

/// Bytes up to and including the first line end.
fn line_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    match memchr::memchr2(b'\n', b'\r', bytes) {
        Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => at + 2,
        Some(at) => at + 1,
        None => bytes.len(),
    }
}

/// A place as a person counts: line and column from 1, columns in Unicode scalar values, with the
/// byte offset it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
    /// Byte offset in the text as UTF-8.
    pub offset: usize,
}

/// Where each line of a text begins.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Counts the lines of `text` once.
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        let mut at = 0;
        for line in lines(text) {
            at += line.len();
            if line.ends_with(['\n', '\r']) {
                starts.push(at);
            }
        }
        LineIndex { starts }
    }

    /// The place of a byte offset; offsets past the end count as the end, and one inside a
    /// character as that character's beginning.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let column = text[self.starts[line]..offset].chars().count() + 1;
        Position { line: line + 1, column, offset }
    }

    /// The number of lines; a text that ends with a line end has an empty last line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The byte range of a line (from 1) without its line end; none if there is no such line.
    pub fn line(&self, text: &str, line: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        Some(start..start + text[start..end].trim_end_matches(['\n', '\r']).len())
    }

    fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_and_a_form_feed_does_not() {
        let text = "a\r\nb\rc\n\x0Cd\n";
        assert_eq!(lines(text).collect::<Vec<_>>(), ["a\r\n", "b\r", "c\n", "\x0Cd\n"]);
        assert_eq!(LineIndex::new(text).count(), 5);
    }

    #[test]
    fn columns_count_scalar_values() {
        let text = "ë😀x\ny";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 6), Position { line: 1, column: 3, offset: 6 });
        assert_eq!(index.position(text, 8), Position { line: 2, column: 1, offset: 8 });
        assert_eq!(index.position(text, 99), Position { line: 2, column: 2, offset: 9 });
        assert_eq!(index.position(text, 4).offset, 2, "inside the emoji counts as its beginning");
    }

    #[test]
    fn a_line_without_its_end() {
        let text = "one\r\ntwo";
        let index = LineIndex::new(text);
        assert_eq!(index.line(text, 1), Some(0..3));
        assert_eq!(index.line(text, 2), Some(5..8));
        assert_eq!(index.line(text, 3), None);
        assert_eq!(index.line(text, 0), None);
    }
}
