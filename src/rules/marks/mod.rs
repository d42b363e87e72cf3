//! Editorial marks: misspelt, foreign to their convention, unclosed, out of sequence.
//!
//! What brackets mean is for the convention of the collection to say. Where none is declared, only
//! what is wrong under every convention is reported. Elements that contradict one another inside
//! TEI files, such as a `choice` with one child, are for the rules of XML.

use super::Rule;

mod bracket;
mod empty;
mod facts;
mod footnote;
mod foreign;
mod gap_extent;
mod garbled_mark;
mod impossible_extent;
mod loose;
mod misspelt;
mod page_sequence;
mod spaced_supply;
mod stray_sic;
mod unclosed;
mod unsigned;
mod variant;
mod wiki_link;
mod work_note;

pub use empty::EMPTY;
pub use facts::MarkFacts;
pub use footnote::{FOOTNOTE, FootnoteNumber};
pub use foreign::FOREIGN;
pub use gap_extent::GAP_EXTENT;
pub use garbled_mark::GARBLED_MARK;
pub use impossible_extent::IMPOSSIBLE_EXTENT;
pub use loose::LOOSE;
pub use misspelt::MISSPELT;
pub use page_sequence::{PAGE_SEQUENCE, PageMark};
pub use spaced_supply::SPACED_SUPPLY;
pub use stray_sic::STRAY_SIC;
pub use unclosed::{MarkEnd, UNCLOSED};
pub use unsigned::UNSIGNED;
pub use variant::VARIANT;
pub use wiki_link::WIKI_LINK;
pub use work_note::WORK_NOTE;

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &EMPTY,
    &FOOTNOTE,
    &FOREIGN,
    &GAP_EXTENT,
    &GARBLED_MARK,
    &IMPOSSIBLE_EXTENT,
    &LOOSE,
    &MISSPELT,
    &PAGE_SEQUENCE,
    &SPACED_SUPPLY,
    &STRAY_SIC,
    &UNCLOSED,
    &UNSIGNED,
    &VARIANT,
    &WIKI_LINK,
    &WORK_NOTE,
];
