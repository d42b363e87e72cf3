//! Garbled, joined, split and confused words.

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[];
