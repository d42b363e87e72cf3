//! Spaces lost and added.

use super::Rule;

mod double_space;
mod inside_brackets;
mod joined_number;
mod lost_space;
mod space_before_mark;
mod spaced_clitic;
mod trailing_space;

pub use double_space::DOUBLE_SPACE;
pub use inside_brackets::INSIDE_BRACKETS;
pub use joined_number::JOINED_NUMBER;
pub use lost_space::LOST_SPACE;
pub use space_before_mark::SPACE_BEFORE_MARK;
pub use spaced_clitic::SPACED_CLITIC;
pub use trailing_space::TRAILING_SPACE;

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &DOUBLE_SPACE,
    &INSIDE_BRACKETS,
    &JOINED_NUMBER,
    &LOST_SPACE,
    &SPACE_BEFORE_MARK,
    &SPACED_CLITIC,
    &TRAILING_SPACE,
];

/// Whether a line is set in columns: a table's bars, tabs, or gaps of three spaces and more after
/// its first word. White space means something there.
fn is_columnar(line: &str) -> bool {
    let line = line.trim();
    line.contains(['|', '\t']) || line.contains("   ")
}
