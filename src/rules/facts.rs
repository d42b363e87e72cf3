//! What a block tells its document without its being a finding.

use std::ops::Range;

use crate::names::NameFacts;
use crate::transcript::WrittenDate;

use super::scripts::ForeignWords;
use super::structure::Paragraph;

/// The facts of a block. Ranges are byte offsets in the block's running text while the block is
/// checked, and from the block's beginning in the source afterwards.
///
/// Each field belongs to the rules that fold it; a rule of [`Check::Folded`](super::Check::Folded)
/// fills it. A new field that holds ranges is mapped in [`Facts::map_ranges`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Number of words.
    pub words: u32,
    /// Dates, but for those in addresses and code. Every block gathers them.
    pub dates: Vec<WrittenDate>,
    /// Names of people and bodies, but for those in addresses, code and citations. Every block gathers them.
    pub names: NameFacts,
    /// How its paragraphs begin and end. Every block gathers them.
    pub paragraphs: Vec<Paragraph>,
    /// Words of other scripts than Latin.
    pub foreign_words: ForeignWords,
}

impl Facts {
    /// Changes every range, from running text to source.
    pub(crate) fn map_ranges(&mut self, map: impl Fn(&Range<usize>) -> Range<usize>) {
        for scrap in &mut self.foreign_words.scraps {
            scrap.range = map(&scrap.range);
            scrap.surroundings = map(&scrap.surroundings);
        }
        for paragraph in &mut self.paragraphs {
            paragraph.map_ranges(&map);
        }
        self.names.map_ranges(&map);
        for date in &mut self.dates {
            date.range = map(&date.range);
        }
    }
}
