//! Dates that cannot be, or contradict each other.

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[];
