//! Brackets, quotation marks, stops.

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[];
