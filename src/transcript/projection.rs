//! Running text without markup, with a map back to the source.

use std::borrow::Cow;
use std::ops::Range;

use super::{Format, markdown};

/// A block's running text and where each piece of it came from.
#[derive(Clone, Debug)]
pub struct Projected<'a> {
    /// The text that rules read.
    pub text: Cow<'a, str>,
    /// The way back.
    pub map: Projection,
    /// Ranges of the running text that are not the document's words: code, addresses.
    pub verbatim: Vec<Range<usize>>,
}

/// Maps byte ranges of a running text to its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// Where each kept piece begins: in the running text, in the source. Empty: the two are one.
    pieces: Vec<(usize, usize)>,
}

impl Projection {
    /// The map of a text that is its own source.
    pub const IDENTITY: Projection = Projection { pieces: Vec::new() };

    /// The running text that consists of these source ranges, in order, and its map.
    pub fn keep<'a>(source: &'a str, kept: &[Range<usize>]) -> (Cow<'a, str>, Projection) {
        if let [all] = kept
            && *all == (0..source.len())
        {
            return (Cow::Borrowed(source), Projection::IDENTITY);
        }
        let mut text = String::with_capacity(source.len());
        let mut pieces = Vec::with_capacity(kept.len());
        for range in kept {
            pieces.push((text.len(), range.start));
            text.push_str(&source[range.clone()]);
        }
        (Cow::Owned(text), Projection { pieces })
    }

    /// The source range of a range of the running text. Markup inside it is included.
    pub fn to_source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.offset_to_source(range.start);
        if range.is_empty() {
            return start..start;
        }
        start..self.offset_to_source(range.end - 1) + 1
    }

    /// Whether a range of the running text stands in the source in one piece.
    pub fn is_contiguous(&self, range: &Range<usize>) -> bool {
        self.to_source(range).len() == range.len()
    }

    fn offset_to_source(&self, offset: usize) -> usize {
        match self.pieces.partition_point(|&(text, _)| text <= offset) {
            0 => offset,
            n => {
                let (text, source) = self.pieces[n - 1];
                source + (offset - text)
            }
        }
    }
}

/// The running text of a block's source.
pub fn project(source: &str, format: Format) -> Projected<'_> {
    match format {
        Format::Plain => Projected { text: Cow::Borrowed(source), map: Projection::IDENTITY, verbatim: Vec::new() },
        Format::Markdown => markdown::project(source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_travel_back() {
        let (text, map) = Projection::keep("Kim **II** Sung", &[0..4, 6..8, 10..15]);
        assert_eq!(text, "Kim II Sung");
        assert_eq!(map.to_source(&(4..6)), 6..8);
        assert!(map.is_contiguous(&(4..6)));
        assert_eq!(map.to_source(&(0..11)), 0..15);
        assert!(!map.is_contiguous(&(0..11)));
    }
}
