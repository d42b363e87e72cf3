//! What markup languages and vision models left behind.

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[];
