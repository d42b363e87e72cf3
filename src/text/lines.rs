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

/// A place told of where its text is not at hand: its column as each kind of reader counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Line, from 1.
    pub line: u32,
    /// Unicode scalar values before it on its line.
    pub characters: u32,
    /// Units of UTF-16 before it on its line.
    pub utf16: u32,
    /// Bytes before it on its line.
    pub bytes: u32,
    /// Byte offset in the text as UTF-8.
    pub offset: u32,
}

impl Spot {
    /// The place as a person counts.
    pub fn position(self) -> Position {
        Position { line: self.line as usize, column: self.characters as usize + 1, offset: self.offset as usize }
    }
}

/// Where each line of a text begins, and how far counting has come inside long lines.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// Byte offsets of the characters that UTF-16 writes with two units.
    wide: Vec<usize>,
    /// Byte offset and column (from 0) of places inside lines longer than [`STEP`].
    columns: Vec<(usize, usize)>,
}

/// Columns are counted over at most about so many bytes, however long a line is.
const STEP: usize = 4096;
/// The least byte that begins a character which UTF-16 writes with two units.
const FIRST_OF_WIDE: u8 = 0xF0;

impl LineIndex {
    /// Counts the lines of `text` once.
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        let mut columns = Vec::new();
        let mut at = 0;
        for line in lines(text) {
            if line.len() > STEP {
                columns.extend(steps(line).map(|(offset, column)| (at + offset, column)));
            }
            at += line.len();
            if line.ends_with(['\n', '\r']) {
                starts.push(at);
            }
        }
        let wide = text.bytes().enumerate().filter(|(_, byte)| *byte >= FIRST_OF_WIDE).map(|(at, _)| at).collect();
        LineIndex { starts, wide, columns }
    }

    /// The place of a byte offset; offsets past the end count as the end, and one inside a
    /// character as that character's beginning.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let step =
            self.columns.partition_point(|&(at, _)| at <= offset).checked_sub(1).map(|index| self.columns[index]);
        let start = self.starts[line];
        let (counted, column) = step.filter(|&(at, _)| at > start).unwrap_or((start, 0));
        Position { line: line + 1, column: column + text[counted..offset].chars().count() + 1, offset }
    }

    /// The same for whoever does not have the text.
    pub fn spot(&self, text: &str, offset: usize) -> Spot {
        let Position { line, column, offset } = self.position(text, offset);
        let start = self.starts[line - 1];
        let wide_before = |offset| self.wide.partition_point(|&at| at < offset);
        let characters = column - 1;
        let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Spot {
            line: small(line),
            characters: small(characters),
            utf16: small(characters + wide_before(offset) - wide_before(start)),
            bytes: small(offset - start),
            offset: small(offset),
        }
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

/// Byte offset and column of a place about every [`STEP`] bytes of a long line.
fn steps(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let (mut at, mut column) = (0, 0);
    std::iter::from_fn(move || {
        let mut next = at + STEP;
        while next < line.len() && !line.is_char_boundary(next) {
            next += 1;
        }
        column += line.get(at..next)?.chars().count();
        at = next;
        Some((at, column))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_right_and_quick() {
        let text = format!("é\n{}x\ny", "é".repeat(3 * STEP));
        let index = LineIndex::new(&text);
        for column in [1, 2, STEP / 2, STEP / 2 + 1, STEP, 3 * STEP] {
            let position = index.position(&text, 3 + 2 * (column - 1));
            assert_eq!((position.line, position.column), (2, column));
        }
        assert_eq!(index.position(&text, text.len()).line, 3);
        assert_eq!(index.position(&text, text.len()).column, 2);
    }

    #[test]
    fn a_spot_counts_as_every_reader_does() {
        let text = "😀\në😀x😀";
        let spot = LineIndex::new(text).spot(text, 11);
        assert_eq!(spot, Spot { line: 2, characters: 2, utf16: 3, bytes: 6, offset: 11 });
        assert_eq!(spot.position(), LineIndex::new(text).position(text, 11));
    }

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
