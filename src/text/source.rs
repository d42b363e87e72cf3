//! Where the engine reads text from: a string on disk's side, a rope on the editor's.

use std::borrow::Cow;
use std::ops::Range;

use ropey::Rope;

use super::lines;

/// A text that can be read in pieces by byte offset.
pub trait Source: Sync {
    /// Length in bytes.
    fn len(&self) -> usize;

    /// Whether there is no text.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a byte range. The range must lie in the text, on character boundaries.
    fn slice(&self, range: Range<usize>) -> Cow<'_, str>;

    /// The nearest character boundary at or before a byte offset; past the end, the end.
    fn boundary_before(&self, offset: usize) -> usize;

    /// The lines from a byte offset on, each with its line end.
    fn lines_from(&self, offset: usize) -> Box<dyn Iterator<Item = Cow<'_, str>> + '_>;
}

impl Source for &str {
    fn len(&self) -> usize {
        str::len(self)
    }

    fn slice(&self, range: Range<usize>) -> Cow<'_, str> {
        Cow::Borrowed(&self[range])
    }

    fn boundary_before(&self, offset: usize) -> usize {
        let mut at = offset.min(str::len(self));
        while !self.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn lines_from(&self, offset: usize) -> Box<dyn Iterator<Item = Cow<'_, str>> + '_> {
        Box::new(lines(&self[offset..]).map(Cow::Borrowed))
    }
}

impl Source for Rope {
    fn len(&self) -> usize {
        self.len_bytes()
    }

    fn slice(&self, range: Range<usize>) -> Cow<'_, str> {
        self.byte_slice(range).into()
    }

    fn boundary_before(&self, offset: usize) -> usize {
        self.char_to_byte(self.byte_to_char(offset.min(self.len_bytes())))
    }

    fn lines_from(&self, offset: usize) -> Box<dyn Iterator<Item = Cow<'_, str>> + '_> {
        let rest = self.byte_slice(offset..);
        Box::new(rest.lines().map(Cow::from).filter(|line| !line.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rope_and_a_string_read_alike() {
        let text = "one\r\ntwo\rthree\n\x0Cfour\n";
        let rope = Rope::from_str(text);
        for offset in [0, 5, 9] {
            assert!((&text).lines_from(offset).eq(rope.lines_from(offset)));
        }
        assert_eq!(Source::len(&text), Source::len(&rope));
        assert_eq!((&text).slice(2..7), Source::slice(&rope, 2..7));
    }
    #[test]
    fn a_rope_and_a_string_have_the_same_boundaries() {
        let (text, rope) = ("aë", Rope::from_str("aë"));
        for offset in 0..5 {
            assert_eq!((&text).boundary_before(offset), rope.boundary_before(offset));
        }
    }
}
