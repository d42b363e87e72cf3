//! What a block tells its document of its marks.

use std::ops::Range;

use super::{FootnoteNumber, MarkEnd, PageMark};

/// Marks whose meaning the document decides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MarkFacts {
    /// Halves of marks that open and close, in order.
    pub ends: Vec<MarkEnd>,
    /// Marks of pages, with their numbers.
    pub pages: Vec<PageMark>,
    /// Numbers of footnotes, where they are called and where the notes begin.
    pub footnotes: Vec<FootnoteNumber>,
    /// `[Signed]` at the end of the block, with no name beside it.
    pub unsigned: Vec<Range<usize>>,
}

impl MarkFacts {
    /// Changes every range, from running text to source.
    pub(in crate::rules) fn map_ranges(&mut self, map: impl Fn(&Range<usize>) -> Range<usize>) {
        let ranges = (self.ends.iter_mut().map(|end| &mut end.range))
            .chain(self.pages.iter_mut().map(|mark| &mut mark.range))
            .chain(self.footnotes.iter_mut().map(|number| &mut number.range))
            .chain(&mut self.unsigned);
        for range in ranges {
            *range = map(range);
        }
    }
}
