//! Headers, paragraphs and pages that lost a part.

mod broken_paragraph;
mod call_number;
mod empty_section;
mod flow;
mod header_mismatch;
mod header_order;
mod labels;
mod line_ends;
mod lost_opening;
mod lower_case_opening;
mod missing_field;
mod paragraph;
mod repeated_paragraph;
mod run_on_item;
mod running_head;
mod staging_address;
mod stray_line;

pub use broken_paragraph::BROKEN_PARAGRAPH;
pub use call_number::CALL_NUMBER;
pub use empty_section::EMPTY_SECTION;
pub(super) use flow::Habits;
pub use header_mismatch::HEADER_MISMATCH;
pub use header_order::HEADER_ORDER;
pub use line_ends::LINE_ENDS;
pub use lost_opening::LOST_OPENING;
pub use lower_case_opening::LOWER_CASE_OPENING;
pub use missing_field::MISSING_FIELD;
pub use paragraph::{Beginning, Ending, Paragraph, paragraphs};
pub use repeated_paragraph::REPEATED_PARAGRAPH;
pub use run_on_item::RUN_ON_ITEM;
pub use running_head::{EdgeLine, PageEdges, RUNNING_HEAD};
pub use staging_address::STAGING_ADDRESS;
pub use stray_line::{LineFacts, STRAY_LINE};

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &BROKEN_PARAGRAPH,
    &CALL_NUMBER,
    &EMPTY_SECTION,
    &HEADER_MISMATCH,
    &HEADER_ORDER,
    &LINE_ENDS,
    &LOST_OPENING,
    &LOWER_CASE_OPENING,
    &MISSING_FIELD,
    &REPEATED_PARAGRAPH,
    &RUNNING_HEAD,
    &RUN_ON_ITEM,
    &STAGING_ADDRESS,
    &STRAY_LINE,
];
