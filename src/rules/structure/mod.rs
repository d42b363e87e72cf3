//! Headers, paragraphs and pages that lost a part.

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[];
