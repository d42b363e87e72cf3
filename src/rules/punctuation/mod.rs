//! Brackets, quotation marks, stops.

use super::Rule;

mod bracket_for_letter;
mod brackets;
mod doubled_mark;
mod ellipsis;
mod leading_mark;
mod letter_for_mark;
mod missing_stop;
mod nested_bracket;
mod quotation_marks;
mod quote_spacing;
mod stop_or_comma;
mod unbalanced_quote;
mod unmatched_bracket;
mod wrong_closer;

pub use bracket_for_letter::BRACKET_FOR_LETTER;
pub use brackets::Kind as BracketKind;
pub(super) use brackets::{Brackets, brackets};
pub use doubled_mark::DOUBLED_MARK;
pub use ellipsis::{ELLIPSIS, Ellipsis, EllipsisForm};
pub use leading_mark::LEADING_MARK;
pub use letter_for_mark::LETTER_FOR_MARK;
pub use missing_stop::MISSING_STOP;
pub use nested_bracket::NESTED_BRACKET;
pub use quotation_marks::{QuotationMark, Role as QuotationRole};
pub use quote_spacing::QUOTE_SPACING;
pub use stop_or_comma::STOP_OR_COMMA;
pub use unbalanced_quote::UNBALANCED_QUOTE;
pub use unmatched_bracket::{LoneBracket, UNMATCHED_BRACKET};
pub use wrong_closer::WRONG_CLOSER;

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &BRACKET_FOR_LETTER,
    &DOUBLED_MARK,
    &ELLIPSIS,
    &LEADING_MARK,
    &LETTER_FOR_MARK,
    &MISSING_STOP,
    &NESTED_BRACKET,
    &QUOTE_SPACING,
    &STOP_OR_COMMA,
    &UNBALANCED_QUOTE,
    &UNMATCHED_BRACKET,
    &WRONG_CLOSER,
];
