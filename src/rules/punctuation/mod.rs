//! Brackets, quotation marks, stops.

use super::Rule;

mod bracket_for_letter;
mod brackets;
mod nested_bracket;
mod quotation_marks;
mod unbalanced_quote;
mod unmatched_bracket;
mod wrong_closer;

pub use bracket_for_letter::BRACKET_FOR_LETTER;
pub use brackets::Kind as BracketKind;
pub use nested_bracket::NESTED_BRACKET;
pub use quotation_marks::{QuotationMark, Role as QuotationRole};
pub use unbalanced_quote::UNBALANCED_QUOTE;
pub use unmatched_bracket::{LoneBracket, UNMATCHED_BRACKET};
pub use wrong_closer::WRONG_CLOSER;

/// The rules of this family.
pub const RULES: &[&Rule] =
    &[&BRACKET_FOR_LETTER, &NESTED_BRACKET, &UNBALANCED_QUOTE, &UNMATCHED_BRACKET, &WRONG_CLOSER];
