//! What a document's header tells of it.

use std::ops::Range;

use super::{Kind, Region};

/// A piece of the header: its region and the byte range of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderPart {
    /// Which piece.
    pub region: Region,
    /// Where it stands; the label on a line of its own is not part of it.
    pub range: Range<usize>,
}

/// The header of a document, as its archive wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The pieces in the order of the file.
    pub parts: Vec<HeaderPart>,
}

impl Header {
    /// Gathers the header from the blocks of a document: their place and byte range.
    pub fn gather(blocks: impl Iterator<Item = (Region, Kind, Range<usize>)>) -> Header {
        let parts = blocks
            .take_while(|(region, kind, _)| *region != Region::Body || *kind == Kind::Label)
            .filter(|(region, kind, _)| *region != Region::Body && *kind != Kind::Label)
            .map(|(region, _, range)| HeaderPart { region, range })
            .collect();
        Header { parts }
    }

    /// The byte range of the first piece of a region.
    pub fn part(&self, region: Region) -> Option<Range<usize>> {
        self.parts.iter().find(|part| part.region == region).map(|part| part.range.clone())
    }
}
