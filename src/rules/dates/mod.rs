//! Dates that cannot be, or contradict each other.

mod after_document;
mod impossible;
mod improbable_year;
mod malformed;
mod mixed_forms;
mod weekday;

pub use after_document::AFTER_DOCUMENT;
pub use impossible::IMPOSSIBLE;
pub use improbable_year::IMPROBABLE_YEAR;
pub use malformed::MALFORMED;
pub use mixed_forms::MIXED_FORMS;
pub use weekday::WEEKDAY;

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[&AFTER_DOCUMENT, &IMPOSSIBLE, &IMPROBABLE_YEAR, &MALFORMED, &MIXED_FORMS, &WEEKDAY];
