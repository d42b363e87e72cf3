//! Headers, paragraphs and pages that lost a part.

mod broken_paragraph;
mod flow;
mod lost_opening;
mod lower_case_opening;
mod paragraph;
mod running_head;

pub use broken_paragraph::BROKEN_PARAGRAPH;
pub(super) use flow::Habits;
pub use lost_opening::LOST_OPENING;
pub use lower_case_opening::LOWER_CASE_OPENING;
pub use paragraph::{Beginning, Ending, Paragraph, paragraphs};
pub use running_head::{EdgeLine, PageEdges, RUNNING_HEAD};

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[&BROKEN_PARAGRAPH, &LOST_OPENING, &LOWER_CASE_OPENING, &RUNNING_HEAD];
